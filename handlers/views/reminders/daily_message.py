"""The digest: a person's one reminder a day, drawn anew as they act on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from slack_sdk.models.blocks import Block, ButtonElement

from handlers.views.common import notes
from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    brief,
    button,
    context,
    escape,
    header,
    mentions,
    menu,
    section,
)
from handlers.views.common.button_values import SnoozeValue, TacticsPageValue
from handlers.views.common.scores import deadline
from handlers.views.common.sentences import why
from handlers.views.common.words import count, day, local_moment
from handlers.views.plans.learning import judge_blocks
from handlers.views.tactics.cards import done_value
from planning.check_ins import CheckIn
from planning.goals import Goal
from planning.plan import Plan
from planning.tactics import Tactic

PLACES = 12
# Of the places, these are kept for ratings and answers, which somebody waits for.
PLACES_OWED = 4
MAX_PLANS = 5
MAX_TITLE = 120
MAX_WHY = 200
MAX_NAME = 80

_SNOOZES = (
    ("Snooze until tomorrow", "tomorrow"),
    ("Snooze for 3 days", "days"),
    ("Snooze until next week", "week"),
)

DueNews: TypeAlias = Literal["", "done", "snoozed", "moved", "handed over", "dropped"]
RatingNews: TypeAlias = Literal["", "rated", "over"]
AnswerNews: TypeAlias = Literal["", "answered", "closed"]


@dataclass(frozen=True, slots=True)
class DigestItem:
    """A tactic that is due, `on` the day that the digest speaks of.

    `news` tells what has become of it since; `snoozed_until` goes with "snoozed".
    """

    tactic: Tactic
    goal: Goal
    plan: Plan
    on: date | None
    news: DueNews = ""
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class RatingItem:
    """A rating that is owed, or what has become of it since."""

    tactic: Tactic
    goal: Goal
    plan: Plan
    news: RatingNews = ""


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """A check-in that waits for an answer, or what has become of it since."""

    plan: Plan
    check_in: CheckIn
    news: AnswerNews = ""


@dataclass(frozen=True, slots=True)
class DigestView:
    """A person's digest of `day`, in their `zone`; `more` things besides these are not shown in it."""

    day: date
    zone: str
    items: tuple[DigestItem, ...] = ()
    ratings: tuple[RatingItem, ...] = ()
    answers: tuple[AnswerItem, ...] = ()
    more: int = 0


def digest_message(view: DigestView) -> Message:
    """The digest as it stands now: what was acted on since is a line, the rest has its buttons."""
    shown = _fitting(view)
    headline = _headline(view)
    blocks: list[Block] = [header(headline), context(day(view.day))]
    for item in shown.items:
        blocks += [_due_news(item), *judge_blocks(item.tactic)] if item.news else due_blocks(item, view.day)
    for rating in shown.ratings:
        blocks += [_rating_news(rating)] if rating.news else rating_blocks(rating)
    for answer in shown.answers:
        blocks += [_answer_news(answer)] if answer.news else answer_blocks(answer, view.zone)
    if shown.more:
        blocks.append(context(f"And {shown.more:,} more. “All my tactics” shows what is due."))
    blocks.append(actions(*_mine(view), button("My reminders", "reminder.settings", "")))
    return Message(headline, blocks)


def _mine(view: DigestView) -> list[ButtonElement]:
    """A button to the person's tactics in each plan that the digest speaks of."""
    every: tuple[DigestItem | RatingItem | AnswerItem, ...] = (*view.items, *view.ratings, *view.answers)
    spoken_of = {item.plan.id: item.plan for item in every}
    plans = list(spoken_of.values())[:MAX_PLANS]
    label = "All my tactics in {}" if plans[1:] else "All my tactics"
    return [
        button(label.format(plan.name), f"tactic.list:{plan.id}", TacticsPageValue("mine", 0, plan.id))
        for plan in plans
    ]


def due_words(on: date | None, today: date) -> str:
    """How far a due date is: "due tomorrow, Tuesday 2 February 2027", "⚠ overdue by 3 days, since ..."."""
    if on is None:
        return "no ETA"
    ahead = (on - today).days
    if ahead < 0:
        return f"⚠ overdue by {count(-ahead, 'day')}, since {day(on)}"
    near = {0: "due today", 1: "due tomorrow"}.get(ahead, f"due in {ahead:,} days")
    return f"{near}, {day(on)}"


def _fitting(view: DigestView) -> DigestView:
    """The digest within its places: what is due first, but some of them for what is owed."""
    most = max(PLACES_OWED, PLACES - len(view.items))
    answers = view.answers[:most]
    ratings = view.ratings[: most - len(answers)]
    items = sorted(view.items, key=lambda item: item.on or date.max)[: PLACES - len(answers) - len(ratings)]
    every = len(view.items) + len(view.ratings) + len(view.answers)
    left = every - len(items) - len(ratings) - len(answers)
    return replace(view, items=tuple(items), ratings=ratings, answers=answers, more=view.more + left)


def _headline(view: DigestView) -> str:
    waiting = [item.on for item in view.items if not item.news]
    ratings = sum(not item.news for item in view.ratings)
    answers = sum(not item.news for item in view.answers)
    said = [
        *_due_counts([(on - view.day).days for on in waiting if on]),
        *([f"{waiting.count(None):,} without ETA"] if None in waiting else []),
        *([f"{count(ratings, 'rating')} owed"] if ratings else []),
        *([f"{count(answers, 'answer')} owed"] if answers else []),
    ]
    return ", ".join(said) or "✓ All of this is seen to"


def _due_counts(ahead: Sequence[int]) -> Iterator[str]:
    """How many are due when, from how many days ahead each is."""
    numbers = {
        "due today": sum(days == 0 for days in ahead),
        "overdue": sum(days < 0 for days in ahead),
        "due tomorrow": sum(days == 1 for days in ahead),
        "coming up": sum(days > 1 for days in ahead),
    }
    yield from (f"{number:,} {said}" for said, number in numbers.items() if number)


def due_blocks(item: DigestItem, today: date) -> list[Block]:
    """A tactic that is due, with all that can be done about it at once."""
    id_ = item.tactic.id
    snoozes = [(label, SnoozeValue(how, id_)) for label, how in _SNOOZES]
    return [
        section(f"{_title(item.tactic)}\n{due_words(item.on, today)} · {_name(item.plan)}"),
        context(_why(item.goal)),
        actions(
            button("Done", f"tactic.done:{id_}", done_value(item.tactic)),
            button("Move ETA", f"tactic.move:{id_}", id_),
            button("Hand over", f"tactic.hand_over:{id_}", id_),
            menu(f"reminder.snooze:{id_}", snoozes),
        ),
    ]


def _due_news(item: DigestItem) -> Block:
    tactic = item.tactic
    match item.news:
        case "done":
            return context(f"✓ {_title(tactic)} {_done(tactic)}")
        case "moved":
            return context(f"{_title(tactic)} {_lowered(notes.moved(tactic))}")
        case "handed over":
            return context(f"{_title(tactic)} handed over to {mentions(tactic.owners, 3) or 'nobody yet'}")
        case "snoozed":
            until = day(item.snoozed_until) if item.snoozed_until else "later"
            return context(f"{_title(tactic)} snoozed until {until}")
        case _:
            return context(f"✕ {_title(tactic)} dropped")


def _done(tactic: Tactic) -> str:
    waiting = [owner for owner in tactic.owners if owner not in tactic.finished]
    if tactic.is_open and tactic.finished and waiting:
        return f"your part is done, still to finish: {mentions(waiting, 3)}"
    return f"done, next {day(tactic.due_on)}" if tactic.is_open and tactic.due_on else "done"


def rating_blocks(item: RatingItem) -> list[Block]:
    """A rating that is owed, with its button."""
    id_ = item.tactic.id
    by = day(deadline(item.tactic, item.plan))
    rate = button("Rate", f"tactic.rate:{id_}", id_)
    return [
        section(f"{_title(item.tactic)}\nyour rating is owed by {by} · {_name(item.plan)}", rate),
        context(_why(item.goal)),
    ]


def _rating_news(item: RatingItem) -> Block:
    if item.news == "rated":
        return context(f"✓ {_title(item.tactic)} rated")
    return context(f"{_title(item.tactic)} needs no rating any more")


def answer_blocks(item: AnswerItem, zone: str) -> list[Block]:
    """An answer that is owed, with its button."""
    by = local_moment(item.check_in.closes_at, zone)
    answer = button("Answer", f"check_in.answer:{item.check_in.id}", item.check_in.id)
    return [section(f"*Are we on course?*\nyour answer is owed by {by} · {_name(item.plan)}", answer)]


def _answer_news(item: AnswerItem) -> Block:
    said = "✓ *Are we on course?* answered" if item.news == "answered" else "*Are we on course?* closed"
    return context(f"{said} · {_name(item.plan)}")


def _title(tactic: Tactic) -> str:
    return bold(f"{tactic.number}. {tactic.title}", MAX_TITLE)


def _name(plan: Plan) -> str:
    return brief(plan.name, MAX_NAME)


def _why(goal: Goal) -> str:
    return why(goal.serves.title, goal.title, limit=MAX_WHY, emphasis=escape)


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")
