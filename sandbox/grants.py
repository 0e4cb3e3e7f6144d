"""The app's OAuth grants: authorization codes, tokens and refresh tokens of all workspaces."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from sandbox.clock import Clock
from sandbox.errors import ApiError
from sandbox.records import Json

CODE_TTL = timedelta(minutes=10)
TOKEN_TTL = timedelta(hours=12)
MAX_TOKENS = 2
"""Valid tokens of one workspace at a time, with rotation."""


class HasToken(Protocol):
    """What a token belongs to: the app in one workspace."""

    bot_token: str


Owner = TypeVar("Owner", bound=HasToken)


@dataclass(frozen=True, slots=True)
class Code(Generic[Owner]):
    """An authorization code: a person approved `scopes`. `redirect_uri` is "" if the app sent none."""

    backend: Owner
    user: str
    scopes: tuple[str, ...]
    redirect_uri: str
    created_at: datetime


@dataclass(slots=True)
class Token(Generic[Owner]):
    """A bot token. It is valid until `expires_at` (None: it does not expire) or until `error` is set.

    `error` is Slack's error code for calls with it from then on.
    """

    backend: Owner
    expires_at: datetime | None = None
    error: str = ""


class Grants(Generic[Owner]):
    """All codes and tokens of an app. With `rotates`, tokens expire and have refresh tokens.

    Stricter than Slack: a refresh token is invalid as soon as it is used, with no grace period.
    """

    def __init__(self, clock: Clock, *, rotates: bool) -> None:
        self.client_id = f"{secrets.randbelow(10**10)}.{secrets.randbelow(10**12)}"
        self.client_secret = secrets.token_hex(16)
        self._clock = clock
        self._rotates = rotates
        self._codes: dict[str, Code[Owner]] = {}
        self._tokens: dict[str, Token[Owner]] = {}
        self._refresh_tokens: dict[str, Owner] = {}

    def allow(self, backend: Owner, user: str, scopes: tuple[str, ...], redirect_uri: str) -> str:
        """Create the code for a person's approval."""
        code = secrets.token_urlsafe(24)
        self._codes[code] = Code(backend, user, scopes, redirect_uri, self._clock.now())
        return code

    def check_client(self, client_id: str, client_secret: str) -> None:
        """Raises ApiError unless these are the app's credentials: invalid_client_id, bad_client_secret."""
        if client_id != self.client_id:
            raise ApiError("invalid_client_id")
        if not secrets.compare_digest(client_secret.encode(), self.client_secret.encode()):
            raise ApiError("bad_client_secret")

    def redeem(self, code: str, redirect_uri: str) -> Code[Owner]:
        """Exchange a code, once. Raises ApiError: invalid_code, bad_redirect_uri."""
        grant = self._codes.pop(code, None)
        if grant is None or self._clock.now() - grant.created_at > CODE_TTL:
            raise ApiError("invalid_code")
        if redirect_uri != grant.redirect_uri:
            raise ApiError("bad_redirect_uri")
        return grant

    def issue(self, backend: Owner) -> Json:
        """A bot token as in the response of oauth.v2.access: always the same one without rotation."""
        if not self._rotates:
            backend.bot_token = next(self._active_tokens(backend), f"xoxb-{secrets.token_hex(8)}")
            self._tokens.setdefault(backend.bot_token, Token(backend))
            return {"access_token": backend.bot_token}
        backend.bot_token = f"xoxe.xoxb-1-{secrets.token_hex(16)}"
        self._tokens[backend.bot_token] = Token(backend, self._clock.now() + TOKEN_TTL)
        for too_many in list(self._active_tokens(backend))[:-MAX_TOKENS]:
            self._tokens[too_many].error = "token_revoked"
        refresh_token = f"xoxe-1-{secrets.token_hex(32)}"
        self._refresh_tokens[refresh_token] = backend
        return {
            "access_token": backend.bot_token,
            "expires_in": int(TOKEN_TTL.total_seconds()),
            "refresh_token": refresh_token,
        }

    def refresh(self, refresh_token: str) -> tuple[Owner, Json]:
        """Exchange a refresh token. Returns its owner and a new token as `issue` does.

        Raises ApiError: invalid_refresh_token.
        """
        backend = self._refresh_tokens.pop(refresh_token, None)
        if backend is None:
            raise ApiError("invalid_refresh_token")
        return backend, self.issue(backend)

    def owner(self, token: str) -> Owner | None:
        """The owner of a token, also of an expired or revoked one."""
        issued = self._tokens.get(token)
        return issued.backend if issued else None

    def check(self, token: str) -> None:
        """Raises ApiError for an issued token that is no longer valid: token_revoked, token_expired, ..."""
        issued = self._tokens[token]
        if issued.error:
            raise ApiError(issued.error)
        if issued.expires_at is not None and self._clock.now() >= issued.expires_at:
            raise ApiError("token_expired")

    def revoke(self, token: str) -> bool:
        """Revoke a token. Returns whether that uninstalls the app: only without rotation."""
        self._tokens[token].error = "token_revoked"
        return not self._rotates

    def revoke_all(self, backend: Owner, error: str) -> None:
        """Revoke every token of a workspace; calls with them get `error` from then on."""
        for token in self._active_tokens(backend):
            self._tokens[token].error = error
        kept = {key: owner for key, owner in self._refresh_tokens.items() if owner is not backend}
        self._refresh_tokens = kept

    def _active_tokens(self, backend: Owner) -> Iterator[str]:
        now = self._clock.now()
        for name, token in self._tokens.items():
            if (
                token.backend is backend
                and not token.error
                and (token.expires_at is None or now < token.expires_at)
            ):
                yield name
