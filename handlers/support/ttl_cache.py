"""A cache with a time to live; concurrent requests for a key share one fetch."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from handlers.support.batch_loader import mark_retrieved

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MAX_ENTRIES = 1000  # few, since the value for a channel may have thousands of people


class TtlCache(Generic[Key, Value]):
    """Values by key, each for `ttl` unless it is invalidated before.

    A value from the future, saved while the clock was wrong, has expired. At most `max_entries` values are
    cached: the least recently used are evicted.
    """

    def __init__(
        self,
        fetch: Callable[[Key], Awaitable[Value]],
        now: Callable[[], datetime],
        ttl: timedelta,
        max_entries: int = MAX_ENTRIES,
    ) -> None:
        self._fetch = fetch
        self._now = now
        self._ttl = ttl
        self._max_entries = max_entries
        self._entries: OrderedDict[Key, tuple[datetime, Value]] = OrderedDict()
        self._fetches: dict[Key, asyncio.Future[Value]] = {}

    async def get(self, key: Key) -> Value:
        """The value for `key`; raises what fetching it raises, which isn't cached."""
        entry = self._entries.get(key)
        if entry and timedelta() <= self._now() - entry[0] <= self._ttl:
            self._entries.move_to_end(key)
            return entry[1]
        if key not in self._fetches:
            self._fetches[key] = asyncio.ensure_future(self._fetch_and_store(key))
            self._fetches[key].add_done_callback(mark_retrieved)
        return await asyncio.shield(self._fetches[key])

    def forget(self, key: Key) -> None:
        """Invalidate the key: fetch it again next time, and don't cache a fetch that is under way."""
        self._entries.pop(key, None)
        self._fetches.pop(key, None)

    async def _fetch_and_store(self, key: Key) -> Value:
        this_fetch = asyncio.current_task()
        try:
            value = await self._fetch(key)
            if self._fetches.get(key) is this_fetch:  # nothing has changed meanwhile
                self._store(key, value)
            return value
        finally:
            if self._fetches.get(key) is this_fetch:
                del self._fetches[key]

    def _store(self, key: Key, value: Value) -> None:
        self._entries[key] = (self._now(), value)
        self._entries.move_to_end(key)
        while len(self._entries) > self._max_entries:
            self._entries.popitem(last=False)
