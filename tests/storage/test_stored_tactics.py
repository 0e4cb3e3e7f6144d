"""Tactics, one by one: kept as they are, counted, and waited for."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from planning.errors import Code, PlanningError
from planning.priorities import Rating, Section, score
from planning.rhythm import MonthlyOnDay, MonthlyOnWeekday, Weekly
from planning.tactics import Finish, State, Tactic
from storage import goals, plans, tactics
from storage.store import Store
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
        a_tactic(rhythm=MonthlyOnDay(date(2027, 1, 30), 30), last_done=date(2027, 1, 30)),
        a_tactic(rhythm=MonthlyOnWeekday(date(2027, 1, 1), -1, 4, 3)),
        a_tactic(rhythm=Weekly(date(2027, 1, 1), frozenset({0, 4}), 2)),
        a_tactic(state=State.DROPPED, dropped_because="Too dear"),
        a_tactic(state=State.DONE, actual_value=4, actual_complexity=5),
    ],
)
async def test_a_tactic_comes_back_as_it_was(store: Store, whole: Tactic) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        assert await tx.run(tactics.add, W, whole)
    async with store.reading() as tx:
        assert await tx.run(tactics.get, W, "tactic") == whole


async def test_a_tactic_that_is_not_there_is_gone(store: Store) -> None:
    async with store.transaction() as tx:
        missing = (
            partial(tactics.get, workspace=W, id_="tactic"),
            partial(tactics.save, workspace=W, tactic=a_tactic()),
            partial(tactics.save_round, workspace=W, tactic=a_tactic()),
        )
        for ask in missing:
            with pytest.raises(PlanningError) as refused:
                await tx.run(ask)
            assert refused.value.code is Code.GONE


async def test_a_double_click_adds_a_tactic_once(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        assert not await tx.run(
            tactics.add, W, a_tactic(number=2, title="The second click", owners=("UMAYA",))
        )
        assert await tx.run(tactics.get, W, "tactic") == a_tactic()


async def test_saving_counts_versions_and_refuses_an_old_one(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        saved = await tx.run(tactics.save, W, a_tactic(owners=("UMAYA", "UBRIAN")))
        assert saved == a_tactic(owners=("UMAYA", "UBRIAN"), version=2)
        with pytest.raises(PlanningError) as refused:
            await tx.run(tactics.save, W, a_tactic(owners=("UHAILEY",)))
        assert await tx.run(tactics.get, W, "tactic") == saved
    assert refused.value.code is Code.CHANGED_MEANWHILE


async def test_owners_are_replaced_in_their_order(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        saved = await tx.run(tactics.save, W, a_tactic(owners=("UA", "UB")))
        saved = await tx.run(tactics.save, W, replace(saved, owners=("UC", "UB", "UA")))
        assert (await tx.run(tactics.get, W, "tactic")).owners == ("UC", "UB", "UA")


async def test_a_round_is_kept_without_a_new_version_and_without_anything_else(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        contested = a_tactic(title="Not kept", round=2, rate_by=LATER, **SCORED)
        assert await tx.run(tactics.save_round, W, contested) == contested
        assert await tx.run(tactics.get, W, "tactic") == replace(contested, title=a_tactic().title)
        assert await tx.run(tactics.section_counts, W, "plan") == {Section.BIG_BETS: 1}
        assert await tx.run(tactics.next_rate_by) is None


async def test_open_tactics_are_found_first(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(tactics.add, W, a_tactic("t1", 1, title="Write a blog post", state=State.DONE))
        await tx.run(tactics.add, W, a_tactic("t2", 2, title="Write another blog post"))
        await tx.run(tactics.add, W, a_tactic("t3", 3, title="Blog post", state=State.DROPPED))
        assert (await tx.run(tactics.find, W, "plan", "Blog post")).number == 2
        assert (await tx.run(tactics.find, W, "plan", "#1")).number == 1
        assert (await tx.run(tactics.find, W, "plan", "write a blog post")).number == 1
        await tx.run(tactics.add, W, a_tactic("t4", 4, title="A third blog post"))
        with pytest.raises(PlanningError) as refused:
            await tx.run(tactics.find, W, "plan", "blog")
        assert await tx.run(tactics.next_number, W, "plan") == 5
    titles = [(2, "Write another blog post"), (4, "A third blog post")]
    assert refused.value.values == {"words": "blog", "titles": titles}


async def test_counts_by_goal_and_by_section(store: Store) -> None:
    states = [*State, State.PLANNED, State.DONE]
    async with store.transaction() as tx:
        await tx.run(furnish)
        for goal, number in (("other", 2), ("empty", 3)):
            await tx.run(goals.add, W, a_goal(goal, number))
        for number, state in enumerate(states, start=1):
            await tx.run(tactics.add, W, a_tactic(f"t{number}", number, state=state))
        await tx.run(tactics.add, W, a_tactic("scored", 20, goal="other", **SCORED))
        assert await tx.run(tactics.counts, W, "plan") == {
            "goal": tactics.Counts(open=4, done=2, dropped=1),
            "other": tactics.Counts(open=1),
        }
        assert await tx.run(tactics.section_counts, W, "plan") == {None: 4, Section.BIG_BETS: 1}
        assert await tx.run(tactics.counts, OTHER, "plan") == {}
        assert await tx.run(tactics.section_counts, OTHER, "plan") == {}


async def test_occurrences_are_recorded_once_and_taken_back(store: Store) -> None:
    first, second, third = (date(2027, month, 30) for month in (1, 3, 4))
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        await tx.run(furnish_with_tactic, OTHER)
        for on, by in ((first, "UA"), (second, "UB"), (third, "UC"), (first, "UD")):
            await tx.run(tactics.add_occurrence, W, "tactic", on, by, NOW)
        await tx.run(tactics.add_occurrence, OTHER, "tactic", third, "UE", NOW)
        await tx.run(tactics.drop_occurrences_after, W, "tactic", second)
        assert await tx.run(tactics.occurrences, W, "tactic") == ((first, "UA"), (second, "UB"))
        await tx.run(tactics.drop_occurrences_after, W, "tactic", None)
        assert await tx.run(tactics.occurrences, W, "tactic") == ()
        assert await tx.run(tactics.occurrences, OTHER, "tactic") == ((third, "UE"),)


async def test_rounds_fall_due_in_every_workspace(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        await tx.run(furnish, OTHER)
        await tx.run(tactics.add, W, a_tactic("late", 1, rate_by=NOW + 2 * DAY))
        await tx.run(tactics.add, OTHER, a_tactic("early", 1, rate_by=NOW + DAY))
        await tx.run(tactics.add, W, a_tactic("future", 2, rate_by=NOW + 9 * DAY))
        await tx.run(tactics.add, W, a_tactic("done", 3, rate_by=NOW, state=State.DONE))
        await tx.run(tactics.add, W, a_tactic("revealed", 4, rate_by=NOW, **SCORED))
        assert await tx.run(tactics.rounds_due, NOW, 10) == []
        assert await tx.run(tactics.rounds_due, NOW + 2 * DAY, 10) == [(OTHER, "early"), (W, "late")]
        assert await tx.run(tactics.rounds_due, NOW + 2 * DAY, 1) == [(OTHER, "early")]
        assert await tx.run(tactics.next_rate_by) == NOW + DAY
        await tx.run(tactics.save, OTHER, a_tactic("early", 1, state=State.DROPPED))
        assert await tx.run(tactics.next_rate_by) == NOW + 2 * DAY


async def test_no_round_is_waited_for_where_there_is_none(store: Store) -> None:
    async with store.reading() as tx:
        assert await tx.run(tactics.next_rate_by) is None


@pytest.mark.sqlite
async def test_waiting_for_rounds_costs_what_is_due(store: Store) -> None:
    with statements(store) as sent:
        async with store.reading() as tx:
            await tx.run(tactics.rounds_due, NOW, 10)
            await tx.run(tactics.next_rate_by)
    async with store.reading() as tx:
        for statement in sent:
            plan = await tx.run(query_plan, statement)
            assert "ix_tactics_round" in plan
            assert "TEMP B-TREE" not in plan


async def test_workspaces_do_not_share_tactics(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish_with_tactic)
        await tx.run(plans.add, a_plan(OTHER))
        await tx.run(goals.add, OTHER, a_goal())
        theirs = a_tactic(title="Theirs", owners=("UMAYA",))
        await tx.run(tactics.add, OTHER, theirs)
        await tx.run(tactics.save, W, a_tactic(title="Ours", owners=("UBRIAN",)))
        assert await tx.run(tactics.get, OTHER, "tactic") == theirs
        assert await tx.run(tactics.open_of_plan, OTHER, "plan") == (theirs,)
