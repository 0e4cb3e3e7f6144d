"""A visit: one person doing one thing, where they are, and the ways to answer them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.background import Background
from handlers.directory import Directory
from handlers.memory import Memory
from handlers.views.blocks import Message
from handlers.views.inputs import Answers
from planning.people import Person
from storage.store import Store


@dataclass(frozen=True, slots=True)
class House:
    """What every listener works with. `owed` is called when a message has become due."""

    store: Store
    directory: Directory
    background: Background
    now: Callable[[], datetime]
    owed: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Visit:
    """One command, click or submission.

    `channel` is where it happened (for a form: where its opening happened), `trigger` opens a form within
    three seconds, `origin` is the response URL that answers it, `on_card` whether the click was on a card
    that is to be drawn anew in place.
    """

    house: House
    slack: AsyncWebClient
    workspace: str
    bot: str
    person: Person
    now: datetime
    channel: str = ""
    trigger: str = ""
    origin: str = ""
    on_card: bool = False

    @property
    def store(self) -> Store:
        """Where plans are kept."""
        return self.house.store

    @property
    def in_dm(self) -> bool:
        """Whether it happened in the person's conversation with the bot."""
        return self.channel.startswith("D")

    def memory(self, plan: str = "", subject: str = "", version: int = 0, echoed: str = "") -> Memory:
        """What a form opened by this visit has to remember."""
        return Memory(self.channel, plan, subject, version, self.origin, self.on_card, echoed)

    async def open(self, form: View) -> None:
        """Open a form for the person."""
        await self.slack.views_open(trigger_id=self.trigger, view=form)

    def answer(self, message: Message) -> None:
        """Show the person, and nobody else, a message, without keeping the acknowledgement waiting."""
        self.house.background.start(self._answer(message))

    def draw(self, drawing: Awaitable[Message]) -> None:
        """Answer with a message that is still to be drawn."""
        self.house.background.start(self._draw(drawing))

    async def share(self, message: Message, channel: str) -> None:
        """Post a message for everybody in the channel."""
        await self.slack.chat_postMessage(
            channel=channel, text=message.text, blocks=message.blocks, unfurl_links=False
        )

    async def _draw(self, drawing: Awaitable[Message]) -> None:
        await self._answer(await drawing)

    async def _answer(self, message: Message) -> None:
        if not (self.origin and await self._answered_by_url(message)):
            await self._answer_by_post(message)

    async def _answered_by_url(self, message: Message) -> bool:
        """Response URLs last 30 minutes and 5 uses; whether this one still took the message."""
        webhook = AsyncWebhookClient(self.origin, session=self.slack.session, retry_handlers=[])
        answer = await webhook.send(
            text=message.text,
            blocks=message.blocks,
            response_type="ephemeral",
            replace_original=self.on_card,
        )
        return answer.status_code == 200

    async def _answer_by_post(self, message: Message) -> None:
        try:
            await self.slack.chat_postEphemeral(
                channel=self.channel, user=self.person.id, text=message.text, blocks=message.blocks
            )
        except SlackApiError as error:
            if error.response["error"] not in ("not_in_channel", "user_not_in_channel", "channel_not_found"):
                raise
            await self.slack.chat_postMessage(
                channel=self.person.id, text=message.text, blocks=message.blocks
            )


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
