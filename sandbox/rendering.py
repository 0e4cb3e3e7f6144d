"""Rendering what one person sees: channels, news, the open form, Home."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.api_objects import message_json
from sandbox.errors import ActionError
from sandbox.pictures import is_visible, private_surface
from sandbox.records import Change, Channel, Message, User, View
from sandbox.screens import Names, message_text, view_text
from sandbox.workspace import PrivateSurface, Workspace, in_order


def names_for(workspace: Workspace, reader: User, private: PrivateSurface | None = None) -> Names:
    """Names for this reader; the id of a channel that they cannot see stays an id.

    `private` is the surface if only this person sees it.
    """
    return Names(
        user=lambda user_id: workspace.users[user_id].name if user_id in workspace.users else user_id,
        channel=lambda channel_id: _channel_name(workspace, reader, channel_id),
        zone=ZoneInfo(reader.tz),
        sees=lambda file: private is None or is_visible(workspace, reader.id, private, file),
    )


def find_place(workspace: Workspace, reader: User, words: str) -> Channel:
    """The channel "#social" or the reader's direct message with "@Oncourse"."""
    if words.startswith("@"):
        return workspace.direct_message(reader.id, workspace.find_user(words).id)
    return workspace.find_channel(words)


def place_name(workspace: Workspace, reader: User, channel: Channel) -> str:
    """The inverse of `find_place`."""
    if channel.kind == "im":
        return f"@{workspace.users[workspace.other_member(channel, reader.id)].name}"
    return f"#{channel.name}"


def message_lines(workspace: Workspace, reader: User, message: Message) -> str:
    """A message with an author line in the reader's time zone."""
    at = datetime.fromtimestamp(float(message.ts), UTC).astimezone(ZoneInfo(reader.tz))
    marks = [
        " (in thread)" if message.in_thread else "",
        " (only visible to you)" if message.only_for else "",
        " (edited)" if message.edited else "",
    ]
    author = f"{workspace.users[message.user].name} {at:%H:%M}{''.join(marks)}"
    private: PrivateSurface | None = "ephemeral" if message.only_for else None
    text = message_text(message_json(workspace, message), names_for(workspace, reader, private))
    files = [f"(file: {file.title})" for file in message.files]
    return "\n".join([author, *([text] if text else []), *files])


def channel_screen(workspace: Workspace, reader: User, channel: Channel) -> str:
    """All that this person sees in a channel. Raises ActionError if they are not a member."""
    if reader.id not in channel.members:
        raise ActionError(f"{reader.name} is not in #{channel.name}")
    return "\n\n".join(
        message_lines(workspace, reader, message) for message in workspace.visible(reader.id, channel)
    )


def view_screen(workspace: Workspace, reader: User, view: View) -> str:
    """A modal or Home with the state of its controls."""
    names = names_for(workspace, reader, private_surface(view.definition))
    return view_text(view.definition, view.values, view.errors, names)


def news_screen(workspace: Workspace, reader: User, since: int) -> str:
    """What has become visible after the first `since` changes: places, the open modal, toasts.

    Channels come before direct messages, each by name, and messages in the order of their place: not in the
    order of the changes, because an app makes them concurrently.
    """
    changes = [change for change in workspace.journal[since:] if reader.id in change.readers]
    parts = [_place_news(workspace, reader, changes, place) for place in _places(workspace, reader, changes)]
    modals = workspace.stack(reader.id)
    if modals and any(change.kind == "modal" for change in changes):
        parts.append(view_screen(workspace, reader, modals[-1]))
    parts += [f"(Slack: {change.text})" for change in changes if change.kind == "toast"]
    return "\n\n".join(part for part in parts if part)


def _places(workspace: Workspace, reader: User, changes: list[Change]) -> list[Channel]:
    places = [workspace.channels[place] for place in {change.channel for change in changes if change.ts}]
    return sorted(places, key=lambda place: (place.kind == "im", place_name(workspace, reader, place)))


def _place_news(workspace: Workspace, reader: User, changes: list[Change], place: Channel) -> str:
    here = {change.ts: change for change in changes if change.channel == place.id and change.ts}
    shown = [
        message_lines(workspace, reader, message)
        for message in in_order(place.messages.values())
        if message.ts in here and message.user != reader.id
    ]
    shown += [f"(deleted: {here[ts].text})" for ts in sorted(here) if here[ts].kind == "deleted"]
    return "\n\n".join([f"{place_name(workspace, reader, place)}\n{shown[0]}", *shown[1:]]) if shown else ""


def _channel_name(workspace: Workspace, reader: User, channel_id: str) -> str:
    channel = workspace.channels.get(channel_id)
    if channel is None or (channel.kind != "public" and reader.id not in channel.members):
        return channel_id
    return channel.name
