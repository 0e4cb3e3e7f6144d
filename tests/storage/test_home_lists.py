"""What Home lists: read in parts, over several plans, without what is not the person's to see."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from planning.check_ins import CheckInState, Course, CourseCounts, new_answer
from planning.priorities import Rating, score
from planning.recurrence import MonthlyOnDay
from planning.tactics import Finish, State, Tactic
from storage import (
    check_ins,
    goals,
    plans,
    ratings,
    snoozes,
    summaries,
    tactic_lists,
    tactics,
)
from storage.engine.store import Store
from storage.engine.transactions import Tx, in_workspace
from tests.storage.stored import LATER, NOW, OTHER, W, a_check_in, a_goal, a_plan, a_tactic, furnish
from tests.transactions import transacting

TODAY = NOW.date()
PLANS = ("plan", "launches")


@pytest.fixture
async def furnished(store: Store) -> Store:
    """Two plans with a goal each, and the first one in another workspace, too."""
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            furnish(tx)
    with transacting(store, W) as tx:
        plans.add(tx, a_plan(id="launches", channel="CLAUNCHES", name="Launches"))
        plans.add(tx, a_plan(id="closed", channel="CCLOSED", closed_at=NOW))
    return store


def keep(tx: Tx, *every: Tactic) -> None:
    for number, tactic in enumerate(every, start=1):
        tactics.add(tx, replace(tactic, number=number))


def mine(id_: str, days: int, **changed: Any) -> Tactic:
    """A tactic of Maya's that is due `days` from today."""
    return a_tactic(id_, owners=("UMAYA",), eta=TODAY + timedelta(days=days), **changed)


def ids(every: Iterable[Tactic]) -> list[str]:
    return [tactic.id for tactic in every]


async def test_what_is_due_by_date(furnished: Store) -> None:
    monthly = a_tactic("monthly", owners=("UMAYA",), recurrence=MonthlyOnDay(date(2027, 1, 3), 3))
    with transacting(furnished, W) as tx, in_workspace(tx, OTHER) as other:
        keep(
            tx,
            mine("today", 0),
            mine("overdue", -3),
            mine("tomorrow", 1),
            monthly,
            mine("done", 0, state=State.DONE),
            mine("snoozed", -1),
            mine("snoozed until today", -2),
            mine("my part", 0, finish=Finish.ALL, finished=("UMAYA",)),
            a_tactic("another's", owners=("UBRIAN",), eta=TODAY),
        )
        keep(other, mine("elsewhere", -9))
        snoozes.put(tx, "UMAYA", "snoozed", TODAY + timedelta(days=1))
        snoozes.put(tx, "UMAYA", "snoozed until today", TODAY)
        snoozes.put(tx, "UBRIAN", "today", TODAY + timedelta(days=1))
        page = tactic_lists.due(tx, "UMAYA", PLANS, TODAY, 10)
        assert ids(page.tactics) == ["overdue", "snoozed until today", "monthly", "today"]
        few = tactic_lists.due(tx, "UMAYA", PLANS, TODAY, 1)
        assert (ids(few.tactics), few.total) == (["overdue"], 4)
        assert (tactic_lists.due(tx, "UMAYA", [], TODAY, 10)).total == 0
        assert (tactic_lists.due(tx, "UMAYA", ["launches"], TODAY, 10)).total == 0


async def test_whose_rating_is_waited_for(furnished: Store) -> None:
    with transacting(furnished, W) as tx:
        keep(
            tx,
            mine("later", 9),
            mine("sooner", 2),
            mine("rated", 1),
            mine("revealed", 1, revealed_at=NOW),
            mine("done", 1, state=State.DONE),
        )
        ratings.put(tx, "rated", 1, Rating("UMAYA", 3, 3, "", NOW))
        ratings.put(tx, "later", 1, Rating("UBRIAN", 3, 3, "", NOW))
        page = tactic_lists.rating_pending_in(tx, "UMAYA", PLANS, 1)
        assert (ids(page.tactics), page.total) == (["sooner"], 2)
        every = tactic_lists.rating_pending_in(tx, "UMAYA", PLANS, 10)
        assert ids(every.tactics) == ["sooner", "later"]


async def test_own_tactics_of_several_plans_are_in_one_order(furnished: Store) -> None:
    def rated(value: int, complexity: int) -> dict[str, Any]:
        given = [Rating("UMAYA", value, complexity, "", NOW)]
        return {"revealed_at": NOW, "score": score(given)}

    with transacting(furnished, W) as tx:
        goals.add(tx, a_goal("other goal", plan="launches"))
        keep(tx, mine("unrated", 1), mine("pit", 1, **rated(1, 5)), mine("win", 1, **rated(4, 2)))
        tactics.add(tx, mine("better win", 1, plan="launches", goal="other goal", **rated(5, 1)))
        whole = tactic_lists.owned_in(tx, "UMAYA", PLANS, 0, 10)
        assert ids(whole.tactics) == ["better win", "win", "pit", "unrated"]
        page = tactic_lists.owned_in(tx, "UMAYA", PLANS, 1, 2)
        assert (ids(page.tactics), page.total) == (["win", "pit"], 4)
        beyond = tactic_lists.owned_in(tx, "UMAYA", PLANS, 10, 2)
        assert (beyond.tactics, beyond.total) == ((), 4)


async def test_plans_goals_and_sizes(furnished: Store) -> None:
    with transacting(furnished, W) as tx:
        goals.add(tx, a_goal("second", 2))
        goals.add(tx, a_goal("dropped", 3, dropped=True))
        keep(tx, mine("one", 1), mine("two", 2), mine("done", 2, state=State.DONE))
        found = plans.open_among(tx, ["CSOCIAL", "CLAUNCHES", "CCLOSED", "CNOWHERE"])
        assert found == (
            a_plan(),
            a_plan(id="launches", channel="CLAUNCHES", name="Launches"),
        )
        assert plans.open_among(tx, []) == ()
        assert goals.count_of_plans(tx, PLANS) == {"plan": 2}
        assert tactics.count_open_of_plans(tx, PLANS) == {"plan": 2}
        of_ids = goals.of_ids(tx, ["goal", "dropped", "gone"])
        assert [(id_, bool(goal.title)) for id_, goal in of_ids.items()] == [
            ("goal", True),
            ("dropped", True),
            ("gone", False),
        ]


async def test_the_newest_check_in_with_its_counts(furnished: Store) -> None:
    with transacting(furnished, W) as tx:
        assert summaries.newest(tx, "plan") is None
        keep(
            tx,
            mine("one", 1),
            mine("two", 1),
            a_tactic("shared", owners=("UMAYA", "UHAILEY")),
            a_tactic("not asked", owners=("UNOOR",)),
            mine("done", 1, state=State.DONE),
        )
        check_in = a_check_in()
        check_ins.add(tx, check_in, {"UMAYA": "owed", "UHAILEY": "owed"})
        assert summaries.newest(tx, "plan") == (check_in, CourseCounts(silent=3))
        for tactic, course in (("one", Course.DRIFTING), ("done", Course.ON_COURSE)):
            given = new_answer(check_in.id, tactic, "UMAYA", course=course, today=TODAY, now=NOW)
            check_ins.put_answer(tx, given)
        so_far = CourseCounts(on_course=1, drifting=1, silent=2)
        assert summaries.newest(tx, "plan") == (check_in, so_far)
        assert (summaries.of(tx, check_in)).counts == so_far

        closed = replace(check_in, state=CheckInState.CLOSED)
        check_ins.save(tx, closed, due_at=None, counts=so_far)
        assert summaries.newest(tx, "plan") == (closed, so_far)
        later = a_check_in("later", opened_at=LATER)
        check_ins.add(tx, later, {"UMAYA": "owed"})
        assert summaries.newest(tx, "plan") == (
            replace(later, asked=("UMAYA",)),
            CourseCounts(silent=3),
        )
