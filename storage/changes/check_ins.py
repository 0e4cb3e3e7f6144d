"""Check-ins: which one takes answers, and when the next one opens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from planning.check_ins import CheckIn, next_check_in
from planning.plan import Plan
from planning.zones import zone_of
from storage import check_ins, tactic_lists
from storage.changes.base import Actor
from storage.engine.transactions import Tx


@dataclass(frozen=True, slots=True)
class Skipped:
    """When the skipped check-in would have opened, and when the next one does."""

    due_at: datetime
    next_at: datetime


def newest_check_in(tx: Tx, plan_id: str) -> CheckIn | None:
    """The plan's running check-in, or the one closed last, which takes answers until the next opens."""
    running = check_ins.open_of(tx, plan_id)
    return running or check_ins.newest(tx, plan_id)


def open_check_in_now(tx: Tx, actor: Actor, plan_id: str) -> Literal["already open", "nothing to ask"] | None:
    """Schedule the plan's next check-in for now; returns the reason if it can't open."""
    if check_ins.open_of(tx, plan_id):
        return "already open"
    if not tactic_lists.owners_of_open(tx, plan_id):
        return "nothing to ask"
    due_at = check_ins.next_of(tx, plan_id)
    check_ins.set_next(tx, plan_id, actor.now, expected=due_at)
    return None


def skip_check_in(tx: Tx, actor: Actor, plan: Plan) -> Skipped:
    """Skip the plan's next check-in."""
    due_at = check_ins.next_of(tx, plan.id)
    left_out = max(due_at or actor.now, actor.now)
    following = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone_of(plan.zone), left_out)
    check_ins.set_next(tx, plan.id, following, expected=due_at)
    return Skipped(left_out, following)
