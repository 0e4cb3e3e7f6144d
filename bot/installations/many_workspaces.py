"""Many workspaces, each with a token of its own: kept sealed, renewed in time, forgotten when told so."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from slack_sdk.web.async_client import AsyncWebClient

from bot.config import CURES, SettingsRefused
from bot.installations.authorize import Installed, taken_back
from bot.installations.token_cipher import TokenCipher, TokenUnreadable, not_opened
from bot.installations.token_refresh import TokenRefresher
from bot.slack_client import Api
from handlers.slack.clients import NotInstalled, NotRenewed
from handlers.support.task_tracker import TaskTracker
from handlers.support.timeouts import Timeouts
from handlers.support.ttl_cache import TtlCache
from storage import installations
from storage.engine.store import Store
from storage.installations import Installation

log = logging.getLogger(__name__)

KEPT = timedelta(seconds=30)  # for as long, another process may go on after the app was removed
EXPIRED = "token_expired"


@dataclass(frozen=True, slots=True)
class _Known:
    installed: Installed
    posting: AsyncWebClient
    reading: AsyncWebClient


class ManyWorkspaces:
    """The workspaces that somebody has installed the app in."""

    def __init__(
        self,
        store: Store,
        api: Api,
        cipher: TokenCipher,
        refresher: TokenRefresher,
        tasks: TaskTracker,
        now: Callable[[], datetime],
        timeouts: Timeouts,
    ) -> None:
        self._store = store
        self._api = api
        self._seals = cipher
        self._renewal = refresher
        self._background = tasks
        self._now = now
        self._timeouts = timeouts
        self._known = TtlCache(self._look_up, now, KEPT)
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def require_keys(self) -> None:
        """The keys open the tokens of every workspace; raises SettingsRefused."""
        everywhere = await self._store.read_all(installations.everywhere)
        if closed := self._seals.closed(everywhere):
            raise SettingsRefused(
                f"{not_opened(closed)} They are {CURES['TOKEN_KEYS']}. Add the key that sealed these tokens; "
                "where it is lost, let go of them with: oncourse rotate-keys --forget"
            )

    async def installed(self, workspace: str) -> Installed:
        """As `Workspaces`."""
        return (await self._known.get(workspace)).installed

    async def posting(self, workspace: str) -> AsyncWebClient:
        """As `Clients`; raises NotRenewed, too, while an expired token cannot be renewed."""
        return (await self._known.get(workspace)).posting

    async def reading(self, workspace: str) -> AsyncWebClient:
        """As `posting`."""
        return (await self._known.get(workspace)).reading

    async def removed(self, workspace: str, at: datetime) -> None:
        """As `Clients`."""
        was_there = await self._store.write(workspace, installations.removed, workspace, at)
        self.forget(workspace)
        if was_there:
            log.warning("the app was removed", extra={"workspace": workspace})

    async def refused(self, workspace: str) -> bool:
        """As `Clients`; of many who hear it at once, one asks Slack about the newest token."""
        async with self._asking.setdefault(workspace, asyncio.Lock()):
            self.forget(workspace)
            installation = await self._store.read(workspace, installations.get, workspace)
            if installation is None:
                return True
            try:
                known = await self._known.get(workspace)
            except NotInstalled:
                return True
            except NotRenewed:
                return False
            return await self._seen_to(installation, await taken_back(known.reading))

    async def _seen_to(self, installation: Installation, code: str) -> bool:
        """Renew tokens that have expired, forget those that are good no more; whether they were forgotten."""
        if not code:
            return False
        if code == EXPIRED and installation.expires_at is not None:
            await self._renew(installation)  # by Slack's clock it is time
            return False
        is_lost = await self._store.write(
            installation.workspace, installations.lost, installation, self._now()
        )
        self.forget(installation.workspace)
        return is_lost

    def forget(self, workspace: str) -> None:
        """Something about the app there has changed: look it up when it is needed next."""
        self._known.forget(workspace)

    async def _look_up(self, workspace: str) -> _Known:
        found = await self._read(workspace)
        try:
            token = self._seals.open(workspace, found.sealed).access
            if self._renewal.is_late(found):
                found = await self._renewed(found)
                token = self._seals.open(workspace, found.sealed).access
        except TokenUnreadable as broken:
            log.error("TOKEN_KEYS do not open a token", extra={"workspace": workspace})
            raise NotInstalled(workspace) from broken
        if self._renewal.is_due(found):
            self._background.start(self._renew(found))
        installed = Installed(workspace, found.bot, token)
        return _Known(installed, self._api.posting(token), self._api.reading(token))

    async def _read(self, workspace: str) -> Installation:
        found = await self._store.read(workspace, installations.get, workspace)
        if found is None:
            raise NotInstalled(workspace)
        return found

    async def _renew(self, found: Installation) -> None:
        await self._renewal.renew(found)
        self.forget(found.workspace)

    async def _renewed(self, found: Installation) -> Installation:
        """The app with tokens that are good, once somebody has renewed them. Raises NotRenewed."""
        await self._renewal.renew(found)
        for pause in self._timeouts.token_refresh_pauses:
            again = await self._read(found.workspace)
            if not self._renewal.is_late(again):
                return again
            if self._renewal.has_failed(found.workspace):
                break
            await asyncio.sleep(pause)
        raise NotRenewed(found.workspace)
