"""Digests and check-ins on every clock there is: over each change of it, over the globe, and after a halt."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.calendar import exists, instant
from planning.check_ins import CheckInState, new_check_in, next_check_in, opening
from planning.deadlines import Span
from planning.quiet import WorkCalendar
from planning.reminders import digest_day, next_digest
from tests.planning.clocks import DAY, FIRST, HOUR, LAST, SECOND, WEEK, ZONES, changes, different_zones, wall
from tests.planning.world import PLAN

RIGA = ZoneInfo("Europe/Riga")

zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.integers(0, int((LAST - FIRST).total_seconds())).map(lambda count: FIRST + count * SECOND)
hours = st.integers(0, 23)


def telling_hours(moment: datetime, zone: ZoneInfo) -> set[int]:
    """The hours just before, in and after a gap or fold; the usual one; and those next to midnight."""
    around = {wall(moment + shift, zone).hour for shift in (-HOUR, -SECOND, timedelta(), HOUR)}
    return around | {(wall(moment - SECOND, zone) + SECOND).hour, 0, 9, 23}


def meant(moment: datetime, day: date, hour: int, zone: ZoneInfo) -> bool:
    """Whether it is the first instant of the hour on that day, or after it when clocks skip it."""
    wanted = datetime.combine(day, time(hour))
    return wall(moment - SECOND, zone) < wanted <= wall(moment, zone)


def digests(hour: int, zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[date, datetime]]:
    """The days after that of `start`, and when each was handled by somebody who looks just when it is due."""
    handled = wall(start, zone).date()
    while (now := next_digest(handled, hour, zone, start)) <= end:
        due = digest_day(handled, hour, zone, now)
        assert due, "nothing was due when it was said to be"
        yield due, now
        handled, start = due, now


def test_the_zones_do_change_their_clocks() -> None:
    assert [wall(change, RIGA).isoformat() for change in changes(RIGA)][:2] == [
        "2026-03-29T04:00:00",
        "2026-10-25T03:00:00",
    ]
    assert len(changes(RIGA)) == 10
    assert changes(ZoneInfo("Asia/Tokyo")) == ()
    assert sum(bool(changes(ZoneInfo(key))) for key in ZONES) > 100


def test_a_digest_comes_once_a_day_at_its_hour_over_every_change_of_clocks() -> None:
    for zone in different_zones():
        for moment in changes(zone) or (FIRST,):
            for hour in telling_hours(moment, zone):
                start = moment - 3 * DAY
                found = list(digests(hour, zone, start, moment + 3 * DAY))
                assert len(found) >= 5, zone
                for later, (day, at) in enumerate(found, start=1):
                    assert day == wall(start, zone).date() + later * DAY, zone
                    assert meant(at, day, hour, zone), (zone, at, hour)


def test_a_check_in_comes_once_a_week_at_its_hour_over_every_change_of_clocks() -> None:
    for zone in different_zones():
        for moment in changes(zone) or (FIRST,):
            for hour in telling_hours(moment, zone):
                for near in (-DAY, timedelta(), DAY):
                    day = wall(moment - SECOND, zone).date() + near
                    at = moment - 10 * DAY
                    for week in (day - WEEK, day, day + WEEK):
                        at = next_check_in(day.weekday(), hour, zone, at)
                        assert meant(at, week, hour, zone), (zone, at, hour)


SKIPPED = {  # each zone that goes without a day of that year or later, and the day
    "Pacific/Apia": date(2011, 12, 30),
    "Pacific/Fakaofo": date(2011, 12, 30),
    "Pacific/Kwajalein": date(1993, 8, 21),
    "Kwajalein": date(1993, 8, 21),
    "Pacific/Enderbury": date(1994, 12, 31),
    "Pacific/Kanton": date(1994, 12, 31),
    "Pacific/Kiritimati": date(1994, 12, 31),
}


def test_these_are_all_the_zones_that_go_without_a_day() -> None:
    days = [date(1993, 1, 1) + count * DAY for count in range((date(2031, 1, 1) - date(1993, 1, 1)).days)]
    around = {day for gone in SKIPPED.values() for day in (gone - DAY, gone, gone + DAY)}
    for key in ZONES:
        zone = ZoneInfo(key)
        gone = {day for day in around if not exists(day, zone)}
        assert gone == ({SKIPPED[key]} if key in SKIPPED else set()), key
    assert all(exists(day, ZoneInfo("Europe/Riga")) for day in days)


@pytest.mark.parametrize("hour", [0, 9, 23])
@pytest.mark.parametrize("key", SKIPPED)
def test_a_check_in_of_a_day_that_is_skipped_is_held_as_a_digest_is_on_the_next(key: str, hour: int) -> None:
    zone, gone = ZoneInfo(key), SKIPPED[key]
    midnight = datetime.combine(gone + DAY, time(), zone).astimezone(UTC)
    found = [midnight - 10 * DAY]
    while found[-1] < midnight + 8 * DAY:
        found.append(next_check_in(gone.weekday(), hour, zone, found[-1]))
    expected = [gone - WEEK, gone + DAY, gone + WEEK]
    assert [wall(at, zone) for at in found[1:4]] == [datetime.combine(day, time(hour)) for day in expected]
    for moment in (midnight - SECOND, midnight):
        if moment < found[2]:
            assert next_check_in(gone.weekday(), hour, zone, moment) == found[2]
    assert [day for day, _ in digests(hour, zone, midnight - 30 * HOUR, found[2])][-1] == gone + DAY
    plan = replace(PLAN, zone=key, check_in_weekday=gone.weekday(), check_in_hour=hour)
    assert new_check_in(plan, found[2], Span(found[2], found[2], found[2]), (), "id").on == gone + DAY


@pytest.mark.parametrize("key", SKIPPED)
def test_a_day_that_is_skipped_is_no_working_day(key: str) -> None:
    zone, gone = ZoneInfo(key), SKIPPED[key]
    eve = instant(gone - DAY, time(9), zone)
    later = WorkCalendar(zone).moment_after(eve, 1).astimezone(zone)
    assert (later.date() > gone, later.hour) == (True, 9)
    assert later.weekday() < 5


def test_a_check_in_whose_hour_is_skipped_over_midnight_is_that_of_the_day_that_lost_it() -> None:
    nuuk, saturday = ZoneInfo("America/Nuuk"), date(2027, 3, 27)
    at = next_check_in(saturday.weekday(), 23, nuuk, datetime(2027, 3, 25, tzinfo=UTC))
    assert wall(at, nuuk).isoformat() == "2027-03-28T00:00:00"
    plan = replace(PLAN, zone="America/Nuuk", check_in_weekday=saturday.weekday(), check_in_hour=23)
    assert new_check_in(plan, at, Span(at, at, at), (), "id").on == saturday
    assert new_check_in(plan, at + HOUR, Span(at + HOUR, at + HOUR, at + HOUR), (), "id").on == saturday + DAY


@given(moments, st.integers(0, 6), hours, zones)
def test_the_next_check_in_is_the_first_one_strictly_after(
    after: datetime, weekday: int, hour: int, zone: ZoneInfo
) -> None:
    found = next_check_in(weekday, hour, zone, after)
    assert found > after
    assert found.tzinfo is UTC
    nearest = wall(found, zone).date()
    days = [nearest - DAY, nearest] if hour == 23 else [nearest]
    assert any(meant(found, day, hour, zone) for day in days if day.weekday() == weekday)
    assert found - after <= WEEK + 2 * HOUR
    assert next_check_in(weekday, hour, zone, found - SECOND) == found


@given(st.one_of(st.none(), st.dates(date(2025, 12, 25), date(2031, 1, 5))), moments, hours, zones)
def test_a_digest_is_due_just_when_its_time_has_come(
    handled: date | None, now: datetime, hour: int, zone: ZoneInfo
) -> None:
    due = digest_day(handled, hour, zone, now)
    assert (next_digest(handled, hour, zone, now) <= now) is (due is not None)
    if due:
        assert handled is None or handled < due
        assert wall(now, zone) >= datetime.combine(due, time(hour))
        assert wall(now, zone).date() - due <= (DAY if hour == 23 else timedelta())


def test_a_day_whose_hour_is_skipped_over_midnight_has_its_turn_right_after() -> None:
    nuuk, saturday = ZoneInfo("America/Nuuk"), date(2027, 3, 27)
    midnight = datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert wall(midnight, nuuk).isoformat() == "2027-03-28T00:00:00"
    assert next_digest(saturday - DAY, 23, nuuk, midnight - HOUR) == midnight
    assert digest_day(saturday - DAY, 23, nuuk, midnight - SECOND) is None
    assert digest_day(saturday - DAY, 23, nuuk, midnight) == saturday
    assert digest_day(saturday, 23, nuuk, midnight) is None
    assert next_digest(saturday, 23, nuuk, midnight) == midnight + 23 * HOUR


def test_a_day_that_a_country_goes_without_has_no_digest() -> None:
    apia = ZoneInfo("Pacific/Apia")
    start = datetime(2011, 12, 28, tzinfo=UTC)
    assert [day.day for day, _ in digests(9, apia, start, start + 5 * DAY)] == [28, 29, 31, 1, 2]


@pytest.mark.parametrize(
    ("there", "arrival", "expected"),
    [
        pytest.param(
            "America/New_York",
            "2027-01-05T20:00Z",  # 15:00 on the same day, which has had its digest
            ["4 at 07:00", "5 at 07:00", "6 at 14:00", "7 at 14:00"],
            id="west",
        ),
        pytest.param(
            "America/New_York",
            "2027-01-06T05:00Z",  # 00:00 on the day that is 07:00 in Riga
            ["4 at 07:00", "5 at 07:00", "6 at 14:00", "7 at 14:00"],
            id="west, before the hour",
        ),
        pytest.param(
            "Asia/Tokyo",
            "2027-01-05T18:00Z",  # 03:00 on the next day
            ["4 at 07:00", "5 at 07:00", "6 at 00:00", "7 at 00:00"],
            id="east",
        ),
        pytest.param(
            "Asia/Tokyo",
            "2027-01-06T06:00Z",  # 15:00, an hour before the digest in Riga
            ["4 at 07:00", "5 at 07:00", "6 at 06:00", "7 at 00:00"],
            id="east, past the hour",
        ),
        pytest.param(
            "Pacific/Honolulu",
            "2027-01-06T08:00Z",  # 22:00 on 5 January, after 6 January had its digest
            ["4 at 07:00", "5 at 07:00", "6 at 07:00", "7 at 19:00"],
            id="west, back into the day before",
        ),
        pytest.param(
            "Pacific/Kiritimati",
            "2027-01-05T12:00Z",  # 02:00 on the next day
            ["4 at 07:00", "5 at 07:00", "5 at 19:00", "6 at 19:00"],
            id="east, over the date line",
        ),
    ],
)
def test_who_leaves_riga_gets_one_digest_a_day(there: str, arrival: str, expected: list[str]) -> None:
    """Expected are days and times in UTC, where Riga's 09:00 is 07:00."""
    start, moved = datetime(2027, 1, 4, tzinfo=UTC), datetime.fromisoformat(arrival)
    found = travelled([(start, "Europe/Riga"), (moved, there)], 9, datetime(2027, 1, 7, 20, tzinfo=UTC))
    assert [f"{at.day} at {at:%H:%M}" for _, at in found][:4] == expected
    assert [day.day for day, _ in found][:4] == [4, 5, 6, 7]


@given(st.lists(st.tuples(st.integers(1, 80), st.sampled_from(ZONES)), min_size=2, max_size=6), hours)
def test_no_journey_brings_two_digests_of_a_day_or_a_day_without(
    legs: list[tuple[int, str]], hour: int
) -> None:
    stays, now = [], datetime(2027, 3, 26, tzinfo=UTC)
    for length, key in legs:
        stays.append((now, key))
        now += length * HOUR
    days = [day for day, _ in travelled(stays, hour, now)]
    assert all(early < late for early, late in pairwise(days))


def travelled(stays: list[tuple[datetime, str]], hour: int, end: datetime) -> list[tuple[date, datetime]]:
    """The digests of a person who stays in one zone after another, looked for every half hour.

    Wherever they are, their day has had its digest once its hour has passed.
    """
    handled, found = date.min, []
    ends = [start for start, _ in stays[1:]] + [end]
    for (now, key), until in zip(stays, ends, strict=True):
        zone = ZoneInfo(key)
        while now < until:
            if due := digest_day(handled, hour, zone, now):
                handled = due
                found.append((due, now))
            local = wall(now, zone)
            assert local.time() < time(hour) or handled >= local.date()
            now += HOUR / 2
    return found


@given(moments, st.integers(1, 400), hours, zones)
def test_a_clock_that_jumps_ahead_brings_todays_digest_alone(
    start: datetime, days: int, hour: int, zone: ZoneInfo
) -> None:
    handled = wall(start, zone).date()
    now = start + days * DAY
    due = digest_day(handled, hour, zone, now)
    if due:
        assert digest_day(due, hour, zone, now) is None
        assert next_digest(due, hour, zone, now) > now
        assert wall(now, zone).date() - due <= (DAY if hour == 23 else timedelta())


def test_a_clock_that_jumps_back_brings_nothing_again() -> None:
    handled = date(2027, 1, 6)
    assert digest_day(handled, 9, RIGA, datetime(2027, 1, 5, 12, tzinfo=UTC)) is None
    assert next_digest(handled, 9, RIGA, datetime(2027, 1, 5, 12, tzinfo=UTC)) == datetime(
        2027, 1, 7, 7, tzinfo=UTC
    )


@given(moments, st.integers(0, 6), hours, zones, st.integers(0, 60))
def test_after_a_halt_only_a_check_in_of_the_last_day_is_held(
    start: datetime, weekday: int, hour: int, zone: ZoneInfo, days: int
) -> None:
    now = start + days * DAY
    due = []
    moment = start
    while (moment := next_check_in(weekday, hour, zone, moment)) <= now:
        due.append(moment)
    states = [opening(each, now) for each in due]
    assert states[:-1] == [CheckInState.MISSED] * len(states[:-1])
    if due:
        assert (states[-1] is CheckInState.OPEN) is (now - due[-1] < DAY)
