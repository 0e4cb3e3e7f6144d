"""Private replies to one person."""

import logging
import secrets
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.slack import payloads
from handlers.slack.clients import NotInstalled
from handlers.slack.errors import is_refused
from handlers.slack.long_messages import post_in_parts
from handlers.views.common.blocks import Message
from handlers.views.common.commands import CommandNames
from handlers.views.common.lengths import Fields

log = logging.getLogger(__name__)

SLACK_FAILURES = (SlackApiError, aiohttp.ClientError, TimeoutError, NotInstalled)
NO_CHANNEL_CODES = frozenset({"not_in_channel", "user_not_in_channel", "channel_not_found", "is_archived"})


@dataclass(frozen=True, slots=True)
class Reply:
    """How to answer `person`, in order of preference.

    First by the `response_url` of their command or click, valid for 30 minutes and 5 uses; then with an
    ephemeral message in `channel`; then with a direct message.
    """

    slack: AsyncWebClient
    commands: CommandNames
    person: str
    channel: str = ""
    response_url: str = ""

    async def send(self, message: Message, *, in_place: bool = False) -> None:
        """Send a message; `in_place` replaces the one they clicked on, if that is still possible.

        If Slack finds it too long, it is split into several.
        """
        await self.send_fields(self.commands.in_json(message.fields), in_place=in_place)

    async def send_fields(self, fields: Fields, *, in_place: bool = False) -> None:
        """As `send`, for the `text` and `blocks` of a message."""

        async def show(shown: Fields, first: bool | None, _more: bool) -> bool:
            await self._show(shown, in_place=in_place and first is None)
            return True

        await post_in_parts(fields, show)

    async def _show(self, fields: Fields, *, in_place: bool) -> None:
        if self.response_url and await self._send_to_url(fields, in_place):
            return
        if self.channel and await self._send_ephemeral(fields):
            return
        await self._send_direct_message(fields)

    async def _send_to_url(self, fields: Fields, in_place: bool) -> bool:
        webhook = AsyncWebhookClient(self.response_url, session=self.slack.session, retry_handlers=[])
        try:
            answer = await webhook.send_dict(
                {**fields, "response_type": "ephemeral", "replace_original": in_place}
            )
        except (*SLACK_FAILURES, UnicodeDecodeError) as failure:
            log.warning("response URL failed", extra={"error": type(failure).__name__})
            return False
        is_accepted = answer.status_code == 200 and not _is_refusal(answer.body.replace(" ", ""))
        if not is_accepted:
            log.info("response URL refused", extra={"status": answer.status_code})
        return is_accepted

    async def _send_ephemeral(self, fields: Fields) -> bool:
        try:
            await self.slack.chat_postEphemeral(channel=self.channel, user=self.person, **fields)
        except SlackApiError as error:
            if not is_refused(error, NO_CHANNEL_CODES):
                raise
            return False
        return True

    async def _send_direct_message(self, fields: Fields) -> None:
        await self.slack.chat_postMessage(channel=self.person, **fields)


def _is_refusal(body: str) -> bool:
    """Whether a body with HTTP 200 is an error all the same: Slack's, or a proxy's page."""
    return body.startswith("<") or '"ok":false' in body


def reply_to(slack: AsyncWebClient, body: payloads.PersonRequest, commands: CommandNames) -> Reply:
    """A reply to the person who typed a command, or clicked."""
    if "command" in body:
        return Reply(slack, commands, body["user_id"], body["channel_id"], body["response_url"])
    found = body.get("channel")
    channel = found["id"] if found else ""
    return Reply(slack, commands, body["user"]["id"], channel, body.get("response_url", ""))


def log_error(error: Exception) -> str:
    """Log an unexpected error; return the reference that the person is shown."""
    reference = secrets.token_hex(4)
    log.error("unexpected error", exc_info=error, extra={"reference": reference})
    return reference
