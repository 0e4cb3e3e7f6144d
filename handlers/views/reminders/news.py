"""What others changed for a person, as lines of their daily message; and words that all its lines share."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from slack_sdk.models.blocks import Block

from handlers.views.common import notes
from handlers.views.common.blocks import button, context, escape, escape_short, mention, mentions, section
from handlers.views.common.sentences import why
from handlers.views.common.words import count, day
from handlers.views.tactics.cards import short_title
from planning.goals import Goal
from planning.news import ASKS, NewsKind
from planning.plan import Plan
from planning.tactics import Tactic

MAX_WHY = 200
MAX_NAME = 80

NewsOutcome: TypeAlias = Literal["", "gone", "closed"]


@dataclass(frozen=True, slots=True)
class NewsItem:
    """What the person `by` changed about a tactic, which is "gone" where that is no longer so.

    It is "closed" where its plan is.
    """

    tactic: Tactic
    goal: Goal
    plan: Plan
    kind: NewsKind
    by: str
    outcome: NewsOutcome = ""


def news_blocks(item: NewsItem, today: date) -> list[Block]:
    """What someone changed; what was assigned with its due date and why."""
    if item.outcome == "closed":
        return [closed_line(item.tactic, item.plan)]
    if item.outcome:
        return [context(f"{short_title(item.tactic)} isn't yours any more")]
    said = f"{mention(item.by)} {_news_text(item)}"
    if item.kind not in ASKS:
        return [context(f"{said} · {plan_name(item.plan)}")]
    due = f"{due_text(item.tactic.current(today), today)} · {plan_name(item.plan)}"
    opened = button("Open", f"tactic.show:{item.tactic.id}", item.tactic.id)
    return [section(f"{said}\n{due}", opened), context(why_of(item.goal))]


def _news_text(item: NewsItem) -> str:
    title = short_title(item.tactic)
    match item.kind:
        case NewsKind.ASSIGNED:
            return f"assigned you {title}"
        case NewsKind.REOPENED:
            return f"reopened {title}"
        case NewsKind.DROPPED:
            why = escape_short(item.tactic.dropped_because, MAX_NAME)
            return f"dropped {title}{f': {why}' if why else ''}"
        case NewsKind.MOVED:
            return f"changed the date of {title}: {lower_first(notes.moved(item.tactic))}"
    others = mentions(item.tactic.owners, 3)
    return f"handed over {title} to {others}" if others else f"took you off {title}"


def due_text(on: date | None, today: date) -> str:
    """When it is due: "due tomorrow, Tuesday 2 February 2027", "⚠ 3 days overdue, was due ..."."""
    if on is None:
        return "no ETA"
    ahead = (on - today).days
    if ahead < 0:
        return f"⚠ {count(-ahead, 'day')} overdue, was due {day(on)}"
    near = {0: "due today", 1: "due tomorrow"}.get(ahead, f"due in {ahead:,} days")
    return f"{near}, {day(on)}"


def closed_line(tactic: Tactic, plan: Plan) -> Block:
    """The tactic's plan was closed."""
    return context(f"{short_title(tactic)}: *{plan_name(plan)}* is closed")


def plan_name(plan: Plan) -> str:
    """The plan's name, shortened."""
    return escape_short(plan.name, MAX_NAME)


def why_of(goal: Goal) -> str:
    """Why a tactic of the goal matters, without the tactic."""
    return why(goal.serves.title, goal.title, limit=MAX_WHY, emphasis=escape)


def lower_first(sentence: str) -> str:
    """A sentence as the rest of another."""
    return sentence[0].lower() + sentence[1:].rstrip(".")
