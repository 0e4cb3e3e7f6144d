"""The daily message: at most one per person and local working day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planning.calendar import instant
from planning.deliveries import Delivery, Kind
from planning.delivery_payloads import DailyItem, DailyPayload
from planning.people import Person
from planning.reminders import Digest, Preferences, digest, digest_day, is_quiet, last_quiet_day, next_digest
from planning.tactics import Tactic
from planning.zones import zone_of
from storage import (
    check_ins,
    daily_messages,
    deliveries,
    homes,
    people,
    preferences,
    ratings,
    schedule_steps,
    snoozes,
    tactic_lists,
)
from storage.daily_messages import DailyMessageState
from storage.engine.transactions import Tx
from storage.readable import unreadable
from storage.tables import DailyMessageRow


@dataclass(frozen=True, slots=True)
class _Input:
    """The input of the schedule for some people of one workspace, by person."""

    states: Mapping[str, DailyMessageState]
    people: Mapping[str, Person]
    preferences: Mapping[str, Preferences]
    owned: Mapping[str, Sequence[Tactic]]
    raters: Mapping[str, frozenset[str]]  # by tactic
    snoozed: Mapping[str, Mapping[str, date]]
    pending_check_ins: Mapping[str, Sequence[str]]


def enqueue_daily_messages(tx: Tx, due: Collection[str], now: datetime) -> None:
    """Enqueue today's message for each of these people who has any item, and schedule everyone's next day."""
    before = {
        person: state
        for person, state in daily_messages.states(tx, due).items()
        if state.due_at and state.due_at <= now  # else another process was first
    }
    if unreadable(tx, DailyMessageRow):
        daily_messages.reset(tx, set(due) - set(before), now)
    if not before:
        return
    known = _gather(tx, before)
    after = {person: _next_step(tx, known, person, now) for person in before}
    deliveries.enqueue_all(tx, [delivery for _, delivery in after.values() if delivery])
    schedule_steps.record(
        tx, schedule_steps.DIGEST, now, {who: _days(state) for who, state in before.items()}
    )
    daily_messages.advance(tx, before, {person: state for person, (state, _) in after.items()})
    homes.changed(tx, before)  # what is due moves on with the day


def _days(state: DailyMessageState) -> dict[str, str | None]:
    """The dates of a state, which are restored if the clock turns out to be wrong."""
    return {
        "handled": state.last_handled.isoformat() if state.last_handled else None,
        "looked": state.last_checked.isoformat() if state.last_checked else None,
    }


def _gather(tx: Tx, states: Mapping[str, DailyMessageState]) -> _Input:
    """Read the input from all open plans; the number of statements doesn't grow with the number of people."""
    owned = tactic_lists.owned_by(tx, states)
    blind = {tactic.id: tactic.round for mine in owned.values() for tactic in mine if tactic.blind}
    known = people.get(tx, states)
    return _Input(
        states=states,
        people={id_: known.get(id_, Person(id_, "")) for id_ in states},
        preferences=preferences.of(tx, states),
        owned=owned,
        raters=ratings.raters(tx, blind.items()),
        snoozed=snoozes.of_people(tx, states),
        pending_check_ins=check_ins.pending_of_people(tx, states),
    )


def _next_step(tx: Tx, known: _Input, id_: str, now: datetime) -> tuple[DailyMessageState, Delivery | None]:
    """The person's next state, and the message to enqueue now, if any."""
    state, person, chosen = known.states[id_], known.people[id_], known.preferences[id_]
    zone = zone_of(person.zone)
    today = digest_day(state.last_handled, chosen.hour, zone, now)
    items, last_checked, has_more = Digest(), state.last_checked, True
    if today and not is_quiet(today, person, chosen, now):
        items = _digest_for(known, id_, today, now)
        last_checked = today
        has_more = not items.is_empty or bool(known.owned[id_])
    last_handled = today or state.last_handled
    next_at = next_digest(last_handled, chosen.hour, zone, now) if has_more else None
    delivery = _delivery(tx, id_, items, today, zone, now) if today and not items.is_empty else None
    return DailyMessageState(next_at, last_handled, last_checked), delivery


def _digest_for(known: _Input, id_: str, today: date, now: datetime) -> Digest:
    owned, chosen = known.owned[id_], known.preferences[id_]
    return digest(
        owned,
        since=known.states[id_].last_checked or today - timedelta(days=1),
        today=today,
        preferences=chosen,
        snoozes=known.snoozed[id_],
        pending_ratings=[one for one in owned if one.blind and id_ not in known.raters[one.id]],
        pending_answers=known.pending_check_ins[id_],
        quiet_until=last_quiet_day(today, known.people[id_], chosen, now),
    )


def _delivery(tx: Tx, person: str, items: Digest, today: date, zone: ZoneInfo, now: datetime) -> Delivery:
    return deliveries.new_delivery(
        tx,
        Kind.DIGEST,
        person,
        subject=person,
        occasion=today.isoformat(),
        due_at=now,
        payload=DailyPayload(
            (
                *(DailyItem("due", item.tactic.id, item.on) for item in items.due),
                *(DailyItem("rating", tactic.id) for tactic in items.ratings),
                *(DailyItem("answer", check_in) for check_in in items.answers),
            )
        ),
        useful_until=instant(today + timedelta(days=1), time(), zone),
    )
