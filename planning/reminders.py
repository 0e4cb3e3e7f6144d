"""Reminders: when a daily message is due, what is in it, and on which days there is none.

Rules: PRODUCT, Reminders. A daily message (digest) is for one local day of the person, due from their
reminder hour to the end of that day. If the clock jumps over several days, only one is sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from planning.calendar import (
    exists,
    first_that_exists,
    holidays_of,
    instant,
    is_working_day,
    within_reach,
)
from planning.countries import country_of_zone, is_country
from planning.errors import Code, PlanningError
from planning.people import Person
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
    mentioned, 0 for the day itself. They are away from `away_from` to `away_to`, inclusive; None leaves that
    end open. `country` is a two-letter ISO 3166 code, "" for the time zone's country.
    """

    person: str
    hour: int = 9
    lead_days: tuple[int, ...] = (7, 1, 0)
    away_from: date | None = None
    away_to: date | None = None
    country: str = ""

    def edited(
        self,
        *,
        hour: int,
        lead_days: Iterable[int],
        away_from: date | None,
        away_to: date | None,
        country: str,
    ) -> Self:
        """These preferences with other values; raises PlanningError about an invalid field."""
        for field, day in (("away_from", away_from), ("away_to", away_to)):
            if day:
                within_reach(day, field)
        if away_from and away_to and away_to < away_from:
            raise PlanningError(Code.DATES_REVERSED, "away_to", away_from=away_from)
        return replace(
            self,
            hour=_within("hour", hour, 23),
            lead_days=tuple(
                sorted({_within("lead_days", days, MAX_LEAD_DAYS) for days in lead_days}, reverse=True)
            ),
            away_from=away_from,
            away_to=away_to,
            country=_country(country),
        )

    def away_on(self, day: date) -> bool:
        """Whether they set `day` as away."""
        if self.away_from is None and self.away_to is None:
            return False
        return (self.away_from or date.min) <= day <= (self.away_to or date.max)


@dataclass(frozen=True, slots=True)
class DueItem:
    """A tactic and the due date to mention."""

    tactic: Tactic
    on: date


@dataclass(frozen=True, slots=True)
class Digest:
    """The contents of a daily message: tactics due, tactics to rate, ids of check-ins to answer."""

    due: tuple[DueItem, ...] = ()
    ratings: tuple[Tactic, ...] = ()
    answers: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to send."""
        return not (self.due or self.ratings or self.answers)


def country_of(person: Person, preferences: Preferences) -> str:
    """The country of a person's public holidays: chosen, known, or by time zone; "" if unknown."""
    return preferences.country or person.country or country_of_zone(person.zone)


def is_quiet(day: date, person: Person, preferences: Preferences, now: datetime) -> bool:
    """Whether not to remind a person on `day`: a weekend, a public holiday, or they are away.

    An away status in Slack counts until it expires.
    """
    if preferences.away_on(day):
        return True
    if not is_working_day(day, holidays_of(country_of(person, preferences), day.year)):
        return True
    return person.is_away(max(now, instant(day, time(), zone_of(person.zone))))


def last_quiet_day(today: date, person: Person, preferences: Preferences, now: datetime) -> date:
    """The last of the quiet days right after `today`, within two weeks; `today` if there is none."""
    day = today
    while day < today + timedelta(days=_MAX_QUIET) and is_quiet(day + _DAY, person, preferences, now):
        day += _DAY
    return day


def digest_day(last_handled: date | None, hour: int, zone: ZoneInfo, now: datetime) -> date | None:
    """The local day whose digest is due now; None before the hour, or if that day was handled.

    `last_handled` is the last local day that was processed, whether sent or quiet. The result is today, or
    yesterday if its clocks skipped from before the hour past midnight.
    """
    today = now.astimezone(zone).date()
    due = today if _instant_of(today, hour, zone) <= now else _day_without_hour(today - _DAY, hour, zone)
    return due if due and (last_handled is None or last_handled < due) else None


def next_digest(last_handled: date | None, hour: int, zone: ZoneInfo, now: datetime) -> datetime:
    """When the next digest becomes due, as UTC; `now` or earlier when one is due already (`digest_day`)."""
    if due := digest_day(last_handled, hour, zone, now):
        return _instant_of(due, hour, zone)
    day = now.astimezone(zone).date()
    if last_handled and last_handled >= day:
        day = last_handled + _DAY
    return _instant_of(first_that_exists(day, zone), hour, zone)


def is_mentioned(
    due: date,
    since: date,
    today: date,
    lead_days: Iterable[int],
    snoozed_until: date | None = None,
    quiet_until: date | None = None,
) -> bool:
    """Whether to mention a due date in the digest of `today`; the previous digest was on `since`.

    It is mentioned on its lead days, when overdue by 1, 2 and 3 days, and weekly after that. Mentions missed
    between `since` and `today` are made up for, and those due on the quiet days ahead, up to `quiet_until`,
    come early. A snoozed one is mentioned on its day, unless that is too far ahead to have been chosen.
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
    pending_ratings: Sequence[Tactic],
    pending_answers: Sequence[str],
    quiet_until: date | None = None,
) -> Digest:
    """The digest of `today` for the person of these `preferences`, earliest due date first.

    `since` is the day of the previous digest; `snoozes` are days by tactic id; the next digest is after
    `quiet_until`. Tactics whose part the person has finished are left out.
    """
    due = [
        DueItem(tactic, on)
        for tactic in tactics
        if tactic.is_open and preferences.person not in tactic.finished
        if (on := tactic.current(today))
        if is_mentioned(on, since, today, preferences.lead_days, snoozes.get(tactic.id), quiet_until)
    ]
    due.sort(key=lambda item: (item.on, item.tactic.plan, item.tactic.number))
    return Digest(tuple(due), tuple(pending_ratings), tuple(pending_answers))


def _instant_of(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return instant(day, time(hour), zone)


def _day_without_hour(day: date, hour: int, zone: ZoneInfo) -> date | None:
    """`day`, if its clocks skipped from before the hour into the next day; else None."""
    skipped = _instant_of(day, hour, zone).astimezone(zone).date() > day
    return day if skipped and exists(day, zone) else None


def _overdue_mentions(days: int) -> int:
    """How many times to mention something overdue by `days` so far: daily at first, then weekly."""
    if days <= OVERDUE_DAILY:
        return max(days, 0)
    return OVERDUE_DAILY + (days - OVERDUE_DAILY) // _WEEK


def _country(typed: str) -> str:
    code = typed.strip().upper()
    if code and not is_country(code):
        raise PlanningError(Code.COUNTRY_UNKNOWN, "country", words=typed.strip())
    return code


def _within(field: str, number: int, most: int) -> int:
    if not 0 <= number <= most:
        raise PlanningError(Code.OUT_OF_RANGE, field, least=0, most=most)
    return number
