"""What one person reads: channels, news, the open form, Home."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.api_objects import message_json
from sandbox.errors import ActionError
from sandbox.pictures import is_visible, private_surface
from sandbox.records import Change, Channel, Message, User, View
from sandbox.screens import Names, message_text, view_text
from sandbox.workspace import PrivateSurface, Workspace, in_order


def names_for(workspace: Workspace, reader: User, private: PrivateSurface | None = None) -> Names:
    """What ids are called for this reader; a channel they are not told about stays an id.

    `private` is where they look, if nobody else sees that.
    """
    return Names(
        user=lambda user_id: workspace.users[user_id].name if user_id in workspace.users else user_id,
        channel=lambda channel_id: _channel_name(workspace, reader, channel_id),
        zone=ZoneInfo(reader.tz),
        sees=lambda file: private is None or is_visible(workspace, reader.id, private, file),
    )


def find_place(workspace: Workspace, reader: User, words: str) -> Channel:
    """The channel of "#social" or a direct message "@Oncourse", as this person writes it."""
    if words.startswith("@"):
        return workspace.direct_message(reader.id, workspace.find_user(words).id)
    return workspace.find_channel(words)


def place_name(workspace: Workspace, reader: User, channel: Channel) -> str:
    """The inverse of `find_place`."""
    if channel.kind == "im":
        return f"@{workspace.users[workspace.other_member(channel, reader.id)].name}"
    return f"#{channel.name}"


def message_lines(workspace: Workspace, reader: User, message: Message) -> str:
    """A message with its author line in the reader's time."""
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
    """Everything this person sees in a channel. Raises ActionError for one they are not in."""
    if reader.id not in channel.members:
        raise ActionError(f"{reader.name} is not in #{channel.name}")
    return "\n\n".join(
        message_lines(workspace, reader, message) for message in workspace.visible(reader.id, channel)
    )


def view_screen(workspace: Workspace, reader: User, view: View) -> str:
    """A modal or Home with what is in it."""
    names = names_for(workspace, reader, private_surface(view.definition))
    return view_text(view.definition, view.values, view.errors, names)


def news_screen(workspace: Workspace, reader: User, since: int) -> str:
    """All that became visible after the first `since` changes: places, then the open modal, then toasts.

    Channels stand before direct messages, each by name, and in a place messages stand as they do there: never
    in the order of the changes, which an app makes side by side.
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
