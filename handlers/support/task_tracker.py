"""Work that goes on after the answer: tracked, so that a stop can wait, and never silent when it fails."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class TaskTracker:
    """Tasks that are under way."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[object, object, Result]) -> asyncio.Task[Result]:
        """Let `work` run; what it raises is logged."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def idle(self) -> None:
        """Return once nothing is under way, including what the work itself started."""
        while self._tasks:
            await asyncio.wait(self._tasks)
            await asyncio.sleep(0)  # let the done callbacks run

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            log.warning("cancelled", extra={"work": task.get_name()})
        elif error := task.exception():
            log.error("background work failed", exc_info=error)
