"""The line of days."""

from datetime import date

import pytest

from handlers.views.charts.date_axis import DateAxis


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (
            "2027-01-01",
            "2027-12-31",
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        ),
        ("2027-03-08", "2027-03-12", ["8 Mar", "9 Mar", "10 Mar", "11 Mar", "12 Mar"]),
        ("2027-02-01", "2027-04-30", ["1 Feb", "15 Feb", "1 Mar", "15 Mar", "29 Mar", "12 Apr", "26 Apr"]),
        ("2027-01-01", "2029-12-31", ["Jan 27", "Jul 27", "Jan 28", "Jul 28", "Jan 29", "Jul 29"]),
        ("2027-03-01", "2027-03-01", ["1 Mar"]),
        ("0001-01-01", "3000-12-31", ["1", "501", "1001", "1501", "2001", "2501"]),
    ],
)
def test_as_many_dates_are_written_as_have_room(first: str, last: str, written: list[str]) -> None:
    days = DateAxis(date.fromisoformat(first), date.fromisoformat(last), 0, 700)
    assert [said for _, said in days.ticks()] == written


def test_a_day_beyond_stands_at_the_end() -> None:
    days = DateAxis(date(2027, 1, 1), date(2027, 1, 11), 100, 500)
    assert [days.at(date(2027, 1, day)) for day in (1, 6, 11, 20)] == [100, 350, 600, 600]
    assert days.at(date(2026, 1, 1)) == 100
    assert days.has(date(2027, 1, 11))
    assert not days.has(date(2027, 1, 12))
