"""chat.*: messages."""

from sandbox.api_objects import message_json
from sandbox.backend import Backend
from sandbox.errors import ApiError
from sandbox.records import Channel, Json, Message

_POST_CHARACTERS = 40_000
_UPDATE_CHARACTERS = 4_000
_CUSTOMIZED = ("username", "icon_emoji", "icon_url")
_REFUSED = {
    "attachments": "attachments are deprecated: send blocks",
    "markdown_text": "send a markdown block instead",
    "as_user": "a bot cannot post as a user",
    "parse": "user text could become a mention or a link",
    "link_names": "user text could become a mention",
}


def post_message(backend: Backend, arguments: Json) -> Json:
    """chat.postMessage, to a channel, a direct message or a user id."""
    channel = _destination(backend, arguments["channel"])
    check_may_post(backend, channel)
    content = _content(backend, "chat.postMessage", arguments, _POST_CHARACTERS)
    thread = _thread(channel, arguments)
    message = backend.post(channel, backend.app.bot_user_id, {**content, **thread})
    return {"channel": channel.id, "ts": message.ts, "message": message_json(backend.workspace, message)}


def update(backend: Backend, arguments: Json) -> Json:
    """chat.update: fields that are not sent stay as they are."""
    channel = _destination(backend, arguments["channel"])
    message = _own(backend, channel, arguments["ts"], "cant_update_message")
    before = {"text": message.text, "blocks": list(message.blocks), "metadata": message.metadata}
    content = _content(backend, "chat.update", {**before, **arguments}, _UPDATE_CHARACTERS)
    edited = backend.edit(message, **content, edited=backend.workspace.new_ts())
    shown = message_json(backend.workspace, edited)
    return {"channel": channel.id, "ts": edited.ts, "text": edited.text, "message": shown}


def delete(backend: Backend, arguments: Json) -> Json:
    """chat.delete, for the app's own messages."""
    channel = _destination(backend, arguments["channel"])
    message = _own(backend, channel, arguments["ts"], "cant_delete_message")
    backend.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(backend: Backend, arguments: Json) -> Json:
    """chat.postEphemeral: visible to one member of the channel."""
    channel = _destination(backend, arguments["channel"])
    check_may_post(backend, channel)
    if arguments["user"] not in channel.members:
        raise ApiError("user_not_in_channel")
    if arguments.get("metadata"):
        backend.refuse("chat.postEphemeral", "/metadata", "it could not be read back", "invalid_arguments")
    content = _content(backend, "chat.postEphemeral", arguments, _POST_CHARACTERS)
    shown = {**content, **_thread(channel, arguments), "only_for": arguments["user"]}
    return {"message_ts": backend.post(channel, backend.app.bot_user_id, shown).ts}


def permalink(backend: Backend, arguments: Json) -> Json:
    """chat.getPermalink."""
    channel = backend.channel(arguments["channel"])
    message = backend.message(channel, arguments["message_ts"])
    archive = f"https://{backend.workspace.team.domain}.slack.com/archives/{channel.id}"
    return {"channel": channel.id, "permalink": f"{archive}/p{message.ts.replace('.', '')}"}


def _destination(backend: Backend, wanted: str) -> Channel:
    if wanted not in backend.workspace.users:
        return backend.channel(wanted)
    return backend.workspace.direct_message(backend.app.bot_user_id, wanted)


def check_may_post(backend: Backend, channel: Channel) -> None:
    """Raises ApiError unless the app can post here: is_archived, not_in_channel, user_disabled, ..."""
    if channel.archived:
        raise ApiError("is_archived")
    if channel.kind == "im":
        _check_may_write_to(backend, backend.workspace.other_member(channel, backend.app.bot_user_id))
    elif not backend.is_in(channel) and "chat:write.public" not in backend.app.scopes:
        raise ApiError("not_in_channel")


def _check_may_write_to(backend: Backend, user_id: str) -> None:
    user = backend.user(user_id)
    if user.deleted:
        raise ApiError("user_disabled")
    if user.is_bot:
        raise ApiError("cannot_dm_bot")
    if user.team_id != backend.workspace.team.id:
        raise ApiError("user_not_visible")
    if not backend.app.messages_tab:
        raise ApiError("messages_tab_disabled")
    if refusal := backend.faults.closed_dms.get(user_id):
        raise ApiError(refusal)


def _content(backend: Backend, method: str, arguments: Json, maximum: int) -> Json:
    for name, reason in _REFUSED.items():
        if arguments.get(name):
            backend.refuse(method, f"/{name}", reason, "invalid_arguments")
    if any(arguments.get(name) for name in _CUSTOMIZED):
        backend.require_scope("chat:write.customize")
    if len(arguments.get("text") or "") > maximum:
        backend.refuse(method, "/text", f"a text is at most {maximum} characters here", "msg_too_long")
    return backend.validate_message(method, arguments)


def _thread(channel: Channel, arguments: Json) -> Json:
    parent = arguments.get("thread_ts")
    if parent is None:
        return {}
    if parent not in channel.messages or channel.messages[parent].only_for is not None:
        raise ApiError("cannot_reply_to_message")
    root = channel.messages[parent].thread_ts or parent
    return {"thread_ts": root, "broadcast": bool(arguments.get("reply_broadcast"))}


def _own(backend: Backend, channel: Channel, ts: str, error: str) -> Message:
    message = backend.message(channel, ts)
    if message.user != backend.app.bot_user_id:
        raise ApiError(error)
    return message
