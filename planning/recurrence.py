"""A recurring tactic's rule, and its due dates (PRODUCT: Recurrence).

Weekdays are numbers, Monday 0. Every recurrence is anchored on `starts_on`: no occurrence is earlier, and
"every n" counts weeks (from Monday) or months from the one `starts_on` lies in. None is after `until`.
"""

import calendar
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from itertools import islice, takewhile

from planning.errors import Code, PlanningError

MAX_EVERY = 60
LAST = -1
_WEEK = 7
_LAST_MONDAY = date.max.toordinal() - date.max.weekday()


@dataclass(frozen=True, slots=True)
class Weekly:
    """On `weekdays`, every `every` weeks; raises RECURRENCE_NO_DAY without them, or RECURRENCE_UNREADABLE."""

    starts_on: date
    weekdays: frozenset[int]
    every: int = 1
    until: date | None = None

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise PlanningError(Code.RECURRENCE_NO_DAY, "rhythm")
        _require(self.weekdays <= set(range(_WEEK)), weekdays=sorted(self.weekdays))
        _require_every(self.every)


@dataclass(frozen=True, slots=True)
class MonthlyOnDay:
    """On `day` (1-31) of every `every`th month, 3 being quarterly, 12 yearly; raises RECURRENCE_UNREADABLE.

    In a shorter month it falls on the last day: 30 January, 28 February, 30 March.
    """

    starts_on: date
    day: int
    every: int = 1
    until: date | None = None

    def __post_init__(self) -> None:
        _require(1 <= self.day <= 31, day=self.day)
        _require_every(self.every)


@dataclass(frozen=True, slots=True)
class MonthlyOnWeekday:
    """On the `nth` (1-5, or LAST) `weekday` of every `every`th month; raises RECURRENCE_UNREADABLE.

    A fifth weekday that a month lacks is left out.
    """

    starts_on: date
    nth: int
    weekday: int
    every: int = 1
    until: date | None = None

    def __post_init__(self) -> None:
        _require(self.nth in (1, 2, 3, 4, 5, LAST), nth=self.nth)
        _require(0 <= self.weekday < _WEEK, weekday=self.weekday)
        _require_every(self.every)


@dataclass(frozen=True, slots=True)
class MonthlyOnLastWorkingDay:
    """On the last day, Monday to Friday, of every `every`th month; raises RECURRENCE_UNREADABLE."""

    starts_on: date
    every: int = 1
    until: date | None = None

    def __post_init__(self) -> None:
        _require_every(self.every)


Monthly = MonthlyOnDay | MonthlyOnWeekday | MonthlyOnLastWorkingDay
Recurrence = Weekly | Monthly


def occurrences(recurrence: Recurrence, start: date) -> Iterator[date]:
    """The due dates from `start` on, inclusive, in order, to `until` or as far as the calendar goes."""
    first, last = max(start, recurrence.starts_on), recurrence.until or date.max
    days = _weekly(recurrence, first) if isinstance(recurrence, Weekly) else _monthly(recurrence, first)
    return takewhile(lambda day: day <= last, (day for day in days if day >= first))


def next_dates(recurrence: Recurrence, start: date, count: int = 4) -> tuple[date, ...]:
    """The first `count` due dates from `start` on, inclusive."""
    return tuple(islice(occurrences(recurrence, start), count))


def as_text(recurrence: Recurrence) -> str:
    """The form a recurrence is stored in: compact JSON that `from_text` turns back into an equal value."""
    stored: dict[str, object] = {"from": recurrence.starts_on.isoformat(), "every": recurrence.every}
    match recurrence:
        case Weekly(weekdays=weekdays):
            stored |= {"weekdays": sorted(weekdays)}
        case MonthlyOnDay(day=day):
            stored |= {"day": day}
        case MonthlyOnWeekday(nth=nth, weekday=weekday):
            stored |= {"nth": nth, "weekday": weekday}
        case MonthlyOnLastWorkingDay():
            stored |= {"last": "working day"}
    if recurrence.until:
        stored |= {"until": recurrence.until.isoformat()}
    return json.dumps(stored, separators=(",", ":"))


def from_text(stored: str) -> Recurrence:
    """What `as_text` wrote; raises RECURRENCE_UNREADABLE or RECURRENCE_NO_DAY for anything else."""
    try:
        return _from_stored(json.loads(stored))
    except (ValueError, TypeError, RecursionError) as unreadable:
        raise PlanningError(Code.RECURRENCE_UNREADABLE, "rhythm", words=stored) from unreadable


def _from_stored(stored: object) -> Recurrence:
    match stored:
        case {"from": str(starts), "every": int(every), **rest}:
            kind = {str(name): value for name, value in rest.items()}
            until = date.fromisoformat(str(kind.pop("until"))) if "until" in kind else None
            return _of_kind(kind, date.fromisoformat(starts), every, until)
    raise ValueError(stored)


def _of_kind(stored: dict[str, object], starts_on: date, every: int, until: date | None) -> Recurrence:
    match stored:
        case {"weekdays": list(weekdays), **rest} if not rest:
            return Weekly(starts_on, frozenset(map(_number, weekdays)), every, until)
        case {"day": int(day), **rest} if not rest:
            return MonthlyOnDay(starts_on, day, every, until)
        case {"nth": int(nth), "weekday": int(weekday), **rest} if not rest:
            return MonthlyOnWeekday(starts_on, nth, weekday, every, until)
        case {"last": "working day", **rest} if not rest:
            return MonthlyOnLastWorkingDay(starts_on, every, until)
    raise ValueError(stored)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _weekly(recurrence: Weekly, first: date) -> Iterator[date]:
    anchor = _monday(recurrence.starts_on)
    step = recurrence.every * _WEEK
    skipped = (_monday(first) - anchor) // step * step
    for monday in range(anchor + skipped, _LAST_MONDAY + 1, step):
        yield from _week(monday, recurrence.weekdays)


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()


def _week(monday: int, weekdays: frozenset[int]) -> Iterator[date]:
    ordinals = (monday + weekday for weekday in sorted(weekdays))
    return map(date.fromordinal, takewhile(lambda ordinal: ordinal <= date.max.toordinal(), ordinals))


def _monthly(recurrence: Monthly, first: date) -> Iterator[date]:
    anchor = _month(recurrence.starts_on)
    skipped = (_month(first) - anchor) // recurrence.every * recurrence.every
    for month in range(anchor + skipped, (MAXYEAR + 1) * 12, recurrence.every):
        year, index = divmod(month, 12)
        if day := _day_in_month(recurrence, year, index + 1):
            yield day


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day_in_month(recurrence: Monthly, year: int, month: int) -> date | None:
    last = date(year, month, calendar.monthrange(year, month)[1])
    match recurrence:
        case MonthlyOnDay(day=day):
            return last.replace(day=min(day, last.day))
        case MonthlyOnLastWorkingDay():
            return last - timedelta(max(0, last.weekday() - 4))
        case MonthlyOnWeekday(nth=nth, weekday=weekday) if nth == LAST:
            return last - timedelta((last.weekday() - weekday) % _WEEK)
        case MonthlyOnWeekday(nth=nth, weekday=weekday):
            first = last.replace(day=1)
            days = (weekday - first.weekday()) % _WEEK + (nth - 1) * _WEEK
            return first + timedelta(days) if days < last.day else None


def _require_every(every: int) -> None:
    _require(1 <= every <= MAX_EVERY, every=every)


def _require(allowed: bool, **values: object) -> None:
    if not allowed:
        raise PlanningError(Code.RECURRENCE_UNREADABLE, "rhythm", **values)
