"""Drawing a digest: what it was sent with, as that stands now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from handlers.views.blocks import Message
from handlers.views.reminders import (
    AnswerItem,
    AnswerNews,
    DigestItem,
    DigestView,
    DueNews,
    RatingItem,
    RatingNews,
    digest_message,
)
from handlers.visit import House
from planning.check_ins import CheckIn, CheckInState
from planning.deliveries import Delivery
from planning.goals import Goal
from planning.plan import Plan
from planning.tactics import State, Tactic
from storage import check_ins, goals, people, plans, ratings, snoozes, tactic_lists
from storage.store import Tx


class _Item(NamedTuple):
    """One of a delivery's items: "due:<tactic>:<date>", "rating:<tactic>" or "answer:<check-in>"."""

    what: str
    id: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """All that a digest speaks of, by id."""

    tactics: dict[str, Tactic]
    goals: dict[str, Goal]
    plans: dict[str, Plan]
    check_ins: dict[str, CheckIn]
    snoozed: dict[str, date]
    rated: frozenset[str]
    answered: frozenset[str]


async def draw_digest(house: House, delivery: Delivery) -> Message | None:
    """The digest as it stands now; None when there is nothing in it.

    Raises what `Directory.require_member` does when the person is in the channel of no plan it speaks of.
    """
    items = [_Item(*item.split(":")) for item in delivery.items]
    async with house.store.reading() as tx:
        known = await _gather(tx, delivery, items)
        person = (await people.get(tx, delivery.workspace, [delivery.recipient])).get(delivery.recipient)
    visible = await _visible(house, delivery, known.plans.values())
    today = date.fromisoformat(delivery.occasion)
    view = DigestView(
        day=today,
        zone=person.zone if person else "UTC",
        items=tuple(_due(known, item, delivery.recipient, today) for item in items if item.what == "due"),
        ratings=tuple(_rating(known, item) for item in items if item.what == "rating"),
        answers=tuple(_answer(known, item) for item in items if item.what == "answer"),
    )
    kept = DigestView(
        view.day,
        view.zone,
        tuple(item for item in view.items if item.plan.id in visible),
        tuple(rating for rating in view.ratings if rating.plan.id in visible),
        tuple(answer for answer in view.answers if answer.plan.id in visible),
    )
    if kept.items or kept.ratings or kept.answers:
        return digest_message(kept)
    for plan in known.plans.values():
        await house.directory.require_member(delivery.workspace, plan.channel, delivery.recipient)
    return None


async def _gather(tx: Tx, delivery: Delivery, items: list[_Item]) -> _Known:
    workspace, person = delivery.workspace, delivery.recipient
    tactics = await tactic_lists.of_ids(
        tx, workspace, [item.id for item in items if item.what in ("due", "rating")]
    )
    found = {item.id: await check_ins.get(tx, workspace, item.id) for item in items if item.what == "answer"}
    plan_ids = {tactic.plan for tactic in tactics.values()} | {one.plan for one in found.values()}
    raters = await ratings.raters(tx, workspace, [(one.id, one.round) for one in tactics.values()])
    return _Known(
        tactics=tactics,
        goals={one.goal: await goals.get(tx, workspace, one.goal) for one in tactics.values()},
        plans={id_: await plans.get(tx, workspace, id_) for id_ in plan_ids},
        check_ins=found,
        snoozed=await snoozes.of(tx, workspace, person),
        rated=frozenset(id_ for id_, rated_by in raters.items() if person in rated_by),
        answered=frozenset(
            [id_ for id_ in found if (await check_ins.people(tx, workspace, id_)).get(person) == "answered"]
        ),
    )


async def _visible(house: House, delivery: Delivery, spoken_of: Iterable[Plan]) -> set[str]:
    """The ids of the plans whose channel both the person and the bot are in."""
    visible = set()
    for plan in spoken_of:
        if await house.directory.is_member(delivery.workspace, plan.channel, delivery.recipient):
            visible.add(plan.id)
    return visible


def _due(known: _Known, item: _Item, person: str, today: date) -> DigestItem:
    tactic = known.tactics[item.id]
    on = date.fromisoformat(item.on)
    news = _due_news(tactic, on, person)
    until = known.snoozed.get(tactic.id)
    if not news and until and until > today:
        news = "snoozed"
    return DigestItem(tactic, known.goals[tactic.goal], known.plans[tactic.plan], on, news, until)


def _due_news(tactic: Tactic, on: date, person: str) -> DueNews:
    """What has become of a tactic that was due `on`."""
    if tactic.state is State.DROPPED:
        return "dropped"
    if tactic.state is State.DONE or person in tactic.finished or (tactic.last_done or date.min) >= on:
        return "done"
    if person not in tactic.owners:
        return "handed over"
    if (tactic.rhythm is None and tactic.eta != on) or (
        tactic.rhythm and tactic.due_on and tactic.due_on > on
    ):
        return "moved"
    return ""


def _rating(known: _Known, item: _Item) -> RatingItem:
    tactic = known.tactics[item.id]
    news: RatingNews = "rated" if tactic.id in known.rated else ""
    if not (news or (tactic.blind and tactic.is_open)):
        news = "over"
    return RatingItem(tactic, known.goals[tactic.goal], known.plans[tactic.plan], news)


def _answer(known: _Known, item: _Item) -> AnswerItem:
    check_in = known.check_ins[item.id]
    news: AnswerNews = "" if check_in.state is CheckInState.OPEN else "closed"
    if check_in.id in known.answered:
        news = "answered"
    return AnswerItem(known.plans[check_in.plan], check_in, news)
