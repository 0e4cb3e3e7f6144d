"""Encrypt the tokens in the database with TOKEN_KEYS."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage.installations import Installation


class TokenUnreadable(Exception):
    """No key decrypts it, or it was encrypted for another workspace."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The access token and refresh token of a workspace; `refresh` is "" if the token doesn't expire."""

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)


class TokenCipher:
    """Encrypts with the first of its comma-separated keys, decrypts with any of them."""

    def __init__(self, keys: str) -> None:
        self._keys = MultiFernet([Fernet(key.strip()) for key in keys.split(",")])

    def encrypt(self, workspace: str, tokens: Tokens) -> str:
        """Encrypt the tokens, bound to the workspace."""
        payload = {"workspace": workspace, "access": tokens.access, "refresh": tokens.refresh}
        return self._keys.encrypt(json.dumps(payload).encode()).decode()

    def decrypt(self, workspace: str, sealed: str) -> Tokens:
        """Decrypt the tokens of that workspace; raises TokenUnreadable."""
        try:
            payload = json.loads(self._keys.decrypt(sealed.encode()))
        except InvalidToken as wrong:
            raise TokenUnreadable(workspace) from wrong
        if payload["workspace"] != workspace:
            raise TokenUnreadable(workspace)
        return Tokens(payload["access"], payload["refresh"])

    def undecryptable(self, everywhere: Iterable[Installation]) -> list[Installation]:
        """The installations whose tokens no key decrypts."""
        return [each for each in everywhere if not self.can_decrypt(each)]

    def can_decrypt(self, installation: Installation) -> bool:
        """Whether a key decrypts its tokens."""
        try:
            self.decrypt(installation.workspace, installation.sealed)
        except TokenUnreadable:
            return False
        return True


def undecryptable_message(undecryptable: Sequence[Installation]) -> str:
    """An error message that names up to five of the workspaces, and their number."""
    some = ", ".join(each.workspace for each in undecryptable[:5])
    return f"TOKEN_KEYS can't decrypt the tokens of {some} ({len(undecryptable)} in all)."


def new_key() -> str:
    """A new random key."""
    return Fernet.generate_key().decode()
