"""Send deliveries through Slack, and map Slack's responses to outcomes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.installations.authorize import Workspaces
from bot.message_search import CannotTell, find_message
from bot.rate_limits import RateLimits
from handlers.deliveries.render import drawn
from handlers.dispatch.interaction import Services
from handlers.slack.clients import NotInstalled, NotRenewed
from handlers.slack.errors import (
    TAKEN_BACK,
    UNREACHABLE,
    code_of,
    is_not_done,
    is_rate_limited,
    is_refused,
    is_too_long,
    name_of,
    part,
    retry_after,
    text_part,
)
from handlers.slack.long_messages import post_shortened
from handlers.views.common.blocks import Home, Message
from handlers.views.common.lengths import (
    Fields,
    home_fallback,
    text_fallback,
    truncated_home,
    truncated_message,
)
from planning.deliveries import Delivery, DeliveryState, Kind
from planning.errors import Code, PlanningError
from scheduler.delivery import (
    MAX_PAUSE,
    UNREADABLE,
    Absent,
    Check,
    Gone,
    Hidden,
    Later,
    Outcome,
    Refused,
    Sent,
    Unknown,
)

EVENT_TYPE = "oncourse_delivery"
CLOCK_TOLERANCE = timedelta(minutes=5)
UNREACHABLE_CODES = (Code.OWNER_DEACTIVATED, Code.NOT_IN_CHANNEL, Code.BOT_NOT_IN_CHANNEL)
HISTORY_METHOD = "conversations.history"
MAX_CONCURRENT_CALLS = (
    50  # of the session's 100 connections, so that people's requests don't queue behind daily messages
)
Answer = TypeVar("Answer")


class SlackNotifier:
    """Sends deliveries to people and channels, each with its id in the message's metadata."""

    def __init__(self, services: Services, workspaces: Workspaces) -> None:
        self._services = services
        self._workspaces = workspaces
        self._rate_limits = RateLimits(services.now)
        self._semaphore = asyncio.Semaphore(MAX_CONCURRENT_CALLS)

    async def send(self, delivery: Delivery, until: datetime) -> Outcome:
        """Post a message, update one that was sent before, or publish a Home; nothing after `until`."""
        method = _method(delivery)
        if pause := self._rate_limits.pause(delivery.workspace, method):
            return Later("limited", pause)
        content, post_with_pictures = await self._render(delivery), self._services.pictures.posted
        match content:
            case Home():
                sending = partial(post_with_pictures, content, partial(self._publish, delivery))
            case Message() if delivery.state is DeliveryState.SENT:
                sending = partial(post_with_pictures, content, partial(self._redraw, delivery))
            case Message():
                shown = content.without_pictures() if _may_be_refused_for_pictures(delivery) else content
                sending = partial(post_with_pictures, shown, partial(self._post, delivery), once=True)
            case _:
                return content
        async with self._semaphore:
            if self._services.now() > until:  # the process was suspended
                return Later("late")
            outcome = await self._classify(delivery, sending())
        self._record_rate_limit(delivery, method, outcome)
        return outcome

    async def find(self, delivery: Delivery) -> Check:
        """Search its conversation, since it was due, for a message with the delivery's id."""
        if pause := self._rate_limits.pause(delivery.workspace, HISTORY_METHOD):
            return Later("limited", pause)
        async with self._semaphore:
            found = await self._classify(delivery, self._find(delivery))
        self._record_rate_limit(delivery, HISTORY_METHOD, found)
        return found

    def _record_rate_limit(self, delivery: Delivery, method: str, outcome: Check) -> None:
        if isinstance(outcome, Later) and outcome.pause:
            self._rate_limits.record(delivery.workspace, method, outcome.pause)

    async def _render(self, delivery: Delivery) -> Message | Home | Later | Refused | Gone:
        """Render the content. Nothing is sent yet, so any error of Slack's while reading can be retried."""
        try:
            content = await self._classify(delivery, drawn(self._services, delivery))
        except PlanningError as error:
            if error.code is Code.UNREADABLE:  # until someone repairs the record
                return Later(UNREADABLE, MAX_PAUSE)
            return Refused(error.code, unreachable=error.code in UNREACHABLE_CODES)
        if isinstance(content, Unknown | Refused):
            return Later(content.error)
        return content or Refused("nothing_left")

    async def _find(self, delivery: Delivery) -> Sent | Absent | Hidden:
        if delivery.only_for:
            return Hidden()  # an ephemeral message is in no history
        slack = await self._workspaces.posting(delivery.workspace)
        channel = await _channel(slack, delivery)
        try:
            ts = await find_message(
                slack, channel, delivery.id, delivery.due_at - CLOCK_TOLERANCE, delivery.thread
            )
        except CannotTell:
            return Hidden()
        return Sent(channel, ts) if ts else Absent()

    async def _post(self, delivery: Delivery, message: Message) -> Sent:
        slack = await self._workspaces.posting(delivery.workspace)

        async def post(fields: Fields) -> Sent:
            if delivery.only_for:
                return await _post_ephemeral(slack, delivery, fields)
            answer = await slack.chat_postMessage(
                channel=delivery.recipient,
                **fields,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"id": delivery.id}},
                unfurl_links=False,
                thread_ts=delivery.thread or None,
            )
            return Sent(text_part(answer, "channel"), text_part(answer, "ts"))

        return await self._send_pictures(delivery, message, await self._fit(delivery, message, post))

    async def _redraw(self, delivery: Delivery, message: Message) -> Sent:
        slack = await self._workspaces.posting(delivery.workspace)

        async def update(fields: Fields) -> Sent:
            part(await slack.chat_update(channel=delivery.channel, ts=delivery.ts, **fields), "ts")
            return Sent(delivery.channel, delivery.ts)

        return await self._send_pictures(delivery, message, await self._fit(delivery, message, update))

    async def _send_pictures(self, delivery: Delivery, message: Message, sent: Sent) -> Sent:
        """Send the pictures separately if Slack refused them in the message."""
        missing = message.missing_pictures
        await self._services.pictures.follow(delivery.workspace, sent.channel, sent.ts, missing)
        return sent

    async def _publish(self, delivery: Delivery, home: Home) -> Sent:
        slack = await self._workspaces.posting(delivery.workspace)

        async def publish(fields: Fields) -> Sent:
            view = {"type": "home", "blocks": fields["blocks"]}
            part(await slack.views_publish(user_id=delivery.recipient, view=view), "view")
            return Sent(delivery.channel, delivery.ts)

        return await self._fit(delivery, home, publish)

    async def _fit(
        self, delivery: Delivery, content: Message | Home, post: Callable[[Fields], Awaitable[Sent]]
    ) -> Sent:
        async def post_named(fields: Fields) -> Sent:
            return await post(self._services.commands.in_json(fields))

        return await _post_shortened(delivery, content, post_named)

    async def _classify(
        self, delivery: Delivery, call: Awaitable[Answer]
    ) -> Answer | Later | Refused | Unknown | Gone:
        """Slack's response, or the outcome that its error means."""
        try:
            return await call
        except NotInstalled:
            return Gone()
        except NotRenewed as error:
            return Later(type(error).__name__)
        except SlackApiError as error:
            if not is_refused(error, TAKEN_BACK):
                return _outcome_of(error)
            is_gone = await self._workspaces.refused(delivery.workspace)
            return Gone() if is_gone else Later(code_of(error))
        except aiohttp.ClientConnectorError as error:
            return Later(type(error).__name__)
        except (TimeoutError, aiohttp.ClientError) as error:
            return Unknown(type(error).__name__)


async def _post_ephemeral(slack: AsyncWebClient, delivery: Delivery, fields: Fields) -> Sent:
    answer = await slack.chat_postEphemeral(
        channel=delivery.recipient,
        user=delivery.only_for,
        **fields,
        thread_ts=delivery.thread or None,
    )
    return Sent(delivery.recipient, text_part(answer, "message_ts"))


async def _channel(slack: AsyncWebClient, delivery: Delivery) -> str:
    if not delivery.is_to_a_person:
        return delivery.recipient
    opened = await slack.conversations_open(users=delivery.recipient)
    return text_part(opened, "channel", "id")


async def _post_shortened(
    delivery: Delivery, content: Message | Home, post: Callable[[Fields], Awaitable[Sent]]
) -> Sent:
    """Post the content; if it is too long, first without pictures, then shortened with a link to the rest."""
    if content.files:
        try:
            return await post(content.fields)
        except SlackApiError as error:
            if not is_too_long(error):
                raise  # perhaps for the pictures: the caller retries without them
    words = content.without_pictures().fields
    if isinstance(content, Home):
        return await post_shortened(words, post, truncated_home, home_fallback)
    shorten = partial(truncated_message, delivery=delivery.id)
    last = partial(text_fallback, delivery=delivery.id)
    return await post_shortened(words, post, shorten, last)


def _may_be_refused_for_pictures(delivery: Delivery) -> bool:
    """Whether Slack refused it with an unknown code before, perhaps because of its pictures."""
    code = delivery.error if delivery.state is DeliveryState.UNKNOWN else ""
    return code.islower() and not code.startswith("http_")


def _method(delivery: Delivery) -> str:
    """The Web API method for the delivery; Slack limits each separately."""
    if delivery.kind is Kind.HOME:
        return "views.publish"
    if delivery.only_for:
        return "chat.postEphemeral"
    return "chat.update" if delivery.state is DeliveryState.SENT else "chat.postMessage"


def _outcome_of(error: SlackApiError) -> Later | Refused | Unknown:
    """Later if Slack did nothing, Refused for a final error, Unknown if it may have done it."""
    if is_not_done(error):
        return Later(name_of(error), retry_after(error) if is_rate_limited(error) else None)
    if is_refused(error):
        return Refused(code_of(error), unreachable=code_of(error) in UNREACHABLE)
    return Unknown(name_of(error))
