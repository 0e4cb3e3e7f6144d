"""Writing a change down: the thing itself, its logbook entry and the messages it owes, in one transaction."""

from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter
from uuid import uuid4

from handlers.schedule import enlist, set_check_in
from handlers.views.words import figure
from handlers.visit import Visit
from planning.deliveries import Delivery, Kind, round_of
from planning.goals import Goal, Metric, Reading, goal_fields
from planning.logbook import Action, Change, changes
from planning.plan import Plan, plan_fields
from planning.tactic_fields import tactic_fields
from planning.tactics import Tactic
from storage import deliveries, goals, homes, logbook, plans, ratings, rounds, tactics
from storage.store import Tx


def plan_saved(tx: Tx, visit: Visit, action: Action, before: Plan | None, after: Plan) -> Plan:
    """Keep a plan that was started, changed or closed."""
    saved = plans.save(tx, after) if before else after
    found = changes(plan_fields(before) if before else {}, plan_fields(after))
    written_down(tx, visit, action, plan=after.id, subject=after.id, title=after.name, changed=found)
    homes.plan_changed(tx, visit.workspace, after.id)
    if before is None or _check_in_moves(before, after):
        set_check_in(tx, visit.workspace, saved, visit.now)
    return saved


def _check_in_moves(before: Plan, after: Plan) -> bool:
    when = attrgetter("check_in_weekday", "check_in_hour", "zone", "starts_on", "closed_at")
    return bool(when(before) != when(after))


def goal_saved(tx: Tx, visit: Visit, action: Action, before: Goal | None, after: Goal) -> Goal:
    """Keep a goal that was added, changed or dropped; `before` is None for one that is already stored."""
    saved = goals.save(tx, visit.workspace, after) if before else after
    found = changes(goal_fields(before) if before else {}, goal_fields(after))
    written_down(tx, visit, action, plan=after.plan, subject=after.id, title=after.title, changed=found)
    homes.plan_changed(tx, visit.workspace, after.plan)
    return saved


def reading_saved(tx: Tx, visit: Visit, goal: Goal, metric: Metric, given: Reading) -> bool:
    """Keep a reading of a goal's metric and write it down; False, and nothing changes, if it is no news."""
    if not goals.add_reading(tx, visit.workspace, given):
        return False
    said = f"{figure(given.value)} {metric.unit}".strip()
    written_down(
        tx, visit, Action.READING_ADDED, plan=goal.plan, subject=goal.id, title=metric.name, why=said
    )
    return True


def tactic_saved(
    tx: Tx,
    visit: Visit,
    action: Action,
    before: Tactic | None,
    after: Tactic,
    why: str = "",
) -> Tactic:
    """Keep a tactic that was added or changed, and ask its new owners for their ratings.

    `before` is None for one that is already stored.
    """
    saved = tactics.save(tx, visit.workspace, after) if before else after
    found = changes(tactic_fields(before) if before else {}, tactic_fields(after))
    written_down(
        tx, visit, action, plan=after.plan, subject=after.id, title=after.title, changed=found, why=why
    )
    ask_ratings(tx, visit, saved, saved.owners)
    _redraw(tx, visit, saved.id, {*(before.owners if before else ()), *saved.owners})
    if before is None or before.is_open != saved.is_open:  # plans are shown with how many are open
        homes.plan_changed(tx, visit.workspace, saved.plan)
    if saved.is_open:
        enlist(tx, visit.workspace, saved.owners, visit.now)
    return rounds.settle(tx, visit.workspace, saved, visit.now)


def written_down(
    tx: Tx,
    visit: Visit,
    action: Action,
    *,
    plan: str,
    subject: str,
    title: str,
    changed: Sequence[Change] = (),
    why: str = "",
) -> None:
    """Write into the plan's logbook what the person does in this visit."""
    logbook.add(
        tx,
        visit.workspace,
        plan=plan,
        at=visit.now,
        person=visit.person.id,
        action=action,
        subject=subject,
        title=title,
        changes=changed,
        why=why,
    )


def redraw_clicked(tx: Tx, visit: Visit) -> None:
    """The direct message of ours that was clicked is to show what has become of it."""
    if visit.delivery:
        deliveries.redraw_at(tx, visit.workspace, visit.channel, visit.delivery)


def _redraw(tx: Tx, visit: Visit, tactic_id: str, owners: Collection[str]) -> None:
    """What was sent about a tactic, its owners' newest digests and Homes are to show how it stands now."""
    deliveries.redraw(tx, visit.workspace, tactic_id)
    homes.changed(tx, visit.workspace, owners)
    for owner in owners:
        deliveries.redraw_newest(tx, visit.workspace, Kind.DIGEST, owner)
    redraw_clicked(tx, visit)


def ask_ratings(tx: Tx, visit: Visit, tactic: Tactic, people: Iterable[str]) -> None:
    """Owe everybody of `people` who has not rated in a round under way a request to do so."""
    if not (tactic.blind and tactic.is_open):
        return
    rated = {rating.person for rating in ratings.of_round(tx, visit.workspace, tactic.id, tactic.round)}
    for person in set(people) - rated:
        deliveries.owe(tx, rating_request(visit, tactic, person))


def rating_request(visit: Visit, tactic: Tactic, person: str) -> Delivery:
    """The message that asks somebody to rate a tactic in its present round."""
    return Delivery(
        id=str(uuid4()),
        workspace=visit.workspace,
        kind=Kind.RATING_REQUEST,
        recipient=person,
        subject=tactic.id,
        occasion=round_of(tactic),
        due_at=visit.now,
        plan=tactic.plan,
    )
