"""A cache with a time to live; concurrent requests for a key share one fetch."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from handlers.support.batch_loader import mark_retrieved

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")

MAX_KEPT = 1000  # answers; a channel's may name thousands of people


class TtlCache(Generic[Key, Answer]):
    """Values by key, each for as long as `kept` unless it is invalidated before.

    A value from the future, saved while the clock was wrong, has expired. At most `most` values are cached:
    the least recently used are evicted.
    """

    def __init__(
        self,
        ask: Callable[[Key], Awaitable[Answer]],
        now: Callable[[], datetime],
        kept: timedelta,
        most: int = MAX_KEPT,
    ) -> None:
        self._ask = ask
        self._now = now
        self._kept = kept
        self._most = most
        self._answers: OrderedDict[Key, tuple[datetime, Answer]] = OrderedDict()
        self._asking: dict[Key, asyncio.Future[Answer]] = {}

    async def get(self, key: Key) -> Answer:
        """The value for `key`; raises what fetching it raises, which isn't cached."""
        known = self._answers.get(key)
        if known and timedelta() <= self._now() - known[0] <= self._kept:
            self._answers.move_to_end(key)
            return known[1]
        if key not in self._asking:
            self._asking[key] = asyncio.ensure_future(self._learn(key))
            self._asking[key].add_done_callback(mark_retrieved)
        return await asyncio.shield(self._asking[key])

    def forget(self, key: Key) -> None:
        """Invalidate the key: fetch it again next time, and don't cache a fetch that is under way."""
        self._answers.pop(key, None)
        self._asking.pop(key, None)

    async def _learn(self, key: Key) -> Answer:
        asking = asyncio.current_task()
        try:
            answer = await self._ask(key)
            if self._asking.get(key) is asking:  # nothing has changed meanwhile
                self._keep(key, answer)
            return answer
        finally:
            if self._asking.get(key) is asking:
                del self._asking[key]

    def _keep(self, key: Key, answer: Answer) -> None:
        self._answers[key] = (self._now(), answer)
        self._answers.move_to_end(key)
        while len(self._answers) > self._most:
            self._answers.popitem(last=False)
