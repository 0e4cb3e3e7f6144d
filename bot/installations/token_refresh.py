"""Renewing tokens that expire: by whoever needs one, and one at a time for each workspace, however many ask.

Slack takes a token to renew with only once. So the old one is kept until the new one is; where Slack's answer
was lost and the old one is refused, the bot goes on with the token it has, and asks the person who installed
it to do that again before this one expires.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.installations.token_cipher import TokenCipher, Tokens
from bot.installations.token_exchange import Grants
from handlers.slack.errors import is_refused, name_of
from storage import installations
from storage.changes.installations import ask_to_reinstall, save_tokens
from storage.engine.store import Store
from storage.installations import Installation

log = logging.getLogger(__name__)

AHEAD = timedelta(hours=6)  # half of a token's life: time to try again, and to ask for help
LEASE = timedelta(minutes=1)  # in which nobody else tries; a call takes ten seconds at most
REFUSED_PAUSE = timedelta(hours=1)  # until a refused one is tried again
REFUSED = frozenset({"invalid_refresh_token", "invalid_grant", "token_revoked", "token_expired"})


class TokenRefresher:
    """Renews the tokens of one workspace or another."""

    def __init__(
        self, store: Store, grants: Grants, cipher: TokenCipher, install_url: str, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._grants = grants
        self._seals = cipher
        self._install_url = install_url
        self._now = now
        self._failed: dict[str, datetime] = {}  # until when it isn't tried again, after it failed here

    def is_due(self, installation: Installation) -> bool:
        """Whether it is time to renew the tokens."""
        return self._ends_within(installation, AHEAD)

    def is_late(self, installation: Installation) -> bool:
        """Whether the tokens have expired."""
        return self._ends_within(installation, timedelta())

    async def renew(self, installation: Installation) -> None:
        """Renew the tokens, unless somebody is at it; what became of it is in the database."""
        tried_at = self._now()
        workspace = installation.workspace
        if not await self._store.write(workspace, installations.may_renew, installation, tried_at, LEASE):
            return
        refresh = self._seals.open(installation.workspace, installation.sealed).refresh
        try:
            tokens, lasts = await self._grants.renew(refresh)
        except SlackApiError as error:
            self._failed[installation.workspace] = tried_at + LEASE
            self._log(installation, name_of(error))
            if is_refused(error, REFUSED):
                await self._refused(installation)
        except (aiohttp.ClientError, TimeoutError) as failure:
            self._failed[installation.workspace] = tried_at + LEASE
            self._log(installation, type(failure).__name__)
        else:
            await self._keep(installation, tokens, lasts)

    def has_failed(self, workspace: str) -> bool:
        """Whether it failed here, and can't be tried again yet: nothing will come of waiting for others."""
        until = self._failed.get(workspace)
        return until is not None and self._now() < until

    async def _keep(self, installation: Installation, tokens: Tokens, lasts: int | None) -> None:
        sealed = self._seals.seal(installation.workspace, tokens)
        expires_at = expiry(self._now(), lasts)
        is_resealed = partial(self._are_the_same, installation)
        await self._store.write(
            installation.workspace, save_tokens, installation, sealed, expires_at, is_resealed
        )

    def _are_the_same(self, installation: Installation, found: Installation) -> bool:
        """Whether `found` has the same tokens, sealed with another key."""
        of, read = installation.workspace, self._seals.open
        return self._seals.opens(found) and read(of, found.sealed) == read(of, installation.sealed)

    async def _refused(self, installation: Installation) -> None:
        """The token it has is good for a while yet, perhaps; without one, the app is as good as removed."""
        now = self._now()
        workspace = installation.workspace
        if self.is_late(installation):
            await self._store.write(workspace, installations.lost, installation, now)
        else:
            await self._store.write(
                workspace, ask_to_reinstall, installation, self._install_url, now, REFUSED_PAUSE
            )

    def _ends_within(self, installation: Installation, span: timedelta) -> bool:
        return installation.expires_at is not None and installation.expires_at - self._now() <= span

    def _log(self, installation: Installation, error: str) -> None:
        log.warning("tokens were not renewed", extra={"workspace": installation.workspace, "error": error})


def expiry(now: datetime, lasts: int | None) -> datetime | None:
    """When tokens are good no more that are good for so many seconds from now."""
    return None if lasts is None else now + timedelta(seconds=lasts)
