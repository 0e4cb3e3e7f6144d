"""Working days, and local times as instants, in every time zone there is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.calendar import holidays_of, instant, is_working_day, working_days_after
from tests.planning.clocks import SECOND, ZONES, changes, different_zones, wall

RIGA = ZoneInfo("Europe/Riga")

zones = st.sampled_from(ZONES).map(ZoneInfo)
dates = st.dates(date(1971, 1, 1), date(2100, 12, 31))
times = st.times().map(lambda at: at.replace(microsecond=0))


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        pytest.param("2027-02-01", "09:00", "Europe/Riga", "2027-02-01T07:00", id="winter"),
        pytest.param("2027-07-01", "09:00", "Europe/Riga", "2027-07-01T06:00", id="summer"),
        pytest.param("2027-03-28", "03:30", "Europe/Riga", "2027-03-28T01:00", id="skipped hour"),
        pytest.param("2027-10-31", "03:30", "Europe/Riga", "2027-10-31T00:30", id="repeated hour"),
        pytest.param(
            "2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:30", id="skipped half hour"
        ),
        pytest.param("2011-12-30", "09:00", "Pacific/Apia", "2011-12-30T10:00", id="skipped day"),
    ],
)
def test_instant(day: str, at: str, zone: str, expected: str) -> None:
    found = instant(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert found.tzinfo is UTC


@given(dates, times, zones)
def test_an_instant_shows_the_wanted_time_or_the_first_after_it(day: date, at: time, zone: ZoneInfo) -> None:
    found = instant(day, at, zone)
    wanted = datetime.combine(day, at)
    assert wall(found, zone) >= wanted
    assert wall(found - SECOND, zone) < wanted


def test_every_gap_and_fold_of_five_years() -> None:
    for zone in different_zones():
        for change in changes(zone):
            before, after = wall(change - SECOND, zone) + SECOND, wall(change, zone)
            middle = min(before, after) + abs(after - before) / 2
            found = instant(middle.date(), middle.time(), zone)
            assert found == (change if after > before else change - (before - middle)), (zone, change)


@pytest.mark.parametrize(
    ("day", "working"),
    [("2027-01-29", True), ("2027-01-30", False), ("2027-01-31", False), ("2027-02-01", True)],
)
def test_weekends_are_no_working_days(day: str, working: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is working


def test_holidays_are_no_working_days() -> None:
    assert not is_working_day(date(2027, 2, 1), {date(2027, 2, 1)})


@pytest.mark.parametrize(
    ("moment", "days", "holidays", "expected"),
    [
        pytest.param("2027-01-18T10:00+02:00", 3, [], "2027-01-21T10:00+02:00", id="within a week"),
        pytest.param("2027-01-21T10:00+02:00", 3, [], "2027-01-26T10:00+02:00", id="over a weekend"),
        pytest.param("2027-01-23T10:00+02:00", 1, [], "2027-01-25T10:00+02:00", id="from a Saturday"),
        pytest.param("2027-01-18T10:00+02:00", 1, ["2027-01-19"], "2027-01-20T10:00+02:00", id="a holiday"),
        pytest.param("2027-03-26T10:00+02:00", 1, [], "2027-03-29T10:00+03:00", id="same local time"),
        pytest.param("2027-03-26T03:30+02:00", 0, [], "2027-03-26T03:30+02:00", id="no days"),
        pytest.param("2027-01-17T23:00+00:00", 1, [], "2027-01-19T01:00+02:00", id="the zone's own date"),
    ],
)
def test_working_days_after(moment: str, days: int, holidays: list[str], expected: str) -> None:
    off = [date.fromisoformat(day) for day in holidays]
    found = working_days_after(datetime.fromisoformat(moment), days, RIGA, off)
    assert found == datetime.fromisoformat(expected)
    assert found.tzinfo is UTC


@given(dates, times, st.integers(1, 30), st.frozensets(dates, max_size=5))
def test_exactly_that_many_working_days_lie_between(
    day: date, at: time, count: int, off: frozenset[date]
) -> None:
    start = datetime.combine(day, at, UTC)
    found = working_days_after(start, count, ZoneInfo("UTC"), off)
    between = (day + timedelta(days=later) for later in range(1, (found.date() - day).days + 1))
    assert sum(is_working_day(one, off) for one in between) == count
    assert is_working_day(found.date(), off)
    assert found.time() == at


def test_holidays_of_a_country() -> None:
    assert date(2027, 11, 18) in holidays_of("LV", 2027)
    assert holidays_of("lv", 2027) == holidays_of("LV", 2027)
    assert {day.year for day in holidays_of("LV", 2027)} == {2027}


@pytest.mark.parametrize("country", ["", "XX", "Atlantis", "🎉"])
def test_a_country_not_known_has_no_holidays(country: str) -> None:
    assert holidays_of(country, 2027) == frozenset()
