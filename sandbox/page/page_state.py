"""What all browsers on the page share: the workspace, what each person has read, who watches."""

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
    """Something the clock can be advanced to.

    `next_at` takes a user id and returns when it may happen next, None for never. It has happened once a new
    message is in one of the person's direct messages, or with `in_channel` in one of their channels.
    """

    next_at: Callable[[str], Awaitable[datetime | None]]
    in_channel: bool = False


@dataclass(slots=True)
class PageState:
    """The sandbox's state behind the page.

    `moments` are the targets of the clock's buttons, by label. `last_read` is the ts of the last message that
    a person has read in a channel, by user id and channel id. While a `story` runs (the text says which),
    people can only look.
    """

    slack: Company
    clock: Clock
    moments: Mapping[str, Moment] = field(default_factory=dict)
    last_read: dict[tuple[str, str], str] = field(default_factory=dict)
    story: str = ""
    clock_lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    watchers: set[asyncio.Event] = field(default_factory=set)

    def notify(self, _change: object = None) -> None:
        """Wake every watching browser: something may have changed."""
        for watcher in self.watchers:
            watcher.set()

    @asynccontextmanager
    async def playing(self, words: str) -> AsyncIterator[None]:
        """Mark the story as running for the duration of the block."""
        self.story = words
        self.notify()
        try:
            yield
        finally:
            self.story = ""
            self.notify()

    @property
    def first_person(self) -> Person:
        """The person a browser starts as."""
        return self.slack.person(
            next(user.id for user in self.slack.workspace.users.values() if not user.is_bot)
        )

    def mark_read(self, user_id: str, channel: Channel) -> None:
        """Mark every message of the channel as read by this person."""
        if channel.messages:
            self.last_read[user_id, channel.id] = next(reversed(channel.messages))

    def unread(self, user_id: str, channel: Channel) -> int:
        """How many messages of other people this person has not read."""
        seen = self.last_read.get((user_id, channel.id), "")
        count = 0
        for ts in reversed(channel.messages):
            if ts <= seen:
                break
            count += self._is_news(user_id, channel.messages[ts])
        return count

    def _is_news(self, user_id: str, message: Message) -> bool:
        return message.user != user_id and message.only_for in (None, user_id)
