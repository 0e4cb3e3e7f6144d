"""What a person sees of a plan: its page, its matrix, and what is said where there is none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from slack_sdk.models.blocks import Block, ButtonElement

from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    button,
    context,
    divider,
    escape,
    header,
    mention,
    mentions,
    paging,
    paragraphs,
    section,
)
from handlers.views.common.button_values import PageValue, TacticsPageValue
from handlers.views.common.commands import slash
from handlers.views.common.sentences import why
from handlers.views.plans.take_over import take_over_offer
from planning.goals import Goal, figure
from planning.plan import CompanyGoal, MarketingGoal, Plan
from planning.priorities import Section
from planning.tactics import Tactic

GOALS_A_PAGE = 10
MAX_WHY = 300
MAX_TITLE = 120
MAX_OWNERS = 3
NO_GOALS = "No goals yet. A goal says what social media does for one goal of the company."


class Counts(Protocol):
    """How many tactics of a goal are open and done."""

    @property
    def open(self) -> int:
        """Those with something left to do."""

    @property
    def done(self) -> int:
        """Those that are finished."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A page of a plan: `goals` from `offset` on, of `total_goals`.

    `served` are the ids of all that the goals of the plan serve, `counts` are by goal, `first` the tactics
    that come first, of `total_open`. An `ownerless` plan is offered to the reader to be taken over.
    """

    plan: Plan
    goals: tuple[Goal, ...]
    served: frozenset[str]
    total_goals: int
    counts: Mapping[str, Counts]
    first: tuple[Tactic, ...]
    total_open: int
    offset: int = 0
    ownerless: bool = False


def plan_message(page: PlanPage, today: date, *, note: str = "", shared_by: str = "") -> Message:
    """The plan, for one person; with `shared_by` (who shared it) for everybody. `note` comes first."""
    plan = page.plan
    blocks: list[Block] = [
        *([section(note)] if note else []),
        header(plan.name),
        context(_period(plan, today)),
        *(take_over_offer(plan) if page.ownerless else ()),
        *_goals(page),
        *_first_in_line(page, today),
        *paging(
            "plan.show",
            page.offset,
            GOALS_A_PAGE,
            page.total_goals,
            lambda offset: PageValue(plan.id, offset),
        ),
        *([shared(shared_by, today)] if shared_by else []),
        *_buttons(page, shared=bool(shared_by)),
    ]
    return Message(f"{note} {_summary(page)}".strip(), blocks)


def matrix_message(
    plan: Plan,
    by_section: Mapping[Section | None, Sequence[Tactic]],
    counts: Mapping[Section | None, int],
    pictures: Sequence[Block] = (),
) -> Message:
    """The four sections with the tactics that come first in each, and apart those not rated yet."""
    blocks: list[Block] = [header(f"{plan.name}: what to do first"), *pictures]
    for place in (*Section, None):
        shown, total = by_section.get(place, ()), counts.get(place, 0)
        if place or total:
            blocks += paragraphs(list(_section_lines(place, shown, total)))
    if not any(counts.get(place) for place in Section):
        blocks.append(context("Nothing is rated yet: a tactic has its place here once its ratings show."))
    blocks.append(actions(_all_tactics(plan)))
    said = ", ".join(f"{words.SECTIONS[place]} {counts.get(place, 0)}" for place in Section)
    return Message(f"{escape(plan.name)}: {said}, not rated yet {counts.get(None, 0)}", blocks)


def no_plan_message(can_start: bool, closed: Plan | None) -> Message:
    """What is said where no plan is open; `closed` is the one closed last, `can_start` whether they may."""
    if closed is None:
        said = (
            "*This channel has no plan yet.*\n"
            "A plan leads from your company's goals to what each of you does next, and keeps you on course."
        )
    else:
        said = f"*No plan is open in this channel.*\n{_closed(closed)}"
    hint = [] if can_start else [context(slash("A member of this channel can start one with `/plan new`."))]
    buttons = [*(_starting(closed) if can_start else []), *(_reading(closed) if closed else [])]
    blocks: list[Block] = [section(said), *hint, *([actions(*buttons)] if buttons else [])]
    return Message(said.partition("\n")[0].strip("*"), blocks)


def _summary(page: PlanPage) -> str:
    said = [words.count(page.total_goals, "goal"), words.count(page.total_open, "open tactic")]
    return f"{escape(page.plan.name)}: {words.listing(said)}."


def _period(plan: Plan, today: date) -> str:
    dates = words.period(plan.starts_on, plan.ends_on)
    if plan.closed_at:
        return f"{dates}\n{_closed(plan)}"
    if today < plan.starts_on:
        return f"{dates} · starts in {words.count((plan.starts_on - today).days, 'day')}"
    if today > plan.ends_on:
        ago = words.count((today - plan.ends_on).days, "day")
        return slash(f"{dates} · ⚠ ended {ago} ago: `/plan close` closes it, `/plan next` starts the next")
    left = (plan.ends_on - today).days
    return f"{dates} · " + (f"{words.count(left, 'day')} to go" if left else "ends today")


def _closed(plan: Plan) -> str:
    assert plan.closed_at is not None  # noqa: S101 - only asked of a closed plan
    day = words.day(plan.today(plan.closed_at))
    return f"{bold(plan.name)} was closed on {day}. It stays readable, but nothing in it changes any more."


def _goals(page: PlanPage) -> Iterator[Block]:
    for served in _in_order(page):
        goals = [goal for goal in page.goals if goal.serves.id == served.id]
        if goals or not page.total_goals:
            yield section(bold(served.title, MAX_TITLE))
        elif served.id not in page.served and page.offset == 0 and not page.plan.closed_at:
            yield section(f"{bold(served.title, MAX_TITLE)}\n⚠ No goal helps this one yet.")
        for goal in goals:
            yield section(f"{goal.number}. {why(served.title, goal.title, limit=MAX_WHY, emphasis=escape)}")
            yield context(tally(page.counts.get(goal.id)))
    if not page.total_goals:
        yield section(NO_GOALS)


def _in_order(page: PlanPage) -> list[CompanyGoal | MarketingGoal]:
    """The company goals as the plan has them, then the marketing goals that are served."""
    marketing = {goal.serves.id: goal.serves for goal in page.goals if isinstance(goal.serves, MarketingGoal)}
    return [*page.plan.company_goals, *marketing.values()]


def tally(counts: Counts | None) -> str:
    """How a goal's tactics stand: "3 tactics, 1 done"."""
    total = counts.open + counts.done if counts else 0
    if counts is None or not total:
        return "no tactics yet"
    return f"{words.count(total, 'tactic')}, {counts.done or 'none'} done"


def _first_in_line(page: PlanPage, today: date) -> Iterator[Block]:
    if not page.first or page.offset or page.plan.closed_at:
        return
    yield divider()
    yield section(f"*First in line* ({len(page.first)} of {words.count(page.total_open, 'open tactic')})")
    for tactic in page.first:
        title = bold(f"{tactic.number}. {tactic.title}", MAX_TITLE)
        yield section(f"{title}\n{' · '.join(_facts(tactic, today))}")


def _facts(tactic: Tactic, today: date) -> Iterator[str]:
    yield mentions(tactic.owners, MAX_OWNERS) or "no owner yet"
    due = tactic.due_on
    if due is None:
        yield "no ETA yet"
    else:
        yield f"⚠ overdue since {words.day(due)}" if due < today else words.day(due)
    yield words.SECTIONS[tactic.score.section] if tactic.score else "not rated yet"


def shared(person: str, today: date) -> Block:
    """Who has shown this to everyone in the channel."""
    return context(f"Shared by {mention(person)} on {words.day(today)}")


def _buttons(page: PlanPage, *, shared: bool) -> Iterator[Block]:
    plan = page.plan
    looking = [
        _all_tactics(plan),
        button("Matrix", "plan.matrix", plan.id),
        button("Map", "plan.map", PageValue(plan.id, 0)),
    ]
    if plan.closed_at:
        yield actions(*looking, _history(plan))
        return
    yield actions(*_adding(page), *looking)
    if not shared:
        share = button("Share to channel", "plan.share", plan.id)
        yield actions(share, _history(plan), button("Settings", "plan.settings", plan.id))


def _adding(page: PlanPage) -> list[ButtonElement]:
    """What a plan still lacks stands first, and out."""
    goal_next, tactic_next = not page.total_goals, not page.total_open
    goal = button("Add a goal", "goal.add", "", style="primary" if goal_next else None)
    if goal_next:
        return [goal]
    return [button("Add a tactic", "tactic.add", "", style="primary" if tactic_next else None), goal]


def _all_tactics(plan: Plan) -> ButtonElement:
    value = TacticsPageValue("all" if plan.closed_at else "", 0, plan.id)
    return button("All tactics", "tactic.list", value)


def _history(plan: Plan) -> ButtonElement:
    return button("History", "plan.history", PageValue(plan.id, 0))


def _starting(closed: Plan | None) -> list[ButtonElement]:
    if closed is None:
        return [button("Start a plan", "plan.start", "", style="primary")]
    return [
        button("Start the next period", "plan.next", closed.id, style="primary"),
        button("Start an empty plan", "plan.start", ""),
    ]


def _reading(closed: Plan) -> list[ButtonElement]:
    return [button("Look at the closed plan", "plan.show", closed.id)]


def _section_lines(place: Section | None, shown: Sequence[Tactic], total: int) -> Iterator[str]:
    if place is None:
        yield f"*Not rated yet* ({total:,})"
    else:
        yield f"*{words.SECTIONS[place]}* ({total:,})  {words.MEANINGS[place]}"
    for tactic in shown:
        yield f"• {bold(f'{tactic.number}. {tactic.title}', MAX_TITLE)}{_numbers(tactic)}"
    if total > len(shown):
        said = place.value if place else "unrated"
        yield slash(f"and {total - len(shown):,} more: `/tactic list {said}`")


def _numbers(tactic: Tactic) -> str:
    score = tactic.score
    if score is None:
        return ""
    said = f"value {figure(score.value)} / complexity {figure(score.complexity)}"
    return f"  {said}{'  ⚠ contested' if score.contested else ''}"
