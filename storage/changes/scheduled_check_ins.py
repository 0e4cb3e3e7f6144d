"""The weekly check-in: opened, nudged once, and closed with a summary."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from planning.check_ins import (
    MAX_EARLY,
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
from storage import (
    check_ins,
    deliveries,
    history,
    homes,
    people,
    plans,
    preferences,
    schedule_steps,
    summaries,
    tactic_lists,
)
from storage.engine.transactions import Tx
from storage.readable import require

SUMMARY_USEFUL = timedelta(days=3)


def open_check_in(tx: Tx, plan_id: str, now: datetime) -> None:
    """Move the plan on to its next check-in, and hold this one if there is anybody to ask; raises GONE."""
    plan = plans.get(tx, plan_id)
    due_at = check_ins.next_of(tx, plan_id)
    if due_at is None or due_at > now:
        return  # another process was first
    after = now + MAX_EARLY if _hold(tx, plan, due_at, now) else now
    following = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone_of(plan.zone), after)
    schedule_steps.record(tx, schedule_steps.CHECK_IN, now, {plan_id: {"due_at": due_at.isoformat()}})
    require(check_ins.set_next(tx, plan_id, following, expected=due_at), "check_in_at")


def _hold(tx: Tx, plan: Plan, due_at: datetime, now: datetime) -> bool:
    """Save the check-in and ask, unless it is too late or everybody is away; whether it is held."""
    owners = tactic_lists.owners_of_open(tx, plan.id)
    if not owners:
        return False
    asked = _asked(tx, plan, owners, now)
    owed = tuple(person for person in owners if asked[person] == "owed")
    check_in = new_check_in(plan, due_at, now, owed, str(uuid4()))
    if check_in.state is CheckInState.OPEN and _is_everybody_away(tx, owners, check_in.on, now):
        check_in = replace(check_in, state=CheckInState.PAUSED)
    if earlier := check_ins.open_of(tx, plan.id):
        _close(tx, earlier, now)
    check_ins.add(tx, check_in, asked)
    homes.plan_changed(tx, plan.id)
    is_held = check_in.state is CheckInState.OPEN
    if is_held:
        _ask(tx, plan, check_in, now)
    return is_held


def _asked(tx: Tx, plan: Plan, owners: Iterable[str], now: datetime) -> dict[str, PersonState]:
    """Who is to answer, and who is skipped since they are up to date."""
    tactics = tactic_lists.open_owned(tx, plan.id)
    entries = history.last_changes(tx, plan.id, [tactic.id for tactic in tactics])
    changes = {
        subject: (entry.person, entry.at) for subject, entry in entries.items() if entry.person is not None
    }
    return {person: "skipped" if skips(person, tactics, changes, now) else "owed" for person in owners}


def _is_everybody_away(tx: Tx, owners: tuple[str, ...], week_of: date, now: datetime) -> bool:
    known = people.get(tx, owners)
    chosen = preferences.of(tx, owners)

    def is_free(person: str, day: date) -> bool:
        return person in known and is_quiet(day, known[person], chosen[person], now)

    return is_paused(week_of, is_free, owners)


def _ask(tx: Tx, plan: Plan, check_in: CheckIn, now: datetime) -> None:
    """Enqueue the channel's message, and a form for each person who is asked."""
    deliveries.enqueue(tx, _delivery(tx, plan, check_in, Kind.CHECK_IN, plan.channel, now))
    for person in check_in.asked:
        deliveries.enqueue(tx, _delivery(tx, plan, check_in, Kind.CHECK_IN_REQUEST, person, now))


def nudge_or_close(tx: Tx, id_: str, now: datetime) -> None:
    """Nudge those who haven't answered an open check-in, or close it once its time is over; raises GONE."""
    check_in = check_ins.get(tx, id_)
    is_open = check_in.state is CheckInState.OPEN
    require(is_open or not check_ins.is_due(tx, id_, now), "state")
    if is_open and check_in.closes_at <= now:
        _close(tx, check_in, now)
    elif is_open:
        _nudge(tx, check_in, now)


def _nudge(tx: Tx, check_in: CheckIn, now: datetime) -> None:
    plan = plans.get(tx, check_in.plan)
    state = check_ins.people(tx, check_in.id)
    for person in check_in.asked:
        if state.get(person) == "owed":
            deliveries.enqueue(tx, _delivery(tx, plan, check_in, Kind.CHECK_IN_NUDGE, person, now))
    check_ins.save(tx, check_in, due_at=check_in.closes_at)


def _close(tx: Tx, check_in: CheckIn, now: datetime) -> None:
    """Close it, and enqueue the summary for the channel."""
    plan = plans.get(tx, check_in.plan)
    summaries.close(tx, check_in)
    if plan.closed_at is None:  # an older Oncourse left check-ins of closed plans open
        owed = _delivery(tx, plan, check_in, Kind.CHECK_IN_SUMMARY, plan.channel, now)
        deliveries.enqueue(tx, replace(owed, useful_until=now + SUMMARY_USEFUL))


def _delivery(tx: Tx, plan: Plan, check_in: CheckIn, kind: Kind, recipient: str, now: datetime) -> Delivery:
    return deliveries.new_delivery(
        tx,
        kind,
        recipient,
        subject=check_in.id,
        occasion=check_in.id,
        due_at=now,
        plan=plan.id,
        useful_until=check_in.closes_at,
    )
