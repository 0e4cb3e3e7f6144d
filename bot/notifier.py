"""The Slack side of delivering: what each kind of delivery looks like, and what Slack's answers mean."""

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
from bot.rate_limits import Limits
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
    LONGEST_PAUSE,
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
CLOCKS_APART = timedelta(minutes=5)
NOT_REACHED = (Code.OWNER_DEACTIVATED, Code.NOT_IN_CHANNEL, Code.BOT_NOT_IN_CHANNEL)
LOOKING = "conversations.history"
AT_ONCE = 50  # calls, of the session's hundred connections: what people do waits behind no crowd of digests
Answer = TypeVar("Answer")


class SlackNotifier:
    """Sends deliveries to people and channels, each marked with its id and nothing else."""

    def __init__(self, services: Services, workspaces: Workspaces) -> None:
        self._house = services
        self._workspaces = workspaces
        self._limits = Limits(services.now)
        self._places = asyncio.Semaphore(AT_ONCE)

    async def send(self, delivery: Delivery, until: datetime) -> Outcome:
        """Post what is owed, draw anew what was posted, or publish a Home; nothing after `until`."""
        method = _method(delivery)
        if pause := self._limits.pause(delivery.workspace, method):
            return Later("limited", pause)
        content, posted = await self._drawn(delivery), self._house.pictures.posted
        match content:
            case Home():
                sending = partial(posted, content, partial(self._publish, delivery))
            case Message() if delivery.state is DeliveryState.SENT:
                sending = partial(posted, content, partial(self._redraw, delivery))
            case Message():
                shown = content.without_pictures() if _is_suspect(delivery) else content
                sending = partial(posted, shown, partial(self._post, delivery), once=True)
            case _:
                return content
        async with self._places:
            if self._house.now() > until:  # this process was held up
                return Later("late")
            outcome = await self._answered(delivery, sending())
        self._heed(delivery, method, outcome)
        return outcome

    async def find(self, delivery: Delivery) -> Check:
        """Look for the delivery's id in what its conversation has heard since it was due."""
        if pause := self._limits.pause(delivery.workspace, LOOKING):
            return Later("limited", pause)
        async with self._places:
            found = await self._answered(delivery, self._look_for(delivery))
        self._heed(delivery, LOOKING, found)
        return found

    def _heed(self, delivery: Delivery, method: str, outcome: Check) -> None:
        if isinstance(outcome, Later) and outcome.pause:
            self._limits.limited(delivery.workspace, method, outcome.pause)

    async def _drawn(self, delivery: Delivery) -> Message | Home | Later | Refused | Gone:
        """What it says. Nothing is sent yet, so whatever Slack answers to a question about it passes."""
        try:
            content = await self._answered(delivery, drawn(self._house, delivery))
        except PlanningError as error:
            if error.code is Code.UNREADABLE:  # until someone mends the record
                return Later(UNREADABLE, LONGEST_PAUSE)
            return Refused(error.code, unreachable=error.code in NOT_REACHED)
        if isinstance(content, Unknown | Refused):
            return Later(content.error)
        return content or Refused("nothing_left")

    async def _look_for(self, delivery: Delivery) -> Sent | Absent | Hidden:
        slack = await self._workspaces.posting(delivery.workspace)
        channel = await _channel(slack, delivery)
        try:
            ts = await find_message(
                slack, channel, delivery.id, delivery.due_at - CLOCKS_APART, delivery.thread
            )
        except CannotTell:
            return Hidden()
        return Sent(channel, ts) if ts else Absent()

    async def _post(self, delivery: Delivery, message: Message) -> Sent:
        slack = await self._workspaces.posting(delivery.workspace)

        async def post(fields: Fields) -> Sent:
            answer = await slack.chat_postMessage(
                channel=delivery.recipient,
                **fields,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"id": delivery.id}},
                unfurl_links=False,
                thread_ts=delivery.thread or None,
            )
            return Sent(text_part(answer, "channel"), text_part(answer, "ts"))

        return await self._followed(delivery, message, await self._fit(delivery, message, post))

    async def _redraw(self, delivery: Delivery, message: Message) -> Sent:
        slack = await self._workspaces.posting(delivery.workspace)

        async def update(fields: Fields) -> Sent:
            part(await slack.chat_update(channel=delivery.channel, ts=delivery.ts, **fields), "ts")
            return Sent(delivery.channel, delivery.ts)

        return await self._followed(delivery, message, await self._fit(delivery, message, update))

    async def _followed(self, delivery: Delivery, message: Message, sent: Sent) -> Sent:
        """Its pictures, where Slack took only its words."""
        await self._house.pictures.follow(delivery.workspace, sent.channel, sent.ts, message.missing_pictures)
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
            return await post(self._house.commands.in_json(fields))

        return await _fitted(delivery, content, post_named)

    async def _answered(
        self, delivery: Delivery, asking: Awaitable[Answer]
    ) -> Answer | Later | Refused | Unknown | Gone:
        """What Slack answers, or what it means that it does not."""
        try:
            return await asking
        except NotInstalled:
            return Gone()
        except NotRenewed as error:
            return Later(type(error).__name__)
        except SlackApiError as error:
            if not is_refused(error, TAKEN_BACK):
                return _meaning(error)
            is_gone = await self._workspaces.refused(delivery.workspace)
            return Gone() if is_gone else Later(code_of(error))
        except aiohttp.ClientConnectorError as error:
            return Later(type(error).__name__)
        except (TimeoutError, aiohttp.ClientError) as error:
            return Unknown(type(error).__name__)


async def _channel(slack: AsyncWebClient, delivery: Delivery) -> str:
    if not delivery.is_to_a_person:
        return delivery.recipient
    opened = await slack.conversations_open(users=delivery.recipient)
    return text_part(opened, "channel", "id")


async def _fitted(
    delivery: Delivery, content: Message | Home, post: Callable[[Fields], Awaitable[Sent]]
) -> Sent:
    """Post all of it, or its beginning with the way to all; of pictures and words, the pictures go first."""
    if content.files:
        try:
            return await post(content.fields)
        except SlackApiError as error:
            if not is_too_long(error):
                raise  # it may be the pictures: without them it comes here again
    words = content.without_pictures().fields
    if isinstance(content, Home):
        return await post_shortened(words, post, truncated_home, home_fallback)
    shorten = partial(truncated_message, delivery=delivery.id)
    last = partial(text_fallback, delivery=delivery.id)
    return await post_shortened(words, post, shorten, last)


def _is_suspect(delivery: Delivery) -> bool:
    """Whether Slack refused it before with a code that nobody knows, perhaps because of its pictures."""
    code = delivery.error if delivery.state is DeliveryState.UNKNOWN else ""
    return code.islower() and not code.startswith("http_")


def _method(delivery: Delivery) -> str:
    """The method that the delivery takes, since Slack limits each by itself."""
    if delivery.kind is Kind.HOME:
        return "views.publish"
    return "chat.update" if delivery.state is DeliveryState.SENT else "chat.postMessage"


def _meaning(error: SlackApiError) -> Later | Refused | Unknown:
    """Refused for what Slack calls final, Later where it did nothing; of all else it may have done it."""
    if is_not_done(error):
        return Later(name_of(error), retry_after(error) if is_rate_limited(error) else None)
    if is_refused(error):
        return Refused(code_of(error), unreachable=code_of(error) in UNREACHABLE)
    return Unknown(name_of(error))
