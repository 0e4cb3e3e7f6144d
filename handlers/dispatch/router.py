"""From Slack's requests to listeners and back: read the payload, call the listener, acknowledge.

Slack's dictionaries end here. Listeners get an `Interaction` and typed values.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Collection, Mapping, Set
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.dispatch.acks import acknowledged, ephemeral
from handlers.dispatch.errors import ASKED
from handlers.dispatch.forms import Form
from handlers.dispatch.incoming import (
    click_interaction,
    command_interaction,
    new_interaction,
    shortcut_interaction,
    workspace_of,
)
from handlers.dispatch.interaction import Interaction, Services, Submission
from handlers.dispatch.names import named
from handlers.slack import payloads
from handlers.slack.message_text import text_of
from handlers.views.common.as_json import as_json
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import MenuValue
from handlers.views.common.help import SYNONYMS, help_message, suggestion
from handlers.views.common.inputs import Answers
from planning.phrases import to_plain_text

log = logging.getLogger(__name__)

ANY_NUMBER = "3"
"""Stands in a table of subcommands for any number, with which it is called, as in `/tactic 3`."""
_NUMBER = re.compile("#?[0-9]+")


@dataclass(frozen=True, slots=True)
class ChosenMessage:
    """The message in whose menu a shortcut was chosen; `domain` is the workspace's, below slack.com."""

    text: str
    ts: str
    domain: str


Command = Callable[[Interaction, str], Awaitable[Message | None]]
Button = Callable[[Interaction, str], Awaitable[Message | None]]
Event = Callable[[Services, str, Any], Awaitable[None]]
Shortcut = Callable[[Interaction], Awaitable[None]]
MessageShortcut = Callable[[Interaction, ChosenMessage], Awaitable[None]]
Listener = Callable[..., Awaitable[BoltResponse | None]]


def on_command(services: Services, noun: str, subcommands: Mapping[str, Command]) -> Listener:
    """A slash command: its first word chooses the subcommand, which gets the rest."""
    help_ = ephemeral(help_message(noun), services.commands)

    async def listen(
        body: payloads.Command, context: AsyncBoltContext, client: AsyncWebClient
    ) -> BoltResponse:
        word, typed = _chosen_word(body.get("text", ""), subcommands)
        message: Message | None
        if word == "help":
            return help_
        if word in subcommands:
            context[ASKED] = f"{noun} {word}".strip()
            interaction = await command_interaction(services, body, context, client)
            message = await subcommands[word](interaction, await named(interaction, typed.strip()))
        else:
            message = suggestion(noun, to_plain_text(word), _nearest(word, [*subcommands, "help"]))
        return ephemeral(message, services.commands) if message else acknowledged()

    return listen


def _chosen_word(text: str, subcommands: Collection[str]) -> tuple[str, str]:
    """The subcommand, in lower case, and what follows it: "3" shows a thing, "3 done" is "done 3"."""
    word, _, typed = text.strip().partition(" ")
    word, typed = word.lower(), typed.strip()
    if not (ANY_NUMBER in subcommands and _NUMBER.fullmatch(word)):
        return word, typed
    second, _, rest = typed.partition(" ")
    if second.lower() in subcommands and second:
        return second.lower(), f"{word} {rest}".strip()
    return ANY_NUMBER, f"{word} {typed}".strip()


def _nearest(word: str, subcommands: Collection[str]) -> str | None:
    """The subcommand that a person may have meant by a word that is none."""
    words = [known for known in subcommands if known not in ("", ANY_NUMBER)]
    meant = [known for known in words if word in SYNONYMS.get(known, "").split()]
    near = meant or get_close_matches(word, words, n=1, cutoff=0.5)
    return near[0] if near else None


def on_button(services: Services, press: Button, in_place: Set[str]) -> Listener:
    """A button; its listener gets the button's value."""

    def pressed(interaction: Interaction, action: payloads.Action) -> Awaitable[Message | None]:
        return press(interaction, action.get("value") or "")

    return _on_click(services, pressed, in_place)


def on_menu(services: Services, noun: str, buttons: Mapping[str, Button], in_place: Set[str]) -> Listener:
    """A menu whose options stand for buttons, each with its value (`MenuValue`)."""

    def chosen(interaction: Interaction, action: payloads.Action) -> Awaitable[Message | None]:
        option = MenuValue.unpacked(_chosen(action))
        return buttons[f"{noun}.{option.verb}"](interaction, option.value)

    return _on_click(services, chosen, in_place)


def on_choice(services: Services, choose: Button) -> Listener:
    """A menu or drop-down with one listener for all its options; it gets the chosen option's value."""

    def chosen(interaction: Interaction, action: payloads.Action) -> Awaitable[Message | None]:
        return choose(interaction, _chosen(action))

    return _on_click(services, chosen)


def _chosen(action: payloads.Action) -> str:
    option = action["selected_option"]
    assert option is not None  # noqa: S101 - nothing that is clicked can be left empty
    return option["value"]


def _on_click(
    services: Services,
    answer: Callable[[Interaction, payloads.Action], Awaitable[Message | None]],
    in_place: Set[str] | None = None,
) -> Listener:
    """A click; one whose action is `in_place` (None: any) updates the message if only this person sees it."""

    async def listen(
        ack: AsyncAck, body: payloads.BlockActions, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        action = body["actions"][0]
        updates = in_place is None or action["action_id"] in in_place
        interaction = await click_interaction(services, body, context, client, updates=updates)
        message = await answer(interaction, action)
        await ack()
        if message:
            interaction.answer(message)

    return listen


def on_form(services: Services, form: Form) -> Listener:
    """A form that was submitted; a view that its listener returns takes its place."""

    async def listen(
        ack: AsyncAck, body: payloads.ViewSubmission, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        view = body["view"]
        metadata = form.metadata.unpacked(view["private_metadata"])
        interaction = await new_interaction(services, context, client, metadata.place)
        answers = Answers(view, interaction.person.locale)
        next_view = await form.submit(interaction, Submission(view["id"], answers, metadata))
        if next_view:
            await ack(response_action="update", view=services.commands.in_json(as_json(next_view)))
        else:
            await ack()

    return listen


def on_shortcut(services: Services, run: Shortcut) -> Listener:
    """A global shortcut."""

    async def listen(
        ack: AsyncAck, body: payloads.GlobalShortcut, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        await run(await shortcut_interaction(services, body, context, client))
        await ack()

    return listen


def on_message_shortcut(services: Services, run: MessageShortcut) -> Listener:
    """A shortcut in a message's menu."""

    async def listen(
        ack: AsyncAck, body: payloads.MessageShortcut, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        message = ChosenMessage(text_of(body["message"]), body["message_ts"], body["team"].get("domain", ""))
        await run(await shortcut_interaction(services, body, context, client), message)
        await ack()

    return listen


def on_any(listeners: Mapping[str, Listener], name_of: Callable[[Any], str]) -> Listener:
    """All listeners of a kind by name: Bolt would ask each of its listeners in turn."""

    async def listen(
        ack: AsyncAck, body: Any, context: AsyncBoltContext, client: AsyncWebClient
    ) -> BoltResponse | None:
        name = name_of(body)
        if listener := listeners.get(name):
            context[ASKED] = name
            return await listener(ack=ack, body=body, context=context, client=client)
        log.warning("no listener")  # the name isn't logged: a request may have any
        return BoltResponse(status=404)

    return listen


def action_clicked(body: payloads.BlockActions) -> str:
    """The name of an action; in a row of a list its id goes on with the row's, as in "tactic.menu:<id>"."""
    return body["actions"][0]["action_id"].partition(":")[0]


def form_sent(body: payloads.ViewSubmission) -> str:
    """The name of a form."""
    return body["view"]["callback_id"]


def shortcut_chosen(body: payloads.GlobalShortcut | payloads.MessageShortcut) -> str:
    """The name of a shortcut."""
    return body["callback_id"]


def on_event(services: Services, learn: Event) -> Listener:
    """Something that happened in the workspace; `payloads.Event` says what its listener also gets."""

    async def listen(body: payloads.EventCallback, context: AsyncBoltContext) -> None:
        about = {
            "event_id": body["event_id"],
            "event_time": body["event_time"],
            "bot_user_id": str(context.bot_user_id),
        }
        await learn(services, workspace_of(context), {**body["event"], **about})

    return listen


async def ignore_event() -> None:
    """Acknowledge an event without a listener: Slack would send it four times."""
