"""What a person can do on the page: each action validates the browser's request and acts as that person."""

from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

from sandbox.elements import find_controls
from sandbox.errors import ActionError, FormRefused
from sandbox.forms import state_of, validation_errors
from sandbox.page import fault_controls
from sandbox.page.page_state import Moment, PageState
from sandbox.page.states import find_control, read_action, read_state
from sandbox.people import Person
from sandbox.records import Change, Channel, Json, Message, View
from sandbox.rendering import place_name

Action = Callable[[PageState, Person, Mapping[str, Any]], Awaitable[None]]

_MAX_STEPS = 60
_MICROSECOND = timedelta(microseconds=1)


class InvalidFormError(ActionError):
    """Slack's client rejects a form. `errors` are messages by block_id."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


async def write(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:
    """Send the composer's text: a command or a message, in a thread if one is given."""
    channel = _channel(page_state, request["place"])
    text, thread = request["text"].strip(), request.get("thread")
    place = place_name(page_state.slack.workspace, person.user, channel)
    word, _, rest = text.partition(" ")
    if word in ("/invite", "/remove", "/leave") and word not in page_state.slack.backend.app.commands:
        await _membership(page_state, person, channel, word, rest)
    elif text.startswith("/"):
        if thread:
            raise ActionError(f"{word} is not supported in threads. Sorry!")
        await person.command(text, place)
    elif text:
        await person.write(text, place, channel.messages[thread] if thread else None)


async def send_action(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:
    """Click or select in a message, a modal or Home; `values` is the state of the rest of the modal."""
    target = _target(page_state, person, request)
    control = find_control(target.blocks, request["action"])
    if isinstance(target, View):
        _save_values(page_state, target, request.get("values", {}))
    if isinstance(target, View) and not control.is_clickable:
        await person.set_state(
            target, control, read_state(control, request["action"], page_state.slack.workspace)
        )
    else:
        await person.send_action(target, read_action(control, request["action"], page_state.slack.workspace))


async def save(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:
    """Store the state of a modal, so that it survives a reload of the page."""
    target = _target(page_state, person, request)
    if isinstance(target, View):
        _save_values(page_state, target, request["values"])


async def attach(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:
    """Add files (names, content in base64) to a modal; `values` is the state of the rest of it."""
    target = _target(page_state, person, request)
    if not isinstance(target, View):
        raise ActionError("files are chosen in forms")
    _save_values(page_state, target, request["values"])
    control = find_control(target.blocks, request["action"])
    try:
        for file in request["files"]:
            await person.attach_to(target, control, file["name"], b64decode(file["content"]))
    finally:
        page_state.slack.workspace.modal_changed(person.id)


async def submit(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:
    """Submit the form with this state. Raises InvalidFormError if Slack's client would reject it."""
    view = person.open_modal()
    if view.id != request["view"]:
        raise ActionError("another form is open now")
    _save_values(page_state, view, request["values"])
    if wrong := {control.block_id: reason for control, reason in validation_errors(view)}:
        raise InvalidFormError(wrong)
    await person.submit()


async def dismiss(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:
    """Close the topmost modal, or the whole stack."""
    if page_state.slack.workspace.stack(person.id):
        await person.dismiss(everything=bool(request.get("everything")))


async def home(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:  # noqa: ARG001
    """Open the app's Home tab."""
    await person.open_home()


async def shortcut(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:
    """Run a shortcut from the composer's menu, or from a message's."""
    if "ts" in request:
        channel = _channel(page_state, request["place"])
        await person.message_shortcut(request["name"], _message(page_state, person, channel, request["ts"]))
    else:
        await person.shortcut(request["name"])


async def join(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:
    """Join a public channel."""
    channel = _channel(page_state, request["place"])
    if channel.kind != "public" or person.user.guest:
        raise ActionError("only members of the workspace can join, and only public channels")
    await page_state.slack.join(person, channel.id)


async def advance(page_state: PageState, person: Person, request: Mapping[str, Any]) -> None:
    """Advance the clock for everyone: by some seconds, or until one of the moments has come."""
    async with page_state.clock_lock:
        if "seconds" in request:
            await page_state.clock.advance(timedelta(seconds=int(request["seconds"])))
            await page_state.slack.settle()
        else:
            await _advance_to(page_state, person, page_state.moments[request["moment"]])


ACTIONS: Mapping[str, Action] = {
    "write": write,
    "action": send_action,
    "save": save,
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
    for _ in range(_MAX_STEPS):
        when = await moment.next_at(person.id)
        if when is None:
            raise ActionError("none is scheduled")
        await page_state.clock.advance_to(max(when - _MICROSECOND, page_state.clock.now()))
        before = len(workspace.journal)
        await page_state.clock.advance_to(max(when, page_state.clock.now()))
        await page_state.slack.settle()
        if any(_has_come(page_state, person, moment, change) for change in workspace.journal[before:]):
            return
    raise ActionError("nothing happens in the next weeks")


def _has_come(page_state: PageState, person: Person, moment: Moment, change: Change) -> bool:
    is_new = change.kind == "posted" and person.id in change.readers
    return is_new and (page_state.slack.workspace.channels[change.channel].kind != "im") == moment.in_channel


async def _membership(page_state: PageState, person: Person, channel: Channel, word: str, name: str) -> None:
    if person.id not in channel.members or channel.kind == "im":
        raise ActionError(f"{word} works in a channel that you are in")
    if word == "/leave":
        await page_state.slack.leave(person, channel.id)
        return
    user = page_state.slack.workspace.find_user(name.strip())
    is_app = user.id == page_state.slack.bot_user_id
    if word == "/invite":
        await page_state.slack.join(user.id, channel.id)
    elif is_app:
        await page_state.slack.remove_bot(channel.id, by=person)
    else:
        await page_state.slack.leave(user.id, channel.id)


def _save_values(page_state: PageState, view: View, values: Mapping[str, Any]) -> None:
    for control in find_controls(view.blocks):
        state = values.get(control.block_id, {}).get(control.action_id)
        if state is not None and control.type == "file_input":
            _save_files(state_of(view, control), state)
        elif state is not None and not control.is_clickable:
            state_of(view, control).update(read_state(control, state, page_state.slack.workspace))


def _save_files(held: Json, state: Mapping[str, Any]) -> None:
    """Remove files; new ones are only added by `attach`."""
    remaining = {file["id"] for file in state["files"]}
    held["files"] = [file for file in held["files"] if file["id"] in remaining]


def _target(page_state: PageState, person: Person, request: Mapping[str, Any]) -> View | Message:
    if "view" not in request:
        return _message(page_state, person, _channel(page_state, request["place"]), request["ts"])
    workspace = page_state.slack.workspace
    own = [*workspace.stack(person.id)[-1:], *filter(None, [workspace.homes.get(person.id)])]
    for view in own:
        if view.id == request["view"]:
            return view
    raise ActionError("that form is closed")


def _message(page_state: PageState, person: Person, channel: Channel, ts: str) -> Message:
    for message in page_state.slack.workspace.visible(person.id, channel):
        if message.ts == ts:
            return message
    raise ActionError("that message is gone")


def _channel(page_state: PageState, channel_id: str) -> Channel:
    channel = page_state.slack.workspace.channels.get(channel_id)
    if channel is None:
        raise ActionError("there's no such channel")
    return channel


def refusal(error: ActionError) -> Json:
    """The reply to a browser whose action was rejected."""
    if isinstance(error, InvalidFormError):
        return {"errors": error.errors}
    reason = error.reason if isinstance(error, FormRefused) else str(error)
    return {"error": f"{reason[:1].upper()}{reason[1:]}"}
