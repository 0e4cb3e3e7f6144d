"""The bot in processes of its own, so that it can be killed and come back, and the clock they share.

That clock moves only when everything due by it was worked on, so that nothing is ever late because the
machine is slow. Processes are forked by a server that has imported everything before, so that a start takes
no time.
"""

import asyncio
from ctypes import c_double
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess

from bot.app import running
from bot.config import Settings
from planning.people import Person
from planning.reminders import Preferences, is_quiet
from sandbox import Clock
from storage.engine.store import Store
from tests.scheduler.crowd import START, next_due
from tests.timeouts import BUSY

is_quiet(START.date(), Person("", "", country="GB"), Preferences(""), START)  # loads the country's holidays
STEP = timedelta(minutes=1)  # at least, so that there are not as many stops as people
NOT_YET = -1.0
FORKING = get_context("forkserver")
FORKING.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that lives until it is killed, and by when (seconds of the clock) it has done what was due."""

    process: ForkServerProcess
    done: c_double


class SharedClock(Clock):
    """A clock that several processes read, and the bots that live by it."""

    def __init__(self) -> None:
        super().__init__(START)
        self.bots: list[Bot] = []
        self._passed: c_double = FORKING.RawValue(c_double, 0.0)

    def now(self) -> datetime:
        """The present moment."""
        return START + timedelta(seconds=self._passed.value)

    def start(self, settings: Settings) -> None:
        """Start a bot."""
        done = FORKING.RawValue(c_double, NOT_YET)
        process = FORKING.Process(target=_live, args=(settings, self._passed, done), daemon=True)
        process.start()
        self.bots.append(Bot(process, done))

    def kill(self, which: int = 0) -> None:
        """SIGKILL for one of the bots, in the order of their starts: nothing is ended or closed."""
        process = self.bots.pop(which).process
        process.kill()
        process.join()

    async def run(self, store: Store) -> None:
        """Move on to what is due next whenever all bots have done what was due, until everything is done."""
        while (due := await next_due(store)) is not None:
            if self.bots and all(bot.done.value >= self._passed.value for bot in self.bots):
                self._passed.value = max(due - START, self.now() - START + STEP).total_seconds()
            await asyncio.sleep(0.01)


def patient(settings: Settings) -> Settings:
    """The settings of a bot that waits for answers for as long as a slow machine may take."""
    return settings.model_copy(update={"slack_timeout": BUSY})


def _live(settings: Settings, passed: c_double, done: c_double) -> None:
    asyncio.run(_tick_for_ever(settings, passed, done))


async def _tick_for_ever(settings: Settings, passed: c_double, done: c_double) -> None:
    def now() -> datetime:
        return START + timedelta(seconds=passed.value)

    async with running(settings, now, lambda: passed.value, ticking=False) as bot:
        while True:
            begun = passed.value
            await bot.ticker.tick()
            await bot.idle()
            done.value = begun
            await asyncio.sleep(0.01)
