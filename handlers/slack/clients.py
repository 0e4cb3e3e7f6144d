"""Slack's Web API, workspace by workspace: each has a token of its own."""

from datetime import datetime
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient


class NotInstalled(Exception):
    """The app isn't installed in that workspace, or no longer."""


class NotRenewed(TimeoutError):
    """The workspace's token has expired and can't be refreshed right now: no request was sent."""


class Clients(Protocol):
    """The Slack clients of all workspaces in which the app is installed."""

    async def posting(self, workspace: str) -> AsyncWebClient:
        """A client for requests that change something: it never retries. Raises NotInstalled."""

    async def reading(self, workspace: str) -> AsyncWebClient:
        """A client for requests that only read: it retries. Raises NotInstalled."""

    async def refused(self, workspace: str) -> bool:
        """Slack refused the workspace's token: return whether it is revoked for good.

        If it is, the workspace's tokens are deleted, as if the app had been removed.
        """

    async def removed(self, workspace: str, at: datetime) -> None:
        """The app was removed from the workspace at that time: delete its tokens."""
