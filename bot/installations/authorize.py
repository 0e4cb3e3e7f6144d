"""The app in a workspace, and what it takes to let a request in from there."""

from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.clients import Clients, NotInstalled
from handlers.slack.errors import TAKEN_BACK, code_of, is_refused


@dataclass(frozen=True, slots=True)
class Installed:
    """The app in a workspace: `bot` is who it is there, its token is for nobody else's eyes."""

    workspace: str
    bot: str
    token: str = field(repr=False)


class Workspaces(Clients, Protocol):
    """The clients, and what it takes to let a request in."""

    async def installed(self, workspace: str) -> Installed:
        """The app in the workspace that something has just come from. Raises NotInstalled."""


class Authorize(AsyncAuthorize):
    """Lets Bolt in where the app is: without a question to Slack, and with the bot's token alone."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_context: Any
    ) -> AuthorizeResult | None:
        """What Bolt needs to know; None where the app is not."""
        try:
            found = await self._workspaces.installed(team_id or "")
        except NotInstalled:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=found.workspace,
            user_id=user_id,
            bot_user_id=found.bot,
            bot_token=found.token,
        )


async def taken_back(slack: AsyncWebClient) -> str:
    """Slack's code for why the client's token is good no more; "" where it is, or nobody knows."""
    try:
        await slack.auth_test()
    except SlackApiError as error:
        return code_of(error) if is_refused(error, TAKEN_BACK) else ""
    except (TimeoutError, aiohttp.ClientError):
        return ""  # it is asked again when it is next refused
    return ""
