"""The `oncourse` commands that look after the keys which seal tokens: new-key, rotate-keys."""

import argparse
from collections.abc import Collection, Sequence

from bot.clock import wall_clock
from bot.commands import Commands, require_confirmation, say
from bot.config import SettingsRefused, read_token_keys
from bot.installations.token_cipher import TokenCipher, new_key
from storage import installations
from storage.engine.sync import SyncStore, open_for_cli
from storage.engine.transactions import Tx
from storage.installations import Installation

TRIES = 5  # with one workspace, whose tokens somebody renews at the same time


def add_commands(commands: Commands) -> None:
    """Let the parser know these commands; each says in `do` what carries it out."""
    fresh = commands.add_parser("new-key", help="print a new key for TOKEN_KEYS")
    fresh.set_defaults(do=_new_key)
    rotate = commands.add_parser("rotate-keys", help="seal every workspace's tokens with the newest key")
    rotate.add_argument(
        "--forget", action="store_true", help="let go of tokens that no key opens: they install it again"
    )
    rotate.add_argument("--yes", action="store_true", help="don't ask before --forget lets go of any")
    rotate.set_defaults(do=_rotate)


def _new_key(_chosen: argparse.Namespace) -> None:
    say(new_key())


def _rotate(chosen: argparse.Namespace) -> None:
    url, keys = read_token_keys()
    cipher = TokenCipher(keys)
    unopened = _unopened(url, cipher) if chosen.forget else []
    if unopened and not chosen.yes:
        require_confirmation("forget", f"let go of the tokens of {', '.join(unopened)}")
    sealed, forgotten = _rotated(url, cipher, frozenset(unopened))
    say(
        f"Sealed the tokens of {sealed} workspaces with the newest key, and let go of those of {forgotten}. "
        "Once every process of the bot runs with that key, take the others out of TOKEN_KEYS."
    )


def _unopened(url: str, cipher: TokenCipher) -> list[str]:
    """The workspaces whose tokens no key opens."""
    with open_for_cli(url, now=wall_clock) as store, store.reading_all() as tx:
        return [each.workspace for each in cipher.closed(installations.everywhere(tx))]


def _rotated(url: str, cipher: TokenCipher, forget: Collection[str]) -> tuple[int, int]:
    """How many workspaces' tokens are sealed with the newest key now, and how many were let go of."""
    with open_for_cli(url, now=wall_clock) as store:
        with store.reading_all() as tx:
            everywhere = installations.everywhere(tx)
        closed = cipher.closed(everywhere)
        if kept := [each.workspace for each in closed if each.workspace not in forget]:
            raise _closed(kept)
        for each in closed:
            with store.writing(each.workspace) as own:
                installations.lost(own, each, wall_clock())
        for each in everywhere:
            if each not in closed:
                _resealed(store, cipher, each)
        return len(everywhere) - len(closed), len(closed)


def _resealed(store: SyncStore, cipher: TokenCipher, installation: Installation) -> None:
    """Seal one workspace's tokens anew, also when somebody renews them meanwhile."""
    found = installation
    for _ in range(TRIES):
        if not cipher.opens(found):
            raise _closed([found.workspace])
        tokens = cipher.open(found.workspace, found.sealed)
        sealed = cipher.seal(found.workspace, tokens)
        with store.writing(installation.workspace) as tx:
            changed = _reseal(tx, found, sealed)
        if changed is None:
            return  # done, or the app was removed
        found = changed
    raise SettingsRefused(f"The tokens of {installation.workspace} keep changing. Try again in a moment.")


def _reseal(tx: Tx, installation: Installation, sealed: str) -> Installation | None:
    """Replace the sealed tokens; where they have changed meanwhile, return what is there now, if anything."""
    if installations.reseal(tx, installation, sealed):
        return None
    return installations.get(tx, tx.workspace)


def _closed(workspaces: Sequence[str]) -> SettingsRefused:
    return SettingsRefused(
        f"No key of TOKEN_KEYS opens the tokens of {', '.join(workspaces)}. Add the key that sealed them, or "
        "let go of them with --forget."
    )
