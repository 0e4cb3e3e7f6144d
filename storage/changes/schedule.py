"""When people and plans are next spoken to: kept beside the change that moves it."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planning.calendar import instant
from planning.check_ins import next_check_in
from planning.people import Person
from planning.plan import Plan
from planning.reminders import digest_day, next_digest
from planning.zones import zone_of
from storage import check_ins, daily_messages, held, people, preferences
from storage.engine.transactions import Tx


def enlist(tx: Tx, ids: Iterable[str], now: datetime) -> None:
    """From their next reminder hour on, these people get a digest whenever there is something to say."""
    wanted = tuple(ids)
    known = people.get(tx, wanted)
    chosen = preferences.of(tx, wanted)
    for id_ in wanted:
        state = daily_messages.state(tx, id_)
        zone = zone_of(known.get(id_, Person(id_, "")).zone)
        at = _next_hour(state.handled, chosen[id_].hour, zone, now)
        daily_messages.enlist(tx, id_, at)


def follow_hour(tx: Tx, person: Person, now: datetime) -> None:
    """The person's settings or profile have changed: their next digest follows, and what is held for them."""
    held.release(tx, person.id, now)
    state = daily_messages.state(tx, person.id)
    if state.digest_at is not None:
        chosen = preferences.get(tx, person.id)
        at = next_digest(state.handled, chosen.hour, zone_of(person.zone), now)
        daily_messages.reschedule(tx, person.id, at)


def set_check_in(tx: Tx, plan: Plan, now: datetime) -> None:
    """The plan's next check-in: the first of its hours from now or its start; none once it is closed."""
    expected = check_ins.next_of(tx, plan.id)
    at = None
    if plan.closed_at is None:
        zone = zone_of(plan.zone)
        eve = instant(plan.starts_on, time(), zone) - timedelta.resolution  # midnight may be its hour
        after = max(now, eve)
        at = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone, after)
    check_ins.set_next(tx, plan.id, at, expected=expected)


def _next_hour(handled: date | None, hour: int, zone: ZoneInfo, now: datetime) -> datetime:
    """The next reminder hour that has not passed: what is new today is no news before tomorrow."""
    return next_digest(digest_day(handled, hour, zone, now) or handled, hour, zone, now)
