"""Plans: started, changed and closed."""

from operator import attrgetter

from planning.logbook import Action, changes
from planning.plan import Plan, plan_fields
from storage import homes, plans
from storage.changes.actor import Actor
from storage.changes.history import record
from storage.changes.schedule import set_check_in
from storage.store import Tx


def save_plan(tx: Tx, actor: Actor, action: Action, before: Plan | None, after: Plan) -> Plan:
    """Save a plan that was changed or closed; `before` is None for one that was just added."""
    saved = plans.save(tx, after) if before else after
    found = changes(plan_fields(before) if before else {}, plan_fields(after))
    record(tx, actor, action, plan=after.id, subject=after.id, title=after.name, changed=found)
    homes.plan_changed(tx, tx.workspace, after.id)
    if before is None or _check_in_moves(before, after):
        set_check_in(tx, tx.workspace, saved, actor.now)
    return saved


def _check_in_moves(before: Plan, after: Plan) -> bool:
    when = attrgetter("check_in_weekday", "check_in_hour", "zone", "starts_on", "closed_at")
    return bool(when(before) != when(after))
