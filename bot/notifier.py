"""The Slack side of delivering: what each kind of delivery looks like, and what Slack's answers mean."""

import asyncio
from collections.abc import Awaitable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.limits import Limits
from bot.slack import TAKEN_BACK
from bot.workspaces.installed import Workspaces
from handlers.clients import NotInstalled, NotRenewed
from handlers.owed import drawn
from handlers.views.as_json import as_json
from handlers.views.blocks import Home, Message
from handlers.visit import House
from planning.deliveries import Delivery, DeliveryState, Kind
from planning.errors import PlanningError
from scheduler.deliver import Absent, Finding, Gone, Hidden, Later, Outcome, Refused, Sent, Unclear

EVENT_TYPE = "oncourse_delivery"
LOOKED_THROUGH = 200  # messages; a person gets far fewer between a lost answer and the next try
CLOCKS_APART = timedelta(minutes=5)
# Whether retrying can help is in the code: all other errors are for good.
PASSING = {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable"}
AT_ONCE = 50  # calls, of the session's hundred connections: what people do waits behind no crowd of digests
Answer = TypeVar("Answer")


class SlackNotifier:
    """Sends deliveries to people and channels, each marked with its id and nothing else."""

    def __init__(self, house: House, workspaces: Workspaces) -> None:
        self._house = house
        self._workspaces = workspaces
        self._limits = Limits(house.now)
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
                sending = partial(posted, content, partial(self._post, delivery))
            case _:
                return content
        async with self._places:
            if self._house.now() > until:  # this process was held up
                return Later("late")
            outcome = await self._answered(delivery, sending())
        if isinstance(outcome, Later) and outcome.pause:
            self._limits.limited(delivery.workspace, method, outcome.pause)
        return outcome

    async def find(self, delivery: Delivery) -> Finding:
        """Look for the delivery's id in what its conversation has heard since it was due."""
        async with self._places:
            return await self._answered(delivery, self._look_for(delivery))

    async def _drawn(self, delivery: Delivery) -> Message | Home | Later | Refused | Gone:
        """What it says. Nothing is sent yet, so a question about it that got no answer can be asked again."""
        try:
            content = await self._answered(delivery, drawn(self._house, delivery))
        except PlanningError as error:
            return Refused(error.code)
        if isinstance(content, Unclear):
            return Later(content.error)
        return content or Refused("nothing_left")

    async def _look_for(self, delivery: Delivery) -> Sent | Absent | Hidden:
        slack = await self._workspaces.posting(delivery.workspace)
        channel = await _channel(slack, delivery)
        since = (delivery.due_at - CLOCKS_APART).timestamp()
        try:
            history = await _said_since(slack, channel, f"{since:.6f}", delivery.thread)
        except SlackApiError as error:
            if error.response.get("error") != "missing_scope":
                raise
            return Hidden()
        for message in history["messages"]:
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get("id") == delivery.id:
                return Sent(channel, message["ts"])
        return Absent()

    async def _post(self, delivery: Delivery, message: Message) -> Sent:
        slack = await self._workspaces.posting(delivery.workspace)
        answer = await slack.chat_postMessage(
            channel=delivery.recipient,
            **message.fields,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"id": delivery.id}},
            unfurl_links=False,
            thread_ts=delivery.thread or None,
        )
        await self._house.pictures.follow(
            delivery.workspace, answer["channel"], answer["ts"], message.missing
        )
        return Sent(answer["channel"], answer["ts"])

    async def _redraw(self, delivery: Delivery, message: Message) -> Sent:
        slack = await self._workspaces.posting(delivery.workspace)
        await slack.chat_update(channel=delivery.channel, ts=delivery.ts, **message.fields)
        await self._house.pictures.follow(delivery.workspace, delivery.channel, delivery.ts, message.missing)
        return Sent(delivery.channel, delivery.ts)

    async def _publish(self, delivery: Delivery, home: Home) -> Sent:
        slack = await self._workspaces.posting(delivery.workspace)
        await slack.views_publish(user_id=delivery.recipient, view=as_json(home.view))
        return Sent(delivery.channel, delivery.ts)

    async def _answered(
        self, delivery: Delivery, asking: Awaitable[Answer]
    ) -> Answer | Later | Refused | Unclear | Gone:
        """What Slack answers, or what it means that it does not."""
        try:
            return await asking
        except NotInstalled:
            return Gone()
        except NotRenewed as error:
            return Later(type(error).__name__)
        except SlackApiError as error:
            code = error.response.get("error", "")
            if code not in TAKEN_BACK:
                return _meaning(error)
            return Gone() if await self._workspaces.refused(delivery.workspace) else Later(code)
        except aiohttp.ClientConnectorError as error:
            return Later(type(error).__name__)
        except (TimeoutError, aiohttp.ClientError) as error:
            return Unclear(type(error).__name__)


async def _said_since(slack: AsyncWebClient, channel: str, oldest: str, thread: str) -> AsyncSlackResponse:
    """What was said in a channel, or in a `thread` of it."""
    if thread:
        return await slack.conversations_replies(
            channel=channel, ts=thread, oldest=oldest, limit=LOOKED_THROUGH, include_all_metadata=True
        )
    return await slack.conversations_history(
        channel=channel, oldest=oldest, limit=LOOKED_THROUGH, include_all_metadata=True
    )


async def _channel(slack: AsyncWebClient, delivery: Delivery) -> str:
    if not delivery.is_to_a_person:
        return delivery.recipient
    opened = await slack.conversations_open(users=delivery.recipient)
    return str(opened["channel"]["id"])


def _method(delivery: Delivery) -> str:
    """The method that the delivery takes, since Slack limits each by itself."""
    if delivery.kind is Kind.HOME:
        return "views.publish"
    return "chat.update" if delivery.state is DeliveryState.SENT else "chat.postMessage"


def _meaning(error: SlackApiError) -> Later | Refused | Unclear:
    """Later for what passes, Unclear where the server fell over half-way, Refused for the rest."""
    status = error.response.status_code
    if status == 429:
        return Later("ratelimited", timedelta(seconds=int(error.response.headers.get("Retry-After", 1))))
    if status >= 500:
        return Unclear(f"http_{status}")
    code = error.response.get("error", "unknown_error")
    return Later(code) if code in PASSING else Refused(code)
