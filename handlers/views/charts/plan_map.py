"""The plan map, from left to right: company goals, the goals that serve them, and their tactics."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from handlers.views.charts.line_budget import allocate_lines, and_more
from handlers.views.charts.svg import (
    AMBER,
    BODY,
    HEADING_HEIGHT,
    INNER,
    LINE,
    MARGIN,
    QUIET,
    RED,
    SHADE,
    SMALL,
    TEAL,
    TINT,
    WIDTH,
    Picture,
    Style,
    document,
    heading,
    join,
    label,
    line,
    paragraph,
    rect,
)
from handlers.views.common import words
from planning.tactics import State, Tactic
from planning.tree import GoalNode, TopGoalNode

ROW = 36
MAX_ROWS = 28
MAX_GOALS = 18
GAP = 20
GOAL_SPACING = 14
COMPANY_WIDTH, GOAL_WIDTH = 230, 280
GOAL_LEFT = MARGIN + COMPANY_WIDTH + GAP
TACTIC_LEFT = GOAL_LEFT + GOAL_WIDTH + GAP
RIGHT = WIDTH - MARGIN
SYMBOL_WIDTH = 40
STATE_INKS = {State.PROPOSED: QUIET, State.PLANNED: TEAL, State.UNDER_WAY: AMBER, State.DONE: TEAL}
SHOWN_STATES = tuple(STATE_INKS)
COMPANY_STYLE = Style(20, bold=True)
GOAL_STYLE = Style(20, bold=True)
DUE_STYLE = Style(19, ink=QUIET)
OVERDUE_STYLE = Style(19, bold=True, ink=RED)
NUMBER_STYLE = Style(BODY.size, bold=True)


def map_picture(plan: str, tree: Sequence[TopGoalNode], today: date) -> Picture:
    """The tree of the plan named `plan`, with the state of every tactic; long titles are shortened."""
    tactics = [tactic for top_goal in tree for branch in top_goal.branches for tactic in branch.tactics]
    body, height = _body(_shown_top_goals(tree), _Columns.of(tactics, today))
    end = HEADING_HEIGHT + height
    svg = document(
        end + 76,
        heading(_title(tree, tactics, today), f"{plan}: from the company's goals to what we do"),
        body or label("No company goals and no goals yet.", MARGIN, HEADING_HEIGHT, INNER, BODY),
        _legend(tactics, today, end + 20),
    )
    return Picture("map", svg, _alt(plan, tree, tactics, today))


def _title(tree: Sequence[TopGoalNode], tactics: Sequence[Tactic], today: date) -> str:
    if not tactics:
        served = any(branch.goal for top_goal in tree for branch in top_goal.branches)
        return "Goals, but no tactics yet" if served else "No goals yet"
    done = sum(tactic.state is State.DONE for tactic in tactics)
    late = sum(tactic.overdue(today) for tactic in tactics)
    text = f"{done or 'None'} of {words.count(len(tactics), 'tactic')} done"
    return f"{text}, {late} overdue" if late else text


def _alt(plan: str, tree: Sequence[TopGoalNode], tactics: Sequence[Tactic], today: date) -> str:
    goals = sum(branch.goal is not None for top_goal in tree for branch in top_goal.branches)
    leads = (
        f"{plan}: {words.count(len(tree), 'goal')} of the company, "
        f"{words.count(goals, 'goal')} and {words.count(len(tactics), 'tactic')}"
    )
    states = [f"{number} {name}" for _, name, number in _state_counts(tactics, today)]
    return f"{leads}. Tactics: {', '.join(states)}." if states else f"{leads}."


def _state_counts(tactics: Sequence[Tactic], today: date) -> Iterator[tuple[str, str, int]]:
    """(symbol, name, count) for each state that occurs, then for overdue tactics."""
    counts = Counter(tactic.state for tactic in tactics)
    for state in SHOWN_STATES:
        if counts[state]:
            yield *_symbol(state), counts[state]
    if late := sum(tactic.overdue(today) for tactic in tactics):
        yield "⚠", "overdue", late


def _symbol(state: State) -> tuple[str, str]:
    sign, _, name = words.STATES[state].partition(" ")
    return sign, name


# --- what fits


@dataclass(frozen=True, slots=True)
class _ShownGoal:
    """The part of a branch that is drawn, and how many rows it takes."""

    branch: GoalNode
    tactics: tuple[Tactic, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class _ShownTopGoal:
    """The part of a trunk that is drawn, and how many of its goals are not shown."""

    top_goal: TopGoalNode
    branches: tuple[_ShownGoal, ...]
    omitted: int


def _shown_top_goals(tree: Sequence[TopGoalNode]) -> list[_ShownTopGoal]:
    """What fits: a part of every trunk, and as many rows per goal as possible."""
    shares = allocate_lines([len(top_goal.branches) for top_goal in tree], MAX_GOALS)
    branches = [top_goal.branches[: max(share, 1)] for top_goal, share in zip(tree, shares, strict=True)]
    all_branches = [branch for of_top_goal in branches for branch in of_top_goal]
    min_rows = 2 if len(all_branches) * 2 <= MAX_ROWS else 1
    rows = iter(allocate_lines([max(len(branch.tactics), min_rows) for branch in all_branches], MAX_ROWS))
    return [
        _ShownTopGoal(
            top_goal,
            tuple(_shown_goal(branch, next(rows), min_rows) for branch in of_top_goal),
            len(top_goal.branches) - len(of_top_goal),
        )
        for top_goal, of_top_goal in zip(tree, branches, strict=True)
    ]


def _shown_goal(branch: GoalNode, rows: int, min_rows: int) -> _ShownGoal:
    tactics = branch.tactics[:rows]
    more = len(tactics) < len(branch.tactics)
    return _ShownGoal(branch, tactics, max(len(tactics) + more, min_rows))


# --- shapes


def _body(top_goals: Sequence[_ShownTopGoal], columns: "_Columns") -> tuple[str, float]:
    y = float(HEADING_HEIGHT)
    parts = []
    for top_goal in top_goals:
        start = y
        for branch in top_goal.branches:
            parts.append(_branch(branch, y, columns))
            y += branch.rows * ROW + GOAL_SPACING
        if top_goal.omitted:
            text = and_more(top_goal.omitted, "goal" if top_goal.omitted == 1 else "goals")
            parts.append(label(text, GOAL_LEFT, y - GOAL_SPACING, GOAL_WIDTH, SMALL))
            y += SMALL.height
        parts.append(_company(top_goal.top_goal, start, y - start - GOAL_SPACING))
        y += GOAL_SPACING
    return join(*parts), y - HEADING_HEIGHT


def _company(top_goal: TopGoalNode, y: float, height: float) -> str:
    lines = max(int((height - 4) // COMPANY_STYLE.height), 1)
    return join(
        rect(MARGIN, y, COMPANY_WIDTH, height, fill=TINT),
        rect(MARGIN, y, 7, height, fill=TEAL),
        paragraph(
            top_goal.serves.title,
            MARGIN + 14,
            y + 3,
            COMPANY_WIDTH - 20,
            COMPANY_STYLE,
            max_lines=min(lines, 5),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """The column widths shared by all rows of tactics, in pixels."""

    today: date
    numbers_width: float
    dates_width: float

    @classmethod
    def of(cls, tactics: Sequence[Tactic], today: date) -> Self:
        """The widths that these tactics need."""
        numbers = max((NUMBER_STYLE.box(f"{tactic.number}") for tactic in tactics), default=0)
        dates = max((OVERDUE_STYLE.box(_due_text(tactic, today)) for tactic in tactics), default=0)
        return cls(today, numbers, dates)

    @property
    def titles_left(self) -> float:
        """The x at which titles start."""
        return TACTIC_LEFT + SYMBOL_WIDTH + self.numbers_width


def _branch(shown: _ShownGoal, y: float, columns: _Columns) -> str:
    height = shown.rows * ROW
    joint = y + 18
    if shown.branch.goal is None:
        return join(
            line(GOAL_LEFT - GAP, joint, GOAL_LEFT, joint, ink=QUIET),
            label("⚠ no goal helps this one yet", GOAL_LEFT, y + 2, GOAL_WIDTH + 200, BODY),
        )
    goal = shown.branch.goal
    lines = max(int((height - 4) // GOAL_STYLE.height), 1)
    return join(
        line(GOAL_LEFT - GAP, joint, GOAL_LEFT, joint, ink=QUIET),
        line(TACTIC_LEFT - GAP, joint, TACTIC_LEFT, joint, ink=QUIET),
        line(TACTIC_LEFT, y + 3, TACTIC_LEFT, y + height - 3, ink=QUIET),
        rect(GOAL_LEFT, y, GOAL_WIDTH, height, fill=SHADE, stroke=LINE, round_=6),
        paragraph(
            f"{goal.number}. {goal.title}",
            GOAL_LEFT + 8,
            y + 3,
            GOAL_WIDTH - 16,
            GOAL_STYLE,
            max_lines=min(lines, 4),
        ),
        *_rows(shown, y, columns),
    )


def _rows(shown: _ShownGoal, y: float, columns: _Columns) -> Iterator[str]:
    for tactic in shown.tactics:
        yield _row(tactic, y + 1, columns)
        y += ROW
    more = len(shown.branch.tactics) - len(shown.tactics)
    if more or not shown.tactics:
        text = and_more(more) if shown.tactics else words.count(more, "tactic") if more else "no tactics yet"
        yield label(text, columns.titles_left, y + 2, RIGHT - columns.titles_left, SMALL)


def _row(tactic: Tactic, y: float, columns: _Columns) -> str:
    sign, _ = _symbol(tactic.state)
    dates = RIGHT - columns.dates_width
    return join(
        label(sign, TACTIC_LEFT, y, SYMBOL_WIDTH, Style(BODY.size, ink=STATE_INKS[tactic.state]), "middle"),
        label(f"{tactic.number}", TACTIC_LEFT + SYMBOL_WIDTH, y, columns.numbers_width, NUMBER_STYLE, "end"),
        label(tactic.title, columns.titles_left, y, dates - columns.titles_left, BODY),
        label(
            _due_text(tactic, columns.today),
            dates,
            y + 2,
            columns.dates_width,
            OVERDUE_STYLE if tactic.overdue(columns.today) else DUE_STYLE,
            "end",
        ),
    )


def _due_text(tactic: Tactic, today: date) -> str:
    if tactic.state is State.DONE:
        return "done"
    due = tactic.current(today)
    if due is None:
        return "no date yet"
    text = words.brief_day(due, today)
    return f"⚠ {text}" if due < today else text


def _legend(tactics: Sequence[Tactic], today: date, y: float) -> str:
    x = float(MARGIN)
    parts = []
    for sign, name, number in _state_counts(tactics, today):
        text = f"{sign} {name} {number:,}"
        width = SMALL.box(text)
        parts.append(label(text, x, y, width, SMALL))
        x += width + 24
    return join(*parts)
