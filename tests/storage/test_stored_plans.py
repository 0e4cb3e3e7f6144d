"""Plans: at most one open in a channel, changed only by who has seen the newest version."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planning.errors import Code, PlanningError
from planning.plan import CompanyGoal
from storage import goals, plans
from storage.engine.store import Store
from tests.storage.stored import FEATURES, NOW, OTHER, SEGMENT, W, a_goal, a_plan, furnish, statements
from tests.transactions import reading, transacting

NPS = CompanyGoal("nps", "Improve the NPS score among our MVU customers")


async def test_a_plan_comes_back_as_it_was(store: Store) -> None:
    whole = a_plan(closed_at=NOW, previous="before", rating_days=5, check_in_weekday=6, check_in_hour=0)
    with transacting(store) as tx:
        assert plans.add(tx, whole)
    with reading(store, W) as tx:
        assert plans.get(tx, "plan") == whole


async def test_a_plan_that_is_not_there_is_gone(store: Store) -> None:
    with reading(store, W) as tx, pytest.raises(PlanningError) as refused:
        plans.get(tx, "plan")
    assert refused.value.code is Code.GONE


async def test_a_channel_has_one_open_plan(store: Store) -> None:
    with transacting(store, W) as tx:
        plans.add(tx, a_plan())
        with pytest.raises(PlanningError) as refused:
            plans.add(tx, a_plan(id="second", name="Another"))
        assert plans.add(tx, a_plan(id="elsewhere", channel="CELSE"))
        assert plans.open_in(tx, "CSOCIAL") == a_plan()
        assert plans.open_in(tx, "CNOWHERE") is None
    assert (refused.value.code, refused.value.values) == (Code.PLAN_EXISTS, {"name": "Campfire 2027"})


async def test_a_double_click_adds_a_plan_once(store: Store) -> None:
    with transacting(store) as tx:
        assert plans.add(tx, a_plan())
    with transacting(store, W) as tx:
        assert not plans.add(tx, a_plan(name="The second click"))
        assert plans.get(tx, "plan") == a_plan()


async def test_a_closed_plan_makes_room_and_stays_readable(store: Store) -> None:
    with transacting(store) as tx:
        plans.add(tx, a_plan())
        closed = plans.save(tx, a_plan().closed(NOW))
        plans.add(tx, a_plan(id="second"))
        later = plans.save(tx, replace(a_plan(id="second"), closed_at=NOW + timedelta(days=1)))
        plans.add(tx, a_plan(id="third"))
    with reading(store, W) as tx:
        assert plans.newest_closed(tx, "CSOCIAL") == later
        assert plans.open_in(tx, "CSOCIAL") == a_plan(id="third")
        assert plans.get(tx, "plan") == closed
        assert plans.newest_closed(tx, "CELSE") is None


async def test_saving_counts_versions_and_refuses_an_old_one(store: Store) -> None:
    with transacting(store, W) as tx:
        plans.add(tx, a_plan())
        saved = plans.save(tx, a_plan(name="By Brian"))
        assert saved == a_plan(name="By Brian", version=2)
        with pytest.raises(PlanningError) as refused:
            plans.save(tx, a_plan(name="By Hailey, who saw version 1"))
        assert plans.get(tx, "plan") == saved
    assert refused.value.code is Code.CHANGED_MEANWHILE


async def test_saving_what_is_not_there_is_refused(store: Store) -> None:
    with transacting(store) as tx, pytest.raises(PlanningError) as refused:
        plans.save(tx, a_plan())
    assert refused.value.code is Code.GONE


async def test_company_goals_are_kept_in_their_order(store: Store) -> None:
    with transacting(store, W) as tx:
        plans.add(tx, a_plan())
        renamed = CompanyGoal("features", "Ship 4")
        saved = plans.save(tx, a_plan(company_goals=(NPS, renamed, SEGMENT)))
        assert (plans.get(tx, "plan")).company_goals == (NPS, renamed, SEGMENT)
        plans.save(tx, replace(saved, company_goals=(FEATURES,)))
        assert (plans.get(tx, "plan")).company_goals == (FEATURES,)


async def test_a_dropped_goal_still_says_which_company_goal_it_served(store: Store) -> None:
    with transacting(store, W) as tx:
        furnish(tx)
        dropped = goals.save(tx, replace(a_goal(), dropped=True))
        saved = plans.save(tx, a_plan(company_goals=(FEATURES,)))
        assert goals.get(tx, "goal") == dropped
        plans.save(tx, replace(saved, company_goals=(FEATURES, SEGMENT)))
        assert (plans.get(tx, "plan")).company_goals == (FEATURES, SEGMENT)


async def test_the_same_company_goal_id_may_live_in_two_plans(store: Store) -> None:
    with transacting(store, W) as tx:
        plans.add(tx, a_plan())
        elsewhere = a_plan(id="elsewhere", channel="CELSE", company_goals=(CompanyGoal("segment", "Other"),))
        plans.add(tx, elsewhere)
        assert plans.get(tx, "plan") == a_plan()
        assert plans.get(tx, "elsewhere") == elsewhere


async def test_workspaces_do_not_share_plans(store: Store) -> None:
    theirs = a_plan(OTHER, name="Theirs", company_goals=(NPS,))
    with transacting(store, OTHER) as tx:
        plans.add(tx, a_plan())
        plans.add(tx, theirs)
        plans.save(tx, a_plan(name="Ours"))
        assert plans.get(tx, "plan") == theirs
        assert plans.open_in(tx, "CSOCIAL") == theirs


async def test_a_plan_takes_two_statements_however_many_company_goals(store: Store) -> None:
    many = tuple(CompanyGoal(f"goal{number}", "A goal") for number in range(10))
    with transacting(store) as tx:
        plans.add(tx, a_plan(company_goals=many))
    with statements(store) as sent, reading(store, W) as tx:
        plans.open_in(tx, "CSOCIAL")
    assert len(sent) == 2
