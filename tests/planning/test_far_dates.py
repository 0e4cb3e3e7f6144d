"""No date that a person gives lies so far away that the calendar has no room around it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.calendar import MAX_YEAR, MIN_YEAR
from planning.check_ins import Course, Decision, new_answer
from planning.errors import Code, PlanningError
from planning.goals import GoalDraft, Metric, new_goal, new_reading
from planning.people import Person
from planning.phrases import QuickAdd, Speaker, read_date, read_quick_add
from planning.plan import PlanDraft, new_plan
from planning.reminders import Preferences
from planning.sheets.cells import read_when
from tests.planning.world import NOW, PLAN, TACTIC, TODAY

EARLY = st.dates(date.min, date(MIN_YEAR, 1, 1) - timedelta(days=1))
LATE = st.dates(date(MAX_YEAR + 1, 1, 1), date.max)
NEAR = st.dates(date(MIN_YEAR, 1, 1), date(MAX_YEAR, 12, 31))


def draft(starts_on: date, ends_on: date) -> PlanDraft:
    return replace(PLAN.next_draft(NOW), starts_on=starts_on, ends_on=ends_on)


def plan_of(starts_on: date, ends_on: date) -> object:
    there = {"id_": "P2", "workspace": "T1", "channel": "C1", "creator": "U0MAYA", "now": NOW}
    return new_plan(draft(starts_on, ends_on), **there, new_ids=())  # type: ignore[arg-type]  # one table


def metric_by(day: date) -> object:
    metric = Metric("m1", "followers", by=day)
    return new_goal(GoalDraft("Grow", "G1", (metric,)), PLAN, id_="S1", number=1, now=NOW)


def away(**days: date) -> object:
    chosen: dict[str, date | None] = {"away_from": None, "away_to": None, **days}
    usual = {"hour": 9, "lead_days": (1,), "country": "", "region": "", "work_from": 9, "work_to": 18}
    return Preferences("U0MAYA").edited(**usual, **chosen, person=Person("U0MAYA", "Maya"))  # type: ignore[arg-type]


def answered(day: date) -> object:
    said = {"course": Course.OFF_COURSE, "decision": Decision.MOVE, "reason": "Late", "new_eta": day}
    return new_answer("K1", "A1", "U0MAYA", today=TODAY, now=NOW, **said)  # type: ignore[arg-type]


GIVEN: dict[str, Callable[[date], object]] = {
    "starts_on": lambda day: plan_of(day, TODAY),
    "ends_on": lambda day: plan_of(TODAY, day),
    "m1.by": metric_by,
    "away_from": lambda day: away(away_from=day),
    "away_to": lambda day: away(away_to=day),
}
TO_COME: dict[str, Callable[[date], object]] = {
    "eta": lambda day: TACTIC.moved(day, None, TODAY),
    "A1.eta": answered,
}


def _raised(found: QuickAdd) -> QuickAdd:
    if found.refusal:
        raise found.refusal
    return found


TYPED: dict[str, Callable[[str], object]] = {
    "a phrase": lambda words: read_date(words, TODAY),
    "quick add": lambda words: _raised(read_quick_add(f"Publish by {words}", Speaker(TODAY))),
    "a cell": lambda words: read_when(words, TODAY),
}


def refusal(give: Callable[[], object]) -> tuple[Code, str | None]:
    with pytest.raises(PlanningError) as refused:
        give()
    return refused.value.code, refused.value.field


@pytest.mark.parametrize("field", GIVEN)
@given(EARLY | LATE)
def test_a_far_day_is_refused_where_it_was_chosen(field: str, day: date) -> None:
    assert refusal(lambda: GIVEN[field](day)) == (Code.DATE_TOO_FAR, field)


@given(EARLY)
def test_a_reading_long_before_anything_is_refused(day: date) -> None:
    metric = Metric("m1", "followers")
    assert refusal(lambda: new_reading(metric, 5, day, "U", TODAY)) == (Code.DATE_TOO_FAR, "on")


@pytest.mark.parametrize("field", TO_COME)
@given(LATE)
def test_a_day_far_ahead_is_refused_where_it_was_chosen(field: str, day: date) -> None:
    assert refusal(lambda: TO_COME[field](day)) == (Code.DATE_TOO_FAR, field)


@pytest.mark.parametrize("place", TYPED)
@given(LATE)
def test_a_day_far_ahead_is_refused_where_it_was_typed(place: str, day: date) -> None:
    for words in (day.isoformat(), f"{day.day} {day:%B} {day.year}"):
        assert refusal(lambda words=words: TYPED[place](words)) == (Code.DATE_TOO_FAR, "eta")  # type: ignore[misc]


@pytest.mark.parametrize("words", ["in 999 years", "Q4 9999", "end of 9998", "31.12.9999", "December 3000"])
def test_however_far_it_is_said(words: str) -> None:
    assert refusal(lambda: read_date(words, TODAY))[0] in {Code.DATE_TOO_FAR, Code.DATE_UNREADABLE}


@given(NEAR, NEAR)
def test_a_day_within_reach_is_taken_and_the_next_period_offered(one: date, other: date) -> None:
    starts_on, ends_on = min(one, other), max(one, other) + timedelta(days=one == other)
    if ends_on.year <= MAX_YEAR:
        plan_of(starts_on, ends_on)
        offered = replace(PLAN, starts_on=starts_on, ends_on=ends_on).next_draft(NOW)
        assert offered.starts_on == ends_on + timedelta(days=1)


@given(st.dates(), st.dates())
def test_after_any_plan_that_is_kept_a_next_one_is_offered(one: date, other: date) -> None:
    offered = replace(PLAN, starts_on=min(one, other), ends_on=max(one, other)).next_draft(NOW)
    assert (offered.starts_on is None) is (offered.ends_on is None)


def test_an_eta_that_is_kept_already_does_not_stop_other_changes() -> None:
    kept = replace(TACTIC, eta=date.max)
    assert kept.moved(date.max, None, TODAY).eta == date.max
