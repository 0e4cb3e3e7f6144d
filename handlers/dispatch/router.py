"""From Slack's requests to listeners and back: read what is said, make the visit, acknowledge the answer."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Set
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from handlers.dispatch.acks import acknowledged, told
from handlers.dispatch.errors import ASKED
from handlers.dispatch.form_metadata import Memory
from handlers.dispatch.interaction import Interaction, Services, Submission
from handlers.dispatch.names import named
from handlers.dispatch.permissions import asked_again
from handlers.views.common.as_json import as_json
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import MenuValue
from handlers.views.common.help import help_message, suggestion
from handlers.views.common.inputs import Answers
from planning.phrases import as_typed

log = logging.getLogger(__name__)

Found = TypeVar("Found")
GROUP_DM = "mpdm-"  # what Slack calls a direct message of several begins so; its id may be that of a channel

Command = Callable[[Interaction, str], Awaitable[Message | None]]
Button = Callable[[Interaction, str], Awaitable[Message | None]]
Event = Callable[[Services, str, Mapping[str, Any]], Awaitable[None]]
Shortcut = Callable[[Interaction, Mapping[str, Any]], Awaitable[None]]
Listener = Callable[..., Awaitable[BoltResponse | None]]


@dataclass(frozen=True, slots=True)
class Form(Generic[Found]):
    """A form: what it is about, by what it remembers; who may send it, as who may open it; what it does."""

    about: Callable[[Memory], str]
    may: Callable[[Interaction, str], Awaitable[Found]]
    submit: Callable[[Interaction, Submission, Found], Awaitable[View | None]]

    async def sent(self, interaction: Interaction, submission: Submission) -> View | None:
        """Check who sends it, as when it was opened, then do what it says."""
        interaction = await asked_again(interaction)
        return await self.submit(
            interaction, submission, await self.may(interaction, self.about(submission.memory))
        )


def on_command(services: Services, noun: str, subcommands: Mapping[str, Command]) -> Listener:
    """A slash command: its first word chooses the listener, the rest is what was typed."""
    help_ = told(help_message(noun))

    async def listen(body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        word, _, typed = body.get("text", "").strip().partition(" ")
        word = word.lower()
        message: Message | None
        if word == "help":
            return help_
        if word in subcommands:
            context[ASKED] = f"{noun} {word}".strip()
            interaction = await _interaction(services, body, context, client)
            message = await subcommands[word](interaction, await named(interaction, typed.strip()))
        else:
            near = get_close_matches(word, [*filter(None, subcommands), "help"], n=1, cutoff=0.5)
            message = suggestion(noun, as_typed(word), near[0] if near else None)
        return told(message) if message else acknowledged()

    return listen


def on_button(services: Services, press: Button, in_place: Set[str]) -> Listener:
    """A button: its value says what it is about."""

    def pressed(interaction: Interaction, action: Mapping[str, Any]) -> Awaitable[Message | None]:
        return press(interaction, action.get("value", ""))

    return _on_click(services, pressed, in_place)


def on_menu(services: Services, noun: str, buttons: Mapping[str, Button], in_place: Set[str]) -> Listener:
    """A menu: the option chosen says which button is meant, and about what."""

    def chosen(interaction: Interaction, action: Mapping[str, Any]) -> Awaitable[Message | None]:
        option = MenuValue.unpacked(action["selected_option"]["value"])
        return buttons[f"{noun}.{option.verb}"](interaction, option.value)

    return _on_click(services, chosen, in_place)


def on_choice(services: Services, choose: Button) -> Listener:
    """A menu or drop-down whose options all mean the same listener: the value chosen is handed on."""

    def chosen(interaction: Interaction, action: Mapping[str, Any]) -> Awaitable[Message | None]:
        return choose(interaction, action["selected_option"]["value"])

    return _on_click(services, chosen)


def _on_click(
    services: Services,
    answer: Callable[[Interaction, Mapping[str, Any]], Awaitable[Message | None]],
    in_place: Set[str] | None = None,
) -> Listener:
    """A click in a message; one whose action is `in_place` (None: any) draws a message of one's own anew."""

    async def listen(
        ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        action = body["actions"][0]
        redraws = in_place is None or action["action_id"] in in_place
        interaction = await _interaction(
            services, body, context, client, on_card=redraws and _is_only_theirs(body)
        )
        message = await answer(interaction, action)
        await ack()
        if message:
            interaction.answer(message)

    return listen


def on_form(services: Services, form: Form[Any]) -> Listener:
    """A form that was sent. A view given back is drawn in its place."""

    async def listen(
        ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        view = body["view"]
        memory = Memory.unpacked(view["private_metadata"])
        interaction = await _interaction(services, body, context, client, memory)
        again = await form.sent(interaction, Submission(view["id"], Answers(view), memory))
        if again:
            await ack(response_action="update", view=as_json(again))
        else:
            await ack()

    return listen


def on_shortcut(services: Services, run: Shortcut) -> Listener:
    """A shortcut; one from a message's menu is handed what Slack says of that message."""

    async def listen(
        ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        await run(await _interaction(services, body, context, client), body)
        await ack()

    return listen


def on_any(listeners: Mapping[str, Listener], name_of: Callable[[Mapping[str, Any]], str]) -> Listener:
    """All of a kind by their names, since Bolt asks each listener that it has whether it is meant."""

    async def listen(
        ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
    ) -> BoltResponse | None:
        name = name_of(body)
        if listener := listeners.get(name):
            context[ASKED] = name
            return await listener(ack=ack, body=body, context=context, client=client)
        log.warning("nobody listens")  # to what, is not said: anybody may have named it
        return BoltResponse(status=404)

    return listen


def action_clicked(body: Mapping[str, Any]) -> str:
    """The name of an action. In a list's rows its id goes on with what it is about: "tactic.menu:<id>"."""
    return str(body["actions"][0]["action_id"]).partition(":")[0]


def form_sent(body: Mapping[str, Any]) -> str:
    """The name of a form."""
    return str(body["view"]["callback_id"])


def shortcut_chosen(body: Mapping[str, Any]) -> str:
    """The name of a shortcut."""
    return str(body["callback_id"])


def on_event(services: Services, learn: Event) -> Listener:
    """Something that happened in the workspace; its `event_time` (epoch seconds) is handed on with it."""

    async def listen(body: dict[str, Any], context: AsyncBoltContext) -> None:
        await learn(services, _workspace(context), {"event_time": body["event_time"], **body["event"]})

    return listen


async def ignore_event() -> None:
    """An event that nothing listens to is acknowledged all the same, or Slack would send it four times."""


async def _interaction(
    services: Services,
    body: Mapping[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    memory: Memory | None = None,
    on_card: bool = False,
) -> Interaction:
    workspace = _workspace(context)
    opener = memory or _opener(body)
    interaction = Interaction(
        services=services,
        slack=client,
        workspace=workspace,
        bot=str(context.bot_user_id),
        person=await services.directory.person(workspace, str(context.user_id)),
        now=services.now(),
        channel=opener.channel if opener else str(context.channel_id or ""),
        trigger=body.get("trigger_id", ""),
        origin=memory.origin if memory else body.get("response_url", ""),
        on_card=memory.on_card if memory else on_card,
        delivery=memory.delivery if memory else _delivery_clicked(body),
        on_home=opener.on_home if opener else False,
        screen=memory.screen if memory else _screen_clicked(body),
        in_group_dm=str(body.get("channel_name", "")).startswith(GROUP_DM),
    )
    context["visit"] = interaction
    return interaction


def _opener(body: Mapping[str, Any]) -> Memory | None:
    """What the view remembers that a click was in: Home, or a modal that shows something."""
    match body.get("view"):
        case {"type": "home"}:
            return Memory(on_home=True)
        case {"private_metadata": str(metadata)} if metadata:
            return Memory.unpacked(metadata)
    return None


def _screen_clicked(body: Mapping[str, Any]) -> str:
    """The id of the modal that a click was in."""
    view = body.get("view") or {}
    return str(view["id"]) if view.get("type") == "modal" else ""


def _is_only_theirs(body: Mapping[str, Any]) -> bool:
    """Whether the click was on a message that only this person sees."""
    return bool(body.get("container", {}).get("is_ephemeral"))


def _delivery_clicked(body: Mapping[str, Any]) -> str:
    """The ts of the direct message of ours that a click was on; empty for everything else."""
    container = body.get("container", {})
    is_ours = str(container.get("channel_id", "")).startswith("D") and not container.get("is_ephemeral")
    return str(container.get("message_ts", "")) if is_ours else ""


def _workspace(context: AsyncBoltContext) -> str:
    """Where the app is installed: in a shared channel the person's own workspace may be another."""
    authorized = context.authorize_result
    assert authorized is not None  # noqa: S101 - Bolt's authorization has let the request through
    return str(authorized.team_id)
