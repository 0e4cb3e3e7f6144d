"""Local times as instants, in every time zone there is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.calendar import instant
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
