"""A query whose response may not come: the caller gets a TimeoutError in time."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Generic, TypeVar

from handlers.support.timeouts import Timeouts

Answer = TypeVar("Answer")


class Bounded(Generic[Answer]):
    """A query that runs once at a time, however many callers wait for its response.

    A query that takes too long is left to end by itself: a database call can't be cancelled, so waiting for
    its cancellation would take as long as waiting for the call.
    """

    def __init__(self, ask: Callable[[], Awaitable[Answer]], timeouts: Timeouts) -> None:
        self._ask = ask
        self._timeouts = timeouts
        self._asked: asyncio.Task[Answer] | None = None

    async def get(self) -> Answer:
        """The response; raises TimeoutError, and anything that the query raises."""
        if self._asked is None or self._asked.done():
            self._asked = asyncio.ensure_future(self._run())
            self._asked.add_done_callback(_retrieve)
        done, _ = await asyncio.wait({self._asked}, timeout=self._timeouts.probe)
        if not done:
            raise TimeoutError
        return self._asked.result()

    async def close(self) -> None:
        """Cancel the query that is running."""
        if self._asked:
            self._asked.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.wait({self._asked}, timeout=self._timeouts.probe)

    async def _run(self) -> Answer:
        return await self._ask()


def _retrieve(task: asyncio.Task[Answer]) -> None:
    """The callers may have timed out: an exception that is never retrieved is not an error then."""
    if not task.cancelled():
        task.exception()
