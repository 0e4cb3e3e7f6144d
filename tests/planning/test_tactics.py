"""Tactics: states, dates, owners, finishing and dropping."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.priorities import score
from planning.recurrence import MonthlyOnDay, Weekly
from planning.tactic_fields import tactic_fields, tactic_with
from planning.tactics import Finish, State, TacticDraft, new_tactic
from tests.planning.world import NOW, PLAN, TACTIC, TODAY, rating

MONTHLY = MonthlyOnDay(TODAY, 30)
DRAFT = TacticDraft("List 100 influencers", "S1")


@pytest.mark.parametrize(
    ("owners", "eta", "recurrence", "state"),
    [
        ((), None, None, State.PROPOSED),
        (("A",), None, None, State.PROPOSED),
        ((), TODAY, None, State.PROPOSED),
        (("A",), TODAY, None, State.PLANNED),
        (("A",), None, MONTHLY, State.PLANNED),
    ],
)
def test_a_tactic_is_planned_once_it_has_an_owner_and_a_date(
    owners: tuple[str, ...], eta: date | None, recurrence: MonthlyOnDay | None, state: State
) -> None:
    draft = replace(DRAFT, owners=owners, eta=eta, recurrence=recurrence)
    tactic = new_tactic(draft, PLAN, id_="A", number=1, by="U", now=NOW, rate_by=NOW)
    assert tactic.state is state


@pytest.mark.parametrize(
    ("draft", "code", "field"),
    [
        (replace(DRAFT, title=""), Code.EMPTY, "title"),
        (replace(DRAFT, title="x" * 301), Code.TOO_LONG, "title"),
        (replace(DRAFT, goal=""), Code.EMPTY, "goal"),
        (replace(DRAFT, eta=TODAY - timedelta(days=1)), Code.DATE_PAST, "eta"),
        (replace(DRAFT, eta=TODAY, recurrence=MONTHLY), Code.ETA_AND_RECURRENCE, "rhythm"),
        (replace(DRAFT, owners=tuple(map(str, range(21)))), Code.TOO_MANY, "owners"),
        (replace(DRAFT, notes="x" * 3001), Code.TOO_LONG, "notes"),
    ],
)
def test_a_draft_is_refused_at_its_field(draft: TacticDraft, code: Code, field: str) -> None:
    with pytest.raises(PlanningError) as refused:
        TACTIC.edited(draft, TODAY)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_an_overdue_tactic_can_still_be_edited() -> None:
    overdue = replace(TACTIC, eta=TODAY - timedelta(days=5))
    edited = overdue.edited(replace(DRAFT, title="Call press", eta=overdue.eta), TODAY)
    assert edited.title == "Call press"


def test_an_eta_after_the_plans_end_is_a_warning_not_a_refusal() -> None:
    late = TACTIC.moved(PLAN.ends_on + timedelta(days=1), None, TODAY)
    assert late.ends_after(PLAN)
    assert not TACTIC.moved(PLAN.ends_on, None, TODAY).ends_after(PLAN)


def test_any_one_owner_finishes_unless_all_must() -> None:
    owned = TACTIC.assigned(("A", "B"))
    assert owned.done("A", TODAY).state is State.DONE
    all_must = replace(owned, finish=Finish.ALL)
    half = all_must.done("A", TODAY)
    assert (half.state, half.finished) == (all_must.state, ("A",))
    assert half.done("B", TODAY).state is State.DONE
    assert all_must.done("somebody else", TODAY).state is State.DONE


def test_only_reopening_forgets_who_has_finished() -> None:
    half = replace(TACTIC, owners=("A", "B"), finish=Finish.ALL, eta=None).in_state(State.PROPOSED)
    half = half.done("A", TODAY)
    assert half.moved(TODAY, None, TODAY).finished == ("A",)
    assert half.in_state(State.UNDER_WAY).finished == ("A",)
    done = half.done("B", TODAY)
    assert done.in_state(State.DROPPED).finished == ("A", "B")
    assert done.in_state(State.UNDER_WAY).finished == ()


def test_a_closed_tactic_is_not_finished_again() -> None:
    done = TACTIC.done("A", TODAY)
    with pytest.raises(PlanningError) as refused:
        done.done("A", TODAY)
    assert refused.value.code is Code.STATE_WRONG


def test_dropping_needs_a_reason_and_reopening_forgets_it() -> None:
    with pytest.raises(PlanningError) as refused:
        TACTIC.dropped(" ")
    assert (refused.value.code, refused.value.field) == (Code.REASON_MISSING, "reason")
    dropped = TACTIC.dropped("No budget")
    assert dropped.dropped_because == "No budget"
    assert dropped.in_state(State.PLANNED).dropped_because == ""


def test_handing_over_takes_the_givers_place() -> None:
    owned = TACTIC.assigned(("A", "B"))
    assert owned.handed_over("A", "C").owners == ("C", "B")
    assert owned.handed_over("A", "B").owners == ("B",)
    assert owned.handed_over("somebody else", "C").owners == ("C",)


def test_only_a_contested_tactic_goes_to_a_second_round() -> None:
    later = NOW + timedelta(days=3)
    contested = TACTIC.revealed(score([rating(5, 1, "A"), rating(1, 5, "B")]), NOW)
    again = contested.second_round(later)
    assert (again.round, again.blind, again.rate_by, again.score) == (2, True, later, contested.score)
    agreed = TACTIC.revealed(score([rating(5, 1)]), NOW)
    for tactic, code in ((agreed, Code.NOT_CONTESTED), (again, Code.ROUND_UNDER_WAY)):
        with pytest.raises(PlanningError) as refused:
            tactic.second_round(later)
        assert refused.value.code is code


recurrences = st.one_of(
    st.none(),
    st.builds(MonthlyOnDay, st.just(TODAY), st.integers(1, 31), st.sampled_from([1, 3])),
    st.builds(Weekly, st.just(TODAY), st.frozensets(st.integers(0, 6), min_size=1), st.integers(1, 4)),
)


@given(recurrences, st.sampled_from(State), st.lists(st.text("ABC", min_size=1), max_size=3, unique=True))
def test_the_fields_of_a_tactic_bring_it_back(
    recurrence: MonthlyOnDay | Weekly | None, state: State, owners: list[str]
) -> None:
    tactic = replace(TACTIC, recurrence=recurrence, state=state, owners=tuple(owners), last_done=TODAY)
    other = replace(TACTIC, title="Another", eta=TODAY, finished=("Z",))
    assert tactic_with(other, tactic_fields(tactic)) == tactic
