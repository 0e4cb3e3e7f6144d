"""A visit: one person doing one thing, where they are, and the ways to answer them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar
from uuid import NAMESPACE_URL, uuid5

from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from handlers.dispatch.form_metadata import Memory
from handlers.slack.clients import Clients
from handlers.slack.directory import Directory
from handlers.slack.errors import text_part
from handlers.slack.long_messages import post_in_parts
from handlers.slack.pictures import Pictures
from handlers.slack.replies import SLACK_FAILURES, Reply, recorded
from handlers.support.batch_loader import BatchLoader
from handlers.support.task_tracker import TaskTracker
from handlers.support.timeouts import Timeouts
from handlers.views.common.as_json import as_json
from handlers.views.common.blocks import Message
from handlers.views.common.errors import internal_error_message
from handlers.views.common.inputs import Answers, message_modal
from handlers.views.common.lengths import Fields, first_part
from planning.deliveries import Delivery
from planning.people import Person
from planning.pictures import Surface
from storage import homes
from storage.changes.base import Actor
from storage.daily_message_data import DailyMessageData
from storage.engine.store import Store
from storage.engine.transactions import Tx

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Services:
    """What every listener works with. `owed` is called when a message has become due.

    `public_url` is where browsers reach the bot, "" where nobody does.
    """

    store: Store
    clients: Clients
    directory: Directory
    digests: BatchLoader[Delivery, DailyMessageData]
    pictures: Pictures
    tasks: TaskTracker
    now: Callable[[], datetime]
    notify_due: Callable[[], None]
    timeouts: Timeouts
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class Interaction:
    """One command, click or submission.

    `channel` is where it happened (for a form: where its opening happened), `trigger` opens a form within
    three seconds, `origin` is the response URL that answers it, `on_card` whether the click was on a card
    that is to be drawn anew in place, `delivery` the ts of the direct message of ours that was clicked.
    `on_home` says that it began on Home, where the answer is told; `screen` is the modal that was clicked in,
    which then shows the answer. `may_change` says that Slack was asked recently enough what the `person` is
    for them to change something (`permissions.asked_again`).
    """

    services: Services
    slack: AsyncWebClient
    workspace: str
    bot: str
    person: Person
    now: datetime
    channel: str = ""
    trigger: str = ""
    origin: str = ""
    on_card: bool = False
    delivery: str = ""
    on_home: bool = False
    screen: str = ""
    may_change: bool = False
    in_group_dm: bool = False

    @property
    def store(self) -> Store:
        """Where plans are kept."""
        return self.services.store

    async def write(
        self, function: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `Store.write`, in this workspace: only a visit that `may_change` can change something."""
        assert self.may_change, "mark what changes something with permissions.changes"  # noqa: S101
        return await self.store.write(self.workspace, function, *args, **kwargs)

    async def read(
        self, function: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `Store.read`, in this workspace."""
        return await self.store.read(self.workspace, function, *args, **kwargs)

    @property
    def actor(self) -> Actor:
        """Who changes something by this visit."""
        return Actor(self.person, self.now, (self.channel, self.delivery) if self.delivery else None)

    @property
    def in_dm(self) -> bool:
        """Whether it happened in a conversation of people, and in no channel."""
        return self.channel.startswith("D") or self.in_group_dm

    @property
    def surface(self) -> Surface:
        """Where the answer is seen by this person alone."""
        return Surface.MODAL if self.screen or self.on_home else Surface.EPHEMERAL

    def memory(self, plan: str = "", subject: str = "", version: int = 0, echoed: str = "") -> Memory:
        """What a form opened by this visit has to remember."""
        return Memory(
            self.channel,
            plan,
            subject,
            version,
            self.origin,
            self.on_card,
            echoed,
            self.delivery,
            on_home=self.on_home,
            screen=self.screen,
        )

    async def open(self, form: View) -> str:
        """Open a form for the person, over the modal they are in if any; gives its id.

        Raises TimeoutError while there is still time to say so.
        """
        show = self.slack.views_push if self.screen else self.slack.views_open
        async with asyncio.timeout(self.services.timeouts.open_form):
            opened = await show(trigger_id=self.trigger, view=as_json(form))
        return text_part(opened, "view", "id")

    async def show(self, message: Message, channel: str) -> Message | None:
        """Something to look at: it answers by itself, but over Home it opens as a modal of its own.

        What is clicked in that is as if clicked in `channel`.
        """
        if self.screen or not self.on_home:
            return message
        await self.open(message_modal(message, memory=replace(self.memory(), channel=channel).packed()))
        return None

    def answer(self, message: Message) -> None:
        """Show the person, and nobody else, a message, without keeping the acknowledgement waiting."""
        self.services.tasks.start(self._show(message))

    def draw_change(self, drawing: Coroutine[Any, Any, Message]) -> None:
        """Answer with what was changed, unless the message of ours that was clicked shows it itself."""
        if self.delivery:
            drawing.close()
        else:
            self.draw(drawing)

    def draw(self, drawing: Awaitable[Message]) -> None:
        """Answer with a message that is still to be drawn."""
        self.services.tasks.start(self._draw(drawing))

    async def share(self, message: Message, channel: str) -> bool:
        """Post a message for everyone in the channel, or to a person; whether Slack has taken it.

        What is too long goes on in its thread. Who asked is told where Slack hasn't taken it.
        """
        try:
            await self.services.pictures.posted(message, partial(self._post, channel))
        except SLACK_FAILURES as failure:
            await self._reply.send(internal_error_message(recorded(failure)))
            return False
        return True

    async def _post(self, channel: str, message: Message) -> None:
        async def post(fields: Fields, first: Posted | None, more: bool) -> Posted:
            answer = await self.slack.chat_postMessage(
                channel=channel,
                thread_ts=first.ts if first else None,
                **(first_part(fields) if more and not first else fields),
                unfurl_links=False,
            )
            return Posted(text_part(answer, "channel"), text_part(answer, "ts"))

        posted = await post_in_parts(message.fields, post)
        await self.services.pictures.follow(
            self.workspace, posted.channel, posted.ts, message.missing_pictures
        )

    @property
    def _reply(self) -> Reply:
        return Reply(self.slack, self.person.id, self.channel, self.origin)

    async def _draw(self, drawing: Awaitable[Message]) -> None:
        await self._show(await drawing)

    async def _show(self, message: Message) -> None:
        if self.screen and await self._on_screen(message):
            return
        if self.on_home:
            await self.store.write(self.workspace, homes.change, self.person.id, note=message.text)
            self.services.notify_due()
        else:
            send = partial(self._reply.send, in_place=self.on_card)
            await self.services.pictures.posted(message, send)

    async def _on_screen(self, message: Message) -> bool:
        """Whether the modal was still there to show it."""
        try:
            await self.services.pictures.posted(message, self._update_screen)
        except SLACK_FAILURES as failure:
            log.info("a modal was not drawn anew", extra={"error": type(failure).__name__})
            return False
        return True

    async def _update_screen(self, message: Message) -> None:
        modal = message_modal(message, memory=replace(self.memory(), screen="").packed())
        await self.slack.views_update(view_id=self.screen, view=as_json(modal))


class Posted(NamedTuple):
    """Where a message is."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Submission:
    """A form as it was sent. `id` is the form's own: the same for both clicks of a double click."""

    id: str
    answers: Answers
    memory: Memory

    def new_id(self, number: int = 0) -> str:
        """An id for what this submission creates, the same each time it is sent."""
        return uuid5(NAMESPACE_URL, f"oncourse:{self.id}:{number}").hex

    def new_ids(self, count: int) -> tuple[str, ...]:
        """Ids for several things this submission creates."""
        return tuple(self.new_id(number) for number in range(1, count + 1))
