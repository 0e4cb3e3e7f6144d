"""When a person may be written to, and how much working time they have (PRODUCT: Quiet people).

Days are local ones of the person, instants aware. A working day of theirs runs from the start to the end of
their working hours by their own clock; where clocks change within it, it is shorter or longer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from planning.calendar import exists, instant
from planning.public_holidays import is_working_day

LOOK_AHEAD = 60  # days; no country has so many holidays in a row
_DAY = timedelta(days=1)
MIDNIGHT = 24  # the hour at the end of a day


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of a country (ISO 3166-1) and region (ISO 3166-2) in a time zone."""

    zone: ZoneInfo
    country: str = ""
    region: str = ""

    def works_on(self, day: date) -> bool:
        """Whether `day` is a working day. One that the zone skips isn't."""
        return is_working_day(day, self.country, self.region) and exists(day, self.zone)

    def working_days(self, first: date, last: date) -> Iterator[date]:
        """The working days from `first` to `last`, both included."""
        days = (first + later * _DAY for later in range((last - first).days + 1))
        return filter(self.works_on, days)

    def moments_after(self, moment: datetime, at: time | None = None) -> Iterator[datetime]:
        """The time `at` of each working day after the day of `moment`, endlessly, as UTC.

        It is the same local time as that of `moment` unless given.
        """
        local = moment.astimezone(self.zone)
        day = local.date()
        while True:
            day += _DAY
            if self.works_on(day):
                yield instant(day, at or local.time(), self.zone)

    def moment_after(self, moment: datetime, days: int) -> datetime:
        """The same local time `days` (1 or more) working days after `moment`, as UTC."""
        return next(islice(self.moments_after(moment), days - 1, None))


@dataclass(frozen=True, slots=True)
class Availability:
    """When a person works: from the hour `starts` to the hour `ends` (0-24) of each working day.

    They are away from `away_from` to `away_to`, both included; None leaves that end open. If their status
    says that they are away, `status_away`, then until `status_until`; None for an end that is not known.
    """

    calendar: WorkCalendar
    starts: int = 9
    ends: int = 18
    away_from: date | None = None
    away_to: date | None = None
    status_away: bool = False
    status_until: datetime | None = None

    def hours_of(self, day: date) -> tuple[datetime, datetime]:
        """The first instant of their working hours on `day`, and the first one after them."""
        zone = self.calendar.zone
        end_day, end = (day + _DAY, 0) if self.ends == MIDNIGHT else (day, self.ends)
        return instant(day, time(self.starts), zone), instant(end_day, time(end), zone)

    def is_away_on(self, day: date) -> bool:
        """Whether they said to be away on `day`."""
        if self.away_from is None and self.away_to is None:
            return False
        return (self.away_from or date.min) <= day <= (self.away_to or date.max)

    def is_away_at(self, moment: datetime) -> bool:
        """Whether their settings or their status say that they are away at `moment`."""
        by_status = self.status_away and (self.status_until is None or moment < self.status_until)
        return by_status or self.is_away_on(self.day_of(moment))

    def day_of(self, moment: datetime) -> date:
        """Their local date at `moment`."""
        return moment.astimezone(self.calendar.zone).date()

    @property
    def without_absences(self) -> "Availability":
        """When they would work if they were not away."""
        return replace(self, away_from=None, away_to=None, status_away=False, status_until=None)


@dataclass(frozen=True, slots=True)
class Absence:
    """A person is away. `back_on` is the day they work again, None if that is not known."""

    back_on: date | None


def is_quiet_day(who: Availability, day: date) -> bool:
    """Whether there is no moment on `day` to write to them: a weekend, a public holiday, or they are away."""
    return _moment_on(who, day) is None


def may_write_at(who: Availability, moment: datetime) -> bool:
    """Whether they may be written to at `moment`. Their daily message may come at its hour, too."""
    return _moment_on(who, who.day_of(moment), moment) == moment


def next_moment_to_write(who: Availability, moment: datetime) -> datetime | None:
    """The first moment from `moment` on at which they may be written to; None where no end is in sight."""
    day = who.day_of(moment)
    if who.is_away_on(day):
        if who.away_to is None:
            return None
        day = who.away_to + _DAY
    if who.status_away and who.status_until:
        day = max(day, who.day_of(who.status_until))
    days = (day + later * _DAY for later in range(LOOK_AHEAD))
    return next((at for one in days if (at := _moment_on(who, one, moment))), None)


def working_days_between(who: Availability, first: date, last: date) -> tuple[date, ...]:
    """The days from `first` to `last`, both included, that are not quiet for them."""
    return tuple(day for day in who.calendar.working_days(first, last) if not is_quiet_day(who, day))


def has_whole_working_day(who: Availability, after: datetime, before: datetime) -> bool:
    """Whether a whole working day of theirs lies between two moments."""
    days = who.calendar.working_days(who.day_of(after), who.day_of(before))
    return any(_is_whole(who, day, after, before) for day in days)


def absence(who: Availability, moment: datetime) -> Absence | None:
    """Their absence if they are away when they would next work, from `moment` on; else None."""
    at = next_moment_to_write(who.without_absences, moment)
    if at is None or not who.is_away_at(at):
        return None
    back = next_moment_to_write(who, moment)
    return Absence(who.day_of(back) if back else None)


def is_away_throughout(who: Availability, start: datetime, end: datetime) -> bool:
    """Whether they are away for the whole time: all that they would have worked of it."""
    back = next_moment_to_write(who, start)
    return (back is None or back >= end) and absence(who, start) is not None


def _moment_on(who: Availability, day: date, since: datetime | None = None) -> datetime | None:
    """The first moment on `day`, from `since` on, at which they may be written to."""
    if who.is_away_on(day) or not who.calendar.works_on(day):
        return None
    if who.status_away and who.status_until is None:
        return None
    start, end = who.hours_of(day)
    first = max(filter(None, (start, since, who.status_until if who.status_away else None)))
    return first if first < end else None


def _is_whole(who: Availability, day: date, after: datetime, before: datetime) -> bool:
    start, end = who.hours_of(day)
    return after <= start < end <= before and not who.is_away_at(start)
