"""Slack's Web API, workspace by workspace: each has a token of its own."""

from datetime import datetime
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient


class NotInstalled(Exception):
    """The app is not in that workspace, or not any more, so that nobody there can be asked or told."""


class NotRenewed(TimeoutError):
    """The workspace's token has expired and cannot be renewed at the moment: Slack was not asked anything."""


class Clients(Protocol):
    """Who can speak to every workspace that the app is in."""

    async def posting(self, workspace: str) -> AsyncWebClient:
        """For what changes something: never repeated by itself. Raises NotInstalled."""

    async def reading(self, workspace: str) -> AsyncWebClient:
        """For what only reads, and may be asked again. Raises NotInstalled."""

    async def refused(self, workspace: str) -> bool:
        """Slack says that the workspace's token is good no more: whether that is so, and nothing can be done.

        Then it is forgotten, as if the app had been removed.
        """

    async def removed(self, workspace: str, at: datetime) -> None:
        """The app was taken out of the workspace at that moment: speak to it no more, forget its tokens."""
