"""Many who ask at once are one question."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class Together(Generic[Key, Answer]):
    """Asks about everything that is wanted in one turn of the loop, so for a batch as for one."""

    def __init__(self, ask: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Answer]]]) -> None:
        self._ask = ask
        self._wanted: list[Key] = []
        self._asking: asyncio.Task[Mapping[Key, Answer]] | None = None

    async def get(self, key: Key) -> Answer:
        """The answer about `key`; raises what asking raises."""
        self._wanted.append(key)
        if self._asking is None:
            self._asking = asyncio.ensure_future(self._ask_for_all())
            self._asking.add_done_callback(is_heard)
        return (await asyncio.shield(self._asking))[key]

    async def _ask_for_all(self) -> Mapping[Key, Answer]:
        wanted, self._wanted, self._asking = self._wanted, [], None
        return await self._ask(wanted)


def is_heard(asking: asyncio.Future[Answer]) -> None:
    """Whoever waits hears of a failure; where all have given up, asyncio need not print what it says."""
    if not asking.cancelled():
        asking.exception()
