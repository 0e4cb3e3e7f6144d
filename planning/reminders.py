"""Reminders: which day's digest is due, what it speaks of, and when a person is left in peace.

Rules: PRODUCT, Reminders. A digest belongs to a local day of the person. It is due from their reminder hour
to the end of that day, so a clock that jumps over several days brings one digest, not one for each of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from planning.calendar import exists, first_that_exists, instant, within_reach
from planning.countries import country_of_zone, is_country, region_of_zone
from planning.errors import Code, PlanningError
from planning.people import Person
from planning.public_holidays import find_region, regions_of
from planning.quiet import MIDNIGHT, Availability, WorkCalendar
from planning.tactics import Tactic
from planning.zones import zone_of

MAX_LEAD_DAYS = 60
OVERDUE_DAILY = 3
_DAY = timedelta(days=1)
_WEEK = 7
_MAX_QUIET = 14
_MAX_SNOOZE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person wants to be reminded.

    `hour` is 0-23 in their own time zone; `lead_days` are the days before a due date on which it is
    mentioned, 0 for the day itself. They are away from `away_from` to `away_to`, both included; None leaves
    that end open. `country` is a two-letter ISO 3166 code and `region` one of ISO 3166-2 ("DE-BY"), each ""
    for a guess by the time zone. They work from the hour `work_from` to the hour `work_to` (1-24).
    """

    person: str
    hour: int = 9
    lead_days: tuple[int, ...] = (7, 1, 0)
    away_from: date | None = None
    away_to: date | None = None
    country: str = ""
    region: str = ""
    work_from: int = 9
    work_to: int = 18

    def edited(
        self,
        *,
        hour: int,
        lead_days: Iterable[int],
        away_from: date | None,
        away_to: date | None,
        country: str,
        region: str,
        work_from: int,
        work_to: int,
        person: Person,
    ) -> Self:
        """Other preferences of `person`; raises a refusal about the field.

        `region` is a code or name, in the country chosen or else known of the person.
        """
        for field, day in (("away_from", away_from), ("away_to", away_to)):
            if day:
                within_reach(day, field)
        if away_from and away_to and away_to < away_from:
            raise PlanningError(Code.DATES_REVERSED, "away_to", away_from=away_from)
        if work_to <= work_from:
            raise PlanningError(Code.HOURS_REVERSED, "work_to", hour=f"{work_from:02}")
        chosen = _country(country)
        return replace(
            self,
            hour=_within("hour", hour, 23),
            work_from=_within("work_from", work_from, 23),
            work_to=_within("work_to", work_to, MIDNIGHT),
            lead_days=tuple(
                sorted({_within("lead_days", days, MAX_LEAD_DAYS) for days in lead_days}, reverse=True)
            ),
            away_from=away_from,
            away_to=away_to,
            country=chosen,
            region=_region(region, chosen or country_of(person, replace(self, country=""))),
        )


@dataclass(frozen=True, slots=True)
class DueItem:
    """A tactic, and its due date that is to be mentioned."""

    tactic: Tactic
    on: date


@dataclass(frozen=True, slots=True)
class Digest:
    """What there is to say to a person: tactics due, ratings owed, check-ins (ids) with answers owed."""

    due: tuple[DueItem, ...] = ()
    ratings: tuple[Tactic, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say, and so nothing to send."""
        return not (self.due or self.ratings or self.answers)


def country_of(person: Person, preferences: Preferences) -> str:
    """Whose public holidays a person keeps: as they chose, as known, or by their zone; "" if unknown."""
    return preferences.country or person.country or country_of_zone(person.zone)


def region_of(person: Person, preferences: Preferences) -> str:
    """Whose regional holidays a person keeps: as they chose, or by their zone; "" for none.

    A region of another country than theirs counts for nothing.
    """
    country = country_of(person, preferences)
    found = (preferences.region, region_of_zone(person.zone))
    return next((region for region in found if country and region.startswith(f"{country}-")), "")


def availability(person: Person, preferences: Preferences) -> Availability:
    """When a person works. Their hours begin with their reminder hour where that is earlier."""
    calendar = WorkCalendar(
        zone_of(person.zone), country_of(person, preferences), region_of(person, preferences)
    )
    return Availability(
        calendar,
        starts=min(preferences.work_from, preferences.hour),
        ends=preferences.work_to,
        away_from=preferences.away_from,
        away_to=preferences.away_to,
        status_away=person.status_away,
        status_until=person.status_until,
    )


def is_quiet(day: date, person: Person, preferences: Preferences, now: datetime) -> bool:
    """Whether a person is not to be reminded on `day`: a weekend, a public holiday, or they are away.

    An away-looking status counts for today and for later days until it expires.
    """
    who = availability(person, preferences)
    if not who.calendar.works_on(day):
        return True
    return who.is_away_on(day) or who.is_away_at(max(now, instant(day, time(), who.calendar.zone)))


def quiet_until(today: date, person: Person, preferences: Preferences, now: datetime) -> date:
    """The last of the quiet days right after `today`, at most two weeks on; `today` if there is none."""
    day = today
    while day < today + timedelta(days=_MAX_QUIET) and is_quiet(day + _DAY, person, preferences, now):
        day += _DAY
    return day


def digest_day(handled: date | None, hour: int, zone: ZoneInfo, now: datetime) -> date | None:
    """The local day whose digest is due now; None before the hour, or when that day is `handled`.

    `handled` is the last local day that was seen to, whether sent or found quiet. The day is today, never a
    past one; only where clocks skip the hour over midnight, the day that lost it has its turn right after.
    """
    today = now.astimezone(zone).date()
    due = today if _turn(today, hour, zone) <= now else _lost_its_hour(today - _DAY, hour, zone)
    return due if due and (handled is None or handled < due) else None


def next_digest(handled: date | None, hour: int, zone: ZoneInfo, now: datetime) -> datetime:
    """When the next digest becomes due, as UTC; `now` or earlier when one is due already (`digest_day`)."""
    if due := digest_day(handled, hour, zone, now):
        return _turn(due, hour, zone)
    day = now.astimezone(zone).date()
    if handled and handled >= day:
        day = handled + _DAY
    return _turn(first_that_exists(day, zone), hour, zone)


def announced(
    due: date,
    since: date,
    today: date,
    lead_days: Iterable[int],
    snoozed_until: date | None = None,
    quiet_until: date | None = None,
) -> bool:
    """Whether a due date is to be mentioned in the digest of `today`, the one before having been on `since`.

    It is on its lead days, when overdue by 1, 2, 3 days, and weekly after that. A day that passed
    unmentioned, as on a weekend, is made good; but what is due on one of the quiet days ahead, up to
    `quiet_until`, is mentioned before them. A snoozed one waits for its day, and is mentioned on it, unless
    that is further away than anybody can have chosen.
    """
    if snoozed_until and since < snoozed_until <= today + _MAX_SNOOZE:
        return snoozed_until <= today
    last = quiet_until if quiet_until and due <= quiet_until else today
    if any(since < due - timedelta(days=lead) <= last for lead in lead_days):
        return True
    return _overdue_mentions((today - due).days) > _overdue_mentions((since - due).days)


def digest(
    tactics: Iterable[Tactic],
    since: date,
    today: date,
    preferences: Preferences,
    snoozes: Mapping[str, date],
    ratings_owed: Sequence[Tactic],
    answers_owed: Sequence[str],
    quiet_until: date | None = None,
) -> Digest:
    """What to say to a person today about their `tactics`, earliest due date first.

    `since` is the day of the last digest that was looked at; `snoozes` are days by tactic id; the next digest
    comes after `quiet_until`. What a person has finished their own part of is not said again.
    """
    due = [
        DueItem(tactic, on)
        for tactic in tactics
        if tactic.is_open and preferences.person not in tactic.finished
        if (on := tactic.current(today))
        if announced(on, since, today, preferences.lead_days, snoozes.get(tactic.id), quiet_until)
    ]
    due.sort(key=lambda item: (item.on, item.tactic.plan, item.tactic.number))
    return Digest(tuple(due), tuple(ratings_owed), tuple(answers_owed))


def _turn(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return instant(day, time(hour), zone)


def _lost_its_hour(day: date, hour: int, zone: ZoneInfo) -> date | None:
    """`day`, when its clocks were put forward from before the hour into the next day."""
    skipped = _turn(day, hour, zone).astimezone(zone).date() > day
    return day if skipped and exists(day, zone) else None


def _overdue_mentions(days: int) -> int:
    """How often something overdue by `days` has been mentioned: daily at first, then weekly."""
    if days <= OVERDUE_DAILY:
        return max(days, 0)
    return OVERDUE_DAILY + (days - OVERDUE_DAILY) // _WEEK


def _country(typed: str) -> str:
    code = typed.strip().upper()
    if code and not is_country(code):
        raise PlanningError(Code.COUNTRY_UNKNOWN, "country", words=typed.strip())
    return code


def _region(typed: str, country: str) -> str:
    """The region of `country` that was typed; raises REGION_UNKNOWN or NO_REGIONS about "region"."""
    words = typed.strip()
    if not words:
        return ""
    known = regions_of(country)
    if not known:
        values = {"country": country} if country else {}
        raise PlanningError(Code.NO_REGIONS, "region", **values)
    if not (found := find_region(country, words)):
        example, name = next(iter(known.items()))
        values = {"words": words, "country": country, "example": example, "name": name}
        raise PlanningError(Code.REGION_UNKNOWN, "region", **values)
    return found


def _within(field: str, number: int, most: int) -> int:
    if not 0 <= number <= most:
        raise PlanningError(Code.OUT_OF_RANGE, field, least=0, most=most)
    return number
