"""The daily message: at most one per person and local working day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planning.calendar import instant
from planning.check_ins import PersonState
from planning.deliveries import Delivery, Kind
from planning.delivery_payloads import DailyItem, DailyPayload, news_item
from planning.news import News
from planning.people import Person
from planning.reminders import Digest, Preferences, digest, digest_day, is_quiet, last_quiet_day, next_digest
from planning.tactics import Tactic
from planning.zones import zone_of
from storage import (
    check_ins,
    daily_messages,
    deliveries,
    homes,
    news,
    people,
    preferences,
    ratings,
    redraws,
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
    check_ins: Mapping[str, tuple[str, Mapping[str, PersonState]]]  # the open ones, by plan
    news: Mapping[str, Sequence[News]]

    def pending(self, person: str) -> list[str]:
        """The open check-ins (ids) of plans in which the person owns an open tactic and has not answered."""
        plans = dict.fromkeys(tactic.plan for tactic in self.owned[person])
        found = [self.check_ins[plan] for plan in plans if plan in self.check_ins]
        return [id_ for id_, states in found if states.get(person, "owed") in ("owed", "away")]


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
    messages = {person: message for person, (_, message) in after.items() if message}
    deliveries.enqueue_all(tx, messages.values())
    news.remove(
        tx,
        [person for person, (state, _) in after.items() if state.last_checked != before[person].last_checked],
    )
    _ask_newcomers(tx, known, messages)
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
        check_ins=check_ins.open_among(tx, {tactic.plan for mine in owned.values() for tactic in mine}),
        news=news.of_people(tx, states),
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


def _ask_newcomers(tx: Tx, known: _Input, people_asked: Iterable[str]) -> None:
    """Count those among the asked who became owners, or came back, since their check-in opened."""
    for person in people_asked:
        for plan in dict.fromkeys(tactic.plan for tactic in known.owned[person]):
            id_, states = known.check_ins.get(plan, ("", {person: "owed"}))
            if states.get(person, "away") == "away":
                check_ins.set_person(tx, id_, person, "owed")
                redraws.redraw(tx, id_)


def _digest_for(known: _Input, id_: str, today: date, now: datetime) -> Digest:
    owned, chosen = known.owned[id_], known.preferences[id_]
    return digest(
        owned,
        since=known.states[id_].last_checked or today - timedelta(days=1),
        today=today,
        preferences=chosen,
        snoozes=known.snoozed[id_],
        pending_ratings=[one for one in owned if one.blind and id_ not in known.raters[one.id]],
        pending_answers=known.pending(id_),
        news=known.news[id_],
        quiet_until=last_quiet_day(today, known.people[id_], chosen, now),
    )


def _delivery(tx: Tx, person: str, items: Digest, today: date, zone: ZoneInfo, now: datetime) -> Delivery:
    return deliveries.new_delivery(
        tx,
        Kind.DAILY_MESSAGE,
        person,
        subject=person,
        occasion=today.isoformat(),
        due_at=now,
        payload=DailyPayload(
            (
                *map(news_item, items.news),
                *(DailyItem("due", item.tactic.id, item.on) for item in items.due),
                *(DailyItem("rating", tactic.id) for tactic in items.ratings),
                *(DailyItem("answer", check_in) for check_in in items.answers),
            )
        ),
        useful_until=instant(today + timedelta(days=1), time(), zone),
    )
