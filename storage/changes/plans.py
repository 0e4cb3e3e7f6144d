"""Plans: started, changed, taken over and closed."""

from collections.abc import Callable, Iterable
from functools import partial
from operator import attrgetter

from planning.carry_over import CarriedOver, carried_over
from planning.errors import Code, PlanningError
from planning.goals import require_unserved
from planning.history import Action, changes
from planning.people import require_plan_owner
from planning.plan import Plan, plan_fields
from storage import calendar_feeds, check_ins, goals, homes, plans, redraws, summaries, tactics
from storage.calendar_feeds import Feed
from storage.changes.base import Actor, Changed, save_unless_stale
from storage.changes.history import record
from storage.changes.imports import add_all
from storage.changes.schedule import set_check_in
from storage.engine.transactions import Tx


def start_plan(
    tx: Tx, actor: Actor, plan: Plan, members: Iterable[str], new_id: Callable[[int], str]
) -> CarriedOver | None:
    """Start a plan; goals, metrics and open tactics of its previous one, if any, come along.

    `members` are the people of its channel; copies take ids from `new_id`. None where the plan is there
    already, as after a double click. Raises PLAN_EXISTS.
    """
    if not plans.add(tx, plan):
        return None
    save_plan(tx, actor, Action.PLAN_STARTED, None, plan)
    homes.changed(tx, members)
    if plan.previous is None:
        return CarriedOver()
    old_goals = goals.of_plan(tx, plan.previous)
    old_tactics = tactics.open_of_plan(tx, plan.previous)
    copies = carried_over(plan, old_goals, old_tactics, new_id, actor.now)
    add_all(tx, actor, plan.id, copies.goals, copies.tactics, {})
    return copies


def change_plan(
    tx: Tx, actor: Actor, plan_id: str, version: int | None, change: Callable[[Plan], Plan]
) -> Changed[Plan]:
    """Save what `change` makes of an open plan, unless it has changed since `version`.

    A `version` of None means any version. Raises what `change` and `require_plan_owner` do, GONE, PLAN_CLOSED
    and STILL_SERVED.
    """
    before = plans.get(tx, plan_id)
    require_plan_owner(actor.person, before)
    before.require_open()
    after = change(before)
    require_unserved(before, after, goals.of_plan(tx, plan_id))
    save = partial(save_plan, tx, actor, Action.PLAN_CHANGED, before)
    return save_unless_stale(before, after, version, save)


def take_over_plan(tx: Tx, actor: Actor, plan_id: str, owners: tuple[str, ...]) -> Plan:
    """Make the actor a plan owner beside those there are; the same plan where they are one already.

    Raises GONE, and CHANGED_MEANWHILE where its owners are not those that were checked: `owners`.
    """
    before = plans.get(tx, plan_id)
    if actor.person.id in before.all_owners:  # a second click
        return before
    if before.all_owners != owners:
        raise PlanningError(Code.CHANGED_MEANWHILE)
    after = save_plan(tx, actor, Action.PLAN_TAKEN_OVER, before, before.taken_over(actor.person.id))
    if newest := check_ins.newest(tx, plan_id):
        redraws.redraw(tx, newest.id)  # its summary no longer offers to take over
    return after


def close_plan(tx: Tx, actor: Actor, plan_id: str) -> Plan:
    """Close a plan; a check-in that is going on ends with it, and asks no more.

    Raises GONE, PLAN_CLOSED and what `require_plan_owner` does.
    """
    before = plans.get(tx, plan_id)
    require_plan_owner(actor.person, before)
    after = save_plan(tx, actor, Action.PLAN_CLOSED, before, before.closed(actor.now))
    summaries.close_with_plan(tx, plan_id)
    return after


def save_plan(tx: Tx, actor: Actor, action: Action, before: Plan | None, after: Plan) -> Plan:
    """Save a plan that was changed or closed; `before` is None for one that was just added."""
    saved = plans.save(tx, after) if before else after
    found = changes(plan_fields(before) if before else {}, plan_fields(after))
    record(tx, actor, action, plan=after.id, subject=after.id, title=after.name, changed=found)
    homes.plan_changed(tx, after.id)
    if before is None or _check_in_moves(before, after):
        set_check_in(tx, saved, actor.now)
    return saved


def _check_in_moves(before: Plan, after: Plan) -> bool:
    when = attrgetter("check_in_weekday", "check_in_hour", "zone", "starts_on", "closed_at")
    return bool(when(before) != when(after))


def give_feed(tx: Tx, actor: Actor, plan_id: str, secret: str) -> None:
    """Let the actor fetch a plan's calendar by `secret`, which replaces the one they had."""
    calendar_feeds.put(tx, Feed(plan_id, actor.person.id), secret)


def revoke_feed(tx: Tx, actor: Actor, plan_id: str) -> None:
    """Revoke the actor's feed of the plan's calendar."""
    calendar_feeds.drop(tx, Feed(plan_id, actor.person.id))
