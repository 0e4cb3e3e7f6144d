"""When people may be written to: in their zones, over changes of clocks, weekends, holidays and absences."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.quiet import (
    Absence,
    Availability,
    WorkCalendar,
    absence,
    has_whole_working_day,
    is_away_throughout,
    is_quiet_day,
    may_write_at,
    next_moment_to_write,
    working_days_between,
)
from tests.planning.clocks import DAY, FIRST, HOUR, LAST, SECOND, ZONES, changes, different_zones, wall

RIGA, NEW_YORK = ZoneInfo("Europe/Riga"), ZoneInfo("America/New_York")
MAYA = Availability(WorkCalendar(RIGA, "LV"))
BRIAN = Availability(WorkCalendar(NEW_YORK, "US"))
LIORA = Availability(WorkCalendar(ZoneInfo("Asia/Jerusalem"), "IL"))
QUARTER = timedelta(minutes=15)

moments = st.integers(0, (LAST - FIRST) // QUARTER).map(lambda count: FIRST + count * QUARTER)
days = st.dates(FIRST.date(), LAST.date())


@st.composite
def people(draw: st.DrawFn) -> Availability:
    """Anyone: odd hours, any zone, a country with any weekend, and perhaps away."""
    start = draw(st.integers(0, 23))
    away_from = draw(st.none() | days)
    away_to = draw(st.none() | days.map(lambda day: max(day, away_from or day)))
    return Availability(
        WorkCalendar(
            ZoneInfo(draw(st.sampled_from(ZONES))), draw(st.sampled_from(["", "LV", "IL", "IR", "US", "DE"]))
        ),
        start,
        draw(st.integers(start + 1, 24)),
        away_from=away_from,
        away_to=away_to,
        status_away=draw(st.booleans()),
        status_until=draw(st.none() | moments),
    )


def local(text: str, zone: ZoneInfo = RIGA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("who", "moment", "expected"),
    [
        pytest.param(MAYA, local("2027-01-04T09:00"), "2027-01-04T09:00", id="as her day begins"),
        pytest.param(MAYA, local("2027-01-04T08:59"), "2027-01-04T09:00", id="before it"),
        pytest.param(MAYA, local("2027-01-04T17:59"), "2027-01-04T17:59", id="to its last minute"),
        pytest.param(MAYA, local("2027-01-04T18:00"), "2027-01-05T09:00", id="after it"),
        pytest.param(MAYA, local("2027-01-08T18:00"), "2027-01-11T09:00", id="over a weekend"),
        pytest.param(MAYA, local("2027-11-17T20:00"), "2027-11-19T09:00", id="over a holiday"),
        pytest.param(replace(MAYA, starts=7), local("2027-01-04T07:30"), "2027-01-04T07:30", id="early"),
        pytest.param(replace(MAYA, ends=24), local("2027-01-04T23:59"), "2027-01-04T23:59", id="to midnight"),
        pytest.param(
            replace(MAYA, away_from=date(2027, 1, 4), away_to=date(2027, 1, 8)),
            local("2027-01-04T10:00"),
            "2027-01-11T09:00",
            id="away for a week",
        ),
        pytest.param(
            replace(MAYA, status_away=True, status_until=local("2027-01-05T12:00")),
            local("2027-01-04T10:00"),
            "2027-01-05T12:00",
            id="away by status until noon",
        ),
        pytest.param(
            replace(MAYA, status_until=local("2027-01-05T12:00")),
            local("2027-01-04T10:00"),
            "2027-01-04T10:00",
            id="a status of another kind",
        ),
        pytest.param(LIORA, local("2027-01-07T20:00"), "2027-01-10T09:00", id="over Friday and Saturday"),
    ],
)
def test_the_next_moment_to_write(who: Availability, moment: datetime, expected: str) -> None:
    found = next_moment_to_write(who, moment)
    assert found is not None
    assert wall(found, who.calendar.zone) == datetime.fromisoformat(expected)
    assert may_write_at(who, moment) is (found == moment)


@pytest.mark.parametrize(
    "who",
    [
        replace(MAYA, away_from=date(2027, 1, 4)),
        replace(MAYA, status_away=True),
    ],
)
def test_there_is_no_next_moment_while_no_end_is_in_sight(who: Availability) -> None:
    assert next_moment_to_write(who, local("2027-01-04T10:00")) is None
    assert absence(who, local("2027-01-04T10:00")) == Absence(None)


@given(people(), moments)
def test_the_next_moment_is_the_first_at_which_they_may_be_written_to(
    who: Availability, moment: datetime
) -> None:
    found = next_moment_to_write(who, moment)
    if found is None:
        assert not may_write_at(who, moment)
        assert who.status_away or who.away_from or who.away_to
        return
    assert found >= moment
    assert may_write_at(who, found)
    assert found == moment or not may_write_at(who, found - SECOND)
    step = moment
    while step < min(found, moment + 4 * DAY):
        assert not may_write_at(who, step)
        step += QUARTER


@given(people(), days)
def test_a_day_is_quiet_where_no_moment_of_it_is_right(who: Availability, day: date) -> None:
    start = datetime.combine(day, datetime.min.time(), who.calendar.zone).astimezone(UTC) - HOUR
    steps = [start + count * QUARTER for count in range(4 * 27)]
    right = any(may_write_at(who, step) for step in steps if who.day_of(step) == day)
    assert is_quiet_day(who, day) is not right


@given(people(), moments)
def test_it_is_never_right_outside_their_hours(who: Availability, moment: datetime) -> None:
    clock = wall(moment, who.calendar.zone)
    if may_write_at(who, moment):
        assert who.starts <= clock.hour < who.ends
        assert not who.is_away_at(moment)
        assert who.calendar.works_on(clock.date())


def test_a_day_has_its_hours_whenever_clocks_change() -> None:
    """Over each change of every clock, the hours are whole but for those that the change takes or adds."""
    for zone in different_zones():
        who = Availability(WorkCalendar(zone), 0, 24)
        for change in changes(zone):
            day = who.day_of(change)
            start, end = who.hours_of(day)
            assert (who.day_of(start), who.day_of(end - SECOND)) == (day, day), (zone, change)
            assert who.day_of(start - SECOND) < day < who.day_of(end), (zone, change)


@pytest.mark.parametrize(
    ("after", "before", "whole"),
    [
        pytest.param("2027-01-04T09:00", "2027-01-04T18:00", True, id="the day itself"),
        pytest.param("2027-01-04T09:01", "2027-01-04T18:00", False, id="begun late"),
        pytest.param("2027-01-04T09:00", "2027-01-04T17:59", False, id="ended early"),
        pytest.param("2027-01-04T12:00", "2027-01-06T09:00", True, id="the day between"),
        pytest.param("2027-01-08T12:00", "2027-01-11T12:00", False, id="a weekend between"),
        pytest.param("2027-11-17T12:00", "2027-11-19T12:00", False, id="a holiday between"),
        pytest.param("2027-01-06T09:00", "2027-01-04T18:00", False, id="the wrong way round"),
    ],
)
def test_a_whole_working_day(after: str, before: str, whole: bool) -> None:
    assert has_whole_working_day(MAYA, local(after), local(before)) is whole


@given(people(), moments, moments)
def test_a_whole_working_day_has_all_its_hours(who: Availability, one: datetime, other: datetime) -> None:
    after, before = min(one, other), min(max(one, other), min(one, other) + 9 * DAY)
    found = has_whole_working_day(who, after, before)
    first, last = who.day_of(after), who.day_of(before)
    whole = [
        day
        for day in working_days_between(who, first, last)
        if after <= who.hours_of(day)[0] < who.hours_of(day)[1] <= before
        if may_write_at(who, who.hours_of(day)[0])
    ]
    assert found is bool(whole)


@given(people(), days, st.integers(0, 30))
def test_the_working_days_between_are_those_that_are_not_quiet(
    who: Availability, first: date, count: int
) -> None:
    every = [first + later * DAY for later in range(count)]
    expected = tuple(day for day in every if not is_quiet_day(who, day))
    assert working_days_between(who, first, first + (count - 1) * DAY) == expected


@given(people(), moments, st.integers(1, 9))
def test_that_many_working_days_lie_between(who: Availability, moment: datetime, count: int) -> None:
    calendar = who.calendar
    found = [next(calendar.moments_after(moment)), calendar.moment_after(moment, count)]
    first, last = who.day_of(moment) + DAY, who.day_of(found[1])
    assert found[0] <= found[1]
    assert len(list(calendar.working_days(first, last))) in (count, count + 1)  # where midnight is skipped


@pytest.mark.parametrize(
    ("moment", "days", "expected"),
    [
        pytest.param("2027-01-18T10:00", 3, "2027-01-21T10:00", id="within a week"),
        pytest.param("2027-01-21T10:00", 3, "2027-01-26T10:00", id="over a weekend"),
        pytest.param("2027-01-23T10:00", 1, "2027-01-25T10:00", id="from a Saturday"),
        pytest.param("2027-11-17T10:00", 1, "2027-11-19T10:00", id="over a holiday"),
        pytest.param("2027-03-29T10:00", 1, "2027-03-30T10:00", id="on Easter Monday"),
        pytest.param("2027-03-25T10:00", 1, "2027-03-30T10:00", id="over Easter, in another offset"),
    ],
)
def test_the_same_local_time_some_working_days_later(moment: str, days: int, expected: str) -> None:
    found = MAYA.calendar.moment_after(local(moment), days)
    assert found == local(expected)
    assert found.tzinfo is UTC


AWAY_ALL_WEEK = replace(BRIAN, away_from=date(2027, 2, 1), away_to=date(2027, 2, 5))


@pytest.mark.parametrize(
    ("who", "moment", "expected"),
    [
        pytest.param(BRIAN, "2027-02-01T10:00", None, id="at work"),
        pytest.param(BRIAN, "2027-02-06T10:00", None, id="on a weekend"),
        pytest.param(AWAY_ALL_WEEK, "2027-02-01T10:00", Absence(date(2027, 2, 8)), id="away"),
        pytest.param(AWAY_ALL_WEEK, "2027-01-30T10:00", Absence(date(2027, 2, 8)), id="from the weekend on"),
        pytest.param(AWAY_ALL_WEEK, "2027-01-29T10:00", None, id="next week"),
        pytest.param(AWAY_ALL_WEEK, "2027-02-05T20:00", None, id="back on the next working day"),
    ],
)
def test_an_absence_ends_with_the_first_working_day(
    who: Availability, moment: str, expected: Absence | None
) -> None:
    assert absence(who, local(moment, NEW_YORK)) == expected


@pytest.mark.parametrize(
    ("end", "away"),
    [("2027-02-03T09:00", True), ("2027-02-08T09:00", True), ("2027-02-08T09:01", False)],
)
def test_away_for_the_whole_time(end: str, away: bool) -> None:
    start = local("2027-02-01T09:00", NEW_YORK)
    assert is_away_throughout(AWAY_ALL_WEEK, start, local(end, NEW_YORK)) is away
    assert not is_away_throughout(BRIAN, start, local(end, NEW_YORK))


def test_holidays_are_no_absence() -> None:
    start, end = local("2027-12-24T09:00"), local("2027-12-26T09:00")
    assert next_moment_to_write(MAYA, start) == local("2027-12-27T09:00")
    assert not is_away_throughout(MAYA, start, end)


@given(people(), moments, moments)
def test_who_is_away_throughout_is_never_right_to_write_to(
    who: Availability, one: datetime, other: datetime
) -> None:
    start, end = min(one, other), min(max(one, other), min(one, other) + 5 * DAY)
    if is_away_throughout(who, start, end):
        steps = [start + count * QUARTER for count in range((end - start) // QUARTER)]
        assert not any(may_write_at(who, step) for step in steps)
        assert not has_whole_working_day(who, start, end)


def test_moments_come_one_a_working_day() -> None:
    found = list(islice(MAYA.calendar.moments_after(local("2027-03-22T09:00")), 20))
    assert all(early < late for early, late in pairwise(found))
    assert {wall(at, RIGA).hour for at in found} == {9}
