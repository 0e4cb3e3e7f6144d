"""What everybody who has the page open shares: the workspace, how far each has read, and who is watching."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.clock import Clock
from sandbox.company import Company
from sandbox.people import Person
from sandbox.records import Channel, Message


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that a person may want to wait for.

    `foreseen` tells when it may come next for a user id, None for never; it has come when something new
    stands in a direct message of theirs, or with `in_channel` in a channel they are in.
    """

    foreseen: Callable[[str], Awaitable[datetime | None]]
    in_channel: bool = False


@dataclass(slots=True)
class PageState:
    """The sandbox as the page works with it.

    `moments` are what the clock can be moved to, by the words of their button. `read` is the time stamp of
    the last message each person has seen of a channel. While a story is `played`, as these words say, people
    only look.
    """

    slack: Company
    clock: Clock
    moments: Mapping[str, Moment] = field(default_factory=dict)
    read: dict[tuple[str, str], str] = field(default_factory=dict)
    played: str = ""
    moving: asyncio.Lock = field(default_factory=asyncio.Lock)
    watching: set[asyncio.Event] = field(default_factory=set)

    def wake(self, _change: object = None) -> None:
        """Something may look different now."""
        for watcher in self.watching:
            watcher.set()

    @asynccontextmanager
    async def playing(self, words: str) -> AsyncIterator[None]:
        """A story is played meanwhile."""
        self.played = words
        self.wake()
        try:
            yield
        finally:
            self.played = ""
            self.wake()

    @property
    def first_person(self) -> Person:
        """Whom a browser looks as until it says otherwise."""
        return self.slack.person(
            next(user.id for user in self.slack.workspace.users.values() if not user.is_bot)
        )

    def has_read(self, user_id: str, channel: Channel) -> None:
        """The person has everything in this channel before their eyes."""
        if channel.messages:
            self.read[user_id, channel.id] = next(reversed(channel.messages))

    def unread(self, user_id: str, channel: Channel) -> int:
        """How many messages of others the person has not seen."""
        seen = self.read.get((user_id, channel.id), "")
        count = 0
        for ts in reversed(channel.messages):
            if ts <= seen:
                break
            count += self._is_news(user_id, channel.messages[ts])
        return count

    def _is_news(self, user_id: str, message: Message) -> bool:
        return message.user != user_id and message.only_for in (None, user_id)
