"""Advice on a plan."""

from handlers.access import plan_here, plan_of
from handlers.views.advice import advice_message
from handlers.views.blocks import Message
from handlers.views.unreadable import with_unreadable
from handlers.visit import Visit
from planning.advice import advice
from planning.plan import Plan
from storage import goals, tactics
from storage.readable import unreadable


async def show(visit: Visit, _typed: str = "") -> Message:
    """`/plan advice`."""
    return await _page(visit, await plan_here(visit), 0)


async def turn(visit: Visit, value: str) -> Message:
    """The advice's Previous and Next."""
    plan_id, _, offset = value.partition("|")
    return await _page(visit, await plan_of(visit, plan_id), int(offset))


async def _page(visit: Visit, plan: Plan, offset: int) -> Message:
    async with visit.store.reading() as tx:
        every = await tx.run(goals.of_plan, visit.workspace, plan.id)
        open_ones = await tx.run(tactics.open_of_plan, visit.workspace, plan.id)
        newest = await tx.run(goals.newest_readings, visit.workspace, plan.id)
        lost = unreadable(tx.sync_session)
    found = advice(plan, every, open_ones, newest, plan.today(visit.now))
    return with_unreadable(advice_message(plan, found, offset), lost)
