"""Sealing the tokens that the database keeps: without the keys it is no use to anybody."""

import json
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealBroken(Exception):
    """None of the keys opens it, or it was sealed for another workspace."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What lets the bot act in a workspace, and what it gets the next of these for; "" where none expires."""

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)


class Seals:
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
            raise SealBroken(workspace) from wrong
        if kept["workspace"] != workspace:
            raise SealBroken(workspace)
        return Tokens(kept["access"], kept["refresh"])

    def opens(self, workspace: str, sealed: str) -> bool:
        """Whether a key opens it."""
        try:
            self.open(workspace, sealed)
        except SealBroken:
            return False
        return True


def new_key() -> str:
    """A key that nobody has."""
    return Fernet.generate_key().decode()
