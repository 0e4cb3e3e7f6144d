"""Refresh tokens before they expire, by one process at a time for each workspace.

Slack accepts a refresh token only once. If its response is lost and the next attempt refused, the bot keeps
using its access token, and asks the person who installed the app to reinstall it before that expires.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.installations.token_cipher import TokenCipher, Tokens
from bot.installations.token_exchange import OAuthClient
from handlers.slack.errors import is_refused, name_of
from storage import installations
from storage.changes.installations import request_reinstall, save_tokens
from storage.engine.store import Store
from storage.installations import Installation

log = logging.getLogger(__name__)

REFRESH_AHEAD = timedelta(hours=6)  # half of a token's lifetime, to leave time for retries and a reinstall
LEASE = timedelta(minutes=1)  # longer than a call, which takes ten seconds at most
REFUSED_PAUSE = timedelta(hours=1)  # before the next attempt after a refusal
REFUSED_CODES = frozenset({"invalid_refresh_token", "invalid_grant", "token_revoked", "token_expired"})


class TokenRefresher:
    """Refreshes the tokens of installations."""

    def __init__(
        self,
        store: Store,
        oauth: OAuthClient,
        cipher: TokenCipher,
        install_url: str,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._oauth = oauth
        self._cipher = cipher
        self._install_url = install_url
        self._now = now
        self._failed: dict[str, datetime] = {}  # when to retry, by workspace

    def is_due(self, installation: Installation) -> bool:
        """Whether it is time to refresh the tokens."""
        return self._expires_within(installation, REFRESH_AHEAD)

    def is_expired(self, installation: Installation) -> bool:
        """Whether the tokens have expired."""
        return self._expires_within(installation, timedelta())

    async def refresh(self, installation: Installation) -> None:
        """Refresh the tokens, unless another process holds the lease; the result is in the database."""
        tried_at = self._now()
        workspace = installation.workspace
        if not await self._store.write(workspace, installations.may_renew, installation, tried_at, LEASE):
            return
        refresh_token = self._cipher.decrypt(installation.workspace, installation.sealed).refresh
        try:
            tokens, expires_in = await self._oauth.refresh(refresh_token)
        except SlackApiError as error:
            self._failed[installation.workspace] = tried_at + LEASE
            self._log(installation, name_of(error))
            if is_refused(error, REFUSED_CODES):
                await self._on_refused(installation)
        except (aiohttp.ClientError, TimeoutError) as failure:
            self._failed[installation.workspace] = tried_at + LEASE
            self._log(installation, type(failure).__name__)
        else:
            await self._save(installation, tokens, expires_in)

    def has_failed(self, workspace: str) -> bool:
        """Whether the last refresh failed here and can't be retried yet, so that waiting is pointless."""
        until = self._failed.get(workspace)
        return until is not None and self._now() < until

    async def _save(self, installation: Installation, tokens: Tokens, expires_in: int | None) -> None:
        sealed = self._cipher.encrypt(installation.workspace, tokens)
        expires_at = expiry(self._now(), expires_in)
        is_resealed = partial(self._has_same_tokens, installation)
        await self._store.write(
            installation.workspace, save_tokens, installation, sealed, expires_at, is_resealed
        )

    def _has_same_tokens(self, installation: Installation, found: Installation) -> bool:
        """Whether `found` has the same tokens, encrypted with another key."""
        of, read = installation.workspace, self._cipher.decrypt
        return self._cipher.can_decrypt(found) and read(of, found.sealed) == read(of, installation.sealed)

    async def _on_refused(self, installation: Installation) -> None:
        """Ask for a reinstall while the access token is valid; once it has expired, count as uninstalled."""
        now = self._now()
        workspace = installation.workspace
        if self.is_expired(installation):
            await self._store.write(workspace, installations.lost, installation, now)
        else:
            await self._store.write(
                workspace, request_reinstall, installation, self._install_url, now, REFUSED_PAUSE
            )

    def _expires_within(self, installation: Installation, span: timedelta) -> bool:
        return installation.expires_at is not None and installation.expires_at - self._now() <= span

    def _log(self, installation: Installation, error: str) -> None:
        log.warning("token refresh failed", extra={"workspace": installation.workspace, "error": error})


def expiry(now: datetime, expires_in: int | None) -> datetime | None:
    """When tokens expire that are valid for `expires_in` seconds from now; None for never."""
    return None if expires_in is None else now + timedelta(seconds=expires_in)
