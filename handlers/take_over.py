"""Taking over a plan that has no active owner."""

from handlers import permissions as may
from handlers.access import plan_of
from handlers.plan_owners import acting_owners
from handlers.plans import page
from handlers.views import take_over as views
from handlers.views.blocks import Message
from handlers.visit import Visit
from planning.errors import Code, PlanningError
from planning.logbook import Action
from planning.people import require_taking_over
from planning.plan import Plan
from storage import check_ins, deliveries, plans
from storage.changes.plans import save_plan
from storage.store import Tx


@may.changes
async def take_over(visit: Visit, plan_id: str) -> Message:
    """The "Take over plan" button: who presses it becomes a plan owner, beside those who were."""
    plan = await plan_of(visit, plan_id)
    if visit.person.id not in plan.all_owners:
        acting = await acting_owners(visit.house, visit.workspace, plan)
        if acting is None:
            raise PlanningError(Code.OWNERS_UNREAD)
        require_taking_over(visit.person, plan, acting)
        plan = await _taken_over(visit, plan)
    return await page(visit, plan, 0, note=views.taken_over())


async def _taken_over(visit: Visit, found: Plan) -> Plan:
    async with visit.transaction() as tx:
        before = await tx.run(plans.get, visit.workspace, found.id)
        if visit.person.id in before.all_owners:  # a second click
            return before
        if before.all_owners != found.all_owners:
            raise PlanningError(Code.CHANGED_MEANWHILE)
        after = await tx.run(
            save_plan, visit.actor, Action.PLAN_TAKEN_OVER, before, before.taken_over(visit.person.id)
        )
        await tx.run(_redraw_summary, visit, after)
    visit.house.owed()
    return after


def _redraw_summary(tx: Tx, visit: Visit, plan: Plan) -> None:
    """Update the newest summary, which no longer offers it."""
    if newest := check_ins.newest(tx, visit.workspace, plan.id):
        deliveries.redraw(tx, visit.workspace, newest.id)
