"""The state of a Slack workspace: who is there, what was said, what each person has open.

Every change passes through `Workspace.announce`, so that a page or a person can follow along.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sandbox.clock import Clock
from sandbox.errors import ActError
from sandbox.records import Change, Channel, ChannelKind, File, Message, Team, User, View

PrivateSurface = Literal["ephemeral", "modal", "home"]
"""What only one person sees."""


@dataclass(slots=True)
class Upload:
    """A file on its way: announced by name and length, then sent, then completed."""

    name: str
    length: int
    alt_text: str
    content: bytes | None = None


class Numbers:
    """1, 2, 3 and so on, each given once; unlike those of `itertools.count`, they can be copied."""

    def __init__(self) -> None:
        self._last = 0

    def __next__(self) -> int:
        self._last += 1
        return self._last


class Workspace:
    """People, channels, messages, open views. Message times come from `clock` and never repeat.

    `app_user` is the user id of the app's bot, once installed; `app_channels` are the ids of the channels
    it is in from the start. `lingering` are deactivated people whose clients do not know it yet; `groups` are
    the ids of user groups by their handle. `shows_files` are the surfaces on which a file shows to its reader
    whatever its access list says: none at first, since nothing proves that Slack does that.
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
        self.lingering: set[str] = set()
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.toasts: dict[str, list[str]] = {}
        self.files: dict[str, File] = {}
        self.uploads: dict[str, Upload] = {}
        self.shows_files: set[PrivateSurface] = set()
        self.journal: list[Change] = []
        self.watchers: list[Callable[[Change], None]] = []
        self._direct: dict[frozenset[str], Channel] = {}
        self.numbers = Numbers()
        self._last_stamp = datetime.min.replace(tzinfo=UTC)

    # --- identities

    def new_id(self, prefix: str) -> str:
        """An id such as "V0000012", never given before: not by others either that share `numbers`."""
        return f"{prefix}{next(self.numbers):07d}"

    def stamp(self) -> str:
        """A message time ("1798797600.000100") of the clock's now, later than any before."""
        self._last_stamp = max(self.clock.now(), self._last_stamp + timedelta(microseconds=100))
        return f"{int(self._last_stamp.timestamp())}.{self._last_stamp.microsecond:06d}"

    def announce(self, change: Change) -> None:
        """Write a change down and tell everybody who watches."""
        self.journal.append(change)
        for watcher in self.watchers:
            watcher(change)

    # --- people

    def add_person(self, name: str, **traits: Any) -> User:
        """Somebody new; `traits` are fields of User ("tz", "locale", "guest", "deleted", "team_id", ...)."""
        key = _key(name)
        traits = {"team_id": self.team.id, "handle": key.lower(), **traits}
        return self.add_user(User(id=f"U0{key}", name=name, **traits))

    def add_user(self, user: User) -> User:
        """A person or bot with an id of its own."""
        if user.id in self.users:
            raise ValueError(f"there is a {user.id} already")
        self.users[user.id] = user
        self.announce(Change("user", frozenset(self.users)))
        return user

    def change_user(self, user: User) -> None:
        """The same user with other traits."""
        self.users[user.id] = user
        self.announce(Change("user", frozenset(self.users)))

    def user_called(self, words: str) -> User:
        """The user of a name, @handle or id. Raises ActError when nobody is called so."""
        wanted = words.removeprefix("@").casefold()
        for user in self.users.values():
            if wanted in (user.name.casefold(), user.handle.casefold(), user.id.casefold()):
                return user
        raise ActError(f"nobody is called {words}")

    def add_group(self, handle: str) -> str:
        """A user group that is typed as @handle. Returns its id."""
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
        """A channel ("#social" or "social") with the people of these names in it.

        Its id begins with `letter`, which for an old private channel is G.
        """
        name = name.removeprefix("#")
        ids = [self.user_called(member).id for member in members]
        channel = Channel(f"{letter}0{_key(name)}", name, kind, ids, self._unix(), shared=shared)
        if channel.id in self.channels:
            raise ValueError(f"there is a {channel.id} already")
        self.channels[channel.id] = channel
        self.announce(Change("channel", frozenset(ids), channel.id))
        return channel

    def channel_called(self, words: str) -> Channel:
        """The channel of a "#name" or id. Raises ActError when there is none."""
        wanted = words.removeprefix("#")
        for channel in self.channels.values():
            if channel.kind != "im" and wanted in (channel.name, channel.id):
                return channel
        raise ActError(f"there is no channel {words}")

    def direct_message(self, one: str, other: str) -> Channel:
        """The direct message of two user ids; made when it is wanted first."""
        pair = frozenset({one, other})
        if pair not in self._direct:
            channel = Channel(self.new_id("D"), "directmessage", "im", [one, other], self._unix())
            self._direct[pair] = self.channels[channel.id] = channel
        return self._direct[pair]

    def other_member(self, channel: Channel, user_id: str) -> str:
        """The one at the other end of a direct message, who may be oneself."""
        return next((member for member in channel.members if member != user_id), user_id)

    def enter(self, channel: Channel, user_id: str) -> None:
        """Somebody joins."""
        if user_id not in channel.members:
            channel.members.append(user_id)
            self._channel_changed(channel)

    def leave(self, channel: Channel, user_id: str) -> None:
        """Somebody leaves."""
        if user_id in channel.members:
            channel.members.remove(user_id)
            self._channel_changed(channel)

    def rename_id(self, channel: Channel, new: str) -> None:
        """The channel has another id from now on, and the one before is unknown; its messages come along."""
        old, channel.id = channel.id, new
        del self.channels[old]
        self.journal[:] = [
            replace(change, channel=new) if change.channel == old else change for change in self.journal
        ]
        channel.messages = {ts: replace(said, channel=new) for ts, said in channel.messages.items()}
        self.channels[new] = channel
        self._channel_changed(channel)

    def set_kind(self, channel: Channel, kind: ChannelKind) -> None:
        """A public channel is turned private, or back; its id stays."""
        channel.kind = kind
        self._channel_changed(channel)

    def set_archived(self, channel: Channel, archived: bool) -> None:
        """Archive or bring back."""
        channel.archived = archived
        self._channel_changed(channel)

    # --- messages

    def post(self, message: Message) -> Message:
        """A new message in its channel."""
        self.channels[message.channel].messages[message.ts] = message
        self._message_changed("posted", message)
        return message

    def edit(self, message: Message, **changes: Any) -> Message:
        """The same message with other content."""
        edited = replace(message, **changes)
        self.channels[message.channel].messages[message.ts] = edited
        self._message_changed("edited", edited)
        return edited

    def delete(self, message: Message) -> None:
        """Take a message away."""
        del self.channels[message.channel].messages[message.ts]
        self._message_changed("deleted", message)

    def visible(self, user_id: str, channel: Channel) -> list[Message]:
        """What this person sees in a channel now, oldest first, replies after what they reply to."""
        if user_id not in channel.members:
            return []
        seen = [message for message in channel.messages.values() if message.only_for in (None, user_id)]
        return in_order(seen)

    # --- what a person has open

    def stack(self, user_id: str) -> list[View]:
        """The open modals of a person, the visible one last."""
        return self.stacks.setdefault(user_id, [])

    def modal_changed(self, user_id: str) -> None:
        """Tell that a person's modals are not what they were."""
        self.announce(Change("modal", frozenset({user_id})))

    def publish_home(self, view: View) -> None:
        """A person's Home tab."""
        self.homes[view.user] = view
        self.announce(Change("home", frozenset({view.user})))

    def toast(self, user_id: str, text: str) -> None:
        """What Slack's client itself tells a person."""
        self.toasts.setdefault(user_id, []).append(text)
        self.announce(Change("toast", frozenset({user_id}), text=text))

    def open_view(self, view_id: str) -> View | None:
        """An open modal or a published Home by id."""
        everywhere = [view for stack in self.stacks.values() for view in stack] + list(self.homes.values())
        return next((view for view in everywhere if view.id == view_id), None)

    def _unix(self) -> int:
        return int(self.clock.now().timestamp())

    def _channel_changed(self, channel: Channel) -> None:
        self.announce(Change("channel", frozenset(channel.members), channel.id))

    def _message_changed(self, kind: Any, message: Message) -> None:
        readers = {message.only_for} if message.only_for else set(self.channels[message.channel].members)
        text = message.text if kind == "deleted" else ""
        self.announce(Change(kind, frozenset(readers), message.channel, message.ts, text))


def in_order(messages: Iterable[Message]) -> list[Message]:
    """Messages of one place from the oldest to the newest, replies after what they reply to."""
    return sorted(messages, key=lambda message: (message.thread_ts or message.ts, message.ts))


def _key(name: str) -> str:
    key = "".join(sign for sign in name.upper() if sign.isascii() and sign.isalnum())
    if not key:
        raise ValueError(f"{name!r} has no letter an id can be made of: pass an id through add_user")
    return key
