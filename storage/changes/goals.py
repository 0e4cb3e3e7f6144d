"""Goals, added, changed and dropped, and the readings of their metrics."""

from functools import partial

from planning.goals import Goal, GoalDraft, Metric, Reading, figure, goal_fields, new_goal
from planning.history import Action, changes
from planning.plan import Plan
from storage import goals, homes, plans, tactics
from storage.changes.base import Actor, Changed, save_unless_stale
from storage.changes.history import record
from storage.engine.transactions import Tx


def add_goal(
    tx: Tx, actor: Actor, plan_id: str, draft: GoalDraft, *, goal_id: str, metric_id: str
) -> Goal | None:
    """Add a goal to an open plan under its next number; None where it is there already.

    `metric_id` is for its new metric, if it has one. Raises GONE, PLAN_CLOSED and what `new_goal` raises.
    """
    plan = _open_plan(tx, plan_id)
    number = goals.next_number(tx, plan_id)
    goal = new_goal(draft, plan, id_=goal_id, number=number, now=actor.now).with_new_metric(metric_id)
    if not goals.add(tx, goal):
        return None
    return save_goal(tx, actor, Action.GOAL_ADDED, None, goal)


def edit_goal(
    tx: Tx, actor: Actor, goal_id: str, version: int, draft: GoalDraft, *, metric_id: str
) -> Changed[Goal]:
    """Save a goal's form, unless the goal has changed since `version`.

    `metric_id` is for its new metric, if it has one. Raises GONE, PLAN_CLOSED and what `Goal.edited` raises.
    """
    before, plan = _open_goal(tx, goal_id)
    after = before.edited(draft, plan).with_new_metric(metric_id)
    save = partial(save_goal, tx, actor, Action.GOAL_CHANGED, before)
    return save_unless_stale(before, after, version, save)


def drop_goal(tx: Tx, actor: Actor, goal_id: str) -> Goal:
    """Drop a goal; raises STILL_HAS_TACTICS while tactics of it are open, GONE and PLAN_CLOSED."""
    before, plan = _open_goal(tx, goal_id)
    counts = tactics.counts(tx, plan.id).get(goal_id)
    after = before.without(counts.open if counts else 0)
    return save_goal(tx, actor, Action.GOAL_DROPPED, before, after)


def add_reading(tx: Tx, actor: Actor, goal: Goal, metric: Metric, reading: Reading) -> bool:
    """As `save_reading`, of a goal of an open plan; raises GONE and PLAN_CLOSED."""
    _open_plan(tx, goal.plan)
    return save_reading(tx, actor, goal, metric, reading)


def save_goal(tx: Tx, actor: Actor, action: Action, before: Goal | None, after: Goal) -> Goal:
    """Save a goal that was changed or dropped; `before` is None for one that was just added."""
    saved = goals.save(tx, after) if before else after
    found = changes(goal_fields(before) if before else {}, goal_fields(after))
    record(tx, actor, action, plan=after.plan, subject=after.id, title=after.title, changed=found)
    homes.plan_changed(tx, after.plan)
    return saved


def save_reading(tx: Tx, actor: Actor, goal: Goal, metric: Metric, reading: Reading) -> bool:
    """Save a reading of a goal's metric; False, and nothing changes, if that value is known for that day."""
    if not goals.add_reading(tx, reading):
        return False
    said = f"{figure(reading.value)} {metric.unit}".strip()
    record(tx, actor, Action.READING_ADDED, plan=goal.plan, subject=goal.id, title=metric.name, why=said)
    return True


def _open_goal(tx: Tx, goal_id: str) -> tuple[Goal, Plan]:
    """A goal that is not dropped, of an open plan, and the plan; raises GONE and PLAN_CLOSED."""
    goal = goals.get(tx, goal_id)
    plan = _open_plan(tx, goal.plan)
    goal.require_not_dropped()
    return goal, plan


def _open_plan(tx: Tx, plan_id: str) -> Plan:
    plan = plans.get(tx, plan_id)
    plan.require_open()
    return plan
