"""What a person does on the page, by name: each deed takes what the browser says and acts as that person."""

from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from sandbox.elements import placed
from sandbox.errors import ActError, FormRefused
from sandbox.forms import complaints, state_of
from sandbox.page import fault_controls
from sandbox.page.page_state import Moment, PageState
from sandbox.page.states import action_said, found, state_said
from sandbox.people import Person
from sandbox.reading import place_name
from sandbox.records import Change, Channel, Json, Message, View

Deed = Callable[[PageState, Person, Mapping[str, Any]], Awaitable[None]]

_MOST_STEPS = 60
_A_MOMENT = timedelta(microseconds=1)


class HeldBackError(ActError):
    """Slack's client keeps a form open. `errors` are words by block_id."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


async def write(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:
    """What was typed into the composer: a command, or something to say, perhaps in a thread."""
    channel = _channel(page_state, said["place"])
    text, thread = said["text"].strip(), said.get("thread")
    place = place_name(page_state.slack.workspace, person.user, channel)
    word, _, rest = text.partition(" ")
    if word in ("/invite", "/remove", "/leave") and word not in page_state.slack.backend.app.commands:
        await _membership(page_state, person, channel, word, rest)
    elif text.startswith("/"):
        if thread:
            raise ActError(f"{word} is not supported in threads. Sorry!")
        await person.command(text, place)
    elif text:
        await person.write(text, place, channel.messages[thread] if thread else None)


async def act(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:
    """A click or choice in a message, a modal or Home; `values` are what else is typed in the modal."""
    where = _where(page_state, person, said)
    place = found(where.blocks, said["action"])
    if isinstance(where, View):
        _keep(page_state, where, said.get("values", {}))
    if isinstance(where, View) and not place.is_pressed:
        await person.hold(where, place, state_said(place, said["action"], page_state.slack.workspace))
    else:
        await person.act(where, action_said(place, said["action"], page_state.slack.workspace))


async def keep(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:
    """What is typed in a modal, so that it is there when the page is looked at again."""
    where = _where(page_state, person, said)
    if isinstance(where, View):
        _keep(page_state, where, said["values"])


async def attach(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:
    """Files (by name, in base64) are chosen in a modal, where `values` are what else is in it."""
    where = _where(page_state, person, said)
    if not isinstance(where, View):
        raise ActError("files are chosen in forms")
    _keep(page_state, where, said["values"])
    place = found(where.blocks, said["action"])
    try:
        for file in said["files"]:
            await person.attach_at(where, place, file["name"], b64decode(file["content"]))
    finally:
        page_state.slack.workspace.modal_changed(person.id)


async def submit(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:
    """The form is sent as it is filled in. Raises HeldBackError for what Slack's client would not send."""
    view = person.open_modal()
    if view.id != said["view"]:
        raise ActError("another form is open now")
    _keep(page_state, view, said["values"])
    if wrong := {place.block_id: reason for place, reason in complaints(view)}:
        raise HeldBackError(wrong)
    await person.submit()


async def dismiss(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:
    """The topmost modal is closed, or the whole stack."""
    if page_state.slack.workspace.stack(person.id):
        await person.dismiss(everything=bool(said.get("everything")))


async def home(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:  # noqa: ARG001  as every deed
    """The app's Home tab is opened."""
    await person.open_home()


async def shortcut(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:
    """A shortcut from the composer's menu, or from a message's."""
    if "ts" in said:
        channel = _channel(page_state, said["place"])
        await person.message_shortcut(said["name"], _message(page_state, person, channel, said["ts"]))
    else:
        await person.shortcut(said["name"])


async def join(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:
    """A public channel is joined."""
    channel = _channel(page_state, said["place"])
    if channel.kind != "public" or person.user.guest:
        raise ActError("only members of the workspace can join, and only public channels")
    await page_state.slack.join(person, channel.id)


async def advance(page_state: PageState, person: Person, said: Mapping[str, Any]) -> None:
    """Time passes, for everybody: so many seconds, or until one of the moments offered brings something."""
    async with page_state.moving:
        if "seconds" in said:
            await page_state.clock.advance(timedelta(seconds=int(said["seconds"])))
            await page_state.slack.settle()
        else:
            await _advance_to(page_state, person, page_state.moments[said["moment"]])


ACTIONS: Mapping[str, Deed] = {
    "write": write,
    "act": act,
    "keep": keep,
    "attach": attach,
    "submit": submit,
    "dismiss": dismiss,
    "home": home,
    "shortcut": shortcut,
    "join": join,
    "advance": advance,
    "fault": fault_controls.change,
}


async def _advance_to(page_state: PageState, person: Person, moment: Moment) -> None:
    workspace = page_state.slack.workspace
    for _ in range(_MOST_STEPS):
        when = await moment.foreseen(person.id)
        if when is None:
            raise ActError("nothing is coming up")
        await page_state.clock.advance_to(max(when - _A_MOMENT, page_state.clock.now()))
        before = len(workspace.journal)
        await page_state.clock.advance_to(max(when, page_state.clock.now()))
        await page_state.slack.settle()
        if any(_has_come(page_state, person, moment, change) for change in workspace.journal[before:]):
            return
    raise ActError("nothing came in the next weeks")


def _has_come(page_state: PageState, person: Person, moment: Moment, change: Change) -> bool:
    is_new = change.kind == "posted" and person.id in change.readers
    return is_new and (page_state.slack.workspace.channels[change.channel].kind != "im") == moment.in_channel


async def _membership(page_state: PageState, person: Person, channel: Channel, word: str, name: str) -> None:
    if person.id not in channel.members or channel.kind == "im":
        raise ActError(f"{word} works in a channel that you are in")
    if word == "/leave":
        await page_state.slack.leave(person, channel.id)
        return
    user = page_state.slack.workspace.user_called(name.strip())
    is_app = user.id == page_state.slack.bot_user_id
    if word == "/invite":
        await page_state.slack.join(user.id, channel.id)
    elif is_app:
        await page_state.slack.remove_bot(channel.id, by=person)
    else:
        await page_state.slack.leave(user.id, channel.id)


def _keep(page_state: PageState, view: View, values: Mapping[str, Any]) -> None:
    for place in placed(view.blocks):
        said = values.get(place.block_id, {}).get(place.action_id)
        if said is not None and place.type == "file_input":
            _keep_files(state_of(view, place), said)
        elif said is not None and not place.is_pressed:
            state_of(view, place).update(state_said(place, said, page_state.slack.workspace))


def _keep_files(held: Json, said: Mapping[str, Any]) -> None:
    """Files come by being attached; here some may only be left out."""
    kept = {file["id"] for file in said["files"]}
    held["files"] = [file for file in held["files"] if file["id"] in kept]


def _where(page_state: PageState, person: Person, said: Mapping[str, Any]) -> View | Message:
    if "view" not in said:
        return _message(page_state, person, _channel(page_state, said["place"]), said["ts"])
    workspace = page_state.slack.workspace
    own = [*workspace.stack(person.id)[-1:], *filter(None, [workspace.homes.get(person.id)])]
    for view in own:
        if view.id == said["view"]:
            return view
    raise ActError("that form is closed")


def _message(page_state: PageState, person: Person, channel: Channel, ts: str) -> Message:
    for message in page_state.slack.workspace.visible(person.id, channel):
        if message.ts == ts:
            return message
    raise ActError("that message is gone")


def _channel(page_state: PageState, channel_id: str) -> Channel:
    channel = page_state.slack.workspace.channels.get(channel_id)
    if channel is None:
        raise ActError("there's no such channel")
    return channel


def refusal(error: ActError) -> Json:
    """What the browser is told of an act that was not allowed."""
    if isinstance(error, HeldBackError):
        return {"errors": error.errors}
    reason = error.reason if isinstance(error, FormRefused) else str(error)
    return {"error": f"{reason[:1].upper()}{reason[1:]}"}
