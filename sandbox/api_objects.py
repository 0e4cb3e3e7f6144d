"""The objects of Slack's API as JSON: user, channel, message, view, file."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.records import OMITTED, Channel, File, Json, Message, User, View
from sandbox.workspace import Workspace


def user_json(workspace: Workspace, user: User, *, with_locale: bool = False) -> Json:
    """`user` of users.info. The time zone offset is in seconds, at the workspace's time."""
    zone = workspace.clock.now().astimezone(ZoneInfo(user.tz))
    shown: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.handle,
        "deleted": user.deleted,
        "real_name": user.name,
        "tz": user.tz,
        "tz_label": zone.tzname(),
        "tz_offset": _offset(zone),
        "profile": _profile(user),
        "is_admin": user.admin,
        "is_owner": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_restricted": user.guest != "",
        "is_ultra_restricted": user.guest == "single",
        "is_stranger": _is_stranger(workspace, user),
        "updated": 0,
    }
    if user.enterprise_teams:
        shown["enterprise_user"] = {"id": user.id, "teams": list(user.enterprise_teams)}
    if with_locale:
        shown["locale"] = user.locale
    return {name: value for name, value in {**shown, **user.api_overrides}.items() if value is not OMITTED}


def channel_json(workspace: Workspace, channel: Channel, bot_user_id: str) -> Json:
    """`channel` of conversations.info."""
    shown: Json = {
        "id": channel.id,
        "created": channel.created,
        "context_team_id": workspace.team.id,
        "is_im": channel.kind == "im",
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_archived": channel.archived,
        "is_shared": channel.shared,
        "is_ext_shared": channel.shared,
        "is_org_shared": False,
        "is_general": False,
    }
    if channel.kind == "im":
        other = workspace.other_member(channel, bot_user_id)
        return {**shown, "user": other, "is_user_deleted": workspace.users[other].deleted, "is_open": True}
    return {
        **shown,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_member": bot_user_id in channel.members,
    }


def message_json(workspace: Workspace, message: Message, *, with_metadata: bool = True) -> Json:
    """A message as in payloads and conversations.history."""
    author = workspace.users[message.user]
    shown: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": author.team_id,
    }
    if author.is_bot:
        shown |= {"bot_id": author.bot_id, "app_id": author.app_id}
    if message.blocks:
        shown["blocks"] = list(message.blocks)
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.edited}
    if message.attachments:
        shown["attachments"] = [dict(attachment) for attachment in message.attachments]
    if message.files:
        shown["files"] = [file_json(file) for file in message.files]
    if message.metadata and with_metadata:
        shown["metadata"] = dict(message.metadata)
    return shown


def forwarded_json(workspace: Workspace, message: Message) -> Json:
    """A forwarded message: an attachment, whose text may be in blocks alone."""
    author, place = workspace.users[message.user], workspace.channels[message.channel]
    link = (
        f"https://{workspace.team.domain}.slack.com/archives/{message.channel}/p{message.ts.replace('.', '')}"
    )
    quoted = {"team": author.team_id, "channel": message.channel, "ts": message.ts}
    return {
        "id": 1,
        "ts": message.ts,
        "author_id": author.id,
        "author_name": author.name,
        "author_subname": author.name,
        "channel_id": message.channel,
        "channel_team": workspace.team.id,
        "is_msg_unfurl": True,
        "is_share": True,
        "message_blocks": [{**quoted, "message": {"blocks": list(message.blocks)}}],
        "text": message.text,
        "fallback": f"[January 4th, 2027 9:00 AM] {author.handle}: {message.text}",
        "from_url": link,
        "original_url": link,
        "footer": "Private channel" if place.kind == "private" else f"Posted in #{place.name}",
        "mrkdwn_in": ["text"],
    }


def view_json(workspace: Workspace, view: View) -> Json:
    """A view as in the response of views.open and in payloads."""
    sent = view.definition
    app = workspace.users[workspace.app_user]
    return {
        "id": view.id,
        "team_id": workspace.team.id,
        "app_installed_team_id": workspace.team.id,
        "app_id": app.app_id,
        "bot_id": app.bot_id,
        "type": sent["type"],
        "title": sent.get("title"),
        "blocks": view.blocks,
        "close": sent.get("close"),
        "submit": sent.get("submit"),
        "callback_id": sent.get("callback_id", ""),
        "private_metadata": sent.get("private_metadata", ""),
        "external_id": sent.get("external_id", ""),
        "clear_on_close": sent.get("clear_on_close", False),
        "notify_on_close": sent.get("notify_on_close", False),
        "state": {"values": view.values},
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
    }


def file_json(file: File) -> Json:
    """`file` of files.info and of a file input's state."""
    private = {"url_private": file.address, "url_private_download": f"{file.address}/download"}
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "user": file.user,
        "size": len(file.content),
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2],
        "alt_txt": file.alt_text,
        "mode": "hosted",
        **(private if file.address else {}),
    }


def _profile(user: User) -> Json:
    return {
        "real_name": user.name,
        "display_name": user.name,
        "status_text": user.status_text,
        "status_emoji": user.status_emoji,
        "status_expiration": user.status_expiration,
        "team": user.team_id,
    }


def _is_stranger(workspace: Workspace, user: User) -> bool:
    """Whether they are from another workspace and share no channel with the app."""
    if user.team_id == workspace.team.id:
        return False
    pair = {user.id, workspace.app_user}
    return not any(pair <= set(place.members) for place in workspace.channels.values() if place.kind != "im")


def _offset(moment: datetime) -> int:
    offset = moment.utcoffset()
    return int(offset.total_seconds()) if offset else 0
