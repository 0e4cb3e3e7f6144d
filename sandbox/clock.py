"""The one clock of a workspace: it stands still until somebody moves it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

NextDue = Callable[[], Awaitable[datetime | None]]
Tick = Callable[[], Awaitable[None]]

_MAX_TICKS_AT_ONCE = 1000


class ClockStuckError(RuntimeError):
    """A follower stays due at one moment however often it is ticked."""


class Clock:
    """A movable clock. `start` must be aware; `now()` is always aware UTC and never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = self._start = _utc(start)
        self._followers: list[tuple[NextDue, Tick]] = []

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self._now

    def seconds(self) -> float:
        """How many have passed since the start, as a clock counts them that nobody can set."""
        return (self.now() - self._start).total_seconds()

    def follow(self, next_due: NextDue, tick: Tick) -> None:
        """Have `tick` awaited at every moment that `next_due` names while the clock is moved past it."""
        self._followers.append((next_due, tick))

    async def advance(self, span: timedelta) -> None:
        """Move on by `span`, stopping wherever something falls due."""
        await self.advance_to(self._now + span)

    async def advance_to(self, moment: datetime) -> None:
        """Move on to `moment` (aware), stopping wherever something falls due; every tick runs at the end too.

        Raises ValueError for a moment in the past and ClockStuckError when a due thing never gets done.
        """
        end = _utc(moment)
        if end < self._now:
            raise ValueError(f"{end} lies before {self._now}: time does not go back")
        ticks_here = 0
        while (due := await self._earliest_due()) is not None and due <= end:
            ticks_here = ticks_here + 1 if due <= self._now else 1
            if ticks_here > _MAX_TICKS_AT_ONCE:
                raise ClockStuckError(f"something is still due at {self._now} after {ticks_here - 1} ticks")
            self._now = max(self._now, due)
            await self._tick()
        self._now = end
        await self._tick()

    async def jump(self, span: timedelta) -> None:
        """Move on by `span` at a stroke, as for an app that was off: what fell due is done at its end."""
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
