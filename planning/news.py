"""What others changed for a person, and when they are told. Rules: PRODUCT, New for you."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from planning.tactics import State, Tactic

QUIET_FOR = timedelta(minutes=2)  # since the last change
MAX_WAIT = timedelta(minutes=10)  # since the first one
APART = timedelta(hours=2)
MAX_A_DAY = 2


class NewsKind(StrEnum):
    """What somebody else did to a tactic, as the person who owns or owned it sees it.

    In the order in which changes at the same moment count.
    """

    ASSIGNED = "assigned"
    TAKEN = "taken"
    MOVED = "moved"
    DROPPED = "dropped"
    REOPENED = "reopened"


_ORDER = tuple(NewsKind)
ASKS = frozenset({NewsKind.ASSIGNED, NewsKind.REOPENED})
"""News that ask something of the person, so that they are told at once."""


@dataclass(frozen=True, slots=True)
class News:
    """What the person `by` did to a tactic (id) at `at`; `person` hears of it."""

    person: str
    tactic: str
    kind: NewsKind
    by: str
    at: datetime


def news_of(before: Tactic | None, after: Tactic, by: str, at: datetime) -> list[News]:
    """What a change of a tactic means to its owners, those before and those since, but for who made it."""
    old = before.owners if before else ()
    kinds = {person: NewsKind.TAKEN for person in old if before and before.is_open}
    kinds |= dict.fromkeys(after.owners if after.is_open else (), NewsKind.ASSIGNED)
    stayed = set(old) & set(after.owners)
    what = _what_happened(before, after) if before else None
    if what:
        kinds |= dict.fromkeys(stayed, what)
    told = [person for person in kinds if what or person not in stayed]
    return [News(person, after.id, kinds[person], by, at) for person in told if person != by]


def _what_happened(before: Tactic, after: Tactic) -> NewsKind | None:
    """What a change means to those who own the tactic before and after it."""
    if after.state is State.DROPPED and before.is_open:
        return NewsKind.DROPPED
    if after.is_open and not before.is_open:
        return NewsKind.REOPENED
    dates = (before.eta, before.recurrence), (after.eta, after.recurrence)
    return NewsKind.MOVED if after.is_open and dates[0] != dates[1] else None


def newest_of_each(news: Iterable[News]) -> list[News]:
    """One for each person and tactic, in order of time: what became of it.

    Who was assigned and lost it again before they were told hears nothing; who was assigned a tactic that
    was moved since hears that they were assigned.
    """
    found: dict[tuple[str, str], News | None] = {}
    for one in sorted(news, key=lambda each: (each.at, _ORDER.index(each.kind))):
        key = (one.person, one.tactic)
        earlier = found.pop(key, None)
        is_new = earlier is not None and earlier.kind is NewsKind.ASSIGNED
        if is_new and one.kind in (NewsKind.TAKEN, NewsKind.DROPPED):
            continue
        found[key] = earlier if is_new and one.kind is NewsKind.MOVED else one
    return [one for one in found.values() if one]


def told_at(first: datetime, now: datetime) -> datetime:
    """When a message is sent whose first item came at `first` and whose last one came `now`."""
    return min(now + QUIET_FOR, first + MAX_WAIT)
