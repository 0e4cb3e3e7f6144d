"""Telling people what others changed or asked of them: at once in their working hours, else the next day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planning.calendar import instant
from planning.deliveries import Delivery, Kind
from planning.delivery_payloads import DailyItem, DailyPayload, news_item
from planning.news import (
    APART,
    ASKS,
    MAX_A_DAY,
    MAX_WAIT,
    QUIET_FOR,
    News,
    NewsKind,
    news_of,
    told_at,
)
from planning.quiet import Availability, may_write_at
from planning.tactics import Tactic
from storage import calendars, deliveries, delivery_items, news
from storage.changes.base import Actor
from storage.delivery_items import is_waiting
from storage.engine.transactions import Tx

_DAY = timedelta(days=1)
_SPACING = APART + MAX_WAIT  # from the first item of one message to that of the next


def tell_change(tx: Tx, actor: Actor, before: Tactic | None, after: Tactic) -> None:
    """Tell a tactic's owners, those before and since, what the actor changed."""
    tell_all(tx, actor.now, news_of(before, after, actor.person.id, actor.now))


def tell_all(tx: Tx, now: datetime, every: Collection[News]) -> None:
    """Tell news: those that ask something at once, if it is their hour; the others the next morning."""
    asks: dict[str, list[DailyItem]] = {}
    for one in every:
        if one.kind in ASKS:
            asks.setdefault(one.person, []).append(news_item(one))
    told = ask_all(tx, now, asks)
    changes = [one for one in every if one.kind not in ASKS and not _withdrawn(tx, one, now)]
    news.put(tx, [*changes, *(one for one in every if one.kind in ASKS and one.person not in told)])


def _withdrawn(tx: Tx, one: News, now: datetime) -> bool:
    """Take a tactic that is no longer the person's out of the message that was about to tell them of it."""
    if one.kind not in (NewsKind.TAKEN, NewsKind.DROPPED):
        return False
    today = _day(calendars.of_people(tx, [one.person])[one.person], now)
    for message in _sent(tx, {one.person: today}).get(one.person, []):
        if is_waiting(message) and any(item.startswith(f"news:{one.tactic}:") for item in message.items):
            left = [item for item in message.items if item.split(":")[1] != one.tactic]
            delivery_items.replace_items(tx, message, left)
            return True
    return False


def ask_all(tx: Tx, now: datetime, asks: Mapping[str, Sequence[DailyItem]]) -> set[str]:
    """Tell people (by id) at once what is asked of them, if it is their hour; who gets a new message of it.

    Who had their messages for now sees it in the last one, and is told the next morning, too.
    """
    if not asks:
        return set()
    at_latest = now + MAX_WAIT  # a message that would come after hours waits for the morning
    present = {
        id_: who
        for id_, who in calendars.of_people(tx, asks).items()
        if may_write_at(who, now) and may_write_at(who, at_latest)
    }
    days = {id_: _day(who, now) for id_, who in present.items()}
    sent = _sent(tx, days)
    told = set()
    for id_, day in days.items():
        asked = _Asked(id_, asks[id_], day, sent.get(id_, []), present[id_].calendar.zone)
        if _ask(tx, asked, now):
            told.add(id_)
    return told


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a person on their local `day`, and the messages that they get on it."""

    person: str
    items: Sequence[DailyItem]
    day: date
    sent: Sequence[Delivery]
    zone: ZoneInfo


def _day(who: Availability, now: datetime) -> date:
    return now.astimezone(who.calendar.zone).date()


def _sent(tx: Tx, days: Mapping[str, date]) -> dict[str, list[Delivery]]:
    """Each person's "New for you" of their day, in order."""
    occasions = {_occasion(day, number) for day in days.values() for number in range(1, MAX_A_DAY + 1)}
    found: dict[str, list[Delivery]] = {}
    for one in delivery_items.of_person(tx, Kind.NEW_FOR_YOU, days, occasions):
        if one.occasion.startswith(days[one.recipient].isoformat()):
            found.setdefault(one.recipient, []).append(one)
    return found


def _ask(tx: Tx, asked: _Asked, now: datetime) -> bool:
    """Whether a message tells it that is still to be sent."""
    last = asked.sent[-1] if asked.sent else None
    waits = last is not None and is_waiting(last)
    if last and not waits and (len(asked.sent) == MAX_A_DAY or now < last.due_at + _SPACING):
        delivery_items.extend(tx, last, _new_items(last, asked.items), now)
        return False
    if last and waits:
        first = last.due_at - QUIET_FOR
        delivery_items.extend(tx, last, _new_items(last, asked.items), told_at(first, now))
    else:
        deliveries.enqueue(tx, _message(tx, asked, now))
    return True


def _new_items(delivery: Delivery, items: Sequence[DailyItem]) -> tuple[str, ...]:
    stored = DailyPayload(tuple(items)).to_items()
    return tuple(item for item in stored if item not in delivery.items)


def _message(tx: Tx, asked: _Asked, now: datetime) -> Delivery:
    return deliveries.new_delivery(
        tx,
        Kind.NEW_FOR_YOU,
        asked.person,
        subject=asked.person,
        occasion=_occasion(asked.day, len(asked.sent) + 1),
        due_at=now + QUIET_FOR,
        payload=DailyPayload(tuple(asked.items)),
        useful_until=instant(asked.day + _DAY, time(), asked.zone),
    )


def _occasion(day: date, number: int) -> str:
    return f"{day.isoformat()}:{number}"
