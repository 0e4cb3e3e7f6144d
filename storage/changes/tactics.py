"""Tactics: added, changed, finished and dropped."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from planning.deadlines import extended_deadline
from planning.errors import Code, PlanningError
from planning.history import Action, changes
from planning.people import require_doer
from planning.plan import Plan
from planning.tactic_fields import tactic_fields
from planning.tactics import Tactic
from storage import calendars, goals, history, homes, plans, tactics
from storage.changes.base import Actor, Changed, save_unless_stale
from storage.changes.history import as_one, record
from storage.changes.news import tell_change
from storage.changes.rating_rounds import settle
from storage.changes.ratings import request_ratings
from storage.changes.redraws import redraw_clicked, redraw_owners
from storage.changes.schedule import schedule_daily_messages
from storage.engine.transactions import Tx


def add_tactic(tx: Tx, actor: Actor, plan_id: str, unnumbered: Tactic) -> Tactic | None:
    """Add a tactic to an open plan under its next number; None where it is there already."""
    plan = plans.get(tx, plan_id)
    plan.require_open()
    _require_goal(tx, plan, unnumbered.goal)
    tactic = replace(
        unnumbered,
        number=tactics.next_number(tx, plan_id),
        rate_by=calendars.rating_deadline(tx, plan, unnumbered.owners, actor.now),
    )
    if not tactics.add(tx, tactic):
        return None
    return save_tactic(tx, actor, Action.TACTIC_ADDED, None, tactic)


def change_tactic(
    tx: Tx,
    actor: Actor,
    action: Action,
    tactic_id: str,
    version: int | None,
    change: Callable[[Tactic], Tactic],
    why: str = "",
) -> Changed[Tactic]:
    """Save what `change` makes of an open tactic, unless it has changed since `version`.

    A `version` of None means any version. Raises what `change` raises, GONE, PLAN_CLOSED and
    STATE_WRONG.
    """
    before, _ = open_tactic(tx, tactic_id)
    save = partial(save_tactic, tx, actor, action, before, why=why)
    return save_unless_stale(before, change(before), version, save)


def edit_tactic(
    tx: Tx, actor: Actor, tactic_id: str, version: int, goal: str, change: Callable[[Tactic], Tactic]
) -> Changed[Tactic]:
    """As `change_tactic`, also for one that is done; it may move to another `goal` of its plan, by its id."""
    before, plan = find_tactic(tx, tactic_id)
    _require_goal(tx, plan, goal)
    save = partial(save_tactic, tx, actor, Action.TACTIC_CHANGED, before)
    return save_unless_stale(before, change(before), version, save)


def finish_tactic(
    tx: Tx, actor: Actor, tactic_id: str, is_outdated: Callable[[Tactic], bool]
) -> Changed[Tactic]:
    """Finish a tactic, or the actor's part of it; raises as `change_tactic` and `require_doer` do.

    Where `is_outdated` says that what they finished is done already, nothing changes.
    """
    before, plan = open_tactic(tx, tactic_id)
    require_doer(actor.person, before)
    if is_outdated(before):
        return Changed(before, before, is_stale=True)
    after = before.done(actor.person.id, plan.today(actor.now))
    if after == before:  # their part was done already
        return Changed(before, before)
    saved = save_tactic(tx, actor, Action.TACTIC_DONE, before, after)
    if saved.last_done and saved.last_done != before.last_done:
        tactics.add_occurrence(tx, saved.id, saved.last_done, actor.person.id, actor.now)
    return Changed(before, saved)


@dataclass(frozen=True, slots=True)
class Several:
    """What became of several tactics, by their numbers; `undo` is the number of the last change, if any."""

    changed: tuple[Changed[Tactic], ...]
    refused: tuple[tuple[int, PlanningError], ...]
    undo: int | None


def finish_several(tx: Tx, actor: Actor, plan_id: str, numbers: Iterable[int]) -> Several:
    """Finish tactics of a plan by their numbers, undone as one; those that can't be are passed over."""
    return _each(
        tx, actor, plan_id, numbers, lambda together, id_: finish_tactic(tx, together, id_, _is_outdated)
    )


def drop_several(tx: Tx, actor: Actor, plan_id: str, numbers: Iterable[int], reason: str) -> Several:
    """Drop tactics of a plan by their numbers for one reason, as `finish_several` finishes them.

    Raises REASON_MISSING or TOO_LONG about "reason".
    """

    def drop(together: Actor, id_: str) -> Changed[Tactic]:
        action = Action.TACTIC_DROPPED
        return change_tactic(tx, together, action, id_, None, lambda tactic: tactic.dropped(reason), reason)

    return _each(tx, actor, plan_id, numbers, drop)


def _each(
    tx: Tx,
    actor: Actor,
    plan_id: str,
    numbers: Iterable[int],
    change: Callable[[Actor, str], Changed[Tactic]],
) -> Several:
    plans.get(tx, plan_id).require_open()
    together = as_one(tx, actor, plan_id)
    changed: list[Changed[Tactic]] = []
    refused: list[tuple[int, PlanningError]] = []
    for number in numbers:
        try:
            changed.append(change(together, tactics.numbered(tx, plan_id, number).id))
        except PlanningError as refusal:  # raised before anything of that tactic is saved
            if refusal.field:
                raise  # it is about what was typed, not about the tactic
            refused.append((number, refusal))
    last = history.last(tx, plan_id)
    is_ours = last is not None and last.batch == together.batch
    return Several(tuple(changed), tuple(refused), last.number if last and is_ours else None)


def _is_outdated(_tactic: Tactic) -> bool:
    """A command is never about an occurrence that was done before it was typed."""
    return False


def find_tactic(tx: Tx, tactic_id: str) -> tuple[Tactic, Plan]:
    """A tactic of an open plan, and the plan; raises GONE and PLAN_CLOSED."""
    tactic = tactics.get(tx, tactic_id)
    plan = plans.get(tx, tactic.plan)
    plan.require_open()
    return tactic, plan


def open_tactic(tx: Tx, tactic_id: str) -> tuple[Tactic, Plan]:
    """As `find_tactic`, for one that is neither done nor dropped; else raises STATE_WRONG."""
    tactic, plan = find_tactic(tx, tactic_id)
    tactic.require_open()
    return tactic, plan


def _require_goal(tx: Tx, plan: Plan, goal_id: str) -> None:
    goal = goals.get(tx, goal_id)
    if goal.plan != plan.id or goal.dropped:
        raise PlanningError(Code.GONE, "goal")


def save_tactic(
    tx: Tx,
    actor: Actor,
    action: Action,
    before: Tactic | None,
    after: Tactic,
    why: str = "",
) -> Tactic:
    """Save a tactic that was changed, tell its owners, and ask new ones for their ratings.

    `before` is None for one that was just added.
    """
    saved = tactics.save(tx, _extended(tx, actor, before, after)) if before else after
    found = changes(tactic_fields(before) if before else {}, tactic_fields(after))
    record(tx, actor, action, plan=after.plan, subject=after.id, title=after.title, changed=found, why=why)
    tell_change(tx, actor, before, saved)
    request_ratings(tx, actor, saved, set(saved.owners) - set(before.owners if before else ()))
    redraw_owners(tx, actor, {*(before.owners if before else ()), *saved.owners})
    if before is None or before.is_open != saved.is_open:  # plans are shown with how many are open
        homes.plan_changed(tx, saved.plan)
    if saved.is_open:
        schedule_daily_messages(tx, saved.owners, actor.now)
    return settle(tx, saved, actor.now)


def _extended(tx: Tx, actor: Actor, before: Tactic, after: Tactic) -> Tactic:
    """The tactic with time enough for its new owners to rate it, too."""
    new = set(after.owners) - set(before.owners)
    if not (new and after.blind and after.is_open):
        return after
    calendar = calendars.of_plan(tx, plans.get(tx, after.plan))
    owners = calendars.of_people(tx, new).values()
    return replace(after, rate_by=extended_deadline(calendar, after.rate_by, owners, actor.now))


def judge_tactic(
    tx: Tx, actor: Actor, tactic_id: str, *, value: int | None = None, complexity: int | None = None
) -> None:
    """Save what value or complexity a done tactic really had, 1-5 each; None leaves what was said before.

    Raises GONE and what `Tactic.judged` does.
    """
    before = tactics.get(tx, tactic_id)
    after = before.judged(value or before.actual_value, complexity or before.actual_complexity)
    tactics.save(tx, after)
    redraw_clicked(tx, actor)
