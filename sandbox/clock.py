"""The manual clock of a workspace: it moves only when a test or a person advances it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

NextDue = Callable[[], Awaitable[datetime | None]]
Tick = Callable[[], Awaitable[None]]

_MAX_TICKS_AT_ONCE = 1000


class ClockStuckError(RuntimeError):
    """A follower is still due at the same time after many ticks."""


class Clock:
    """A manual clock. `start` must be aware; `now()` is always aware UTC and never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = self._start = _utc(start)
        self._followers: list[tuple[NextDue, Tick]] = []

    def now(self) -> datetime:
        """The current time, aware, in UTC."""
        return self._now

    def seconds(self) -> float:
        """Seconds since the start, like a monotonic clock."""
        return (self.now() - self._start).total_seconds()

    def follow(self, next_due: NextDue, tick: Tick) -> None:
        """Await `tick` at every time that `next_due` returns while the clock advances past it."""
        self._followers.append((next_due, tick))

    async def advance(self, span: timedelta) -> None:
        """Advance by `span`, stopping whenever a follower is due."""
        await self.advance_to(self._now + span)

    async def advance_to(self, moment: datetime) -> None:
        """Advance to `moment` (aware), stopping whenever a follower is due; every follower ticks at the end.

        Raises ValueError for a time in the past, ClockStuckError if a follower stays due.
        """
        end = _utc(moment)
        if end < self._now:
            raise ValueError(f"{end} is before {self._now}: the clock never goes back")
        ticks_here = 0
        while (due := await self._earliest_due()) is not None and due <= end:
            ticks_here = ticks_here + 1 if due <= self._now else 1
            if ticks_here > _MAX_TICKS_AT_ONCE:
                raise ClockStuckError(f"a follower is still due at {self._now} after {ticks_here - 1} ticks")
            self._now = max(self._now, due)
            await self._tick()
        self._now = end
        await self._tick()

    async def jump(self, span: timedelta) -> None:
        """Advance by `span` without stopping, as for an app that was down: followers tick at the end."""
        self._now += span
        await self.advance(timedelta())

    async def _earliest_due(self) -> datetime | None:
        moments = [await next_due() for next_due, _ in self._followers]
        return min((_utc(moment) for moment in moments if moment is not None), default=None)

    async def _tick(self) -> None:
        for _, tick in self._followers:
            await tick()


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC)
