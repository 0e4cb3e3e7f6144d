"""Plans: at most one open in a channel, changed only by who has seen the newest version."""

from dataclasses import replace
from datetime import timedelta

import pytest

from planning.errors import Code, PlanningError
from planning.plan import CompanyGoal
from storage import goals, plans
from storage.store import Store
from tests.storage.stored import FEATURES, NOW, OTHER, SEGMENT, W, a_goal, a_plan, furnish, statements

NPS = CompanyGoal("nps", "Improve the NPS score among our MVU customers")


async def test_a_plan_comes_back_as_it_was(store: Store) -> None:
    whole = a_plan(closed_at=NOW, previous="before", rating_days=5, check_in_weekday=6, check_in_hour=0)
    async with store.transaction() as tx:
        assert await tx.run(plans.add, whole)
    async with store.reading() as tx:
        assert await tx.run(plans.get, W, "plan") == whole


async def test_a_plan_that_is_not_there_is_gone(store: Store) -> None:
    async with store.reading() as tx:
        with pytest.raises(PlanningError) as refused:
            await tx.run(plans.get, W, "plan")
    assert refused.value.code is Code.GONE


async def test_a_channel_has_one_open_plan(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(plans.add, a_plan())
        with pytest.raises(PlanningError) as refused:
            await tx.run(plans.add, a_plan(id="second", name="Another"))
        assert await tx.run(plans.add, a_plan(id="elsewhere", channel="CELSE"))
        assert await tx.run(plans.open_in, W, "CSOCIAL") == a_plan()
        assert await tx.run(plans.open_in, W, "CNOWHERE") is None
    assert (refused.value.code, refused.value.values) == (Code.PLAN_EXISTS, {"name": "Campfire 2027"})


async def test_a_double_click_adds_a_plan_once(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.run(plans.add, a_plan())
    async with store.transaction() as tx:
        assert not await tx.run(plans.add, a_plan(name="The second click"))
        assert await tx.run(plans.get, W, "plan") == a_plan()


async def test_a_closed_plan_makes_room_and_stays_readable(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(plans.add, a_plan())
        closed = await tx.run(plans.save, a_plan().closed(NOW))
        await tx.run(plans.add, a_plan(id="second"))
        later = await tx.run(plans.save, replace(a_plan(id="second"), closed_at=NOW + timedelta(days=1)))
        await tx.run(plans.add, a_plan(id="third"))
    async with store.reading() as tx:
        assert await tx.run(plans.newest_closed, W, "CSOCIAL") == later
        assert await tx.run(plans.open_in, W, "CSOCIAL") == a_plan(id="third")
        assert await tx.run(plans.get, W, "plan") == closed
        assert await tx.run(plans.newest_closed, W, "CELSE") is None


async def test_saving_counts_versions_and_refuses_an_old_one(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(plans.add, a_plan())
        saved = await tx.run(plans.save, a_plan(name="By Brian"))
        assert saved == a_plan(name="By Brian", version=2)
        with pytest.raises(PlanningError) as refused:
            await tx.run(plans.save, a_plan(name="By Hailey, who saw version 1"))
        assert await tx.run(plans.get, W, "plan") == saved
    assert refused.value.code is Code.CHANGED_MEANWHILE


async def test_saving_what_is_not_there_is_refused(store: Store) -> None:
    async with store.transaction() as tx:
        with pytest.raises(PlanningError) as refused:
            await tx.run(plans.save, a_plan())
    assert refused.value.code is Code.GONE


async def test_company_goals_are_kept_in_their_order(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(plans.add, a_plan())
        renamed = CompanyGoal("features", "Ship 4")
        saved = await tx.run(plans.save, a_plan(company_goals=(NPS, renamed, SEGMENT)))
        assert (await tx.run(plans.get, W, "plan")).company_goals == (NPS, renamed, SEGMENT)
        await tx.run(plans.save, replace(saved, company_goals=(FEATURES,)))
        assert (await tx.run(plans.get, W, "plan")).company_goals == (FEATURES,)


async def test_a_dropped_goal_still_says_which_company_goal_it_served(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(furnish)
        dropped = await tx.run(goals.save, W, replace(a_goal(), dropped=True))
        saved = await tx.run(plans.save, a_plan(company_goals=(FEATURES,)))
        assert await tx.run(goals.get, W, "goal") == dropped
        await tx.run(plans.save, replace(saved, company_goals=(FEATURES, SEGMENT)))
        assert (await tx.run(plans.get, W, "plan")).company_goals == (FEATURES, SEGMENT)


async def test_the_same_company_goal_id_may_live_in_two_plans(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.run(plans.add, a_plan())
        elsewhere = a_plan(id="elsewhere", channel="CELSE", company_goals=(CompanyGoal("segment", "Other"),))
        await tx.run(plans.add, elsewhere)
        assert await tx.run(plans.get, W, "plan") == a_plan()
        assert await tx.run(plans.get, W, "elsewhere") == elsewhere


async def test_workspaces_do_not_share_plans(store: Store) -> None:
    theirs = a_plan(OTHER, name="Theirs", company_goals=(NPS,))
    async with store.transaction() as tx:
        await tx.run(plans.add, a_plan())
        await tx.run(plans.add, theirs)
        await tx.run(plans.save, a_plan(name="Ours"))
        assert await tx.run(plans.get, OTHER, "plan") == theirs
        assert await tx.run(plans.open_in, OTHER, "CSOCIAL") == theirs


async def test_a_plan_takes_two_statements_however_many_company_goals(store: Store) -> None:
    many = tuple(CompanyGoal(f"goal{number}", "A goal") for number in range(10))
    async with store.transaction() as tx:
        await tx.run(plans.add, a_plan(company_goals=many))
    with statements(store) as sent:
        async with store.reading() as tx:
            await tx.run(plans.open_in, W, "CSOCIAL")
    assert len(sent) == 2
