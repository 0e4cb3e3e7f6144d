"""Undoing the last change of a plan."""

from planning import history as rules
from planning.goals import Goal, goal_with
from planning.history import Action, Entry
from planning.people import require_plan_owner
from planning.plan import Plan, plan_with
from planning.tactic_fields import tactic_with
from planning.tactics import State
from storage import goals, history, plans, tactics
from storage.changes.base import Actor
from storage.changes.goals import save_goal
from storage.changes.history import as_one
from storage.changes.plans import save_plan
from storage.changes.tactics import save_tactic
from storage.engine.transactions import Tx


def undo_change(tx: Tx, actor: Actor, plan_id: str, number: int) -> Plan:
    """Undo the change of that number in a plan's history, and what was done as one with it.

    Returns the plan as it is then.

    Raises GONE, PLAN_CLOSED, NOTHING_TO_UNDO, SOMETHING_SINCE where it is not the last change, and what
    `require_plan_owner` does where it is one of the plan's settings.
    """
    plan = plans.get(tx, plan_id)
    plan.require_open()
    entry = rules.require_undoable(history.last(tx, plan_id), number)
    batch = [each for each in history.batch_of(tx, entry) if each.action in rules.UNDOABLE]
    undoing = as_one(tx, actor, plan_id) if len(batch) > 1 else actor
    for each in batch:
        _restore(tx, undoing, plan, each)
    return plans.get(tx, plan_id)


def _restore(tx: Tx, actor: Actor, plan: Plan, entry: Entry) -> None:
    """Save the subject with the entry's fields as they were before."""
    fields = rules.undone(entry)
    if entry.subject == plan.id:
        require_plan_owner(actor.person, plan)
        save_plan(tx, actor, Action.UNDONE, plan, plan_with(plan, fields))
    elif goal := _goal(tx, plan, entry):
        save_goal(tx, actor, Action.UNDONE, goal, goal_with(goal, fields or {"dropped": True}, plan))
    else:
        tactic = tactics.get(tx, entry.subject)
        after = tactic_with(tactic, fields or {"state": State.DROPPED.value, "dropped_because": "undone"})
        save_tactic(tx, actor, Action.UNDONE, tactic, after)
        tactics.drop_occurrences_after(tx, tactic.id, after.last_done)


def _goal(tx: Tx, plan: Plan, entry: Entry) -> Goal | None:
    """The goal that an entry is about; None when it is about a tactic."""
    every = goals.of_plan(tx, plan.id, dropped=True)
    return next((goal for goal in every if goal.id == entry.subject), None)
