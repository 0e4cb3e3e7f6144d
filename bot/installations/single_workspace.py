"""The single workspace whose token is a setting."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.installations.authorize import BotCredentials, token_error
from bot.slack_client import Api
from handlers.slack.clients import NotInstalled
from storage.engine.store import Store
from storage.suspension import resume, suspend

log = logging.getLogger(__name__)


class SingleWorkspace:
    """A workspace whose token doesn't change while the bot runs.

    After the token is revoked or the app uninstalled, the workspace is suspended until it sends a request
    again or the bot restarts.
    """

    def __init__(
        self, store: Store, api: Api, credentials: BotCredentials, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._credentials = credentials
        self._posting, self._reading = api.posting(credentials.token), api.reading(credentials.token)
        self._since = now()
        self._now = now
        self._is_suspended = False
        self._lock = asyncio.Lock()

    async def resume(self) -> None:
        """Resume the workspace's schedule: the app is installed."""
        self._is_suspended = False
        await self._store.write(self._credentials.workspace, resume, self._credentials.workspace)

    async def credentials(self, workspace: str) -> BotCredentials:
        """As `Workspaces`; a request from the workspace shows that the app is installed again."""
        if workspace != self._credentials.workspace:
            raise NotInstalled(workspace)
        if self._is_suspended:
            await self.resume()
        return self._credentials

    async def posting(self, workspace: str) -> AsyncWebClient:
        """As `Clients`."""
        self._require(workspace)
        return self._posting

    async def reading(self, workspace: str) -> AsyncWebClient:
        """As `Clients`."""
        self._require(workspace)
        return self._reading

    async def removed(self, workspace: str, at: datetime) -> None:
        """As `Clients`; ignores a late event about a time before this start."""
        if workspace == self._credentials.workspace and at >= self._since.replace(microsecond=0):
            await self._suspend()

    async def refused(self, workspace: str) -> bool:
        """As `Clients`; concurrent callers share one call to Slack."""
        async with self._lock:
            is_ours = workspace == self._credentials.workspace and not self._is_suspended
            if is_ours and await token_error(self._reading):
                await self._suspend()
        return self._is_suspended

    def _require(self, workspace: str) -> None:
        if self._is_suspended or workspace != self._credentials.workspace:
            raise NotInstalled(workspace)

    async def _suspend(self) -> None:
        self._is_suspended = True
        workspace = self._credentials.workspace
        await self._store.write(workspace, suspend, workspace, self._now())
        log.warning("the app was uninstalled", extra={"workspace": workspace})
