"""The scheduler's tick: every few seconds, and when requested, everything that is due is processed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from scheduler.delivery import Notifier, deliver
from scheduler.due import close_check_ins, open_check_ins, remind, reveal_ratings
from scheduler.trusted_clock import Ahead, TrustedClock, reschedule, unknown_offset
from storage import check_ins, daily_messages, deliveries, due, tactics, wrong_clock
from storage.engine.store import Store
from storage.engine.transactions import GlobalTx

log = logging.getLogger(__name__)

SECONDS = 10
WRONG_CLOCK = "wrong_clock"

Step = Callable[[Store, datetime], Awaitable[bool]]
"""Processes a batch of what is due in a database; whether there was any."""


class Ticker:
    """Processes what is due: periodically once started, and whenever `tick` is called.

    While the clock is wrong, nothing is processed; due work waits until it is right.
    """

    def __init__(
        self,
        store: Store,
        notifier: Notifier,
        now: Callable[[], datetime],
        ahead_of_slack: Ahead = unknown_offset,
        interval: float = SECONDS,
    ) -> None:
        self._store = store
        self._notifier = notifier
        self._clock = TrustedClock(store, now, ahead_of_slack)
        self._turn = asyncio.Lock()
        self._interval = interval
        self._wanted = False
        self._stopped = False
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        # By the table whose rows are due, in their order: a check-in that opens at somebody's reminder hour
        # is in their daily message, and what all of them enqueue is delivered at the end.
        self._steps: dict[str, Step] = {
            WRONG_CLOCK: reschedule,
            "tactics": reveal_ratings,
            "plans": open_check_ins,
            "check_ins": close_check_ins,
            "daily_messages": remind,
            "deliveries": self._deliver,
        }

    def start(self) -> None:
        """Schedule a tick every few seconds; missed ticks are run once."""
        self._scheduler.add_job(
            self._tick_unless_ticking,
            # Without a time zone it asks the machine for its own.
            IntervalTrigger(seconds=self._interval, timezone=UTC),
            coalesce=True,
            max_instances=2,  # the one under way, and one that finds that out; more would be warned of
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking, and wait for the current batch; the rest stays queued until the next start."""
        self._stopped = True
        async with self._turn:
            pass
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)  # which cancels whatever it has started

    async def tick(self) -> None:
        """Process everything due by now; requests during a tick share the next one."""
        self._wanted = True
        async with self._turn:
            if not self._wanted:
                return
            self._wanted = False
            await self._do_what_is_due()

    async def _tick_unless_ticking(self) -> None:
        if not self._turn.locked():
            await self.tick()

    async def _do_what_is_due(self) -> None:
        """Process everything that is due, batch by batch: always of the first kind that is due.

        A step that fails, or finds nothing after all, is left for the next tick. Raises the first failure
        once the others are done.
        """
        given_up: set[str] = set()
        first_error: Exception | None = None
        while not self._stopped and (now := await self._clock.now()):
            is_due = await self._store.read_all(_what_is_due, now)
            name = next((name for name in self._steps if name in is_due - given_up), None)
            if name is None:
                break
            try:
                if not await self._steps[name](self._store, now):
                    given_up.add(name)
            except Exception as failure:  # noqa: BLE001 - whatever it is, it is raised below
                given_up.add(name)
                first_error = first_error or failure
        if first_error:
            raise first_error

    async def _deliver(self, store: Store, now: datetime) -> bool:
        return await deliver(store, self._notifier, now)

    async def next_due(self) -> datetime | None:
        """When something is due next; None if nothing is scheduled."""
        return await self._store.read_all(_next_due)

    async def next_reminder(self, workspace: str, person: str) -> datetime | None:
        """When this person is reminded next (aware UTC); None if they are not scheduled."""
        return (await self._store.read(workspace, daily_messages.state, person)).due_at

    async def next_check_in(self) -> datetime | None:
        """When a check-in opens or closes next."""
        return await self._store.read_all(check_ins.next_due)


def _what_is_due(tx: GlobalTx, now: datetime) -> frozenset[str]:
    """The tables with rows that are due, and WRONG_CLOCK where something must be rescheduled."""
    clock_was_wrong = {WRONG_CLOCK} if wrong_clock.is_affected(tx, now) else set()
    return due.tables(tx, now) | clock_was_wrong


def _next_due(tx: GlobalTx) -> datetime | None:
    moments = (
        deliveries.next_due(tx),
        tactics.next_rate_by(tx),
        check_ins.next_due(tx),
        daily_messages.next_at(tx),
    )
    return min((moment for moment in moments if moment), default=None)
