"""What four journeys through the code cost: `python -m benchmarks.walks`.

Counts are of the product's own code as it really runs: files, functions and hops from one file to another;
and the transactions and SQL statements that are sent. Nothing here is a time, so any machine gives the same.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from sqlalchemy import Engine, event

from bot.manifest import manifest
from tests.stories.begun import a_goal, a_plan
from tests.stories.stage import Campfire, raised

PACKAGES = ("bot", "handlers", "storage", "scheduler", "planning")
ROOT = str(Path(__file__).parents[1]) + os.sep


class Walk:
    """The calls of the product's functions in every thread, in the order in which they were made."""

    def __init__(self) -> None:
        self._calls: list[tuple[str, str]] = []
        self._frames: dict[int, FrameType] = {}
        self._transactions = self._statements = 0
        self._is_on = False
        threading.setprofile(self._note_call)  # for the threads that the store is going to start
        sys.setprofile(self._note_call)
        event.listen(Engine, "begin", self._note_transaction)
        event.listen(Engine, "before_cursor_execute", self._note_statement)

    @contextmanager
    def leg(self, title: str) -> Iterator[None]:
        """Print what is done meanwhile."""
        self._calls.clear()
        self._frames.clear()
        self._transactions = self._statements = 0
        self._is_on = True
        try:
            yield
        finally:
            self._is_on = False
        files = {file for file, _ in self._calls}
        hops = sum(one[0] != other[0] for one, other in zip(self._calls, self._calls[1:], strict=False))
        print(
            f"{title}: {len(files)} files, {len(set(self._calls))} functions, {hops} hops, "
            f"{self._transactions} transactions, {self._statements} statements"
        )

    def _note_call(self, frame: FrameType, what: str, _: object) -> None:
        if not self._is_on or what != "call" or id(frame) in self._frames:
            return  # a coroutine that goes on is no new call
        file = frame.f_code.co_filename.removeprefix(ROOT)
        if file.split(os.sep)[0] in PACKAGES and not frame.f_code.co_name.startswith("<"):
            self._frames[id(frame)] = frame
            self._calls.append((file, frame.f_code.co_qualname))

    def _note_transaction(self, *_: object) -> None:
        self._transactions += 1

    def _note_statement(self, *told: Any) -> None:
        self._statements += not str(told[2]).startswith(("BEGIN", "PRAGMA"))


async def main() -> None:
    """Walk them, each after the journeys before it."""
    walk = Walk()
    with TemporaryDirectory() as folder:
        async with raised(Path(folder), manifest()) as campfire:
            await a_plan(campfire)
            await a_goal(campfire)
            await journeys(walk, campfire)


async def journeys(walk: Walk, campfire: Campfire) -> None:
    """A tactic is added, seen and rated; the next morning its owner is reminded."""
    maya, brian = campfire.maya, campfire.brian
    await maya.command("/tactic add List 100 influencers @brian by 1 February", "#social")
    with walk.leg("a tactic's form is sent, until its card is drawn"):
        await maya.submit()
        await campfire.bot.idle()
    with walk.leg("/plan, until it is drawn"):
        await maya.command("/plan", "#social")
        await campfire.bot.idle()
    await campfire.wait_until("2027-01-04 14:30")  # half past nine where Brian is
    await brian.click("Rate 1", "@Oncourse")
    await brian.choose("Value", "5")
    await brian.choose("Complexity", "2")
    with walk.leg("a rating is sent, until all it changes is redrawn"):
        await brian.submit()
        await campfire.bot.idle()
    await campfire.wait_until("2027-02-01 13:00")
    with walk.leg("a reminder hour comes, until the daily message is sent"):
        await campfire.wait_until("2027-02-01 14:30")


if __name__ == "__main__":
    asyncio.run(main())
