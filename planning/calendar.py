"""Local time: clocks and dates in any time zone."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from planning.errors import Code, PlanningError

MIN_YEAR = 1900
MAX_YEAR = 2999
"""Bounds for dates that people type: others are typos, and too close to the limits of `date`."""

_DAY = timedelta(days=1)


def within_reach(day: date, field: str) -> date:
    """Return `day`; raises DATE_TOO_FAR about `field` if its year is out of bounds."""
    if not MIN_YEAR <= day.year <= MAX_YEAR:
        raise PlanningError(Code.DATE_TOO_FAR, field, date=day, years=f"{MIN_YEAR} to {MAX_YEAR}")
    return day


def not_past(day: date, today: date, field: str = "eta") -> date:
    """Return `day`; raises DATE_PAST if it is before `today`, or DATE_TOO_FAR."""
    if day < today:
        raise PlanningError(Code.DATE_PAST, field, date=day)
    return within_reach(day, field)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When it is `at` on `day` in `zone`, as UTC.

    A time that clocks skip becomes the first instant after the gap; of a repeated time, the first counts.
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
    """Whether `zone` has that day: crossing the date line, Samoa skipped 30 December 2011."""
    return instant(day, time(), zone).astimezone(zone).date() == day


def first_that_exists(day: date, zone: ZoneInfo) -> date:
    """`day`, or the next one that exists in `zone`."""
    while not exists(day, zone):
        day += _DAY
    return day


def day_of_turn(moment: datetime, at: time, zone: ZoneInfo) -> date:
    """The local day whose time `at` is this moment: the day before, if clocks skipped past midnight."""
    day = moment.astimezone(zone).date()
    before = day - _DAY
    return before if exists(before, zone) and instant(before, at, zone) == moment else day


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def period_after(
    starts_on: date, ends_on: date, first: date | None = None
) -> tuple[date, date] | tuple[None, None]:
    """The period that follows one, about as long, from `first` or else the day after its end.

    Where `first` is near that day, the period ends as it would have. There is none where the calendar ends
    before it.
    """
    try:
        after = ends_on + timedelta(days=1)
        length = relativedelta(after, starts_on)
        is_near = first is None or abs(ends_on - first) * 10 <= ends_on - starts_on
        begin = after if is_near else first or after
        last = begin + length - timedelta(days=1)
    except (ValueError, OverflowError):
        return None, None
    return first or after, last + relativedelta(day=31) if begin.day == 1 else last
