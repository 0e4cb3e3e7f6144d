"""The one workspace whose token is a setting."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.installations.authorize import Installed, taken_back
from bot.slack_client import Api
from handlers.slack.clients import NotInstalled
from storage.engine.store import Store
from storage.suspension import resume, suspend

log = logging.getLogger(__name__)


class OneWorkspace:
    """A workspace whose token does not change while the bot runs.

    After it was refused, or the app removed, the workspace rests until something comes from it again, or the
    bot starts anew.
    """

    def __init__(self, store: Store, api: Api, installed: Installed, now: Callable[[], datetime]) -> None:
        self._store = store
        self._installed = installed
        self._posting, self._reading = api.posting(installed.token), api.reading(installed.token)
        self._since = now()
        self._now = now
        self._is_resting = False
        self._asking = asyncio.Lock()

    async def wake(self) -> None:
        """Let what was put off fall due: the app is in the workspace."""
        self._is_resting = False
        await self._store.write(self._installed.workspace, resume, self._installed.workspace)

    async def installed(self, workspace: str) -> Installed:
        """As `Workspaces`; what comes from the workspace shows that the app is in it again."""
        if workspace != self._installed.workspace:
            raise NotInstalled(workspace)
        if self._is_resting:
            await self.wake()
        return self._installed

    async def posting(self, workspace: str) -> AsyncWebClient:
        """As `Clients`."""
        self._require(workspace)
        return self._posting

    async def reading(self, workspace: str) -> AsyncWebClient:
        """As `Clients`."""
        self._require(workspace)
        return self._reading

    async def removed(self, workspace: str, at: datetime) -> None:
        """As `Clients`; what is told of a time before this start is told late."""
        if workspace == self._installed.workspace and at >= self._since.replace(microsecond=0):
            await self._rest()

    async def refused(self, workspace: str) -> bool:
        """As `Clients`; of many who hear it at once, one asks Slack."""
        async with self._asking:
            is_ours = workspace == self._installed.workspace and not self._is_resting
            if is_ours and await taken_back(self._reading):
                await self._rest()
        return self._is_resting

    def _require(self, workspace: str) -> None:
        if self._is_resting or workspace != self._installed.workspace:
            raise NotInstalled(workspace)

    async def _rest(self) -> None:
        self._is_resting = True
        workspace = self._installed.workspace
        await self._store.write(workspace, suspend, workspace, self._now())
        log.warning("the app was removed", extra={"workspace": self._installed.workspace})
