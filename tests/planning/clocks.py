"""Every time zone there is, and when its clocks change."""

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
SECOND, HOUR, DAY, WEEK = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
ZONES = sorted(available_timezones())


def wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What clocks in `zone` show."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


@cache
def changes(zone: ZoneInfo) -> tuple[datetime, ...]:
    """The first instants of new offsets in five years."""
    weeks = [FIRST + WEEK * count for count in range((LAST - FIRST).days // 7 + 1)]
    return tuple(
        change(early, late, zone)
        for early, late in pairwise(weeks)
        if offset(early, zone) != offset(late, zone)
    )


def change(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The first second after `early` at which the offset is that of `late`."""
    before = offset(early, zone)
    while late - early > SECOND:
        middle = early + timedelta(seconds=(late - early) // SECOND // 2)
        early, late = (middle, late) if offset(middle, zone) == before else (early, middle)
    return late


def offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


@cache
def different_zones() -> tuple[ZoneInfo, ...]:
    """One of each group of zones whose clocks agree all these years."""
    found: dict[Any, ZoneInfo] = {}
    for zone in map(ZoneInfo, ZONES):
        moments = (FIRST, *changes(zone))
        found.setdefault(tuple((moment, offset(moment, zone)) for moment in moments), zone)
    return tuple(found.values())
