"""The bot in a process of its own, in a time that runs fast, so that it can be killed and come back.

Processes are forked by a server that has imported everything before, so that a start takes no time.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from time import monotonic

from bot.app import running
from bot.config import Settings
from planning.people import Person
from planning.reminders import Preferences, is_quiet
from sandbox import Clock
from tests.scheduler.crowd import START

is_quiet(START.date(), Person("", "", country="GB"), Preferences(""), START)  # loads the country's holidays
SPEED = 240  # an hour in 15 seconds, and a lease of ten minutes in two and a half
FORKING = get_context("forkserver")
FORKING.set_forkserver_preload([__name__])


def fast_clock(epoch: float) -> Callable[[], datetime]:
    """A time that began with START at the monotonic second `epoch`, the same in every process."""
    return lambda: START + timedelta(seconds=(monotonic() - epoch) * SPEED)


class FastClock(Clock):
    """The workspace's clock in that same time."""

    def __init__(self, epoch: float) -> None:
        super().__init__(START)
        self._fast = fast_clock(epoch)

    def now(self) -> datetime:
        """The present moment."""
        return self._fast()


def start(settings: Settings, epoch: float) -> ForkServerProcess:
    """Start a bot that lives until it is killed."""
    process = FORKING.Process(target=_live, args=(settings, epoch), daemon=True)
    process.start()
    return process


def kill(process: ForkServerProcess) -> None:
    """SIGKILL: nothing is ended or closed any more."""
    process.kill()
    process.join()


def _live(settings: Settings, epoch: float) -> None:
    asyncio.run(_tick_for_ever(settings, fast_clock(epoch)))


async def _tick_for_ever(settings: Settings, now: Callable[[], datetime]) -> None:
    async with running(settings, now, ticking=False) as bot:
        while True:
            await bot.ticker.tick()
            await asyncio.sleep(0.02)
