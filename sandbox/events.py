"""The events of Slack's Events API that an app of this kind subscribes to."""

from sandbox.api_objects import message_json, user_json, view_json
from sandbox.records import Channel, Json, Message, User, View
from sandbox.workspace import Workspace

_MESSAGE_SUBSCRIPTIONS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
_CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}


def subscription(event: Json) -> str:
    """The name under which a manifest subscribes to an event."""
    if event["type"] == "message":
        return _MESSAGE_SUBSCRIPTIONS[event["channel_type"]]
    return str(event["type"])


def channel_type(channel: Channel) -> str:
    """The name of a channel's type in events."""
    return _CHANNEL_TYPES[channel.kind]


def message_posted(workspace: Workspace, message: Message) -> Json:
    """`message`."""
    return {
        **message_json(workspace, message),
        "channel": message.channel,
        "channel_type": channel_type(workspace.channels[message.channel]),
        "event_ts": message.ts,
    }


def message_changed(workspace: Workspace, before: Message, after: Message) -> Json:
    """`message` of subtype message_changed."""
    parts = {"message": message_json(workspace, after), "previous_message": message_json(workspace, before)}
    return {**_hidden(workspace, before, "message_changed"), **parts}


def message_deleted(workspace: Workspace, message: Message) -> Json:
    """`message` of subtype message_deleted."""
    parts = {"deleted_ts": message.ts, "previous_message": message_json(workspace, message)}
    return {**_hidden(workspace, message, "message_deleted"), **parts}


def app_mentioned(workspace: Workspace, message: Message) -> Json:
    """`app_mention`."""
    shown = message_json(workspace, message)
    return {**shown, "type": "app_mention", "channel": message.channel, "event_ts": message.ts}


def member_joined(workspace: Workspace, channel: Channel, user: User, inviter: str = "") -> Json:
    """`member_joined_channel`, with the `inviter` (a user id) if there was one."""
    joined = _membership(workspace, channel, user, "member_joined_channel")
    return {**joined, "inviter": inviter} if inviter else joined


def member_left(workspace: Workspace, channel: Channel, user: User) -> Json:
    """`member_left_channel`."""
    return _membership(workspace, channel, user, "member_left_channel")


def app_removed(workspace: Workspace, channel: Channel, actor: str) -> Json:
    """`channel_left` or `group_left`: the app was removed from a channel."""
    kind = channel_type(channel)
    return {
        "type": f"{kind}_left",
        "channel": channel.id,
        "actor_id": actor,
        "event_ts": workspace.new_ts(),
    }


def archived(workspace: Workspace, channel: Channel, actor: str) -> Json:
    """`channel_archive`, `group_unarchive` and the like."""
    verb = "archive" if channel.archived else "unarchive"
    kind = channel_type(channel)
    return {
        "type": f"{kind}_{verb}",
        "channel": channel.id,
        "user": actor,
        "is_moved": 0,
        "event_ts": workspace.new_ts(),
    }


def channel_id_changed(workspace: Workspace, old: str, new: str) -> Json:
    """`channel_id_changed`: a private channel was shared with another organisation."""
    return {
        "type": "channel_id_changed",
        "old_channel_id": old,
        "new_channel_id": new,
        "event_ts": workspace.new_ts(),
    }


def user_changed(workspace: Workspace, user: User) -> Json:
    """`user_change`."""
    shown = user_json(workspace, user, with_locale=True)
    stamp = workspace.new_ts()
    return {"type": "user_change", "user": shown, "cache_ts": int(stamp.split(".")[0]), "event_ts": stamp}


def home_opened(workspace: Workspace, user: User, channel: Channel, tab: str, view: View | None) -> Json:
    """`app_home_opened`, with the published view if there is one."""
    event = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": workspace.new_ts(),
    }
    return {**event, "view": view_json(workspace, view)} if view and tab == "home" else event


def uninstalled(workspace: Workspace) -> Json:
    """`app_uninstalled`."""
    return {"type": "app_uninstalled", "event_ts": workspace.new_ts()}


def tokens_revoked(workspace: Workspace, bot_user_id: str) -> Json:
    """`tokens_revoked` of the bot token."""
    revoked = {"oauth": [], "bot": [bot_user_id]}
    return {"type": "tokens_revoked", "tokens": revoked, "event_ts": workspace.new_ts()}


def _hidden(workspace: Workspace, message: Message, subtype: str) -> Json:
    stamp = workspace.new_ts()
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "ts": stamp,
        "event_ts": stamp,
        "channel": message.channel,
        "channel_type": channel_type(workspace.channels[message.channel]),
    }


def _membership(workspace: Workspace, channel: Channel, user: User, kind: str) -> Json:
    return {
        "type": kind,
        "user": user.id,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "public" else "G",
        "team": user.team_id,
        "event_ts": workspace.new_ts(),
    }
