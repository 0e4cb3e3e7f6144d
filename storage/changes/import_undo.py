"""Undoing an import as one, and undoing that again."""

from planning import history as rules
from planning.goals import goal_with
from planning.history import Action, Change, Entry
from planning.plan import Plan
from planning.tactic_fields import tactic_with
from planning.tactics import State
from storage import goals, history, tactic_lists, tactics
from storage.changes.base import Actor
from storage.changes.goals import save_goal
from storage.changes.history import record
from storage.changes.tactics import save_tactic
from storage.engine.transactions import Tx


def undo_import(tx: Tx, actor: Actor, plan: Plan, entry: Entry) -> None:
    """Drop all goals and tactics that an import added, or that were restored with it.

    Raises NOTHING_TO_UNDO where that was done already, and IMPORT_CHANGED where something of it was changed
    since, or other tactics stand under its goals.
    """
    ids = rules.imported(entry)
    rules.require_stands(entry, history.last_of(tx, plan.id, entry.subject))
    every = tactics.open_of_plan(tx, plan.id)
    added = [tactic for tactic in every if tactic.id in ids]
    under = {goal.id: goal for goal in goals.of_plan(tx, plan.id) if goal.id in ids}
    later = [tactic for tactic in every if tactic.goal in under and tactic.id not in ids]
    since = history.after(tx, plan.id, entry.number)
    rules.require_untouched(ids, since, [(tactic.id, tactic.title) for tactic in later])
    dropped = {"state": State.DROPPED.value, "dropped_because": "undone"}
    for tactic in added:
        save_tactic(tx, actor, Action.ITEM_UNDONE, tactic, tactic_with(tactic, dropped))
    for goal in under.values():
        save_goal(tx, actor, Action.ITEM_UNDONE, goal, goal_with(goal, {"dropped": True}, plan))
    _record(tx, actor, Action.IMPORT_UNDONE, entry)


def restore_import(tx: Tx, actor: Actor, plan: Plan, entry: Entry) -> None:
    """Restore what was dropped when an import was undone by `entry`."""
    changes = history.last_changes(tx, plan.id, rules.imported(entry))
    every = {goal.id: goal for goal in goals.of_plan(tx, plan.id, dropped=True)}
    undone = {id_: rules.undone(one) for id_, one in changes.items() if one.action is Action.ITEM_UNDONE}
    for id_ in undone.keys() & every.keys():
        goal = every[id_]
        save_goal(tx, actor, Action.ITEM_UNDONE, goal, goal_with(goal, undone[id_], plan))
    for tactic in tactic_lists.of_ids(tx, undone.keys() - every.keys()).values():
        save_tactic(tx, actor, Action.ITEM_UNDONE, tactic, tactic_with(tactic, undone[tactic.id]))
    _record(tx, actor, Action.IMPORT_RESTORED, entry)


def _record(tx: Tx, actor: Actor, action: Action, of: Entry) -> None:
    changed = [Change(change.field, change.after, change.before) for change in of.changes]
    record(tx, actor, action, plan=of.plan, subject=of.subject, title=of.title, changed=changed)
