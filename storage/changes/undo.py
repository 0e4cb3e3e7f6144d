"""Undoing the last change of a plan, or an import."""

from planning import history as rules
from planning.goals import Goal, goal_with
from planning.history import IMPORTS, Action, Entry
from planning.people import require_plan_owner
from planning.plan import Plan, plan_with
from planning.tactic_fields import tactic_with
from planning.tactics import State
from storage import goals, history, plans, tactics
from storage.changes.base import Actor
from storage.changes.goals import save_goal
from storage.changes.import_undo import restore_import, undo_import
from storage.changes.plans import save_plan
from storage.changes.tactics import save_tactic
from storage.engine.transactions import Tx


def undo_change(tx: Tx, actor: Actor, plan_id: str, number: int) -> Plan:
    """Undo the change of that number in a plan's history, and return the plan as it is then.

    It has to be the last one, or an import of which nothing was changed since. Raises GONE, PLAN_CLOSED,
    NOTHING_TO_UNDO, SOMETHING_SINCE, IMPORT_CHANGED, and what `require_plan_owner` does where it is one of
    the plan's settings.
    """
    plan = plans.get(tx, plan_id)
    plan.require_open()
    named = history.numbered(tx, plan_id, number)
    if named and named.action in IMPORTS:
        undo_import(tx, actor, plan, named)
        return plan
    entry = rules.require_undoable(history.last(tx, plan_id), number)
    _restore(tx, actor, plan, entry)
    return plans.get(tx, plan_id)


def _restore(tx: Tx, actor: Actor, plan: Plan, entry: Entry) -> None:
    """Save the subject with the entry's fields as they were before."""
    fields = rules.undone(entry)
    if entry.action is Action.IMPORT_UNDONE:
        restore_import(tx, actor, plan, entry)
    elif entry.subject == plan.id:
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
