"""What is due now of a tactic with a rhythm, what was missed, and what a tactic really took."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.recurrence import MonthlyOnDay, Recurrence, Weekly, next_dates
from planning.tactic_fields import tactic_fields, tactic_with
from planning.tactics import Finish, State
from tests.planning.world import TACTIC, TODAY

DAY = timedelta(days=1)
MONDAYS = replace(
    TACTIC, owners=("A", "B"), recurrence=Weekly(TODAY, frozenset({0}))
)  # 4, 11, 18, 25 January

recurrences = st.one_of(
    st.builds(MonthlyOnDay, st.just(TODAY), st.integers(1, 31), st.sampled_from([1, 3])),
    st.builds(Weekly, st.just(TODAY), st.frozensets(st.integers(0, 6), min_size=1), st.integers(1, 4)),
)


def january(day: int) -> date:
    return date(2027, 1, day)


@pytest.mark.parametrize(
    ("last_done", "today", "current", "missed", "overdue"),
    [
        pytest.param(None, 3, 4, (), False, id="the first is to come"),
        pytest.param(None, 4, 4, (), False, id="due today"),
        pytest.param(None, 5, 4, (), True, id="overdue"),
        pytest.param(None, 11, 11, (4,), False, id="the next one came due"),
        pytest.param(None, 20, 18, (4, 11), True, id="two missed"),
        pytest.param(4, 4, 11, (), False, id="done on its day"),
        pytest.param(4, 11, 11, (), False, id="the next one's day"),
        pytest.param(4, 20, 18, (11,), True, id="one missed since"),
        pytest.param(11, 4, 18, (), False, id="done ahead"),
    ],
)
def test_the_latest_occurrence_due_is_the_one_to_complete(
    last_done: int | None, today: int, current: int, missed: tuple[int, ...], overdue: bool
) -> None:
    tactic = replace(MONDAYS, last_done=january(last_done) if last_done else None)
    assert tactic.current(january(today)) == january(current)
    assert tactic.missed(january(today)) == tuple(map(january, missed))
    assert tactic.overdue(january(today)) is overdue


def test_completing_leaves_what_was_missed_and_keeps_the_anchor() -> None:
    monthly = replace(MONDAYS, recurrence=MonthlyOnDay(january(30), 30))
    done = monthly.done("A", date(2027, 3, 1))
    assert (done.last_done, done.due_on) == (date(2027, 2, 28), date(2027, 3, 30))
    assert done.state is monthly.state
    assert done.current(date(2027, 3, 1)) == date(2027, 3, 30)
    assert done.missed(date(2027, 3, 1)) == ()


def test_all_owners_complete_one_occurrence_together() -> None:
    all_must = replace(MONDAYS, finish=Finish.ALL)
    half = all_must.done("A", january(12))
    assert (half.finished, half.last_done) == (("A",), None)
    whole = half.done("B", january(12))
    assert (whole.finished, whole.last_done) == ((), january(11))


@given(recurrences, st.lists(st.integers(0, 40), max_size=8))
def test_completing_moves_on_and_never_back(recurrence: Recurrence, waits: list[int]) -> None:
    tactic, today = replace(TACTIC, recurrence=recurrence), TODAY
    for wait in waits:
        today += wait * DAY
        due, before = tactic.current(today), tactic.last_done
        tactic = tactic.done("A", today)
        assert tactic.last_done == due
        assert due is not None
        assert before is None or before < due
        assert tactic.missed(today) == ()
        assert not tactic.overdue(today)
        assert due in next_dates(recurrence, due, 1)


@given(recurrences, st.integers(0, 400))
def test_every_occurrence_that_came_due_is_missed_or_current(recurrence: Recurrence, later: int) -> None:
    tactic, today = replace(TACTIC, recurrence=recurrence), TODAY + later * DAY
    came = [day for day in next_dates(recurrence, TODAY, 402) if day <= today]
    current = tactic.current(today)
    assert [*tactic.missed(today), *([current] if came else [])] == came
    assert tactic.due_on == (came[0] if came else current)
    assert tactic.overdue(today) is bool(came and came[-1] < today)


def test_nothing_is_missed_from_before_the_tactic_was_there() -> None:
    fortnight = Weekly(january(4) - 14 * DAY, frozenset({0}))
    carried_over = replace(MONDAYS, recurrence=fortnight, created_at=datetime(2027, 1, 6, tzinfo=UTC))
    assert carried_over.missed(january(8)) == ()
    assert carried_over.current(january(8)) == carried_over.due_on == january(11)
    in_los_angeles = replace(MONDAYS, created_at=datetime(2027, 1, 5, 7, tzinfo=UTC))
    assert in_los_angeles.current(january(4)) == january(4)


def test_a_date_is_current_until_it_is_done() -> None:
    dated = replace(TACTIC, eta=TODAY)
    assert (dated.current(TODAY + DAY), dated.missed(TODAY + DAY)) == (TODAY, ())
    assert not dated.overdue(TODAY)
    assert dated.overdue(TODAY + DAY)
    assert not dated.done("A", TODAY).overdue(TODAY + DAY)
    assert TACTIC.current(TODAY) is None
    assert not TACTIC.overdue(TODAY)


def test_what_a_tactic_really_had_is_said_once_it_is_done() -> None:
    done = replace(TACTIC, state=State.DONE)
    judged = done.judged(5, None)
    assert (judged.actual_value, judged.actual_complexity) == (5, None)
    assert judged.judged(None, 1) == replace(done, actual_value=None, actual_complexity=1)
    assert tactic_with(done, tactic_fields(judged)) == judged


@pytest.mark.parametrize(
    ("state", "value", "complexity", "code", "field"),
    [
        (State.UNDER_WAY, 3, 3, Code.NOT_DONE, None),
        (State.DROPPED, 3, 3, Code.STATE_WRONG, None),
        (State.DONE, 0, 3, Code.OUT_OF_RANGE, "value"),
        (State.DONE, None, 6, Code.OUT_OF_RANGE, "complexity"),
    ],
)
def test_a_judgement_is_refused_at_its_field(
    state: State, value: int | None, complexity: int | None, code: Code, field: str | None
) -> None:
    with pytest.raises(PlanningError) as refused:
        replace(TACTIC, state=state).judged(value, complexity)
    assert (refused.value.code, refused.value.field) == (code, field)
