"""A question whose answer may not come: whoever asks is told so in time."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Generic, TypeVar

TIMEOUT = 1.5  # seconds, so that a probe of two seconds gets an answer

Answer = TypeVar("Answer")


class Bounded(Generic[Answer]):
    """A question that is asked once at a time, however many wait for its answer.

    What takes too long is left to end by itself: a call of the database cannot be cancelled, so that waiting
    for its cancellation would take as long as waiting for the call.
    """

    def __init__(self, ask: Callable[[], Awaitable[Answer]]) -> None:
        self._ask = ask
        self._asked: asyncio.Task[Answer] | None = None

    async def get(self) -> Answer:
        """The answer; raises TimeoutError, and whatever asking raises."""
        if self._asked is None or self._asked.done():
            self._asked = asyncio.ensure_future(self._run())
            self._asked.add_done_callback(_retrieve)
        done, _ = await asyncio.wait({self._asked}, timeout=TIMEOUT)
        if not done:
            raise TimeoutError
        return self._asked.result()

    async def close(self) -> None:
        """Give up what is being asked."""
        if self._asked:
            self._asked.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.wait({self._asked}, timeout=TIMEOUT)

    async def _run(self) -> Answer:
        return await self._ask()


def _retrieve(task: asyncio.Task[Answer]) -> None:
    """Whoever asked has perhaps gone: that nobody looks at what was raised is no error."""
    if not task.cancelled():
        task.exception()
