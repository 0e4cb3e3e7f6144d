"""The bot's credentials in a workspace, and how Bolt gets them."""

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
class BotCredentials:
    """The bot's user id and token in a workspace where the app is installed."""

    workspace: str
    bot: str
    token: str = field(repr=False)


class Workspaces(Clients, Protocol):
    """Clients, and the credentials that authorize a request."""

    async def credentials(self, workspace: str) -> BotCredentials:
        """The bot's credentials in the workspace that sent a request. Raises NotInstalled."""


class Authorize(AsyncAuthorize):
    """Authorizes a request for Bolt, without a call to Slack, and with the bot token only."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_context: Any
    ) -> AuthorizeResult | None:
        """The result for Bolt; None if the app isn't installed there."""
        try:
            found = await self._workspaces.credentials(team_id or "")
        except NotInstalled:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=found.workspace,
            user_id=user_id,
            bot_user_id=found.bot,
            bot_token=found.token,
        )


async def token_error(slack: AsyncWebClient) -> str:
    """Slack's error code if the client's token was revoked or has expired; "" if it is valid or unknown."""
    try:
        await slack.auth_test()
    except SlackApiError as error:
        return code_of(error) if is_refused(error, TAKEN_BACK) else ""
    except (TimeoutError, aiohttp.ClientError):
        return ""  # checked again at the next refusal
    return ""
