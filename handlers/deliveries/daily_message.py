"""Rendering a daily message or "New for you": the items it was sent with, in their current state."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from handlers.dispatch.interaction import Services
from handlers.views.common.blocks import Message
from handlers.views.common.unreadable import with_unreadable
from handlers.views.reminders.daily_message import (
    AnswerItem,
    AnswerOutcome,
    DailyMessageView,
    DueItem,
    DueOutcome,
    RatingItem,
    RatingOutcome,
    daily_message,
)
from handlers.views.reminders.news import NewsItem, NewsOutcome
from planning.check_ins import CheckInState
from planning.deliveries import Delivery, Kind
from planning.delivery_payloads import DailyItem, DailyPayload
from planning.news import ASKS, NewsKind
from planning.plan import Plan
from planning.tactics import State, Tactic
from storage.daily_message_data import DailyMessageData


async def draw_daily_message(services: Services, delivery: Delivery) -> Message | None:
    """The current message; None if nothing is left of it.

    Raises what `Directory.require_member` does if the person is in none of its plans' channels.
    """
    facts = await services.digests.get(delivery)
    sent_with = DailyPayload.from_items(delivery.items).items
    lost = [facts.unreadable[item.id] for item in sent_with if item.id in facts.unreadable]
    every = _view(facts, delivery, [item for item in sent_with if facts.has(item)])
    plans = {item.plan.id: item.plan for item in _items(every)}
    visible = await _visible(services, delivery, plans.values())
    kept = replace(
        every,
        news=tuple(item for item in every.news if item.plan.id in visible),
        items=tuple(item for item in every.items if item.plan.id in visible),
        ratings=tuple(item for item in every.ratings if item.plan.id in visible),
        answers=tuple(item for item in every.answers if item.plan.id in visible),
    )
    if any(delivery.ts or not item.outcome for item in _items(kept)):
        return with_unreadable(daily_message(kept), lost)
    for plan in plans.values():
        await services.directory.require_member(delivery.workspace, plan.channel, delivery.recipient)
    return None


def _view(facts: DailyMessageData, delivery: Delivery, items: Sequence[DailyItem]) -> DailyMessageView:
    person, today = delivery.recipient, date.fromisoformat(delivery.occasion.partition(":")[0])
    return DailyMessageView(
        day=today,
        zone=facts.zones.get(person, "UTC"),
        is_new=delivery.kind is Kind.NEW_FOR_YOU,
        news=tuple(_news(facts, item, item.news, person) for item in items if item.news),
        items=tuple(_due(facts, item, person, today) for item in items if item.what == "due"),
        ratings=tuple(_rating(facts, item, person) for item in items if item.what == "rating"),
        answers=tuple(_answer(facts, item, person) for item in items if item.what == "answer"),
    )


def _items(view: DailyMessageView) -> tuple[NewsItem | DueItem | RatingItem | AnswerItem, ...]:
    return (*view.news, *view.items, *view.ratings, *view.answers)


async def _visible(services: Services, delivery: Delivery, spoken_of: Iterable[Plan]) -> set[str]:
    """The ids of the plans whose channel both the person and the bot are in."""
    visible = set()
    for plan in spoken_of:
        if await services.directory.is_member(delivery.workspace, plan.channel, delivery.recipient):
            visible.add(plan.id)
    return visible


def _news(facts: DailyMessageData, item: DailyItem, kind: NewsKind, person: str) -> NewsItem:
    tactic = facts.tactics[item.id]
    plan = facts.plans[tactic.plan]
    is_gone = kind in ASKS and not (person in tactic.owners and tactic.state is not State.DROPPED)
    outcome: NewsOutcome = "gone" if is_gone else ""
    if kind in ASKS and plan.closed_at and not is_gone:
        outcome = "closed"
    return NewsItem(tactic, facts.goals[tactic.goal], plan, kind, item.by, outcome)


def _due(facts: DailyMessageData, item: DailyItem, person: str, today: date) -> DueItem:
    tactic = facts.tactics[item.id]
    on = item.on or today
    news = _due_news(tactic, on, person)
    until = facts.snoozed[person].get(tactic.id)
    plan = facts.plans[tactic.plan]
    if not news and plan.closed_at:
        news = "closed"
    if not news and until and until > today:
        news = "snoozed"
    return DueItem(tactic, facts.goals[tactic.goal], plan, on, news, until)


def _due_news(tactic: Tactic, on: date, person: str) -> DueOutcome:
    """What happened to a tactic that was due `on`."""
    if tactic.state is State.DROPPED:
        return "dropped"
    if tactic.state is State.DONE or person in tactic.finished or (tactic.last_done or date.min) >= on:
        return "done"
    if person not in tactic.owners:
        return "handed over"
    if (tactic.recurrence is None and tactic.eta != on) or (
        tactic.recurrence and tactic.due_on and tactic.due_on > on
    ):
        return "moved"
    return ""


def _rating(facts: DailyMessageData, item: DailyItem, person: str) -> RatingItem:
    tactic = facts.tactics[item.id]
    plan = facts.plans[tactic.plan]
    news: RatingOutcome = "rated" if person in facts.raters[tactic.id] else ""
    is_asked = person in tactic.owners or tactic.round > 1  # whoever rated the first round is asked again
    if not (news or (is_asked and tactic.blind and tactic.is_open and plan.closed_at is None)):
        news = "over"
    return RatingItem(tactic, facts.goals[tactic.goal], plan, news)


def _answer(facts: DailyMessageData, item: DailyItem, person: str) -> AnswerItem:
    check_in = facts.check_ins[item.id]
    news: AnswerOutcome = "" if check_in.state is CheckInState.OPEN else "closed"
    if not news and person not in facts.owners[check_in.id]:
        news = "nothing left"
    if person in facts.answered[check_in.id]:
        news = "answered"
    return AnswerItem(facts.plans[check_in.plan], check_in, news)
