"""The weekly check-in: opening it, one nudge, and closing it with a summary."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from planning.check_ins import (
    EARLY_MOST,
    CheckIn,
    CheckInState,
    PersonState,
    is_paused,
    new_check_in,
    next_check_in,
    skips,
)
from planning.deliveries import Delivery, Kind
from planning.plan import Plan
from planning.reminders import is_quiet
from planning.zones import zone_of
from scheduler.each import Due, each_due
from storage import (
    check_ins,
    deliveries,
    homes,
    logbook,
    people,
    plans,
    preferences,
    summaries,
    tactic_lists,
    turns,
)
from storage.readable import require
from storage.store import Store, Tx

BATCH = 100
SUMMARY_USEFUL = timedelta(days=3)


async def open_due(store: Store, now: datetime) -> bool:
    """Open the check-ins whose hour has come, one transaction each; whether there were any."""
    async with store.reading() as tx:
        due = await tx.run(check_ins.plans_due, now, BATCH)

    async def open_(of: Due) -> None:
        workspace, plan_id = of
        async with store.transaction(workspace) as tx:
            await tx.run(_open, workspace, plan_id, now)

    return await each_due(store, "plans", due, open_, now)


async def go_on(store: Store, now: datetime) -> bool:
    """Nudge and close the open check-ins that it is time for; whether there were any."""
    async with store.reading() as tx:
        due = await tx.run(check_ins.due, now, BATCH)

    async def nudge_or_close(of: Due) -> None:
        workspace, id_ = of
        async with store.transaction(workspace) as tx:
            check_in = await tx.run(check_ins.get, workspace, id_)
            require(
                check_in.state is CheckInState.OPEN or not await tx.run(check_ins.is_due, *of, now), "state"
            )
            if check_in.state is CheckInState.OPEN:
                await tx.run(_close if check_in.closes_at <= now else _nudge, workspace, check_in, now)

    return await each_due(store, "check_ins", due, nudge_or_close, now)


async def next_due(store: Store) -> datetime | None:
    """When the next check-in opens, nudges or closes; None when none is foreseen."""
    async with store.reading() as tx:
        return await tx.run(check_ins.next_due)


def _open(tx: Tx, workspace: str, plan_id: str, now: datetime) -> None:
    """Move the plan on to its next check-in, and hold this one if there is anybody to ask."""
    plan = plans.get(tx, workspace, plan_id)
    due_at = check_ins.next_of(tx, workspace, plan_id)
    if due_at is None or due_at > now:
        return  # another process was first
    after = now + EARLY_MOST if _hold(tx, workspace, plan, due_at, now) else now
    following = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone_of(plan.zone), after)
    turns.keep(tx, workspace, turns.CHECK_IN, now, {plan_id: {"due_at": due_at.isoformat()}})
    require(check_ins.set_next(tx, workspace, plan_id, following, expected=due_at), "check_in_at")


def _hold(tx: Tx, workspace: str, plan: Plan, due_at: datetime, now: datetime) -> bool:
    """Keep the check-in and ask, unless it is too late or nobody is there to be asked; whether it is held."""
    owners = tactic_lists.owners_of_open(tx, workspace, plan.id)
    if not owners:
        return False
    asked = _asked(tx, workspace, plan, owners, now)
    owed = tuple(person for person in owners if asked[person] == "owed")
    check_in = new_check_in(plan, due_at, now, owed, str(uuid4()))
    if check_in.state is CheckInState.OPEN and _nobody_is_there(tx, workspace, owners, check_in.on, now):
        check_in = replace(check_in, state=CheckInState.PAUSED)
    if earlier := check_ins.open_of(tx, workspace, plan.id):
        _close(tx, workspace, earlier, now)
    check_ins.add(tx, workspace, check_in, asked)
    homes.plan_changed(tx, workspace, plan.id)
    is_held = check_in.state is CheckInState.OPEN
    if is_held:
        _ask(tx, workspace, plan, check_in, now)
    return is_held


def _asked(
    tx: Tx, workspace: str, plan: Plan, owners: Iterable[str], now: datetime
) -> dict[str, PersonState]:
    """Who owes an answer, and who is up to date already and so is not asked."""
    tactics = tactic_lists.open_owned(tx, workspace, plan.id)
    entries = logbook.last_changes(tx, workspace, plan.id, [tactic.id for tactic in tactics])
    changes = {
        subject: (entry.person, entry.at) for subject, entry in entries.items() if entry.person is not None
    }
    return {person: "skipped" if skips(person, tactics, changes, now) else "owed" for person in owners}


def _nobody_is_there(tx: Tx, workspace: str, owners: tuple[str, ...], week_of: date, now: datetime) -> bool:
    known = people.get(tx, workspace, owners)
    chosen = preferences.of(tx, workspace, owners)

    def is_free(person: str, day: date) -> bool:
        return person in known and is_quiet(day, known[person], chosen[person], now)

    return is_paused(week_of, is_free, owners)


def _ask(tx: Tx, workspace: str, plan: Plan, check_in: CheckIn, now: datetime) -> None:
    """Owe the channel its message and everybody asked their form."""
    deliveries.owe(tx, _delivery(workspace, plan, check_in, Kind.CHECK_IN, plan.channel, now))
    for person in check_in.asked:
        deliveries.owe(tx, _delivery(workspace, plan, check_in, Kind.CHECK_IN_REQUEST, person, now))


def _nudge(tx: Tx, workspace: str, check_in: CheckIn, now: datetime) -> None:
    plan = plans.get(tx, workspace, check_in.plan)
    state = check_ins.people(tx, workspace, check_in.id)
    for person in check_in.asked:
        if state.get(person) == "owed":
            deliveries.owe(tx, _delivery(workspace, plan, check_in, Kind.CHECK_IN_NUDGE, person, now))
    check_ins.save(tx, workspace, check_in, due_at=check_in.closes_at)


def _close(tx: Tx, workspace: str, check_in: CheckIn, now: datetime) -> None:
    """Close it and owe the channel the summary."""
    plan = plans.get(tx, workspace, check_in.plan)
    summaries.close(tx, workspace, check_in)
    if plan.closed_at is None:  # an older Oncourse left check-ins of closed plans open
        owed = _delivery(workspace, plan, check_in, Kind.CHECK_IN_SUMMARY, plan.channel, now)
        deliveries.owe(tx, replace(owed, useful_until=now + SUMMARY_USEFUL))


def _delivery(
    workspace: str, plan: Plan, check_in: CheckIn, kind: Kind, recipient: str, now: datetime
) -> Delivery:
    return Delivery(
        id=str(uuid4()),
        workspace=workspace,
        kind=kind,
        recipient=recipient,
        subject=check_in.id,
        occasion=check_in.id,
        due_at=now,
        plan=plan.id,
        useful_until=check_in.closes_at,
    )
