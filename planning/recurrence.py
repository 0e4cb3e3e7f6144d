"""A recurring tactic's rule, and its due dates (PRODUCT: Rhythm).

Weekdays are numbers, Monday 0. Every rhythm is anchored on `starts_on`: it has no earlier occurrence, and
"every n" counts weeks (from Monday) or months from the one `starts_on` lies in.
"""

import calendar
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from itertools import islice, takewhile

from planning.errors import Code, PlanningError

EVERY_MOST = 60
LAST = -1
_WEEK = 7
_LAST_MONDAY = date.max.toordinal() - date.max.weekday()


@dataclass(frozen=True, slots=True)
class Weekly:
    """On `weekdays`, every `every` weeks; raises RHYTHM_NO_DAY without weekdays, else RHYTHM_UNREADABLE."""

    starts_on: date
    weekdays: frozenset[int]
    every: int = 1

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise PlanningError(Code.RHYTHM_NO_DAY, "rhythm")
        _require(self.weekdays <= set(range(_WEEK)), weekdays=sorted(self.weekdays))
        _require_every(self.every)


@dataclass(frozen=True, slots=True)
class MonthlyOnDay:
    """On `day` (1-31) of every `every`th month, 3 being quarterly; raises RHYTHM_UNREADABLE.

    A day that a month lacks falls on its last day; the anchor stays: 30 January, 28 February, 30 March.
    """

    starts_on: date
    day: int
    every: int = 1

    def __post_init__(self) -> None:
        _require(1 <= self.day <= 31, day=self.day)
        _require_every(self.every)


@dataclass(frozen=True, slots=True)
class MonthlyOnWeekday:
    """On the `nth` (1-4, or LAST) `weekday` of every `every`th month; raises RHYTHM_UNREADABLE."""

    starts_on: date
    nth: int
    weekday: int
    every: int = 1

    def __post_init__(self) -> None:
        _require(self.nth in (1, 2, 3, 4, LAST), nth=self.nth)
        _require(0 <= self.weekday < _WEEK, weekday=self.weekday)
        _require_every(self.every)


Rhythm = Weekly | MonthlyOnDay | MonthlyOnWeekday


def occurrences(rhythm: Rhythm, start: date) -> Iterator[date]:
    """The due dates from `start` on, inclusive, in order, as far as the calendar goes (`date.max`)."""
    first = max(start, rhythm.starts_on)
    days = _weekly(rhythm, first) if isinstance(rhythm, Weekly) else _monthly(rhythm, first)
    return (day for day in days if day >= first)


def next_dates(rhythm: Rhythm, start: date, count: int = 4) -> tuple[date, ...]:
    """The first `count` due dates from `start` on, inclusive."""
    return tuple(islice(occurrences(rhythm, start), count))


def as_text(rhythm: Rhythm) -> str:
    """The form a rhythm is stored in: compact JSON that `from_text` turns back into an equal value."""
    stored: dict[str, object] = {"from": rhythm.starts_on.isoformat(), "every": rhythm.every}
    match rhythm:
        case Weekly(weekdays=weekdays):
            stored |= {"weekdays": sorted(weekdays)}
        case MonthlyOnDay(day=day):
            stored |= {"day": day}
        case MonthlyOnWeekday(nth=nth, weekday=weekday):
            stored |= {"nth": nth, "weekday": weekday}
    return json.dumps(stored, separators=(",", ":"))


def from_text(stored: str) -> Rhythm:
    """The rhythm that `as_text` wrote; raises RHYTHM_UNREADABLE or RHYTHM_NO_DAY for anything else."""
    try:
        return _from_stored(json.loads(stored))
    except (ValueError, TypeError, RecursionError) as unreadable:
        raise PlanningError(Code.RHYTHM_UNREADABLE, "rhythm", words=stored) from unreadable


def _from_stored(stored: object) -> Rhythm:
    match stored:
        case {"from": str(starts), "every": int(every), "weekdays": list(weekdays), **rest} if not rest:
            return Weekly(date.fromisoformat(starts), frozenset(map(_number, weekdays)), every)
        case {"from": str(starts), "every": int(every), "day": int(day), **rest} if not rest:
            return MonthlyOnDay(date.fromisoformat(starts), day, every)
        case {"from": str(starts), "every": int(every), "nth": int(nth), "weekday": int(weekday), **rest} if (
            not rest
        ):
            return MonthlyOnWeekday(date.fromisoformat(starts), nth, weekday, every)
    raise ValueError(stored)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _weekly(rhythm: Weekly, first: date) -> Iterator[date]:
    anchor = _monday(rhythm.starts_on)
    step = rhythm.every * _WEEK
    skipped = (_monday(first) - anchor) // step * step
    for monday in range(anchor + skipped, _LAST_MONDAY + 1, step):
        yield from _week(monday, rhythm.weekdays)


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()


def _week(monday: int, weekdays: frozenset[int]) -> Iterator[date]:
    ordinals = (monday + weekday for weekday in sorted(weekdays))
    return map(date.fromordinal, takewhile(lambda ordinal: ordinal <= date.max.toordinal(), ordinals))


def _monthly(rhythm: MonthlyOnDay | MonthlyOnWeekday, first: date) -> Iterator[date]:
    anchor = _month(rhythm.starts_on)
    skipped = (_month(first) - anchor) // rhythm.every * rhythm.every
    for month in range(anchor + skipped, (MAXYEAR + 1) * 12, rhythm.every):
        year, index = divmod(month, 12)
        yield _day_in_month(rhythm, year, index + 1)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day_in_month(rhythm: MonthlyOnDay | MonthlyOnWeekday, year: int, month: int) -> date:
    last = date(year, month, calendar.monthrange(year, month)[1])
    if isinstance(rhythm, MonthlyOnDay):
        return last.replace(day=min(rhythm.day, last.day))
    if rhythm.nth == LAST:
        return last - timedelta((last.weekday() - rhythm.weekday) % _WEEK)
    first = last.replace(day=1)
    return first + timedelta((rhythm.weekday - first.weekday()) % _WEEK + (rhythm.nth - 1) * _WEEK)


def _require_every(every: int) -> None:
    _require(1 <= every <= EVERY_MOST, every=every)


def _require(allowed: bool, **values: object) -> None:
    if not allowed:
        raise PlanningError(Code.RHYTHM_UNREADABLE, "rhythm", **values)
