"""Many workspaces, each with its own token: encrypted, refreshed in time, deleted when uninstalled."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from slack_sdk.web.async_client import AsyncWebClient

from bot.config import SettingsRefused
from bot.installations.authorize import BotCredentials, token_error
from bot.installations.token_cipher import TokenCipher, TokenUnreadable, undecryptable_message
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

CACHE_TTL = timedelta(seconds=30)  # how long another process may use a token after the app was uninstalled
EXPIRED = "token_expired"


@dataclass(frozen=True, slots=True)
class _CachedWorkspace:
    credentials: BotCredentials
    posting: AsyncWebClient
    reading: AsyncWebClient


class ManyWorkspaces:
    """The workspaces where the app is installed."""

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
        self._cipher = cipher
        self._refresher = refresher
        self._tasks = tasks
        self._now = now
        self._timeouts = timeouts
        self._cache = TtlCache(self._look_up, now, CACHE_TTL)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def require_keys(self) -> None:
        """Check that TOKEN_KEYS decrypt every workspace's tokens; raises SettingsRefused."""
        everywhere = await self._store.read_all(installations.everywhere)
        if undecryptable := self._cipher.undecryptable(everywhere):
            raise SettingsRefused(
                f"{undecryptable_message(undecryptable)} Add the key that encrypted them. "
                "If it's lost, delete these tokens with: oncourse rotate-keys --forget"
            )

    async def credentials(self, workspace: str) -> BotCredentials:
        """As `Workspaces`."""
        return (await self._cache.get(workspace)).credentials

    async def posting(self, workspace: str) -> AsyncWebClient:
        """As `Clients`; also raises NotRenewed, if an expired token can't be refreshed."""
        return (await self._cache.get(workspace)).posting

    async def reading(self, workspace: str) -> AsyncWebClient:
        """As `posting`."""
        return (await self._cache.get(workspace)).reading

    async def removed(self, workspace: str, at: datetime) -> None:
        """As `Clients`."""
        was_there = await self._store.write(workspace, installations.removed, workspace, at)
        self.forget(workspace)
        if was_there:
            log.warning("the app was uninstalled", extra={"workspace": workspace})

    async def refused(self, workspace: str) -> bool:
        """As `Clients`; concurrent callers share one call to Slack about the newest token."""
        async with self._locks.setdefault(workspace, asyncio.Lock()):
            self.forget(workspace)
            installation = await self._store.read(workspace, installations.get, workspace)
            if installation is None:
                return True
            try:
                known = await self._cache.get(workspace)
            except NotInstalled:
                return True
            except NotRenewed:
                return False
            return await self._on_token_error(installation, await token_error(known.reading))

    async def _on_token_error(self, installation: Installation, code: str) -> bool:
        """Refresh expired tokens, delete revoked ones; returns whether they were deleted."""
        if not code:
            return False
        if code == EXPIRED and installation.expires_at is not None:
            await self._refresh(installation)  # expired by Slack's clock
            return False
        is_lost = await self._store.write(
            installation.workspace, installations.lost, installation, self._now()
        )
        self.forget(installation.workspace)
        return is_lost

    def forget(self, workspace: str) -> None:
        """Invalidate the cached credentials of a workspace."""
        self._cache.forget(workspace)

    async def _look_up(self, workspace: str) -> _CachedWorkspace:
        found = await self._read(workspace)
        try:
            token = self._cipher.decrypt(workspace, found.sealed).access
            if self._refresher.is_expired(found):
                found = await self._refreshed(found)
                token = self._cipher.decrypt(workspace, found.sealed).access
        except TokenUnreadable as broken:
            log.error("TOKEN_KEYS can't decrypt a token", extra={"workspace": workspace})
            raise NotInstalled(workspace) from broken
        if self._refresher.is_due(found):
            self._tasks.start(self._refresh(found))
        credentials = BotCredentials(workspace, found.bot, token)
        return _CachedWorkspace(credentials, self._api.posting(token), self._api.reading(token))

    async def _read(self, workspace: str) -> Installation:
        found = await self._store.read(workspace, installations.get, workspace)
        if found is None:
            raise NotInstalled(workspace)
        return found

    async def _refresh(self, found: Installation) -> None:
        await self._refresher.refresh(found)
        self.forget(found.workspace)

    async def _refreshed(self, found: Installation) -> Installation:
        """The installation, once this or another process has refreshed its tokens. Raises NotRenewed."""
        await self._refresher.refresh(found)
        for pause in self._timeouts.token_refresh_pauses:
            again = await self._read(found.workspace)
            if not self._refresher.is_expired(again):
                return again
            if self._refresher.has_failed(found.workspace):
                break
            await asyncio.sleep(pause)
        raise NotRenewed(found.workspace)
