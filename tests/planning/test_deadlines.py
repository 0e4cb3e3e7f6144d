"""How long ratings and check-ins wait: a whole working day for all who are asked, within limits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.deadlines import MAX_RATING, check_in_span, extended_deadline, rating_deadline
from planning.quiet import Availability, WorkCalendar, has_whole_working_day, is_away_throughout
from tests.planning.clocks import WEEK
from tests.planning.test_quiet import BRIAN, LIORA, MAYA, RIGA, local, moments, people

PLAN = WorkCalendar(RIGA, "LV")
JUNO = Availability(WorkCalendar(ZoneInfo("Asia/Shanghai"), "CN"))
AWAY = replace(MAYA, away_from=date(2027, 1, 4), away_to=date(2027, 1, 17))
LEAVING = replace(MAYA, away_from=date(2027, 2, 5), away_to=date(2027, 2, 28))
BACK_ON_THURSDAY = replace(MAYA, away_from=date(2027, 1, 4), away_to=date(2027, 1, 6))


@pytest.mark.parametrize(
    ("now", "days", "owners", "expected"),
    [
        pytest.param("2027-01-04T10:00", 3, [], "2027-01-07T10:00", id="nobody asked"),
        pytest.param("2027-01-04T10:00", 3, [MAYA, BRIAN, LIORA], "2027-01-07T10:00", id="time for all"),
        pytest.param("2027-01-08T10:00", 1, [MAYA], "2027-01-12T10:00", id="no whole day by Monday"),
        pytest.param("2027-01-08T10:00", 1, [LIORA], "2027-01-11T10:00", id="who works on Sunday"),
        pytest.param("2027-01-04T10:00", 3, [AWAY], "2027-01-07T10:00", id="away: not waited for"),
        pytest.param("2027-01-04T10:00", 3, [BACK_ON_THURSDAY], "2027-01-08T10:00", id="back, but too late"),
        pytest.param("2027-02-04T10:00", 1, [JUNO], "2027-02-12T10:00", id="over the Spring Festival"),
        pytest.param("2027-02-04T10:00", 1, [LEAVING], "2027-02-14T10:00", id="at most ten days"),
        pytest.param("2027-11-16T10:00", 3, [MAYA], "2027-11-22T10:00", id="over the creator's holiday"),
        pytest.param("2027-01-04T10:00", 20, [MAYA], "2027-02-01T10:00", id="as long as the plan says"),
    ],
)
def test_rating_deadlines(now: str, days: int, owners: Sequence[Availability], expected: str) -> None:
    assert rating_deadline(PLAN, days, owners, local(now)) == local(expected)


def test_a_new_owner_gets_time_enough() -> None:
    ends_at = local("2027-01-07T10:00")
    assert extended_deadline(PLAN, ends_at, [MAYA], local("2027-01-04T10:00")) == ends_at
    assert extended_deadline(PLAN, ends_at, [MAYA], local("2027-01-06T10:00")) == local("2027-01-08T10:00")


@given(moments, st.integers(1, 20), st.lists(people(), max_size=3))
def test_a_rating_gives_everyone_asked_a_day_within_ten(
    now: datetime, days: int, owners: Sequence[Availability]
) -> None:
    usual = PLAN.moment_after(now, days)
    found = rating_deadline(PLAN, days, owners, now)
    assert usual <= found <= max(usual, now + MAX_RATING)
    assert found.tzinfo is UTC
    asked = [owner for owner in owners if not is_away_throughout(owner, now, usual)]
    had = all(has_whole_working_day(owner, now, found) for owner in asked)
    assert had or found == max(usual, now + MAX_RATING)
    if found > usual:
        assert not all(has_whole_working_day(owner, now, usual) for owner in asked)


def span(opened: str, next_at: str, asked: Sequence[Availability]) -> tuple[datetime, datetime]:
    found = check_in_span(PLAN, 9, local(opened), local(next_at), asked)
    return found.nudge_at, found.closes_at


@pytest.mark.parametrize(
    ("opened", "next_at", "asked", "nudge", "closes"),
    [
        pytest.param("01-04T09:00", "01-11T09:00", [], "01-05", "01-06", id="nobody"),
        pytest.param("01-04T09:00", "01-11T09:00", [MAYA, BRIAN], "01-05", "01-06", id="all in time"),
        pytest.param("01-04T15:20", "01-11T09:00", [MAYA], "01-05", "01-06", id="asked now, to the hour"),
        pytest.param("01-04T08:00", "01-11T09:00", [MAYA], "01-05", "01-06", id="asked before the hour"),
        pytest.param("01-08T09:00", "01-15T09:00", [MAYA], "01-11", "01-12", id="over a weekend"),
        pytest.param("01-07T21:00", "01-14T09:00", [LIORA], "01-08", "01-11", id="who works on Sunday"),
        pytest.param("01-04T09:00", "01-11T09:00", [AWAY], "01-05", "01-06", id="away for all of it"),
        pytest.param(
            "01-04T09:00", "01-11T09:00", [BACK_ON_THURSDAY], "01-05", "01-06", id="away until it closes"
        ),
        pytest.param("02-05T09:00", "02-12T09:00", [JUNO], "02-08", "02-11", id="the last before the next"),
        pytest.param("01-04T09:00", "01-06T09:00", [MAYA], "01-05", "01-05", id="the next is near"),
        pytest.param("01-08T09:00", "01-11T09:00", [MAYA], "01-11", "01-11", id="no working day before it"),
        pytest.param("11-16T09:00", "11-23T09:00", [MAYA], "11-17", "11-19", id="over the creator's holiday"),
    ],
)
def test_when_check_ins_close(
    opened: str, next_at: str, asked: Sequence[Availability], nudge: str, closes: str
) -> None:
    found = span(f"2027-{opened}", f"2027-{next_at}", asked)
    assert found == (local(f"2027-{nudge}T09:00"), local(f"2027-{closes}T09:00"))


def test_a_check_in_waits_for_who_comes_back_before_it_closes() -> None:
    back_at_noon = replace(MAYA, status_away=True, status_until=local("2027-01-05T12:00"))
    assert span("2027-01-04T09:00", "2027-01-11T09:00", [back_at_noon])[1] == local("2027-01-07T09:00")


def test_the_hour_stays_when_clocks_change_in_between() -> None:
    found = check_in_span(WorkCalendar(RIGA), 9, local("2027-03-26T09:00"), local("2027-04-02T09:00"), [MAYA])
    assert found.nudge_at == datetime.fromisoformat("2027-03-29T09:00+03:00")


@given(moments, st.integers(0, 23), st.lists(people(), max_size=3))
def test_a_check_in_gives_everyone_asked_a_day_before_the_next(
    opened: datetime, hour: int, asked: Sequence[Availability]
) -> None:
    next_at = opened + WEEK
    found = check_in_span(PLAN, hour, opened, next_at, asked)
    at_its_hour = [at for at in _moments(opened, hour) if at < next_at]
    assert found.closes_at in at_its_hour[1:]
    usual = at_its_hour[1]
    present = [person for person in asked if not is_away_throughout(person, opened, usual)]
    had = all(has_whole_working_day(person, opened, found.closes_at) for person in present)
    assert had or found.closes_at == at_its_hour[-1]
    assert opened < found.nudge_at < found.closes_at


def _moments(opened: datetime, hour: int) -> list[datetime]:
    every = PLAN.moments_after(opened, time(hour))
    return [at for at, _ in zip(every, range(9), strict=False)]
