"""`oncourse new-key` and `oncourse rotate-keys`: the keys that encrypt tokens."""

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

TRIES = 5  # for a workspace whose tokens are refreshed at the same time


def add_commands(commands: Commands) -> None:
    """Add these commands to the parser, each with its function as `do`."""
    fresh = commands.add_parser("new-key", help="print a new key for TOKEN_KEYS")
    fresh.set_defaults(do=_new_key)
    rotate = commands.add_parser("rotate-keys", help="encrypt every workspace's tokens with the newest key")
    rotate.add_argument(
        "--forget",
        action="store_true",
        help="delete tokens that no key decrypts; those workspaces install again",
    )
    rotate.add_argument("--yes", action="store_true", help="don't ask before --forget deletes any")
    rotate.set_defaults(do=_rotate)


def _new_key(_chosen: argparse.Namespace) -> None:
    say(new_key())


def _rotate(chosen: argparse.Namespace) -> None:
    url, keys = read_token_keys()
    cipher = TokenCipher(keys)
    undecryptable_ids = _undecryptable(url, cipher) if chosen.forget else []
    if undecryptable_ids and not chosen.yes:
        require_confirmation("forget", f"delete the tokens of {', '.join(undecryptable_ids)}")
    sealed, forgotten = _rotate_all(url, cipher, frozenset(undecryptable_ids))
    say(
        f"Encrypted the tokens of {sealed} workspaces with the newest key, and deleted those of {forgotten}. "
        "Restart every process of the bot with that key, then remove the others from TOKEN_KEYS."
    )


def _undecryptable(url: str, cipher: TokenCipher) -> list[str]:
    """The workspaces whose tokens no key decrypts."""
    with open_for_cli(url, now=wall_clock) as store, store.reading_all() as tx:
        return [each.workspace for each in cipher.undecryptable(installations.everywhere(tx))]


def _rotate_all(url: str, cipher: TokenCipher, forget: Collection[str]) -> tuple[int, int]:
    """Rotate all tokens; returns how many were encrypted with the newest key, and how many deleted."""
    with open_for_cli(url, now=wall_clock) as store:
        with store.reading_all() as tx:
            everywhere = installations.everywhere(tx)
        undecryptable = cipher.undecryptable(everywhere)
        if missing := [each.workspace for each in undecryptable if each.workspace not in forget]:
            raise _refusal(missing)
        for each in undecryptable:
            with store.writing(each.workspace) as own:
                installations.lost(own, each, wall_clock())
        for each in everywhere:
            if each not in undecryptable:
                _rotate_one(store, cipher, each)
        return len(everywhere) - len(undecryptable), len(undecryptable)


def _rotate_one(store: SyncStore, cipher: TokenCipher, installation: Installation) -> None:
    """Encrypt one workspace's tokens again; retries if they are refreshed at the same time."""
    found = installation
    for _ in range(TRIES):
        if not cipher.can_decrypt(found):
            raise _refusal([found.workspace])
        tokens = cipher.decrypt(found.workspace, found.sealed)
        sealed = cipher.encrypt(found.workspace, tokens)
        with store.writing(installation.workspace) as tx:
            changed = _reseal(tx, found, sealed)
        if changed is None:
            return  # done, or the app was uninstalled
        found = changed
    raise SettingsRefused(f"The tokens of {installation.workspace} keep changing. Try again in a moment.")


def _reseal(tx: Tx, installation: Installation, sealed: str) -> Installation | None:
    """Replace the encrypted tokens; if they have changed, return the new installation, if there is one."""
    if installations.reseal(tx, installation, sealed):
        return None
    return installations.get(tx, tx.workspace)


def _refusal(workspaces: Sequence[str]) -> SettingsRefused:
    return SettingsRefused(
        f"TOKEN_KEYS can't decrypt the tokens of {', '.join(workspaces)}. Add the key that encrypted them, "
        "or delete them with --forget."
    )
