"""One person's command, click or submission: who, where, and the ways to answer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar
from uuid import NAMESPACE_URL, uuid5

from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from handlers.dispatch.form_metadata import FormMetadata, Place
from handlers.slack.clients import Clients
from handlers.slack.directory import Directory
from handlers.slack.errors import text_part
from handlers.slack.long_messages import post_in_parts
from handlers.slack.pictures import Pictures
from handlers.slack.replies import SLACK_FAILURES, Reply, log_error
from handlers.support.batch_loader import BatchLoader
from handlers.support.task_tracker import TaskTracker
from handlers.support.timeouts import Timeouts
from handlers.views.common.as_json import as_json
from handlers.views.common.blocks import Message
from handlers.views.common.commands import CommandNames
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
Metadata = TypeVar("Metadata", bound=FormMetadata, covariant=True)


@dataclass(frozen=True, slots=True)
class Services:
    """What every listener works with. `notify_due` is called when a delivery may be due.

    `public_url` is where browsers and calendars reach the bot, "" if they can't.
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
    commands: CommandNames
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class Interaction:
    """One person's command, click or submission.

    `place` is where it happened (for a submission: where the form was opened). `trigger` opens a form within
    three seconds. `may_change` says that the `person` was fetched from Slack recently enough to change
    something (`permissions.for_changes`).
    """

    services: Services
    slack: AsyncWebClient
    workspace: str
    bot: str
    person: Person
    now: datetime
    place: Place
    trigger: str = ""
    may_change: bool = False
    in_group_dm: bool = False

    @property
    def store(self) -> Store:
        """The database."""
        return self.services.store

    async def write(
        self, function: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `Store.write`, in this workspace: only an interaction that `may_change` can change something."""
        assert self.may_change, "mark what changes something with permissions.changes"  # noqa: S101
        return await self.store.write(self.workspace, function, *args, **kwargs)

    async def read(
        self, function: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `Store.read`, in this workspace."""
        return await self.store.read(self.workspace, function, *args, **kwargs)

    @property
    def actor(self) -> Actor:
        """Who changes something by this interaction."""
        delivery = self.place.delivery
        return Actor(self.person, self.now, (self.channel, delivery) if delivery else None)

    @property
    def channel(self) -> str:
        """The channel it happened in; "" on Home."""
        return self.place.channel

    @property
    def in_dm(self) -> bool:
        """Whether it happened in a direct message or a group DM."""
        return self.channel.startswith("D") or self.in_group_dm

    @property
    def surface(self) -> Surface:
        """The kind of place in which this person alone sees the answer."""
        return Surface.MODAL if self.place.screen or self.place.on_home else Surface.EPHEMERAL

    async def open(self, form: View) -> str:
        """Open a form for the person, on top of the modal they are in if any; return its view id.

        Raises TimeoutError early enough to acknowledge the request with an error.
        """
        show = self.slack.views_push if self.place.screen else self.slack.views_open
        async with asyncio.timeout(self.services.timeouts.open_form):
            opened = await show(trigger_id=self.trigger, view=self._json(form))
        return text_part(opened, "view", "id")

    async def show(self, message: Message, channel: str) -> Message | None:
        """The message, to answer with; None if it was opened as a modal, as over Home.

        Clicks in that modal count as clicks in `channel`.
        """
        if self.place.screen or not self.place.on_home:
            return message
        metadata = FormMetadata(replace(self.place, channel=channel))
        await self.open(message_modal(message, metadata=metadata.packed()))
        return None

    def answer(self, message: Message) -> None:
        """Show the message to this person only, in a task: the acknowledgement doesn't wait for it."""
        self.services.tasks.start(self._show(message))

    def draw_change(self, drawing: Coroutine[Any, Any, Message]) -> None:
        """Answer with what was changed, unless the bot's message that was clicked is updated anyway."""
        if self.place.delivery:
            drawing.close()
        else:
            self.draw(drawing)

    def draw(self, drawing: Awaitable[Message]) -> None:
        """Answer with a message that has yet to be rendered."""
        self.services.tasks.start(self._draw(drawing))

    async def share(self, message: Message, channel: str) -> bool:
        """Post a message in a channel or to a person; return whether Slack accepted it.

        A message that is too long goes on in its thread. If Slack refuses it, this person gets an error.
        """
        try:
            await self.services.pictures.posted(message, partial(self._post, channel))
        except SLACK_FAILURES as failure:
            await self._reply.send(internal_error_message(log_error(failure)))
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

        posted = await post_in_parts(self.services.commands.in_json(message.fields), post)
        await self.services.pictures.follow(
            self.workspace, posted.channel, posted.ts, message.missing_pictures
        )

    def _json(self, view: View) -> dict[str, Any]:
        named: dict[str, Any] = self.services.commands.in_json(as_json(view))
        return named

    @property
    def _reply(self) -> Reply:
        url, commands = self.place.response_url, self.services.commands
        return Reply(self.slack, commands, self.person.id, self.channel, url)

    async def _draw(self, drawing: Awaitable[Message]) -> None:
        await self._show(await drawing)

    async def _show(self, message: Message) -> None:
        if self.place.screen and await self._on_screen(message):
            return
        if self.place.on_home:
            note = self.services.commands.in_words(message.text)
            await self.store.write(self.workspace, homes.change, self.person.id, note=note)
            self.services.notify_due()
        else:
            send = partial(self._reply.send, in_place=self.place.on_card)
            await self.services.pictures.posted(message, send)

    async def _on_screen(self, message: Message) -> bool:
        """Whether the modal was still there to show it."""
        try:
            await self.services.pictures.posted(message, self._update_screen)
        except SLACK_FAILURES as failure:
            log.info("a modal was not updated", extra={"error": type(failure).__name__})
            return False
        return True

    async def _update_screen(self, message: Message) -> None:
        metadata = FormMetadata(replace(self.place, screen=""))
        modal = message_modal(message, metadata=metadata.packed())
        await self.slack.views_update(
            view_id=self.place.screen, view=self.services.commands.in_json(as_json(modal))
        )


class Posted(NamedTuple):
    """Where a message is."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Submission(Generic[Metadata]):
    """A form as it was submitted. `id` is the view's: the same for both clicks of a double click."""

    id: str
    answers: Answers
    metadata: Metadata

    def new_id(self, number: int = 0) -> str:
        """An id for what this submission creates, the same each time it is sent."""
        return uuid5(NAMESPACE_URL, f"oncourse:{self.id}:{number}").hex

    def new_ids(self, count: int) -> tuple[str, ...]:
        """Ids for several things this submission creates."""
        return tuple(self.new_id(number) for number in range(1, count + 1))
