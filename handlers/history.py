"""The logbook, and taking back the last change."""

from handlers import permissions as may
from handlers.access import plan_here, plan_of
from handlers.views.blocks import Message
from handlers.views.history import ENTRIES_A_PAGE, history_message
from handlers.views.unreadable import with_unreadable
from handlers.visit import Visit
from planning import logbook as rules
from planning.goals import Goal, goal_with
from planning.logbook import Action, Entry
from planning.people import require_plan_owner
from planning.plan import Plan, plan_with
from planning.tactic_fields import tactic_with
from planning.tactics import State
from storage import goals, logbook, plans, tactics
from storage.changes.goals import save_goal
from storage.changes.plans import save_plan
from storage.changes.tactics import save_tactic
from storage.readable import unreadable
from storage.store import Tx


async def show(visit: Visit, _typed: str = "") -> Message:
    """`/plan history`."""
    return await _page(visit, await plan_here(visit), 0)


async def turn(visit: Visit, value: str) -> Message:
    """The history's Newer and Older."""
    plan_id, _, offset = value.partition("|")
    return await _page(visit, await plan_of(visit, plan_id), int(offset))


@may.changes
async def undo(visit: Visit, value: str) -> Message:
    """Take back the plan's last change, when it is still the last."""
    plan_id, _, number = value.partition("|")
    plan = await may.edit_plan(visit, plan_id)
    async with visit.transaction() as tx:
        plan = await tx.run(plans.get, visit.workspace, plan.id)
        plan.require_open()
        entry = rules.require_undoable(await tx.run(logbook.last, visit.workspace, plan.id), int(number))
        await tx.run(_put_back, visit, plan, entry)
        after = await tx.run(plans.get, visit.workspace, plan.id)
    visit.house.owed()
    return await _page(visit, after, 0)


def _put_back(tx: Tx, visit: Visit, plan: Plan, entry: Entry) -> None:
    """Store the subject with the entry's fields as they were before."""
    fields = rules.undone(entry)
    if entry.subject == plan.id:
        require_plan_owner(visit.person, plan)
        save_plan(tx, visit.actor, Action.UNDONE, plan, plan_with(plan, fields))
    elif goal := _goal(tx, visit, plan, entry):
        save_goal(tx, visit.actor, Action.UNDONE, goal, goal_with(goal, fields or {"dropped": True}, plan))
    else:
        tactic = tactics.get(tx, visit.workspace, entry.subject)
        after = tactic_with(tactic, fields or {"state": State.DROPPED.value, "dropped_because": "undone"})
        save_tactic(tx, visit.actor, Action.UNDONE, tactic, after)
        tactics.drop_occurrences_after(tx, visit.workspace, tactic.id, after.last_done)


def _goal(tx: Tx, visit: Visit, plan: Plan, entry: Entry) -> Goal | None:
    """The goal that an entry is about; None when it is about a tactic."""
    every = goals.of_plan(tx, visit.workspace, plan.id, dropped=True)
    return next((goal for goal in every if goal.id == entry.subject), None)


async def _page(visit: Visit, plan: Plan, offset: int) -> Message:
    async with visit.store.reading() as tx:
        entries, total = await tx.run(logbook.page, visit.workspace, plan.id, offset, ENTRIES_A_PAGE)
        last = await tx.run(logbook.last, visit.workspace, plan.id)
        every = await tx.run(goals.of_plan, visit.workspace, plan.id, dropped=True)
        lost = unreadable(tx.sync_session)
    undoable = last.number if last and last.action in rules.UNDOABLE else None
    drawn = history_message(
        plan,
        entries,
        total,
        offset,
        visit.person.zone,
        undoable if plan.closed_at is None else None,
        {goal.id: goal for goal in every},
    )
    return with_unreadable(drawn, lost)
