"""The app is taken out of a workspace, or its tokens are: Slack says either, or both, in any order."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from handlers.visit import House


async def uninstalled(house: House, workspace: str, event: Mapping[str, Any]) -> None:
    """The app is out of the workspace: nobody there is written to any more. What is kept of it stays."""
    await house.clients.removed(workspace, datetime.fromtimestamp(event["event_time"], UTC))


async def tokens_revoked(house: House, workspace: str, event: Mapping[str, Any]) -> None:
    """Tokens are good no more: perhaps the bot's newest, perhaps only one that was renewed since.

    A person's was never asked for.
    """
    if event["tokens"].get("bot"):
        await house.clients.refused(workspace)


EVENTS = {
    "app_uninstalled": uninstalled,
    "tokens_revoked": tokens_revoked,
}
