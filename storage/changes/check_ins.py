"""Check-ins: which one takes answers, and when the next one opens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from planning.check_ins import CheckIn, next_check_in
from planning.delivery_payloads import DailyItem
from planning.plan import Plan
from planning.zones import zone_of
from storage import check_ins, tactic_lists
from storage.changes.base import Actor
from storage.changes.news import ask_all
from storage.changes.scheduled_check_ins import open_check_in
from storage.engine.transactions import Tx

NotAsked: TypeAlias = Literal["already open", "nothing to ask"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """When the skipped check-in would have opened, and when the next one does."""

    due_at: datetime
    next_at: datetime


def newest_check_in(tx: Tx, plan_id: str) -> CheckIn | None:
    """The plan's running check-in, or the one closed last, which takes answers until the next opens."""
    running = check_ins.open_of(tx, plan_id)
    return running or check_ins.newest(tx, plan_id)


def cannot_ask_now(tx: Tx, plan_id: str) -> NotAsked | None:
    """Why the plan's next check-in cannot open now; None if it can."""
    if check_ins.open_of(tx, plan_id):
        return "already open"
    return None if tactic_lists.owners_of_open(tx, plan_id) else "nothing to ask"


def ask_check_in_now(tx: Tx, actor: Actor, plan_id: str) -> NotAsked | None:
    """Open the plan's next check-in at once, and ask its people; else why not."""
    if refused := cannot_ask_now(tx, plan_id):
        return refused
    check_ins.set_next(tx, plan_id, actor.now, expected=check_ins.next_of(tx, plan_id))
    open_check_in(tx, plan_id, actor.now)
    if opened := check_ins.open_of(tx, plan_id):
        asked = [person for person in opened.asked if person != actor.person.id]
        ask_all(tx, actor.now, {person: [DailyItem("answer", opened.id)] for person in asked})
    return None


def skip_check_in(tx: Tx, actor: Actor, plan: Plan) -> Skipped:
    """Skip the plan's next check-in."""
    due_at = check_ins.next_of(tx, plan.id)
    left_out = max(due_at or actor.now, actor.now)
    following = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone_of(plan.zone), left_out)
    check_ins.set_next(tx, plan.id, following, expected=due_at)
    return Skipped(left_out, following)
