"""The horizontal axis of a chart: the x of a date, and the dates to print below it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from dateutil.relativedelta import relativedelta

from handlers.views.common import words

MONTH_WIDTH, DATE_WIDTH = 54, 86  # pixels for "May" and for "27 May"
_STEPS = (
    relativedelta(days=1),
    relativedelta(weeks=1),
    relativedelta(weeks=2),
    *(relativedelta(months=months) for months in (1, 2, 3, 6)),
    *(relativedelta(years=years) for years in (1, 2, 5, 10, 50, 100, 500)),
)


@dataclass(frozen=True, slots=True)
class DateAxis:
    """The dates from `first` to `last`, drawn from x = `left` over `width` pixels."""

    first: date
    last: date
    left: float
    width: float

    def at(self, day: date) -> float:
        """The x of a date; dates outside are moved to the nearer end."""
        inside = min(max(day, self.first), self.last)
        return self.left + self.width * (inside - self.first) / max(self.last - self.first, timedelta(1))

    def has(self, day: date) -> bool:
        """Whether a date is on the axis."""
        return self.first <= day <= self.last

    def ticks(self) -> list[tuple[date, str]]:
        """(date, label) for as many labels as fit: months by name, otherwise days."""
        step = next((step for step in _STEPS if self._fits(step)), _STEPS[-1])
        start = _first_tick(self.first, step)
        days = takewhile(lambda day: day <= self.last, _dates_from(start, step))
        return [(day, self._written(day, step)) for day in days if day >= self.first]

    def _fits(self, step: relativedelta) -> bool:
        label_width = MONTH_WIDTH if step.months and not self._names_years else DATE_WIDTH
        days = (date(2001, 1, 1) + step - date(2001, 1, 1)).days
        return self.width * days / max((self.last - self.first).days, 1) >= label_width

    @property
    def _names_years(self) -> bool:
        return self.last.year - self.first.year > 1

    def _written(self, day: date, step: relativedelta) -> str:
        if step.years:
            return f"{day.year}"
        if step.months:
            month = words.MONTHS[day.month - 1][:3]
            return f"{month} {day.year % 100:02}" if self._names_years else month
        return f"{day.day} {words.MONTHS[day.month - 1][:3]}"


def _first_tick(first: date, step: relativedelta) -> date:
    """A round date at or before `first` to count ticks from: a new year, the first of a month, a Monday."""
    if step.years or step.months:
        return first.replace(month=1, day=1)
    return first - timedelta(first.weekday()) if step.days % 7 == 0 and first.toordinal() > 7 else first


def _dates_from(start: date, step: relativedelta) -> Iterator[date]:
    at = 0
    while True:
        try:
            yield start + step * at
        except (OverflowError, ValueError):
            return
        at += 1
