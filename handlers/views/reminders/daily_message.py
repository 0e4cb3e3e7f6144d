"""The daily message: a person's one reminder a day, updated as they act on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from slack_sdk.models.blocks import Block, ButtonElement

from handlers.views.common import notes
from handlers.views.common.blocks import (
    Message,
    actions,
    button,
    context,
    escape,
    escape_short,
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
from handlers.views.tactics.cards import date_label, done_value, short_title
from planning.check_ins import CheckIn
from planning.goals import Goal
from planning.plan import Plan
from planning.tactics import Tactic

MAX_ITEMS = 12
# Reserved for ratings and answers, because others are waiting for them.
MIN_PENDING_ITEMS = 4
MAX_PLANS = 5
MAX_WHY = 150
MAX_NAME = 80

_SNOOZES = (
    ("Snooze to tomorrow", "tomorrow"),
    ("Snooze 3 days", "days"),
    ("Snooze to next week", "week"),
)

DueOutcome: TypeAlias = Literal["", "done", "snoozed", "moved", "handed over", "dropped"]
RatingOutcome: TypeAlias = Literal["", "rated", "over"]
AnswerOutcome: TypeAlias = Literal["", "answered", "closed"]


@dataclass(frozen=True, slots=True)
class DueItem:
    """A tactic that is due `on` a date.

    `outcome` is what has been done since; `snoozed_until` goes with "snoozed".
    """

    tactic: Tactic
    goal: Goal
    plan: Plan
    on: date | None
    outcome: DueOutcome = ""
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class RatingItem:
    """A rating that is still to be given, or its outcome."""

    tactic: Tactic
    goal: Goal
    plan: Plan
    outcome: RatingOutcome = ""


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """A check-in that is still to be answered, or its outcome."""

    plan: Plan
    check_in: CheckIn
    outcome: AnswerOutcome = ""


@dataclass(frozen=True, slots=True)
class DailyMessageView:
    """The daily message of `day` for a person in `zone`; `more` further items are not shown."""

    day: date
    zone: str
    items: tuple[DueItem, ...] = ()
    ratings: tuple[RatingItem, ...] = ()
    answers: tuple[AnswerItem, ...] = ()
    more: int = 0


def daily_message(view: DailyMessageView) -> Message:
    """The message in its current state: a line for each item that is done, buttons for the rest."""
    shown = _limited(view)
    headline = _headline(view)
    blocks: list[Block] = [header(headline), context(day(view.day))]
    for item in shown.items:
        blocks += (
            [_due_outcome(item), *judge_blocks(item.tactic)] if item.outcome else due_blocks(item, view.day)
        )
    for rating in shown.ratings:
        blocks += [_rating_outcome(rating)] if rating.outcome else rating_blocks(rating)
    for answer in shown.answers:
        blocks += [_answer_outcome(answer)] if answer.outcome else answer_blocks(answer, view.zone)
    if shown.more:
        blocks.append(context(f"And {shown.more:,} more. “Your tactics” shows what's due."))
    blocks.append(actions(*_tactics_buttons(view), button("Your settings", "reminder.settings", "")))
    return Message(headline, blocks)


def _tactics_buttons(view: DailyMessageView) -> list[ButtonElement]:
    """A button to the person's tactics in each plan of the message."""
    items: tuple[DueItem | RatingItem | AnswerItem, ...] = (*view.items, *view.ratings, *view.answers)
    plans_by_id = {item.plan.id: item.plan for item in items}
    plans = list(plans_by_id.values())[:MAX_PLANS]
    label = "Your tactics in {}" if plans[1:] else "Your tactics"
    return [
        button(label.format(plan.name), f"tactic.list:{plan.id}", TacticsPageValue("mine", 0, plan.id))
        for plan in plans
    ]


def due_text(on: date | None, today: date) -> str:
    """When it is due: "due tomorrow, Tuesday 2 February 2027", "⚠ 3 days overdue, was due ..."."""
    if on is None:
        return "no ETA"
    ahead = (on - today).days
    if ahead < 0:
        return f"⚠ {count(-ahead, 'day')} overdue, was due {day(on)}"
    near = {0: "due today", 1: "due tomorrow"}.get(ahead, f"due in {ahead:,} days")
    return f"{near}, {day(on)}"


def _limited(view: DailyMessageView) -> DailyMessageView:
    """The view limited to MAX_ITEMS items, of which ratings and answers may take MIN_PENDING_ITEMS."""
    max_pending = max(MIN_PENDING_ITEMS, MAX_ITEMS - len(view.items))
    answers = view.answers[:max_pending]
    ratings = view.ratings[: max_pending - len(answers)]
    items = sorted(view.items, key=lambda item: item.on or date.max)[
        : MAX_ITEMS - len(answers) - len(ratings)
    ]
    total = len(view.items) + len(view.ratings) + len(view.answers)
    omitted = total - len(items) - len(ratings) - len(answers)
    return replace(view, items=tuple(items), ratings=ratings, answers=answers, more=view.more + omitted)


def _headline(view: DailyMessageView) -> str:
    waiting = [item.on for item in view.items if not item.outcome]
    ratings = sum(not item.outcome for item in view.ratings)
    answers = sum(not item.outcome for item in view.answers)
    parts = [
        *_due_counts([(on - view.day).days for on in waiting if on]),
        *([f"{waiting.count(None):,} without ETA"] if None in waiting else []),
        *([f"{count(ratings, 'tactic')} to rate"] if ratings else []),
        *([f"{count(answers, 'check-in')} to answer"] if answers else []),
    ]
    return ", ".join(parts) or "✓ All done for today"


def _due_counts(ahead: Sequence[int]) -> Iterator[str]:
    """The number of items in each due range; `ahead` are days until each is due."""
    numbers = {
        "due today": sum(days == 0 for days in ahead),
        "overdue": sum(days < 0 for days in ahead),
        "due tomorrow": sum(days == 1 for days in ahead),
        "due soon": sum(days > 1 for days in ahead),
    }
    yield from (f"{number:,} {text}" for text, number in numbers.items() if number)


def due_blocks(item: DueItem, today: date) -> list[Block]:
    """A due tactic with its buttons."""
    id_ = item.tactic.id
    snoozes = [(label, SnoozeValue(how, id_)) for label, how in _SNOOZES]
    return [
        section(f"{short_title(item.tactic)}\n{due_text(item.on, today)} · {_name(item.plan)}"),
        context(_why(item.goal)),
        actions(
            button("Done", f"tactic.done:{id_}", done_value(item.tactic)),
            button(date_label(item.tactic), f"tactic.move:{id_}", id_),
            button("Hand over", f"tactic.hand_over:{id_}", id_),
            menu(f"reminder.snooze:{id_}", snoozes),
        ),
    ]


def _due_outcome(item: DueItem) -> Block:
    tactic = item.tactic
    match item.outcome:
        case "done":
            return context(f"✓ {short_title(tactic)} {_done(tactic)}")
        case "moved":
            return context(f"{short_title(tactic)} {_lower_first(notes.moved(tactic))}")
        case "handed over":
            return context(
                f"{short_title(tactic)} handed over to {mentions(tactic.owners, 3) or 'nobody yet'}"
            )
        case "snoozed":
            until = day(item.snoozed_until) if item.snoozed_until else "later"
            return context(f"{short_title(tactic)} snoozed until {until}")
        case _:
            return context(f"✕ {short_title(tactic)} dropped")


def _done(tactic: Tactic) -> str:
    waiting = [owner for owner in tactic.owners if owner not in tactic.finished]
    if tactic.is_open and tactic.finished and waiting:
        return f"your part is done, waiting for {mentions(waiting, 3)}"
    return f"done, next {day(tactic.due_on)}" if tactic.is_open and tactic.due_on else "done"


def rating_blocks(item: RatingItem) -> list[Block]:
    """A missing rating with its button."""
    id_ = item.tactic.id
    by = day(deadline(item.tactic, item.plan))
    rate = button("Rate", f"tactic.rate:{id_}", id_)
    return [
        section(f"{short_title(item.tactic)}\nRate by {by} · {_name(item.plan)}", rate),
        context(_why(item.goal)),
    ]


def _rating_outcome(item: RatingItem) -> Block:
    if item.outcome == "rated":
        return context(f"✓ {short_title(item.tactic)} rated")
    return context(f"{short_title(item.tactic)} needs no rating any more")


def answer_blocks(item: AnswerItem, zone: str) -> list[Block]:
    """A missing answer with its button."""
    by = local_moment(item.check_in.closes_at, zone)
    answer = button("Answer", f"check_in.answer:{item.check_in.id}", item.check_in.id)
    return [section(f"*Are we on course?*\nAnswer by {by} · {_name(item.plan)}", answer)]


def _answer_outcome(item: AnswerItem) -> Block:
    text = "✓ *Are we on course?* answered" if item.outcome == "answered" else "*Are we on course?* closed"
    return context(f"{text} · {_name(item.plan)}")


def _name(plan: Plan) -> str:
    return escape_short(plan.name, MAX_NAME)


def _why(goal: Goal) -> str:
    return why(goal.serves.title, goal.title, limit=MAX_WHY, emphasis=escape)


def _lower_first(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")
