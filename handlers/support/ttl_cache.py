"""What was asked of Slack, remembered for a while; many who ask at once are one question."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from handlers.support.batch_loader import is_heard

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")

MAX_KEPT = 1000  # answers; a channel's may name thousands of people


class TtlCache(Generic[Key, Answer]):
    """Answers by what was asked about, each kept for as long as `kept` unless it is forgotten before.

    One from the future, where the clock was wrong, is not kept any longer.

    Of many, those asked about last are kept: up to `most`.
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
        """The answer about `key`; raises what asking raises, which is not remembered."""
        known = self._answers.get(key)
        if known and timedelta() <= self._now() - known[0] <= self._kept:
            self._answers.move_to_end(key)
            return known[1]
        if key not in self._asking:
            self._asking[key] = asyncio.ensure_future(self._learn(key))
            self._asking[key].add_done_callback(is_heard)
        return await asyncio.shield(self._asking[key])

    def forget(self, key: Key) -> None:
        """It has changed: ask again next time, and do not remember an answer that is on its way."""
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
