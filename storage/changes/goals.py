"""Goals and the readings of their metrics."""

from planning.goals import Goal, Metric, Reading, figure, goal_fields
from planning.logbook import Action, changes
from storage import goals, homes
from storage.changes.actor import Actor
from storage.changes.history import record
from storage.store import Tx


def save_goal(tx: Tx, actor: Actor, action: Action, before: Goal | None, after: Goal) -> Goal:
    """Save a goal that was changed or dropped; `before` is None for one that was just added."""
    saved = goals.save(tx, tx.workspace, after) if before else after
    found = changes(goal_fields(before) if before else {}, goal_fields(after))
    record(tx, actor, action, plan=after.plan, subject=after.id, title=after.title, changed=found)
    homes.plan_changed(tx, tx.workspace, after.plan)
    return saved


def add_reading(tx: Tx, actor: Actor, goal: Goal, metric: Metric, given: Reading) -> bool:
    """Save a reading of a goal's metric; False, and nothing changes, if that value is known for that day."""
    if not goals.add_reading(tx, tx.workspace, given):
        return False
    said = f"{figure(given.value)} {metric.unit}".strip()
    record(tx, actor, Action.READING_ADDED, plan=goal.plan, subject=goal.id, title=metric.name, why=said)
    return True
