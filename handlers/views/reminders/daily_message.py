"""The daily message and "New for you", updated as the person acts on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from slack_sdk.models.blocks import Block, ButtonElement

from handlers.views.common import notes, scores
from handlers.views.common.blocks import (
    Message,
    actions,
    button,
    context,
    header,
    mentions,
    menu,
    section,
)
from handlers.views.common.button_values import SnoozeValue, TacticsPageValue
from handlers.views.common.words import count, day, local_moment
from handlers.views.plans.learning import judge_blocks
from handlers.views.reminders.news import (
    NewsItem,
    closed_line,
    due_text,
    lower_first,
    news_blocks,
    plan_name,
    why_of,
)
from handlers.views.tactics.cards import date_label, done_value, short_title
from planning.check_ins import CheckIn
from planning.goals import Goal
from planning.news import NewsKind
from planning.plan import Plan
from planning.tactics import Tactic

MAX_ITEMS = 12
# Reserved for answers, because others are waiting for them.
MIN_PENDING_ITEMS = 4
MAX_NEWS = 8
MAX_TITLES = 8
MAX_PLANS = 5

_SNOOZES = (
    ("Snooze to tomorrow", "tomorrow"),
    ("Snooze 3 days", "days"),
    ("Snooze to next week", "week"),
)

DueOutcome: TypeAlias = Literal["", "done", "snoozed", "moved", "handed over", "dropped", "closed"]
RatingOutcome: TypeAlias = Literal["", "rated", "over"]
AnswerOutcome: TypeAlias = Literal["", "answered", "closed", "nothing left"]


_ANSWER_OUTCOMES: dict[AnswerOutcome, str] = {
    "answered": "✓ *Are we on course?* answered",
    "closed": "*Are we on course?* closed",
    "nothing left": "*Are we on course?* No answer needed from you",
}


@dataclass(frozen=True, slots=True)
class DueItem:
    """A tactic that is due `on` a date.

    `outcome` is what has been done since, "closed" to its plan; `snoozed_until` goes with "snoozed".
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
    """The daily message of `day` for a person in `zone`, or what `is_new` for them on that day.

    `more` further items are not shown.
    """

    day: date
    zone: str
    is_new: bool = False
    news: tuple[NewsItem, ...] = ()
    items: tuple[DueItem, ...] = ()
    ratings: tuple[RatingItem, ...] = ()
    answers: tuple[AnswerItem, ...] = ()
    more: int = 0


def daily_message(view: DailyMessageView) -> Message:
    """The message in its current state: a line for each item that is done, buttons for the rest."""
    shown = _limited(view)
    headline = _headline(view)
    blocks: list[Block] = [header(headline), context(day(view.day))]
    for news in shown.news:
        blocks += news_blocks(news, view.day)
    for answer in shown.answers:
        blocks += [_answer_outcome(answer)] if answer.outcome else answer_blocks(answer, view.zone)
    blocks += ratings_blocks(shown.ratings)
    for item in shown.items:
        blocks += (
            [_due_outcome(item), *judge_blocks(item.tactic)] if item.outcome else due_blocks(item, view.day)
        )
    if shown.more:
        blocks.append(context(f"And {shown.more:,} more. Your tactics list them all."))
    blocks.append(actions(*_tactics_buttons(view), button("Settings", "reminder.settings", "")))
    return Message(headline, blocks)


def _tactics_buttons(view: DailyMessageView) -> list[ButtonElement]:
    """A button to the person's tactics in each plan of the message."""
    items: tuple[NewsItem | DueItem | RatingItem | AnswerItem, ...] = (
        *view.news,
        *view.items,
        *view.ratings,
        *view.answers,
    )
    plans_by_id = {item.plan.id: item.plan for item in items}
    plans = list(plans_by_id.values())[:MAX_PLANS]
    label = "Your tactics in {}" if plans[1:] else "All your tactics"
    return [
        button(label.format(plan.name), f"tactic.list:{plan.id}", TacticsPageValue("mine", 0, plan.id))
        for plan in plans
    ]


def _limited(view: DailyMessageView) -> DailyMessageView:
    """The view limited to MAX_NEWS news and MAX_ITEMS items, of which MIN_PENDING_ITEMS may be answers."""
    answers = view.answers[: max(MIN_PENDING_ITEMS, MAX_ITEMS - len(view.items))]
    items = sorted(view.items, key=lambda item: item.on or date.max)[: MAX_ITEMS - len(answers)]
    news = view.news[:MAX_NEWS]
    omitted = len(view.news) - len(news) + len(view.items) - len(items) + len(view.answers) - len(answers)
    return replace(view, news=news, items=tuple(items), answers=answers, more=view.more + omitted)


def _headline(view: DailyMessageView) -> str:
    waiting = [item.on for item in view.items if not item.outcome]
    assigned = sum(item.kind is NewsKind.ASSIGNED and not item.outcome for item in view.news)
    ratings = sum(not item.outcome for item in view.ratings)
    answers = sum(not item.outcome for item in view.answers)
    parts = [
        *([f"{count(assigned, 'new tactic')}"] if assigned else []),
        *_due_counts([(on - view.day).days for on in waiting if on]),
        *([f"{waiting.count(None):,} without ETA"] if None in waiting else []),
        *([f"{count(answers, 'check-in')} to answer"] if answers else []),
        *([f"{ratings:,} to rate"] if ratings else []),
    ]
    if not parts:
        return _when_nothing_is_left(view)
    said = ", ".join(parts)
    return f"New for you: {said}" if view.is_new else said


def _when_nothing_is_left(view: DailyMessageView) -> str:
    """The headline; a check-in that closed without the person's answer wasn't done."""
    if any(item.outcome == "closed" for item in view.answers):
        return "Nothing left to do today"
    was_asked = view.items or view.ratings or view.answers
    return "✓ All done for today" if was_asked else "Changed for you"


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
        section(f"{short_title(item.tactic)}\n{due_text(item.on, today)} · {plan_name(item.plan)}"),
        context(why_of(item.goal)),
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
            return context(f"{short_title(tactic)} {lower_first(notes.moved(tactic))}")
        case "handed over":
            return context(
                f"{short_title(tactic)} handed over to {mentions(tactic.owners, 3) or 'no one yet'}"
            )
        case "snoozed":
            until = day(item.snoozed_until) if item.snoozed_until else "later"
            return context(f"{short_title(tactic)} snoozed until {until}")
        case "closed":
            return closed_line(item.tactic, item.plan)
        case _:
            return context(f"✕ {short_title(tactic)} dropped")


def _done(tactic: Tactic) -> str:
    waiting = [owner for owner in tactic.owners if owner not in tactic.finished]
    if tactic.is_open and tactic.finished and waiting:
        return f"your part is done, waiting for {mentions(waiting, 3)}"
    return f"done, next {day(tactic.due_on)}" if tactic.is_open and tactic.due_on else "done"


def ratings_blocks(ratings: Sequence[RatingItem]) -> list[Block]:
    """The missing ratings with one button for all of them, and what became of the others."""
    pending = [item for item in ratings if not item.outcome]
    blocks = [_rating_outcome(item) for item in ratings if item.outcome]
    if not pending:
        return blocks[:MAX_ITEMS]
    first = min(pending, key=lambda item: item.tactic.rate_by)
    by = day(scores.deadline(first.tactic, first.plan))
    titles = [short_title(item.tactic) for item in pending[:MAX_TITLES]]
    if more := len(pending) - len(titles):
        titles.append(f"and {more:,} more")
    heading = f"*{count(len(pending), 'tactic')} to rate* by {by}. A rough guess is fine."
    rate = button(f"Rate {len(pending):,}", "ratings.rate", pending[0].tactic.id, style="primary")
    return [section("\n".join([heading, *titles]), rate), *blocks[:MAX_ITEMS]]


def _rating_outcome(item: RatingItem) -> Block:
    """That it was rated, with the result once the ratings are shown."""
    tactic = item.tactic
    if item.outcome == "rated":
        shown = "" if tactic.blind or tactic.score is None else f": {scores.short_result(tactic.score)}"
        return context(f"✓ {short_title(tactic)} rated{shown}")
    return context(f"{short_title(tactic)}: no rating needed any more")


def answer_blocks(item: AnswerItem, zone: str) -> list[Block]:
    """A missing answer with its button."""
    by = local_moment(item.check_in.closes_at, zone)
    answer = button("Answer", f"check_in.answer:{item.check_in.id}", item.check_in.id)
    return [section(f"*Are we on course?*\nAnswer by {by} · {plan_name(item.plan)}", answer)]


def _answer_outcome(item: AnswerItem) -> Block:
    return context(f"{_ANSWER_OUTCOMES[item.outcome]} · {plan_name(item.plan)}")
