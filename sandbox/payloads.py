"""The payloads of commands and interactions, independent of the transport."""

from collections.abc import Sequence

from sandbox.api_objects import message_json, view_json
from sandbox.backend import Backend
from sandbox.elements import initial_values
from sandbox.manifest import Command, Shortcut
from sandbox.records import Channel, Json, Message, User, Values, View

_CHANNEL_NAMES = {"im": "directmessage", "private": "privategroup"}


def command(backend: Backend, user: User, typed: Command, text: str, channel: Channel) -> Json:
    """A slash command. `text` is what the app receives."""
    return {
        "token": "sandbox",
        "team_id": backend.workspace.team.id,
        "team_domain": backend.workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": user.id,
        "user_name": user.handle,
        "command": typed.name,
        "text": text,
        "api_app_id": backend.app.id,
        "is_enterprise_install": "false",
        "response_url": _response_url(backend, user, channel),
        "trigger_id": backend.triggers.issue(user.id),
    }


def actions_in_message(backend: Backend, user: User, message: Message, actions: Sequence[Json]) -> Json:
    """block_actions from a message, which is included unless it is ephemeral."""
    channel = backend.workspace.channels[message.channel]
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.only_for is not None,
    }
    if message.in_thread:
        container["thread_ts"] = message.thread_ts
    payload = {
        **_interaction(backend, user, "block_actions"),
        "container": container,
        "trigger_id": backend.triggers.issue(user.id),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "state": {"values": _updated(initial_values(message.blocks), actions)},
        "response_url": _response_url(backend, user, channel, message.ts),
        "actions": _with_action_ts(backend, actions),
    }
    if message.only_for is None:
        payload["message"] = message_json(backend.workspace, message)
    return payload


def actions_in_view(backend: Backend, user: User, view: View, actions: Sequence[Json]) -> Json:
    """block_actions from a modal or the Home tab."""
    return {
        **_interaction(backend, user, "block_actions"),
        **_from_view(backend, user, view),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": backend.triggers.issue(user.id, view.id),
        "actions": _with_action_ts(backend, actions),
    }


def submission(backend: Backend, user: User, view: View) -> Json:
    """view_submission."""
    return {
        **_interaction(backend, user, "view_submission"),
        **_from_view(backend, user, view),
        "trigger_id": backend.triggers.issue(user.id, view.id),
        "response_urls": [],
    }


def closing(backend: Backend, user: User, view: View, *, cleared: bool) -> Json:
    """view_closed; `cleared` if the whole stack was closed."""
    return {
        **_interaction(backend, user, "view_closed"),
        **_from_view(backend, user, view),
        "is_cleared": cleared,
    }


def global_shortcut(backend: Backend, user: User, shortcut: Shortcut) -> Json:
    """A shortcut from the search bar or the + menu."""
    return {
        **_interaction(backend, user, "shortcut"),
        "callback_id": shortcut.callback_id,
        "trigger_id": backend.triggers.issue(user.id),
        "action_ts": backend.workspace.new_ts(),
    }


def message_shortcut(backend: Backend, user: User, shortcut: Shortcut, message: Message) -> Json:
    """A shortcut from a message's menu."""
    channel = backend.workspace.channels[message.channel]
    return {
        **_interaction(backend, user, "message_action"),
        "callback_id": shortcut.callback_id,
        "trigger_id": backend.triggers.issue(user.id),
        "action_ts": backend.workspace.new_ts(),
        "message_ts": message.ts,
        "message": message_json(backend.workspace, message),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "response_url": _response_url(backend, user, channel),
    }


def _interaction(backend: Backend, user: User, kind: str) -> Json:
    team = backend.workspace.team
    return {
        "type": kind,
        "token": "sandbox",
        "team": {"id": team.id, "domain": team.domain},
        "user": {"id": user.id, "username": user.handle, "name": user.handle, "team_id": user.team_id},
        "api_app_id": backend.app.id,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _from_view(backend: Backend, user: User, view: View) -> Json:
    """The view and its team.

    Across Slack Connect, `team` is the *person's* team; the app's workspace is in the view.
    """
    shown = view_json(backend.workspace, view)
    team = backend.workspace.team
    if team.id in (user.team_id, *user.enterprise_teams):
        return {"team": {"id": team.id, "domain": team.domain}, "view": shown}
    theirs = {"id": user.team_id, "domain": user.team_id.lower()}
    return {"team": theirs, "view": {**shown, "team_id": user.team_id}}


def _channel_name(channel: Channel) -> str:
    return _CHANNEL_NAMES.get(channel.kind, channel.name)


def _response_url(backend: Backend, user: User, channel: Channel, ts: str | None = None) -> str:
    return f"{backend.url}/response/{backend.response_urls.issue(user.id, channel.id, ts)}"


def _with_action_ts(backend: Backend, actions: Sequence[Json]) -> list[Json]:
    return [{**action, "action_ts": backend.workspace.new_ts()} for action in actions]


def _updated(values: Values, actions: Sequence[Json]) -> Values:
    for action in actions:
        block = values.get(action["block_id"], {})
        if action["action_id"] in block:
            state = block[action["action_id"]]
            block[action["action_id"]] = {part: action.get(part, state[part]) for part in state}
    return values
