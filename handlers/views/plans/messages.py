"""The page of a plan, its matrix, and the message if there is none."""

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
    escape_short,
    header,
    mention,
    mentions,
    paging,
    section,
)
from handlers.views.common.button_values import PageValue, TacticsPageValue
from handlers.views.common.commands import slash
from handlers.views.common.lines import paragraphs
from handlers.views.plans.take_over import take_over_offer
from handlers.views.tactics.cards import short_title
from planning.goals import Goal, figure
from planning.plan import CompanyGoal, MarketingGoal, Plan
from planning.priorities import Section
from planning.tactics import Tactic

GOALS_A_PAGE = 10
MAX_WHY = 300
MAX_TITLE = 120
MAX_OWNERS = 3
NO_GOALS = "No goals yet. A goal says what social media does for one company goal."


class TacticCounts(Protocol):
    """The number of open and done tactics of a goal."""

    @property
    def open(self) -> int:
        """Open tactics."""

    @property
    def done(self) -> int:
        """Done tactics."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A page of a plan: `goals` from `offset` of `total_goals`.

    `served` are the ids of all company goals that have goals, `counts` are by goal id, `first` are the
    tactics with the highest priority, of `total_open`. If the plan is `ownerless`, the reader is offered to
    take it over.
    """

    plan: Plan
    goals: tuple[Goal, ...]
    served: frozenset[str]
    total_goals: int
    counts: Mapping[str, TacticCounts]
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
        *_first_tactics(page, today),
        *paging(
            "plan.show",
            page.offset,
            GOALS_A_PAGE,
            page.total_goals,
            lambda offset: PageValue(plan.id, offset),
        ),
        *([shared_by_line(shared_by, today)] if shared_by else []),
        *_buttons(page, shared=bool(shared_by)),
    ]
    return Message(f"{note} {_summary(page)}".strip(), blocks)


def matrix_message(
    plan: Plan,
    by_section: Mapping[Section | None, Sequence[Tactic]],
    counts: Mapping[Section | None, int],
    pictures: Sequence[Block] = (),
) -> Message:
    """The first tactics of each of the four sections, and those not rated yet."""
    blocks: list[Block] = [header(f"{plan.name}: what to do first"), *pictures]
    for group in (*Section, None):
        shown, total = by_section.get(group, ()), counts.get(group, 0)
        if group or total:
            blocks += paragraphs(list(_section_lines(group, shown, total)))
    if not any(counts.get(group) for group in Section):
        blocks.append(context("Nothing rated yet. Tactics appear here once their ratings show."))
    blocks.append(actions(_all_tactics_button(plan)))
    text = ", ".join(f"{words.SECTIONS[group]}: {counts.get(group, 0)}" for group in Section)
    return Message(f"{escape(plan.name)}. {text}, not rated yet: {counts.get(None, 0)}", blocks)


def no_plan_message(can_start: bool, closed: Plan | None) -> Message:
    """The message if no plan is open; `closed` is the last closed one, `can_start` adds start buttons."""
    if closed is None:
        text = (
            "*This channel has no plan yet.*\n"
            "A plan takes you from your company's goals to what each of you does next."
        )
    else:
        text = f"*This channel has no open plan.*\n{_closed_text(closed)}"
    hint = [] if can_start else [context(slash("A member of this channel can start one with `/plan new`."))]
    buttons = [
        *(_start_buttons(closed) if can_start else []),
        *(_closed_plan_button(closed) if closed else []),
    ]
    blocks: list[Block] = [section(text), *hint, *([actions(*buttons)] if buttons else [])]
    return Message(text.partition("\n")[0].strip("*"), blocks)


def _summary(page: PlanPage) -> str:
    parts = [words.count(page.total_goals, "goal"), words.count(page.total_open, "open tactic")]
    return f"{escape(page.plan.name)}: {words.listing(parts)}."


def _period(plan: Plan, today: date) -> str:
    dates = words.period(plan.starts_on, plan.ends_on)
    if plan.closed_at:
        return f"{dates}\n{_closed_text(plan)}"
    if today < plan.starts_on:
        return f"{dates} · starts in {words.count((plan.starts_on - today).days, 'day')}"
    if today > plan.ends_on:
        ago = words.count((today - plan.ends_on).days, "day")
        return slash(
            f"{dates} · ⚠ ended {ago} ago. Close it with `/plan close`, then start the next with `/plan next`"
        )
    left = (plan.ends_on - today).days
    return f"{dates} · " + (f"{words.count(left, 'day')} to go" if left else "ends today")


def _closed_text(plan: Plan) -> str:
    assert plan.closed_at is not None  # noqa: S101 - only asked of a closed plan
    day = words.day(plan.today(plan.closed_at))
    return f"{bold(plan.name)} was closed on {day}. You can read it but not change it."


def _goals(page: PlanPage) -> Iterator[Block]:
    for served in _served_goals(page):
        goals = [goal for goal in page.goals if goal.serves.id == served.id]
        if goals or not page.total_goals:
            yield section(bold(served.title, MAX_TITLE))
        elif served.id not in page.served and page.offset == 0 and not page.plan.closed_at:
            yield section(f"{bold(served.title, MAX_TITLE)}\n⚠ No goals yet")
        for goal in goals:
            yield section(f"{goal.number}. {escape_short(goal.title, MAX_WHY)}")
            yield context(tally(page.counts.get(goal.id)))
    if not page.total_goals:
        yield section(NO_GOALS)


def _served_goals(page: PlanPage) -> list[CompanyGoal | MarketingGoal]:
    """The company goals in the plan's order, then the marketing goals that have goals."""
    marketing = {goal.serves.id: goal.serves for goal in page.goals if isinstance(goal.serves, MarketingGoal)}
    return [*page.plan.company_goals, *marketing.values()]


def tally(counts: TacticCounts | None) -> str:
    """The progress of a goal's tactics: "1 of 3 tactics done"."""
    total = counts.open + counts.done if counts else 0
    if counts is None or not total:
        return "No tactics yet"
    return f"{counts.done:,} of {words.count(total, 'tactic')} done"


def _first_tactics(page: PlanPage, today: date) -> Iterator[Block]:
    if not page.first or page.offset or page.plan.closed_at:
        return
    yield divider()
    yield section(f"*Do first* ({len(page.first)} of {words.count(page.total_open, 'open tactic')})")
    for tactic in page.first:
        yield section(f"{short_title(tactic)}\n{' · '.join(_facts(tactic, today))}")


def _facts(tactic: Tactic, today: date) -> Iterator[str]:
    yield mentions(tactic.owners, MAX_OWNERS) or "no owner yet"
    due = tactic.due_on
    if due is None:
        yield "no ETA yet"
    else:
        yield f"⚠ overdue since {words.day(due)}" if due < today else words.day(due)
    yield words.SECTIONS[tactic.score.section] if tactic.score else "not rated yet"


def shared_by_line(person: str, today: date) -> Block:
    """Who shared this with the channel."""
    return context(f"Shared by {mention(person)} on {words.day(today)}")


def _buttons(page: PlanPage, *, shared: bool) -> Iterator[Block]:
    plan = page.plan
    looking = [
        _all_tactics_button(plan),
        button("Matrix", "plan.matrix", plan.id),
        button("Map", "plan.map", PageValue(plan.id, 0)),
    ]
    if plan.closed_at:
        yield actions(*looking, _history_button(plan))
        return
    yield actions(*_add_buttons(page), *looking)
    if not shared:
        share = button("Share in channel", "plan.share", plan.id)
        yield actions(share, _history_button(plan), button("Settings", "plan.settings", plan.id))


def _add_buttons(page: PlanPage) -> list[ButtonElement]:
    """Buttons to add a goal or tactic; what the plan lacks is first and highlighted."""
    goal_next, tactic_next = not page.total_goals, not page.total_open
    goal = button("Add goal", "goal.add", "", style="primary" if goal_next else None)
    if goal_next:
        return [goal]
    return [button("Add tactic", "tactic.add", "", style="primary" if tactic_next else None), goal]


def _all_tactics_button(plan: Plan) -> ButtonElement:
    value = TacticsPageValue("all" if plan.closed_at else "", 0, plan.id)
    return button("All tactics", "tactic.list", value)


def _history_button(plan: Plan) -> ButtonElement:
    return button("History", "plan.history", PageValue(plan.id, 0))


def _start_buttons(closed: Plan | None) -> list[ButtonElement]:
    if closed is None:
        return [button("Start plan", "plan.start", "", style="primary")]
    return [
        button("Start next period", "plan.next", closed.id, style="primary"),
        button("Start from scratch", "plan.start", ""),
    ]


def _closed_plan_button(closed: Plan) -> list[ButtonElement]:
    return [button("Open plan", "plan.show", closed.id)]


def _section_lines(group: Section | None, shown: Sequence[Tactic], total: int) -> Iterator[str]:
    if group is None:
        yield f"*Not rated yet* ({total:,})"
    else:
        yield f"*{words.SECTIONS[group]}* ({total:,})  {words.MEANINGS[group]}"
    for tactic in shown:
        yield f"• {short_title(tactic)}{_score_text(tactic)}"
    if total > len(shown):
        said = group.value if group else "unrated"
        yield slash(f"and {total - len(shown):,} more: `/tactic list {said}`")


def _score_text(tactic: Tactic) -> str:
    score = tactic.score
    if score is None:
        return ""
    text = f"value {figure(score.value)} / complexity {figure(score.complexity)}"
    return f"  {text}{'  ⚠ contested' if score.contested else ''}"
