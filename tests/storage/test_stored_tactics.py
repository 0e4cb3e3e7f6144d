"""Tactics, one by one: kept as they are, counted, and waited for."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from planning.errors import Code, PlanningError
from planning.priorities import Rating, Section, score
from planning.recurrence import MonthlyOnDay, MonthlyOnWeekday, Weekly
from planning.tactics import Finish, State, Tactic
from storage import goals, plans, tactics
from storage.engine.store import Store
from storage.engine.transactions import in_workspace
from tests.storage.stored import (
    LATER,
    NOW,
    OTHER,
    W,
    a_goal,
    a_plan,
    a_tactic,
    furnish,
    furnish_with_tactic,
    query_plan,
    statements,
)
from tests.transactions import reading, transacting

DAY = timedelta(days=1)
SCORE = score([Rating("UBRIAN", 5, 2, "", NOW), Rating("UMAYA", 2, 5, "", NOW)])
SCORED: dict[str, Any] = {"score": SCORE, "revealed_at": NOW}


@pytest.mark.parametrize(
    "whole",
    [
        a_tactic(),
        a_tactic(
            notes="Two\nlines",
            owners=("UHAILEY", "UBRIAN", "UMAYA"),
            eta=date(2027, 2, 1),
            finish=Finish.ALL,
            state=State.UNDER_WAY,
            finished=("UBRIAN",),
            round=3,
            revealed_at=LATER,
            score=SCORE,
            version=7,
        ),
        a_tactic(recurrence=MonthlyOnDay(date(2027, 1, 30), 30), last_done=date(2027, 1, 30)),
        a_tactic(recurrence=MonthlyOnWeekday(date(2027, 1, 1), -1, 4, 3)),
        a_tactic(recurrence=Weekly(date(2027, 1, 1), frozenset({0, 4}), 2)),
        a_tactic(state=State.DROPPED, dropped_because="Too dear"),
        a_tactic(state=State.DONE, actual_value=4, actual_complexity=5),
    ],
)
async def test_a_tactic_comes_back_as_it_was(store: Store, whole: Tactic) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        assert tactics.add(tx, whole)
    with reading(store, W) as tx:
        assert tactics.get(tx, "tactic") == whole


async def test_a_tactic_that_is_not_there_is_gone(store: Store) -> None:
    with transacting(store) as tx:
        missing = (
            partial(tactics.get, id_="tactic"),
            partial(tactics.save, tactic=a_tactic()),
            partial(tactics.save_round, tactic=a_tactic()),
        )
        for ask in missing:
            with pytest.raises(PlanningError) as refused:
                ask(tx)
            assert refused.value.code is Code.GONE


async def test_a_double_click_adds_a_tactic_once(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        assert not tactics.add(tx, a_tactic(number=2, title="The second click", owners=("UMAYA",)))
        assert tactics.get(tx, "tactic") == a_tactic()


async def test_saving_counts_versions_and_refuses_an_old_one(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        saved = tactics.save(tx, a_tactic(owners=("UMAYA", "UBRIAN")))
        assert saved == a_tactic(owners=("UMAYA", "UBRIAN"), version=2)
        with pytest.raises(PlanningError) as refused:
            tactics.save(tx, a_tactic(owners=("UHAILEY",)))
        assert tactics.get(tx, "tactic") == saved
    assert refused.value.code is Code.CHANGED_MEANWHILE


async def test_owners_are_replaced_in_their_order(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        saved = tactics.save(tx, a_tactic(owners=("UA", "UB")))
        saved = tactics.save(tx, replace(saved, owners=("UC", "UB", "UA")))
        assert (tactics.get(tx, "tactic")).owners == ("UC", "UB", "UA")


async def test_a_round_is_kept_without_a_new_version_and_without_anything_else(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish_with_tactic(tx)
        contested = a_tactic(title="Not kept", round=2, rate_by=LATER, **SCORED)
        assert tactics.save_round(tx, contested) == contested
        assert tactics.get(tx, "tactic") == replace(contested, title=a_tactic().title)
        assert tactics.section_counts(tx, "plan") == {Section.BIG_BETS: 1}
        assert tactics.next_rate_by(tx) is None


async def test_open_tactics_are_found_first(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        tactics.add(tx, a_tactic("t1", 1, title="Write a blog post", state=State.DONE))
        tactics.add(tx, a_tactic("t2", 2, title="Write another blog post"))
        tactics.add(tx, a_tactic("t3", 3, title="Blog post", state=State.DROPPED))
        assert (tactics.find(tx, "plan", "Blog post")).number == 2
        assert (tactics.find(tx, "plan", "#1")).number == 1
        assert (tactics.find(tx, "plan", "write a blog post")).number == 1
        tactics.add(tx, a_tactic("t4", 4, title="A third blog post"))
        with pytest.raises(PlanningError) as refused:
            tactics.find(tx, "plan", "blog")
        assert tactics.next_number(tx, "plan") == 5
    titles = [(2, "Write another blog post"), (4, "A third blog post")]
    assert refused.value.values == {"words": "blog", "titles": titles}


async def test_counts_by_goal_and_by_section(store: Store) -> None:
    states = [*State, State.PLANNED, State.DONE]
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        for goal, number in (("other", 2), ("empty", 3)):
            goals.add(tx, a_goal(goal, number))
        for number, state in enumerate(states, start=1):
            tactics.add(tx, a_tactic(f"t{number}", number, state=state))
        tactics.add(tx, a_tactic("scored", 20, goal="other", **SCORED))
        assert tactics.counts(tx, "plan") == {
            "goal": tactics.TacticCounts(open=4, done=2, dropped=1),
            "other": tactics.TacticCounts(open=1),
        }
        assert tactics.section_counts(tx, "plan") == {None: 4, Section.BIG_BETS: 1}
        assert tactics.counts(other, "plan") == {}
        assert tactics.section_counts(other, "plan") == {}


async def test_occurrences_are_recorded_once_and_taken_back(store: Store) -> None:
    first, second, third = (date(2027, month, 30) for month in (1, 3, 4))
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish_with_tactic(tx)
        furnish_with_tactic(other)
        for on, by in ((first, "UA"), (second, "UB"), (third, "UC"), (first, "UD")):
            tactics.add_occurrence(tx, "tactic", on, by, NOW)
        tactics.add_occurrence(other, "tactic", third, "UE", NOW)
        tactics.drop_occurrences_after(tx, "tactic", second)
        assert tactics.occurrences(tx, "tactic") == ((first, "UA"), (second, "UB"))
        tactics.drop_occurrences_after(tx, "tactic", None)
        assert tactics.occurrences(tx, "tactic") == ()
        assert tactics.occurrences(other, "tactic") == ((third, "UE"),)


async def test_rounds_fall_due_in_every_workspace(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish(tx)
        furnish(other)
        tactics.add(tx, a_tactic("late", 1, rate_by=NOW + 2 * DAY))
        tactics.add(other, a_tactic("early", 1, rate_by=NOW + DAY))
        tactics.add(tx, a_tactic("future", 2, rate_by=NOW + 9 * DAY))
        tactics.add(tx, a_tactic("done", 3, rate_by=NOW, state=State.DONE))
        tactics.add(tx, a_tactic("revealed", 4, rate_by=NOW, **SCORED))
        assert tactics.rounds_due(tx, NOW, 10) == []
        assert tactics.rounds_due(tx, NOW + 2 * DAY, 10) == [(OTHER, "early"), (W, "late")]
        assert tactics.rounds_due(tx, NOW + 2 * DAY, 1) == [(OTHER, "early")]
        assert tactics.next_rate_by(tx) == NOW + DAY
        tactics.save(other, a_tactic("early", 1, state=State.DROPPED))
        assert tactics.next_rate_by(tx) == NOW + 2 * DAY


async def test_no_round_is_waited_for_where_there_is_none(store: Store) -> None:
    with reading(store) as tx:
        assert tactics.next_rate_by(tx) is None


@pytest.mark.sqlite
async def test_waiting_for_rounds_costs_what_is_due(store: Store) -> None:
    with statements(store) as sent, reading(store) as tx:
        tactics.rounds_due(tx, NOW, 10)
        tactics.next_rate_by(tx)
    with reading(store) as tx:
        for statement in sent:
            plan = query_plan(tx, statement)
            assert "ix_tactics_round" in plan
            assert "TEMP B-TREE" not in plan


async def test_workspaces_do_not_share_tactics(store: Store) -> None:
    with transacting(store, W) as tx, in_workspace(tx, OTHER) as other:
        furnish_with_tactic(tx)
        plans.add(other, a_plan(OTHER))
        goals.add(other, a_goal())
        theirs = a_tactic(title="Theirs", owners=("UMAYA",))
        tactics.add(other, theirs)
        tactics.save(tx, a_tactic(title="Ours", owners=("UBRIAN",)))
        assert tactics.get(other, "tactic") == theirs
        assert tactics.open_of_plan(other, "plan") == (theirs,)
