"""Queries with a timeout, for probes: a database call can hang."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Generic, TypeVar

from handlers.support.timeouts import Timeouts

Result = TypeVar("Result")


class Bounded(Generic[Result]):
    """Runs a query once at a time and shares its result among concurrent callers.

    After a timeout the query keeps running: a database call in a thread can't be cancelled.
    """

    def __init__(self, query: Callable[[], Awaitable[Result]], timeouts: Timeouts) -> None:
        self._query = query
        self._timeouts = timeouts
        self._task: asyncio.Task[Result] | None = None

    async def get(self) -> Result:
        """The result; raises TimeoutError when it takes too long, and whatever the query raises."""
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._run())
            self._task.add_done_callback(_discard_exception)
        done, _ = await asyncio.wait({self._task}, timeout=self._timeouts.probe)
        if not done:
            raise TimeoutError
        return self._task.result()

    async def close(self) -> None:
        """Cancel the running query."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.wait({self._task}, timeout=self._timeouts.probe)

    async def _run(self) -> Result:
        return await self._query()


def _discard_exception(task: asyncio.Task[Result]) -> None:
    """Mark the exception as retrieved: all callers may have timed out, and asyncio would log it."""
    if not task.cancelled():
        task.exception()
