"""The weekly check-in: opened, and closed with a summary."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from planning.check_ins import (
    MAX_EARLY,
    CheckIn,
    CheckInState,
    PersonState,
    new_check_in,
    next_check_in,
    skips,
)
from planning.deadlines import Span, check_in_span, is_paused
from planning.deliveries import Delivery, Kind
from planning.plan import Plan
from planning.quiet import Availability, is_away_throughout
from planning.reminders import is_quiet
from planning.zones import zone_of
from storage import (
    calendars,
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
    following = _opening_after(plan, now + MAX_EARLY)
    if not _hold(tx, plan, due_at, following, now):
        following = _opening_after(plan, now)
    schedule_steps.record(tx, schedule_steps.CHECK_IN, now, {plan_id: {"due_at": due_at.isoformat()}})
    require(check_ins.set_next(tx, plan_id, following, expected=due_at), "check_in_at")


def _opening_after(plan: Plan, moment: datetime) -> datetime:
    return next_check_in(plan.check_in_weekday, plan.check_in_hour, zone_of(plan.zone), moment)


def _hold(tx: Tx, plan: Plan, due_at: datetime, next_at: datetime, now: datetime) -> bool:
    """Save the check-in and ask, unless it is too late or everybody is away; whether it is held.

    If it is, the next one opens at `next_at`.
    """
    owners = tactic_lists.owners_of_open(tx, plan.id)
    if not owners:
        return False
    known = calendars.of_people(tx, owners)
    to_ask = _out_of_date(tx, plan, owners, now)
    span = check_in_span(
        calendars.of_plan(tx, plan), plan.check_in_hour, now, next_at, [known[person] for person in to_ask]
    )
    asked = {person: _state(known[person], span, is_asked=person in to_ask) for person in owners}
    owed = tuple(person for person in owners if asked[person] == "owed")
    check_in = new_check_in(plan, due_at, span, owed, str(uuid4()))
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


def people_to_ask(tx: Tx, plan_id: str, now: datetime) -> tuple[str, ...]:
    """Whom a check-in that opens `now` would ask: the owners of open tactics who are not up to date."""
    plan = plans.get(tx, plan_id)
    owners = tactic_lists.owners_of_open(tx, plan_id)
    away = calendars.absences(tx, owners, now)
    return tuple(person for person in _out_of_date(tx, plan, owners, now) if person not in away)


def _out_of_date(tx: Tx, plan: Plan, owners: Iterable[str], now: datetime) -> list[str]:
    """The owners who have not updated everything of theirs lately."""
    tactics = tactic_lists.open_owned(tx, plan.id)
    entries = history.last_changes(tx, plan.id, [tactic.id for tactic in tactics])
    changes = {
        subject: (entry.person, entry.at) for subject, entry in entries.items() if entry.person is not None
    }
    return [person for person in owners if not skips(person, tactics, changes, now)]


def _state(who: Availability, span: Span, *, is_asked: bool) -> PersonState:
    """How a person starts: who is away for all of the check-in isn't asked."""
    if not is_asked:
        return "skipped"
    return "away" if is_away_throughout(who, span.opened_at, span.closes_at) else "owed"


def _is_everybody_away(tx: Tx, owners: tuple[str, ...], week_of: date, now: datetime) -> bool:
    known = people.get(tx, owners)
    chosen = preferences.of(tx, owners)

    def is_free(person: str, day: date) -> bool:
        return person in known and is_quiet(day, known[person], chosen[person], now)

    return is_paused(week_of, is_free, owners)


def _ask(tx: Tx, plan: Plan, check_in: CheckIn, now: datetime) -> None:
    """Enqueue the channel's message; people are asked in their daily messages."""
    deliveries.enqueue(tx, _delivery(tx, plan, check_in, Kind.CHECK_IN, plan.channel, now))


def close_check_in(tx: Tx, id_: str, now: datetime) -> None:
    """Close an open check-in whose time is over; raises GONE."""
    check_in = check_ins.get(tx, id_)
    is_open = check_in.state is CheckInState.OPEN
    require(is_open or not check_ins.is_due(tx, id_, now), "state")
    if is_open and check_in.closes_at <= now:
        _close(tx, check_in, now)
    elif is_open:
        check_ins.save(tx, check_in, due_at=check_in.closes_at)


def _close(tx: Tx, check_in: CheckIn, now: datetime) -> None:
    """Close it, and enqueue the summary for the channel."""
    plan = plans.get(tx, check_in.plan)
    summaries.close(tx, check_in, now)
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
