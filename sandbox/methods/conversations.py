"""conversations.*: channels, their members and their messages."""

from sandbox import events
from sandbox.api_objects import channel_json, message_json
from sandbox.backend import Backend
from sandbox.errors import ApiError
from sandbox.methods.paging import page
from sandbox.records import Channel, Json, Message

_PREFIXES = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
_TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
_MAX_PEOPLE_IN_DM = 1
_SMALL_PAGE = 15  # messages a page, for distributed apps outside the Marketplace


def info(backend: Backend, arguments: Json) -> Json:
    """conversations.info."""
    channel = _visible(backend, arguments["channel"])
    shown = channel_json(backend.workspace, channel, backend.app.bot_user_id)
    if arguments.get("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def list_all(backend: Backend, arguments: Json) -> Json:
    """conversations.list: the channels the app can see; public ones unless `types` says otherwise."""
    known = [channel for channel in backend.workspace.channels.values() if _is_known(backend, channel)]
    return list_page(backend, known, arguments)


def list_page(backend: Backend, channels: list[Channel], arguments: Json) -> Json:
    """The page of these channels that `types`, `exclude_archived`, `limit` and `cursor` select."""
    kinds = _kinds(backend, arguments.get("types", "public_channel"))
    wanted = [
        channel
        for channel in channels
        if channel.kind in kinds and not (channel.archived and arguments.get("exclude_archived"))
    ]
    shown, cursor = page(wanted, arguments)
    return {
        "channels": [channel_json(backend.workspace, one, backend.app.bot_user_id) for one in shown],
        "response_metadata": {"next_cursor": cursor},
    }


def members(backend: Backend, arguments: Json) -> Json:
    """conversations.members: of any public channel, of private ones the app is in."""
    channel = _visible(backend, arguments["channel"])
    shown, cursor = page(channel.members, arguments)
    return {"members": shown, "response_metadata": {"next_cursor": cursor}}


def open_direct(backend: Backend, arguments: Json) -> Json:
    """conversations.open: the direct message with one person."""
    backend.require_scope("im:write")
    if "channel" in arguments:
        channel = backend.channel(arguments["channel"])
        if channel.kind != "im":
            raise ApiError("method_not_supported_for_channel_type")
        return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}
    wanted = [user_id for user_id in arguments.get("users", "").split(",") if user_id]
    if not wanted:
        raise ApiError("users_list_not_supplied")
    if len(wanted) > _MAX_PEOPLE_IN_DM:
        raise ApiError("too_many_users")
    return {"channel": {"id": _open_dm(backend, wanted[0]).id}}


def join(backend: Backend, arguments: Json) -> Json:
    """conversations.join: a public channel."""
    channel = backend.channel(arguments["channel"])
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    if not backend.is_in(channel):
        backend.workspace.add_member(channel, backend.app.bot_user_id)
        bot = backend.user(backend.app.bot_user_id)
        backend.send_event(events.member_joined(backend.workspace, channel, bot), channel)
    return {"channel": channel_json(backend.workspace, channel, backend.app.bot_user_id)}


def history(backend: Backend, arguments: Json) -> Json:
    """conversations.history: each page newest first, without thread replies that were not broadcast.

    With `oldest` alone, paging starts at `oldest` and goes forward; otherwise it goes back from the newest.
    """
    channel = _readable(backend, arguments["channel"])
    messages = [
        message for message in channel.messages.values() if not message.in_thread or message.broadcast
    ]
    onwards = "oldest" in arguments and "latest" not in arguments
    found = _messages(backend, messages if onwards else messages[::-1], arguments)
    if onwards:
        found["messages"].reverse()
    return found


def replies(backend: Backend, arguments: Json) -> Json:
    """conversations.replies: a message and its replies, oldest first."""
    channel = _readable(backend, arguments["channel"])
    parent = backend.message(channel, arguments["ts"], "thread_not_found")
    root = parent.thread_ts or parent.ts
    messages = [message for message in channel.messages.values() if root in (message.ts, message.thread_ts)]
    return _messages(backend, messages, arguments)


def _visible(backend: Backend, channel_id: str) -> Channel:
    """A channel that the app can read; for a group DM, the scope is checked first."""
    channel = backend.workspace.channels.get(channel_id)
    if channel is not None and channel.kind == "mpim":
        backend.require_scope("mpim:read")
    channel = backend.channel(channel_id)
    backend.require_scope(f"{_PREFIXES[channel.kind]}:read")
    return channel


def _is_known(backend: Backend, channel: Channel) -> bool:
    return channel.kind == "public" or backend.is_in(channel)


def _kinds(backend: Backend, types: str) -> set[str]:
    names = [name.strip() for name in types.split(",")]
    if unknown := [name for name in names if name not in _TYPES]:
        raise ApiError("invalid_types", response_metadata={"messages": unknown})
    for name in names:
        prefix = _PREFIXES.get(_TYPES[name], "mpim")
        backend.require_scope(f"{prefix}:read")
    return {_TYPES[name] for name in names}


def _open_dm(backend: Backend, user_id: str) -> Channel:
    user = backend.user(user_id)
    if user.deleted:
        raise ApiError("user_disabled")
    if user.is_bot:
        raise ApiError("cannot_dm_bot")
    if user.team_id != backend.workspace.team.id:
        raise ApiError("user_not_visible")
    return backend.workspace.direct_message(backend.app.bot_user_id, user_id)


def _readable(backend: Backend, channel_id: str) -> Channel:
    channel = backend.channel(channel_id)
    backend.require_scope(f"{_PREFIXES[channel.kind]}:history")
    if not backend.is_in(channel):
        raise ApiError("not_in_channel")
    return channel


def _messages(backend: Backend, messages: list[Message], arguments: Json) -> Json:
    wanted = [message for message in messages if message.only_for is None and _within(message.ts, arguments)]
    if backend.faults.outside_marketplace:
        arguments = {**arguments, "limit": min(arguments.get("limit", _SMALL_PAGE), _SMALL_PAGE)}
    shown, cursor = page(wanted, arguments)
    with_metadata = bool(arguments.get("include_all_metadata"))
    return {
        "messages": [message_json(backend.workspace, one, with_metadata=with_metadata) for one in shown],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _within(ts: str, arguments: Json) -> bool:
    oldest, latest = _moment(arguments, "oldest", 0), _moment(arguments, "latest", float("inf"))
    if arguments.get("inclusive"):
        return oldest <= float(ts) <= latest
    return oldest < float(ts) < latest


def _moment(arguments: Json, name: str, default: float) -> float:
    try:
        return float(arguments.get(name, default))
    except ValueError as error:
        raise ApiError(f"invalid_ts_{name}") from error
