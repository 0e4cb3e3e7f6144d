"""JSON for the page: what one person can see. Only the traffic is the same for everyone."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from sandbox.backend import Backend, Call, Violation
from sandbox.elements import initial_values
from sandbox.page.fault_controls import FAULTS, METHODS_OFFERED
from sandbox.page.page_state import PageState
from sandbox.pictures import files_shown, is_visible, pictures, private_surface
from sandbox.records import Channel, File, Json, Message, User, View
from sandbox.rendering import names_for
from sandbox.screens.mrkdwn import resolve_markup
from sandbox.transport import Sent
from sandbox.workspace import PrivateSurface, Workspace

_GUESTS = {"single": "guest of one channel", "multi": "guest"}


def workspace_json(page_state: PageState) -> Json:
    """What stays the same while the page is open: the team, the app, its commands and shortcuts."""
    backend = page_state.slack.backend
    app = backend.app
    return {
        "team": backend.workspace.team.name,
        "archives": f"https://{backend.workspace.team.domain}.slack.com/archives/",
        "app": {"user": app.bot_user_id, "name": app.name, "home": app.home_tab},
        "messages": app.messages_tab,
        "readOnly": app.messages_read_only,
        "commands": [
            {"name": command.name, "description": command.description, "hint": command.usage_hint}
            for command in app.commands.values()
        ],
        "shortcuts": [
            {"name": shortcut.name, "kind": shortcut.kind, "id": shortcut.callback_id}
            for shortcut in app.shortcuts
        ],
        "moments": list(page_state.moments),
        "faults": list(FAULTS),
        "methods": list(METHODS_OFFERED),
        "first": {"person": page_state.first_person.id, "place": _first_place(page_state)},
    }


def people_json(page_state: PageState) -> list[Json]:
    """All users, each with a status line and the number of unread messages."""
    workspace = page_state.slack.workspace
    return [_person(page_state, workspace, user) for user in workspace.users.values()]


def places_json(page_state: PageState, reader: User) -> list[Json]:
    """The channels and direct messages of a person, and the public channels they can join."""
    workspace = page_state.slack.workspace
    return [
        _place(page_state, reader, channel)
        for channel in workspace.channels.values()
        if reader.id in channel.members or (channel.kind == "public" and _may_join(workspace, reader))
    ]


def message_json(workspace: Workspace, reader: User, message: Message) -> Json:
    """A message. `values` is the initial state of its menus, `notice` the text of a notification."""
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": mark_broken_pictures(
            workspace, reader, "ephemeral" if message.only_for else None, message.blocks
        ),
        "values": initial_values(message.blocks),
        "notice": resolve_markup(message.text, names_for(workspace, reader)),
        "onlyYou": message.only_for is not None,
        "edited": message.edited is not None,
        "thread": message.thread_ts if message.in_thread else None,
        "broadcast": message.broadcast,
        "files": [_file(file) for file in message.files],
    }


def messages_json(workspace: Workspace, reader: User, channel: Channel) -> list[Json]:
    """All messages that a person sees in a channel, oldest first."""
    seen = sorted(workspace.visible(reader.id, channel), key=lambda message: message.ts)
    return [message_json(workspace, reader, message) for message in seen]


def view_json(workspace: Workspace, reader: User, view: View) -> Json:
    """A modal or Home with the state of its controls."""
    sent = view.definition
    return {
        "id": view.id,
        "hash": view.hash,
        "title": sent.get("title"),
        "submit": sent.get("submit"),
        "close": sent.get("close"),
        "blocks": mark_broken_pictures(workspace, reader, private_surface(sent), view.blocks),
        "values": view.values,
        "errors": view.errors,
    }


def modals_json(workspace: Workspace, reader: User) -> list[Json]:
    """The open modals of a person, the visible one last."""
    return [view_json(workspace, reader, view) for view in workspace.stack(reader.id)]


def home_json(workspace: Workspace, reader: User) -> Json | None:
    """A person's Home tab of the app, if it was published."""
    view = workspace.homes.get(reader.id)
    return view_json(workspace, reader, view) if view else None


def mark_broken_pictures(
    workspace: Workspace, reader: User, private: PrivateSurface | None, blocks: Sequence[Json]
) -> list[Json]:
    """The blocks; images whose file is not visible to the reader on this surface are `broken`."""
    if private is None or not any(files_shown(block) for block in blocks):
        return list(blocks)
    marked = deepcopy(list(blocks))
    for shown in (shown for block in marked for shown in pictures(block) if shown.file):
        shown.part["broken"] = not is_visible(workspace, reader.id, private, shown.file)
    return marked


def traffic_json(backend: Backend, calls: Iterable[Call], sent: Iterable[Sent]) -> list[Json]:
    """The app's requests and the payloads sent to it, in the order of their ends and starts."""
    requests = [
        {
            "order": call.ended,
            "direction": "from the app",
            "name": call.method,
            "ok": call.answer.get("ok") is True,
            "error": call.answer.get("error") or ("" if call.answer else "no answer"),
            "sent": _without_secrets(call.arguments, backend.url),
            "response": _without_secrets(call.answer, backend.url),
        }
        for call in calls
    ]
    deliveries = [
        {
            "order": envelope.started,
            "direction": "to the app",
            "name": _envelope_name(envelope),
            "ok": envelope.answer is not None,
            "error": "" if envelope.answer is not None else "not acknowledged",
            "sent": _without_secrets(envelope.payload, backend.url),
            "response": _without_secrets(envelope.answer, backend.url),
        }
        for envelope in sent
    ]
    return sorted([*requests, *deliveries], key=lambda entry: entry["order"])


def problems_json(problems: Iterable[Violation]) -> list[Json]:
    """What Slack would have rejected."""
    return [
        {"source": problem.source, "pointer": problem.pointer, "reason": problem.reason}
        for problem in problems
    ]


def now_json(workspace: Workspace) -> int:
    """The workspace's time, in milliseconds since 1970."""
    return int(workspace.clock.now().timestamp() * 1000)


def _first_place(page_state: PageState) -> str:
    """The first channel with both the app and the first person, or Home."""
    wanted = {page_state.slack.bot_user_id, page_state.first_person.id}
    places = page_state.slack.workspace.channels.values()
    return next((place.id for place in places if wanted <= set(place.members)), "home")


def _person(page_state: PageState, workspace: Workspace, user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "handle": user.handle,
        "zone": user.tz,
        "locale": user.locale,
        "note": ", ".join(_notes(workspace, user)),
        "bot": user.is_bot,
        "offered": not user.deleted,
        "status": _status(workspace, user),
        "unread": sum(
            page_state.unread(user.id, channel)
            for channel in workspace.channels.values()
            if user.id in channel.members
        ),
    }


def _notes(workspace: Workspace, user: User) -> Iterable[str]:
    if user.is_bot:
        yield "app"
    if user.deleted:
        yield "deactivated"
    if user.guest:
        yield _GUESTS[user.guest]
    if user.team_id != workspace.team.id:
        yield "from another organisation"


def _status(workspace: Workspace, user: User) -> str:
    ends = user.status_expiration
    if ends and datetime.fromtimestamp(ends, UTC) <= workspace.clock.now():
        return ""
    return f"{user.status_emoji} {user.status_text}".strip()


def _place(page_state: PageState, reader: User, channel: Channel) -> Json:
    workspace = page_state.slack.workspace
    is_in = reader.id in channel.members
    other = workspace.other_member(channel, reader.id) if channel.kind == "im" else ""
    return {
        "id": channel.id,
        "kind": channel.kind,
        "name": workspace.users[other].name if other else channel.name,
        "other": other,
        "in": is_in,
        "app": page_state.slack.bot_user_id in channel.members,
        "archived": channel.archived,
        "shared": channel.shared,
        "members": len(channel.members),
        "unread": page_state.unread(reader.id, channel) if is_in else 0,
    }


def _may_join(workspace: Workspace, reader: User) -> bool:
    return not reader.guest and not reader.deleted and reader.team_id == workspace.team.id


def _file(file: File) -> Json:
    return {"id": file.id, "name": file.name, "title": file.title, "alt": file.alt_text}


def _envelope_name(envelope: Sent) -> str:
    payload = envelope.payload
    match envelope.kind:
        case "slash_commands":
            return f"{payload['command']} {payload['text']}".strip()
        case "events_api":
            return str(payload["event"]["type"])
    actions: Sequence[Json] = payload.get("actions", ())
    about = actions[0]["action_id"] if actions else payload.get("view", payload).get("callback_id", "")
    return f"{payload['type']} {about}".strip()


def _without_secrets(said: Any, url: str) -> Any:
    """A payload without tokens, triggers and URLs of this sandbox, which only the app may have."""
    match said:
        case Mapping():
            kept = {name: value for name, value in said.items() if name not in ("token", "trigger_id")}
            return {name: _without_secrets(value, url) for name, value in kept.items()}
        case list() | tuple():
            return [_without_secrets(item, url) for item in said]
        case str() if said.startswith((url, url.replace("http:", "ws:"))):
            return "…"
        case _:
            return said
