"""Sealing the tokens that the database keeps: without the keys it is no use to anybody."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.installations import Installation


class TokenUnreadable(Exception):
    """None of the keys opens it, or it was sealed for another workspace."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What lets the bot act in a workspace, and what it gets the next of these for; "" where none expires."""

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)


class TokenCipher:
    """Seals with the first of its keys, opens with any of them."""

    def __init__(self, keys: str) -> None:
        self._keys = MultiFernet([Fernet(key.strip()) for key in keys.split(",")])

    def seal(self, workspace: str, tokens: Tokens) -> str:
        """The tokens as nobody can read them, or take them for those of another workspace."""
        kept = {"workspace": workspace, "access": tokens.access, "refresh": tokens.refresh}
        return self._keys.encrypt(json.dumps(kept).encode()).decode()

    def open(self, workspace: str, sealed: str) -> Tokens:
        """The tokens of that workspace; raises SealBroken."""
        try:
            kept = json.loads(self._keys.decrypt(sealed.encode()))
        except InvalidToken as wrong:
            raise TokenUnreadable(workspace) from wrong
        if kept["workspace"] != workspace:
            raise TokenUnreadable(workspace)
        return Tokens(kept["access"], kept["refresh"])

    def closed(self, everywhere: Iterable[Installation]) -> list[Installation]:
        """Those whose tokens no key opens."""
        return [each for each in everywhere if not self.opens(each)]

    def opens(self, installation: Installation) -> bool:
        """Whether a key opens its tokens."""
        try:
            self.open(installation.workspace, installation.sealed)
        except TokenUnreadable:
            return False
        return True


def not_opened(closed: Sequence[Installation]) -> str:
    """Says whose tokens no key opens: some of them by name, and how many."""
    some = ", ".join(each.workspace for each in closed[:5])
    return f"TOKEN_KEYS do not open the tokens of {some} ({len(closed)} in all)."


def new_key() -> str:
    """A key that nobody has."""
    return Fernet.generate_key().decode()
