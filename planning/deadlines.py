"""How long ratings and check-ins wait for people (PRODUCT: Rating, Check-in).

They give each person asked at least one whole working day of their own. Who is away for all of the time that
they have anyway isn't asked, and they don't wait for them.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, takewhile

from planning.quiet import Availability, WorkCalendar, has_whole_working_day, is_away_throughout

MAX_RATING = timedelta(days=10)
_DAY = timedelta(days=1)
NUDGE_AFTER, CLOSE_AFTER = 1, 2  # working days of the plan


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a check-in is open, and when those who have not answered by then are nudged."""

    opened_at: datetime
    nudge_at: datetime
    closes_at: datetime


def rating_deadline(
    plan: WorkCalendar, rating_days: int, owners: Iterable[Availability], now: datetime
) -> datetime:
    """When a round of ratings that starts `now` ends, as UTC.

    That is `rating_days` working days of the plan later, or as many more of them as the owners asked need for
    a whole working day each. For their sake it is at most MAX_RATING away.
    """
    return extended_deadline(plan, plan.moment_after(now, rating_days), owners, now)


def extended_deadline(
    plan: WorkCalendar, ends_at: datetime, owners: Iterable[Availability], now: datetime
) -> datetime:
    """When a round that was to end at `ends_at` ends for the sake of owners who are asked `now`."""
    asked = [owner for owner in owners if not is_away_throughout(owner, now, ends_at)]
    latest = max(ends_at, now + MAX_RATING)
    later = takewhile(lambda at: at < latest, plan.moments_after(ends_at))
    return next((at for at in chain([ends_at], later) if _all_had_a_day(asked, now, at)), latest)


def check_in_span(
    plan: WorkCalendar, hour: int, opened_at: datetime, next_at: datetime, asked: Iterable[Availability]
) -> Span:
    """How long a check-in is open that opens at `opened_at`; the next one opens at `next_at`.

    It closes at the `hour` of a working day of the plan: the second one after it opens, or the first later
    one by which all who are asked had a whole working day. It is closed before the next one opens.
    """
    moments = takewhile(lambda at: at < next_at, plan.moments_after(opened_at, time(hour)))
    possible = tuple(moments) or (next_at,)
    usual = possible[:CLOSE_AFTER][-1]
    present = [person for person in asked if not is_away_throughout(person, opened_at, usual)]
    later = (at for at in possible[CLOSE_AFTER - 1 :] if _all_had_a_day(present, opened_at, at))
    return Span(opened_at, possible[:NUDGE_AFTER][-1], next(later, possible[-1]))


def is_paused(week_of: date, people_quiet: Callable[[str, date], bool], asked: Collection[str]) -> bool:
    """Whether everyone asked is off from Monday to Friday of the week of `week_of`.

    `people_quiet(person, day)` is whether a person is off on that day. False if no one is asked.
    """
    monday = week_of - week_of.weekday() * _DAY
    week = [monday + later * _DAY for later in range(5)]
    return bool(asked) and all(people_quiet(person, day) for person in asked for day in week)


def _all_had_a_day(people: Collection[Availability], since: datetime, by: datetime) -> bool:
    return all(has_whole_working_day(person, since, by) for person in people)
