"""Local time: the clocks and calendar days of people in many zones."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planning.errors import Code, PlanningError

MIN_YEAR = 1900
MAX_YEAR = 2999
"""What a person types lies in these years: before and after is a slip, and too near the calendar's ends."""

_DAY = timedelta(days=1)


def within_reach(day: date, field: str) -> date:
    """`day`, unless no plan reaches so far: then raises DATE_TOO_FAR about `field`."""
    if not MIN_YEAR <= day.year <= MAX_YEAR:
        raise PlanningError(Code.DATE_TOO_FAR, field, date=day, years=f"{MIN_YEAR} to {MAX_YEAR}")
    return day


def not_past(day: date, today: date, field: str = "eta") -> date:
    """`day`, unless it is before `today` (raises DATE_PAST) or out of reach (raises DATE_TOO_FAR)."""
    if day < today:
        raise PlanningError(Code.DATE_PAST, field, date=day)
    return within_reach(day, field)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When clocks in `zone` show `at` on `day`, as UTC.

    An hour that is skipped becomes the first instant after the gap, one that is repeated its first turn.
    """
    wanted = datetime.combine(day, at)
    found = wanted.replace(tzinfo=zone).astimezone(UTC)
    if _wall(found, zone) == wanted:
        return found
    # In a gap, fold 0 lands after the change and fold 1 before it (PEP 495): the change is between them.
    before = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC).replace(microsecond=0)
    seconds = range(int((found - before).total_seconds()) + 1)
    after_gap = bisect_left(
        seconds, wanted, key=lambda second: _wall(before + timedelta(seconds=second), zone)
    )
    return before + timedelta(seconds=after_gap)


def exists(day: date, zone: ZoneInfo) -> bool:
    """Whether `zone` has that day: moving over the date line, Samoa went without 30 December 2011."""
    return instant(day, time(), zone).astimezone(zone).date() == day


def first_that_exists(day: date, zone: ZoneInfo) -> date:
    """`day`, or the first one after it, where `zone` goes without."""
    while not exists(day, zone):
        day += _DAY
    return day


def day_of_turn(moment: datetime, at: time, zone: ZoneInfo) -> date:
    """Whose turn of the time `at` that moment is: the day before's where midnight was skipped with it."""
    day = moment.astimezone(zone).date()
    before = day - _DAY
    return before if exists(before, zone) and instant(before, at, zone) == moment else day


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)
