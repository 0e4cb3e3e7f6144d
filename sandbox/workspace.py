"""The state of a Slack workspace: users, channels, messages, open views.

Every change goes through `Workspace.announce`, so that pages and people can follow it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sandbox.clock import Clock
from sandbox.errors import ActionError
from sandbox.records import Change, Channel, ChannelKind, File, Message, Team, User, View

PrivateSurface = Literal["ephemeral", "modal", "home"]
"""Surfaces that only one person sees."""


@dataclass(slots=True)
class Upload:
    """A file being uploaded: announced with name and length, then sent, then completed."""

    name: str
    length: int
    alt_text: str
    content: bytes | None = None


class IdSequence:
    """1, 2, 3 and so on; unlike `itertools.count` it can be copied."""

    def __init__(self) -> None:
        self._last = 0

    def __next__(self) -> int:
        self._last += 1
        return self._last


class Workspace:
    """Users, channels, messages and open views. Message ts come from `clock` and are unique.

    `app_user` is the user id of the app's bot once it is installed; `app_channels` are the ids of the
    channels it joins on installation. `still_signed_in` are deactivated users whose client can still send
    requests. `groups` are the ids of user groups by handle. `files_visible_on` are the surfaces where a file
    is shown whatever its access list says: none by default, as nothing proves that Slack does so.
    """

    def __init__(self, team: Team, clock: Clock | None = None) -> None:
        self.team = team
        self.clock = clock or Clock(datetime(2027, 1, 4, 9, tzinfo=UTC))
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.app_channels: list[str] = []
        self.app_user = ""
        self.groups: dict[str, str] = {}
        self.only_admins_install = False
        self.still_signed_in: set[str] = set()
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.toasts: dict[str, list[str]] = {}
        self.files: dict[str, File] = {}
        self.uploads: dict[str, Upload] = {}
        self.files_visible_on: set[PrivateSurface] = set()
        self.journal: list[Change] = []
        self.watchers: list[Callable[[Change], None]] = []
        self._direct: dict[frozenset[str], Channel] = {}
        self.ids = IdSequence()
        self._last_ts = datetime.min.replace(tzinfo=UTC)

    # --- ids

    def new_id(self, prefix: str) -> str:
        """A unique id such as "V0000012", also unique among workspaces that share `ids`."""
        return f"{prefix}{next(self.ids):07d}"

    def new_ts(self) -> str:
        """A message ts ("1798797600.000100") of the clock's now, later than any before."""
        self._last_ts = max(self.clock.now(), self._last_ts + timedelta(microseconds=100))
        return f"{int(self._last_ts.timestamp())}.{self._last_ts.microsecond:06d}"

    def announce(self, change: Change) -> None:
        """Append a change to the journal and notify the watchers."""
        self.journal.append(change)
        for watcher in self.watchers:
            watcher(change)

    # --- users

    def add_person(self, name: str, **fields: Any) -> User:
        """Add a person; `fields` are fields of User ("tz", "locale", "guest", "deleted", "team_id", ...)."""
        key = _key(name)
        fields = {"team_id": self.team.id, "handle": key.lower(), **fields}
        return self.add_user(User(id=f"U0{key}", name=name, **fields))

    def add_user(self, user: User) -> User:
        """Add a person or bot. Raises ValueError if the id is taken."""
        if user.id in self.users:
            raise ValueError(f"there is a {user.id} already")
        self.users[user.id] = user
        self.announce(Change("user", frozenset(self.users)))
        return user

    def change_user(self, user: User) -> None:
        """Update a user."""
        self.users[user.id] = user
        self.announce(Change("user", frozenset(self.users)))

    def find_user(self, words: str) -> User:
        """The user with this name, @handle or id. Raises ActionError if there is none."""
        wanted = words.removeprefix("@").casefold()
        for user in self.users.values():
            if wanted in (user.name.casefold(), user.handle.casefold(), user.id.casefold()):
                return user
        raise ActionError(f"there is no user {words}")

    def add_group(self, handle: str) -> str:
        """Add a user group that is typed as @handle. Returns its id."""
        self.groups[handle] = f"S0{_key(handle)}"
        return self.groups[handle]

    # --- channels

    def add_channel(
        self,
        name: str,
        members: Iterable[str] = (),
        kind: ChannelKind = "public",
        *,
        shared: bool = False,
        letter: str = "C",
    ) -> Channel:
        """Add a channel ("#social" or "social") with the people of these names as members.

        Its id begins with `letter`, which for an old private channel is G. Raises ValueError if the id is
        taken.
        """
        name = name.removeprefix("#")
        ids = [self.find_user(member).id for member in members]
        channel = Channel(f"{letter}0{_key(name)}", name, kind, ids, self._unix(), shared=shared)
        if channel.id in self.channels:
            raise ValueError(f"there is a {channel.id} already")
        self.channels[channel.id] = channel
        self.announce(Change("channel", frozenset(ids), channel.id))
        return channel

    def find_channel(self, words: str) -> Channel:
        """The channel with this "#name" or id. Raises ActionError if there is none."""
        wanted = words.removeprefix("#")
        for channel in self.channels.values():
            if channel.kind != "im" and wanted in (channel.name, channel.id):
                return channel
        raise ActionError(f"there is no channel {words}")

    def direct_message(self, one: str, other: str) -> Channel:
        """The direct message between two user ids, created on first use."""
        pair = frozenset({one, other})
        if pair not in self._direct:
            channel = Channel(self.new_id("D"), "directmessage", "im", [one, other], self._unix())
            self._direct[pair] = self.channels[channel.id] = channel
        return self._direct[pair]

    def other_member(self, channel: Channel, user_id: str) -> str:
        """The other member of a direct message; oneself in a direct message to oneself."""
        return next((member for member in channel.members if member != user_id), user_id)

    def add_member(self, channel: Channel, user_id: str) -> None:
        """Add a user to a channel."""
        if user_id not in channel.members:
            channel.members.append(user_id)
            self._channel_changed(channel)

    def remove_member(self, channel: Channel, user_id: str) -> None:
        """Remove a user from a channel."""
        if user_id in channel.members:
            channel.members.remove(user_id)
            self._channel_changed(channel)

    def rename_id(self, channel: Channel, new: str) -> None:
        """Give a channel another id; the old id becomes unknown, and its messages are kept."""
        old, channel.id = channel.id, new
        del self.channels[old]
        self.journal[:] = [
            replace(change, channel=new) if change.channel == old else change for change in self.journal
        ]
        channel.messages = {ts: replace(message, channel=new) for ts, message in channel.messages.items()}
        self.channels[new] = channel
        self._channel_changed(channel)

    def set_kind(self, channel: Channel, kind: ChannelKind) -> None:
        """Turn a channel private or public; its id stays."""
        channel.kind = kind
        self._channel_changed(channel)

    def set_archived(self, channel: Channel, archived: bool) -> None:
        """Archive or unarchive a channel."""
        channel.archived = archived
        self._channel_changed(channel)

    # --- messages

    def post(self, message: Message) -> Message:
        """Add a message to its channel."""
        self.channels[message.channel].messages[message.ts] = message
        self._message_changed("posted", message)
        return message

    def edit(self, message: Message, **changes: Any) -> Message:
        """Update fields of a message. Returns the new version."""
        edited = replace(message, **changes)
        self.channels[message.channel].messages[message.ts] = edited
        self._message_changed("edited", edited)
        return edited

    def delete(self, message: Message) -> None:
        """Delete a message."""
        del self.channels[message.channel].messages[message.ts]
        self._message_changed("deleted", message)

    def visible(self, user_id: str, channel: Channel) -> list[Message]:
        """The messages this user can see in a channel, oldest first, replies after their parent."""
        if user_id not in channel.members:
            return []
        seen = [message for message in channel.messages.values() if message.only_for in (None, user_id)]
        return in_order(seen)

    # --- views

    def stack(self, user_id: str) -> list[View]:
        """The open modals of a user, the visible one last."""
        return self.stacks.setdefault(user_id, [])

    def modal_changed(self, user_id: str) -> None:
        """Announce that a user's modals have changed."""
        self.announce(Change("modal", frozenset({user_id})))

    def publish_home(self, view: View) -> None:
        """Store a user's Home tab."""
        self.homes[view.user] = view
        self.announce(Change("home", frozenset({view.user})))

    def toast(self, user_id: str, text: str) -> None:
        """Show a user a notice from Slack's client itself."""
        self.toasts.setdefault(user_id, []).append(text)
        self.announce(Change("toast", frozenset({user_id}), text=text))

    def open_view(self, view_id: str) -> View | None:
        """An open modal or a published Home by id."""
        views = [view for stack in self.stacks.values() for view in stack] + list(self.homes.values())
        return next((view for view in views if view.id == view_id), None)

    def _unix(self) -> int:
        return int(self.clock.now().timestamp())

    def _channel_changed(self, channel: Channel) -> None:
        self.announce(Change("channel", frozenset(channel.members), channel.id))

    def _message_changed(self, kind: Any, message: Message) -> None:
        readers = {message.only_for} if message.only_for else set(self.channels[message.channel].members)
        text = message.text if kind == "deleted" else ""
        self.announce(Change(kind, frozenset(readers), message.channel, message.ts, text))


def in_order(messages: Iterable[Message]) -> list[Message]:
    """Messages of one channel, oldest first, replies after their parent."""
    return sorted(messages, key=lambda message: (message.thread_ts or message.ts, message.ts))


def _key(name: str) -> str:
    key = "".join(sign for sign in name.upper() if sign.isascii() and sign.isalnum())
    if not key:
        raise ValueError(f"{name!r} has no letter to make an id of: pass an id to add_user")
    return key
