"""Renewing tokens that expire: by whoever needs one, and one at a time for each workspace, however many ask.

Slack takes a token to renew with only once. So the old one is kept until the new one is; where Slack's answer
was lost and the old one is refused, the bot goes on with the token it has, and asks the person who installed
it to do that again before this one expires.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.workspaces.grants import Grants
from bot.workspaces.seals import Seals, Tokens
from handlers.slack_errors import is_refused, name_of
from planning.deliveries import Delivery, Kind
from storage import deliveries, installations
from storage.installations import Installation
from storage.store import Store

log = logging.getLogger(__name__)

AHEAD = timedelta(hours=6)  # half of a token's life: time to try again, and to ask for help
LEASE = timedelta(minutes=1)  # in which nobody else tries; a call takes ten seconds at most
REFUSED_PAUSE = timedelta(hours=1)  # until a refused one is tried again
REFUSED = frozenset({"invalid_refresh_token", "invalid_grant", "token_revoked", "token_expired"})


class Renewal:
    """Renews the tokens of one workspace or another."""

    def __init__(
        self, store: Store, grants: Grants, seals: Seals, install_url: str, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._grants = grants
        self._seals = seals
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
        async with self._store.transaction(installation.workspace) as tx:
            tried_at = self._now()
            if not await tx.run(installations.may_renew, installation, tried_at, LEASE):
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
        async with self._store.transaction(installation.workspace) as tx:
            if await tx.run(installations.renewed, installation, sealed, expires_at):
                return
            kept = await tx.run(installations.get, installation.workspace)
            # Somebody may have sealed the old ones anew meanwhile.
            if kept and self._are_the_same(kept, installation):
                await tx.run(installations.renewed, kept, sealed, expires_at)

    def _are_the_same(self, one: Installation, other: Installation) -> bool:
        of, read = one.workspace, self._seals.open
        return self._seals.opens(one) and read(of, one.sealed) == read(of, other.sealed)

    async def _refused(self, installation: Installation) -> None:
        """The token it has is good for a while yet, perhaps; without one, the app is as good as removed."""
        now = self._now()
        async with self._store.transaction(installation.workspace) as tx:
            if self.is_late(installation):
                await tx.run(installations.lost, installation, now)
            else:
                await tx.run(installations.postpone, installation, now + REFUSED_PAUSE)
                await tx.run(deliveries.owe, _plea(installation, self._install_url, now))

    def _ends_within(self, installation: Installation, span: timedelta) -> bool:
        return installation.expires_at is not None and installation.expires_at - self._now() <= span

    def _log(self, installation: Installation, error: str) -> None:
        log.warning("tokens were not renewed", extra={"workspace": installation.workspace, "error": error})


def expiry(now: datetime, lasts: int | None) -> datetime | None:
    """When tokens are good no more that are good for so many seconds from now."""
    return None if lasts is None else now + timedelta(seconds=lasts)


def _plea(installation: Installation, install_url: str, now: datetime) -> Delivery:
    return Delivery(
        id=str(uuid4()),
        workspace=installation.workspace,
        kind=Kind.REINSTALL,
        recipient=installation.installed_by,
        subject=installation.installed_by,
        occasion=installation.installed_at.isoformat(),
        due_at=now,
        items=(install_url, str(installation.expires_at)),
        useful_until=installation.expires_at,
    )
