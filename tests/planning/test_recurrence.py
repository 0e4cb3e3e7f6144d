"""Rhythms: their due dates and the form they are stored in."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.recurrence import (
    LAST,
    MAX_EVERY,
    MonthlyOnDay,
    MonthlyOnWeekday,
    Recurrence,
    Weekly,
    as_text,
    from_text,
    next_dates,
    occurrences,
)

MONDAY, TUESDAY, THURSDAY, FRIDAY = 0, 1, 3, 4

dates = st.dates(date(1970, 1, 1), date(2200, 12, 31))
turns = st.integers(1, MAX_EVERY)
weekdays = st.integers(0, 6)
weeklies = st.builds(Weekly, dates, st.frozensets(weekdays, min_size=1), turns)
on_days = st.builds(MonthlyOnDay, dates, st.integers(1, 31), turns)
on_weekdays = st.builds(MonthlyOnWeekday, dates, st.sampled_from([1, 2, 3, 4, LAST]), weekdays, turns)
recurrences: st.SearchStrategy[Recurrence] = st.one_of(weeklies, on_days, on_weekdays)


def days(*iso: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, iso))


@pytest.mark.parametrize(
    ("recurrence", "start", "expected"),
    [
        pytest.param(
            MonthlyOnDay(date(2027, 1, 5), 30),
            date(2027, 1, 5),
            days("2027-01-30", "2027-02-28", "2027-03-30", "2027-04-30"),
            id="the 30th, February without one",
        ),
        pytest.param(
            MonthlyOnDay(date(2028, 1, 31), 30),
            date(2028, 1, 31),
            days("2028-02-29", "2028-03-30", "2028-04-30", "2028-05-30"),
            id="the 30th, a leap February",
        ),
        pytest.param(
            MonthlyOnDay(date(2027, 1, 15), 15, every=3),
            date(2027, 1, 16),
            days("2027-04-15", "2027-07-15", "2027-10-15", "2028-01-15"),
            id="quarterly",
        ),
        pytest.param(
            MonthlyOnWeekday(date(2027, 1, 1), LAST, FRIDAY),
            date(2027, 1, 1),
            days("2027-01-29", "2027-02-26", "2027-03-26", "2027-04-30"),
            id="the last Friday",
        ),
        pytest.param(
            MonthlyOnWeekday(date(2027, 2, 1), 1, MONDAY),
            date(2027, 2, 1),
            days("2027-02-01", "2027-03-01", "2027-04-05", "2027-05-03"),
            id="the first Monday, today included",
        ),
        pytest.param(
            Weekly(date(2027, 1, 20), frozenset({MONDAY, THURSDAY})),
            date(2027, 1, 20),
            days("2027-01-21", "2027-01-25", "2027-01-28", "2027-02-01"),
            id="every Monday and Thursday",
        ),
        pytest.param(
            Weekly(date(2027, 1, 20), frozenset({MONDAY, THURSDAY}), every=2),
            date(2027, 1, 20),
            days("2027-01-21", "2027-02-01", "2027-02-04", "2027-02-15"),
            id="every second week, counted from the anchor's Monday",
        ),
        pytest.param(
            Weekly(date(2027, 1, 19), frozenset({TUESDAY}), every=2),
            date(2027, 1, 20),
            days("2027-02-02", "2027-02-16", "2027-03-02", "2027-03-16"),
            id="a later start keeps the anchor",
        ),
        pytest.param(
            MonthlyOnDay(date(2027, 3, 1), 1),
            date(2026, 1, 1),
            days("2027-03-01", "2027-04-01", "2027-05-01", "2027-06-01"),
            id="nothing before it starts",
        ),
    ],
)
def test_next_dates(recurrence: Recurrence, start: date, expected: tuple[date, ...]) -> None:
    assert next_dates(recurrence, start) == expected


@given(recurrences, dates)
def test_occurrences_increase_from_the_start_on(recurrence: Recurrence, start: date) -> None:
    found = next_dates(recurrence, start, 20)
    assert len(found) == 20
    assert all(earlier < later for earlier, later in pairwise(found))
    assert found[0] >= max(start, recurrence.starts_on)


@given(recurrences, dates, st.integers(0, 400))
def test_a_later_start_skips_occurrences_and_moves_none(
    recurrence: Recurrence, start: date, later: int
) -> None:
    after = start + timedelta(days=later)
    expected = (day for day in occurrences(recurrence, start) if day >= after)
    assert next_dates(recurrence, after, 5) == tuple(islice(expected, 5))


@given(on_days, dates)
def test_a_monthly_day_is_kept_or_is_the_months_last(recurrence: MonthlyOnDay, start: date) -> None:
    for due in next_dates(recurrence, start, 30):
        is_last_of_month = (due + timedelta(days=1)).day == 1
        assert due.day == recurrence.day or (due.day < recurrence.day and is_last_of_month)
        assert (_months(due) - _months(recurrence.starts_on)) % recurrence.every == 0


@given(on_weekdays, dates)
def test_an_nth_weekday_is_in_its_place(recurrence: MonthlyOnWeekday, start: date) -> None:
    for due in next_dates(recurrence, start, 30):
        assert due.weekday() == recurrence.weekday
        assert (_months(due) - _months(recurrence.starts_on)) % recurrence.every == 0
        if recurrence.nth == LAST:
            assert (due + timedelta(days=7)).month != due.month
        else:
            assert (due.day - 1) // 7 + 1 == recurrence.nth


@given(weeklies, dates)
def test_a_weekly_day_is_in_a_counted_week(recurrence: Weekly, start: date) -> None:
    anchor = recurrence.starts_on - timedelta(days=recurrence.starts_on.weekday())
    for due in next_dates(recurrence, start, 30):
        assert due.weekday() in recurrence.weekdays
        assert (due - anchor).days // 7 % recurrence.every == 0


@pytest.mark.parametrize(
    "recurrence",
    [
        Weekly(date(9999, 12, 1), frozenset(range(7))),
        MonthlyOnDay(date(9999, 1, 1), 31),
        MonthlyOnWeekday(date(9999, 1, 1), LAST, FRIDAY),
    ],
)
def test_occurrences_end_with_the_calendar(recurrence: Recurrence) -> None:
    assert (date.max - list(occurrences(recurrence, recurrence.starts_on))[-1]).days < 7


def test_the_calendar_is_used_from_end_to_end() -> None:
    recurrence = Weekly(date.min, frozenset({MONDAY}))
    assert next_dates(recurrence, date.min, 1) == days("0001-01-01")
    assert next_dates(recurrence, date(9999, 12, 1), 1) == days("9999-12-06")


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (lambda: Weekly(date(2027, 1, 1), frozenset()), Code.RECURRENCE_NO_DAY),
        (lambda: Weekly(date(2027, 1, 1), frozenset({7})), Code.RECURRENCE_UNREADABLE),
        (lambda: Weekly(date(2027, 1, 1), frozenset({0}), every=0), Code.RECURRENCE_UNREADABLE),
        (lambda: Weekly(date(2027, 1, 1), frozenset({0}), every=MAX_EVERY + 1), Code.RECURRENCE_UNREADABLE),
        (lambda: MonthlyOnDay(date(2027, 1, 1), 0), Code.RECURRENCE_UNREADABLE),
        (lambda: MonthlyOnDay(date(2027, 1, 1), 32), Code.RECURRENCE_UNREADABLE),
        (lambda: MonthlyOnWeekday(date(2027, 1, 1), 0, 1), Code.RECURRENCE_UNREADABLE),
        (lambda: MonthlyOnWeekday(date(2027, 1, 1), 6, 1), Code.RECURRENCE_UNREADABLE),
        (lambda: MonthlyOnWeekday(date(2027, 1, 1), LAST, -1), Code.RECURRENCE_UNREADABLE),
    ],
)
def test_an_impossible_rhythm_is_refused(build: Callable[[], Recurrence], code: Code) -> None:
    with pytest.raises(PlanningError) as refused:
        build()
    assert (refused.value.code, refused.value.field) == (code, "rhythm")


@given(recurrences)
def test_the_stored_form_is_read_back_exactly(recurrence: Recurrence) -> None:
    assert from_text(as_text(recurrence)) == recurrence


def test_the_stored_form_stays_readable_by_later_versions() -> None:
    assert [
        as_text(Weekly(date(2027, 1, 20), frozenset({3, 0}), 2)),
        as_text(MonthlyOnDay(date(2027, 1, 20), 30)),
        as_text(MonthlyOnWeekday(date(2027, 1, 20), LAST, 4, 3)),
    ] == [
        '{"from":"2027-01-20","every":2,"weekdays":[0,3]}',
        '{"from":"2027-01-20","every":1,"day":30}',
        '{"from":"2027-01-20","every":3,"nth":-1,"weekday":4}',
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["from", "every", "day", "x"]), inner),
)


@given(st.text() | json_values.map(json.dumps))
def test_any_other_text_is_refused(stored: str) -> None:
    with pytest.raises(PlanningError):
        from_text(stored)


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ('{"from":"2027-01-20","every":1,"weekdays":["mon"]}', Code.RECURRENCE_UNREADABLE),
        ('{"from":"2027-02-30","every":1,"day":30}', Code.RECURRENCE_UNREADABLE),
        ('{"from":"2027-01-20","every":1,"day":30,"nth":1}', Code.RECURRENCE_UNREADABLE),
        ('{"from":"2027-01-20","every":1,"weekdays":[]}', Code.RECURRENCE_NO_DAY),
        ("[" * 100_000, Code.RECURRENCE_UNREADABLE),
    ],
    ids=["a name for a number", "30 February", "two kinds at once", "no weekday", "endless brackets"],
)
def test_a_damaged_stored_form_is_refused(stored: str, code: Code) -> None:
    with pytest.raises(PlanningError) as refused:
        from_text(stored)
    assert (refused.value.code, refused.value.field) == (code, "rhythm")


def _months(day: date) -> int:
    return day.year * 12 + day.month
