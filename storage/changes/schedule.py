"""Update the schedule of daily messages and check-ins, in the transaction of the change that moves it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planning.calendar import instant
from planning.check_ins import next_check_in
from planning.people import Person
from planning.plan import Plan
from planning.reminders import digest_day, next_digest
from planning.zones import zone_of
from storage import check_ins, daily_messages, people, preferences
from storage.engine.transactions import Tx


def schedule_daily_messages(tx: Tx, ids: Iterable[str], now: datetime) -> None:
    """Schedule these people from their next reminder hour on."""
    wanted = tuple(ids)
    known = people.get(tx, wanted)
    chosen = preferences.of(tx, wanted)
    for id_ in wanted:
        state = daily_messages.state(tx, id_)
        zone = zone_of(known.get(id_, Person(id_, "")).zone)
        at = _next_hour(state.last_handled, chosen[id_].hour, zone, now)
        daily_messages.schedule(tx, id_, at)


def follow_hour(tx: Tx, person: Person, now: datetime) -> None:
    """Reschedule a person after a change of their hour or time zone."""
    state = daily_messages.state(tx, person.id)
    if state.due_at is not None:
        chosen = preferences.get(tx, person.id)
        at = next_digest(state.last_handled, chosen.hour, zone_of(person.zone), now)
        daily_messages.reschedule(tx, person.id, at)


def set_check_in(tx: Tx, plan: Plan, now: datetime) -> None:
    """Schedule the plan's next check-in: its first hour from now or its start, unless it is closed."""
    expected = check_ins.next_of(tx, plan.id)
    at = None
    if plan.closed_at is None:
        zone = zone_of(plan.zone)
        eve = instant(plan.starts_on, time(), zone) - timedelta.resolution  # midnight may be its hour
        after = max(now, eve)
        at = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone, after)
    check_ins.set_next(tx, plan.id, at, expected=expected)


def _next_hour(last_handled: date | None, hour: int, zone: ZoneInfo, now: datetime) -> datetime:
    """The next reminder hour in the future, so that a new tactic isn't mentioned before tomorrow."""
    return next_digest(digest_day(last_handled, hour, zone, now) or last_handled, hour, zone, now)
