"""The plan from left to right: company goals, the goals that serve them, and the tactics under these."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from handlers.views.charts.room import and_more, shares
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
    label,
    line,
    paragraph,
    rect,
    together,
)
from handlers.views.common import words
from planning.tactics import State, Tactic
from planning.tree import Branch, Trunk

ROW = 36
MAX_ROWS = 28
MAX_GOALS = 18
GAP = 20
BETWEEN = 14
COMPANY_WIDTH, GOAL_WIDTH = 230, 280
GOAL_LEFT = MARGIN + COMPANY_WIDTH + GAP
TACTIC_LEFT = GOAL_LEFT + GOAL_WIDTH + GAP
RIGHT = WIDTH - MARGIN
SIGN_WIDTH = 40
STATE_INKS = {State.PROPOSED: QUIET, State.PLANNED: TEAL, State.UNDER_WAY: AMBER, State.DONE: TEAL}
SHOWN_STATES = tuple(STATE_INKS)
COMPANY = Style(20, bold=True)
GOAL = Style(20, bold=True)
DUE = Style(19, ink=QUIET)
LATE = Style(19, bold=True, ink=RED)
NUMBER = Style(BODY.size, bold=True)


def map_picture(plan: str, tree: Sequence[Trunk], today: date) -> Picture:
    """The tree of a plan of that name with the state of every tactic; what is long is shortened."""
    every = [tactic for trunk in tree for branch in trunk.branches for tactic in branch.tactics]
    body, height = _body(_parts(tree), _Sheet.of(every, today))
    end = HEADING_HEIGHT + height
    svg = document(
        end + 76,
        heading(_title(tree, every, today), f"{plan}: from the company's goals to what we do"),
        body or label("No company goals and no goals yet.", MARGIN, HEADING_HEIGHT, INNER, BODY),
        _key(every, today, end + 20),
    )
    return Picture("map", svg, _alt(plan, tree, every, today))


def _title(tree: Sequence[Trunk], every: Sequence[Tactic], today: date) -> str:
    if not every:
        served = any(branch.goal for trunk in tree for branch in trunk.branches)
        return "Goals, but no tactics yet" if served else "No goals yet"
    done = sum(tactic.state is State.DONE for tactic in every)
    late = sum(tactic.overdue(today) for tactic in every)
    said = f"{done or 'None'} of {words.count(len(every), 'tactic')} done"
    return f"{said}, {late} overdue" if late else said


def _alt(plan: str, tree: Sequence[Trunk], every: Sequence[Tactic], today: date) -> str:
    goals = sum(branch.goal is not None for trunk in tree for branch in trunk.branches)
    leads = (
        f"{plan}: {words.count(len(tree), 'goal')} of the company, "
        f"{words.count(goals, 'goal')} and {words.count(len(every), 'tactic')}"
    )
    states = [f"{number} {name}" for _, name, number in _counts(every, today)]
    return f"{leads}. Tactics: {', '.join(states)}." if states else f"{leads}."


def _counts(every: Sequence[Tactic], today: date) -> Iterator[tuple[str, str, int]]:
    """The sign, the name and the number of each state that occurs, then of what is overdue."""
    counts = Counter(tactic.state for tactic in every)
    for state in SHOWN_STATES:
        if counts[state]:
            yield *_sign(state), counts[state]
    if late := sum(tactic.overdue(today) for tactic in every):
        yield "⚠", "overdue", late


def _sign(state: State) -> tuple[str, str]:
    sign, _, name = words.STATES[state].partition(" ")
    return sign, name


# --- what there is room for


@dataclass(frozen=True, slots=True)
class _Shown:
    """As much of a branch as is drawn, on so many rows."""

    branch: Branch
    tactics: tuple[Tactic, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class _Part:
    """As much of a trunk as is drawn, and how many of its goals are left out."""

    trunk: Trunk
    shown: tuple[_Shown, ...]
    left_out: int


def _parts(tree: Sequence[Trunk]) -> list[_Part]:
    """What there is room for: something of every trunk, and as many rows for each goal as can be."""
    kept = shares([len(trunk.branches) for trunk in tree], MAX_GOALS)
    branches = [trunk.branches[: max(most, 1)] for trunk, most in zip(tree, kept, strict=True)]
    every = [branch for of_trunk in branches for branch in of_trunk]
    lowest = 2 if len(every) * 2 <= MAX_ROWS else 1
    room = iter(shares([max(len(branch.tactics), lowest) for branch in every], MAX_ROWS))
    return [
        _Part(
            trunk,
            tuple(_shown(branch, next(room), lowest) for branch in of_trunk),
            len(trunk.branches) - len(of_trunk),
        )
        for trunk, of_trunk in zip(tree, branches, strict=True)
    ]


def _shown(branch: Branch, share: int, lowest: int) -> _Shown:
    tactics = branch.tactics[:share]
    more = len(tactics) < len(branch.tactics)
    return _Shown(branch, tactics, max(len(tactics) + more, lowest))


# --- drawing


def _body(drawn: Sequence[_Part], sheet: "_Sheet") -> tuple[str, float]:
    y = float(HEADING_HEIGHT)
    parts = []
    for part in drawn:
        start = y
        for each in part.shown:
            parts.append(_branch(each, y, sheet))
            y += each.rows * ROW + BETWEEN
        if part.left_out:
            said = and_more(part.left_out, "goal" if part.left_out == 1 else "goals")
            parts.append(label(said, GOAL_LEFT, y - BETWEEN, GOAL_WIDTH, SMALL))
            y += SMALL.height
        parts.append(_company(part.trunk, start, y - start - BETWEEN))
        y += BETWEEN
    return together(*parts), y - HEADING_HEIGHT


def _company(trunk: Trunk, y: float, height: float) -> str:
    lines = max(int((height - 4) // COMPANY.height), 1)
    return together(
        rect(MARGIN, y, COMPANY_WIDTH, height, fill=TINT),
        rect(MARGIN, y, 7, height, fill=TEAL),
        paragraph(trunk.serves.title, MARGIN + 14, y + 3, COMPANY_WIDTH - 20, COMPANY, most=min(lines, 5)),
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all rows of tactics have in common: how wide their numbers and their dates are at most."""

    today: date
    numbers: float
    dates: float

    @classmethod
    def of(cls, every: Sequence[Tactic], today: date) -> Self:
        """For these tactics."""
        numbers = max((NUMBER.box(f"{tactic.number}") for tactic in every), default=0)
        dates = max((LATE.box(_due(tactic, today)) for tactic in every), default=0)
        return cls(today, numbers, dates)

    @property
    def titles(self) -> float:
        """Where titles begin."""
        return TACTIC_LEFT + SIGN_WIDTH + self.numbers


def _branch(shown: _Shown, y: float, sheet: _Sheet) -> str:
    height = shown.rows * ROW
    joint = y + 18
    if shown.branch.goal is None:
        return together(
            line(GOAL_LEFT - GAP, joint, GOAL_LEFT, joint, ink=QUIET),
            label("⚠ no goal helps this one yet", GOAL_LEFT, y + 2, GOAL_WIDTH + 200, BODY),
        )
    goal = shown.branch.goal
    lines = max(int((height - 4) // GOAL.height), 1)
    return together(
        line(GOAL_LEFT - GAP, joint, GOAL_LEFT, joint, ink=QUIET),
        line(TACTIC_LEFT - GAP, joint, TACTIC_LEFT, joint, ink=QUIET),
        line(TACTIC_LEFT, y + 3, TACTIC_LEFT, y + height - 3, ink=QUIET),
        rect(GOAL_LEFT, y, GOAL_WIDTH, height, fill=SHADE, stroke=LINE, round_=6),
        paragraph(
            f"{goal.number}. {goal.title}", GOAL_LEFT + 8, y + 3, GOAL_WIDTH - 16, GOAL, most=min(lines, 4)
        ),
        *_rows(shown, y, sheet),
    )


def _rows(shown: _Shown, y: float, sheet: _Sheet) -> Iterator[str]:
    for tactic in shown.tactics:
        yield _row(tactic, y + 1, sheet)
        y += ROW
    more = len(shown.branch.tactics) - len(shown.tactics)
    if more or not shown.tactics:
        said = and_more(more) if shown.tactics else words.count(more, "tactic") if more else "no tactics yet"
        yield label(said, sheet.titles, y + 2, RIGHT - sheet.titles, SMALL)


def _row(tactic: Tactic, y: float, sheet: _Sheet) -> str:
    sign, _ = _sign(tactic.state)
    dates = RIGHT - sheet.dates
    return together(
        label(sign, TACTIC_LEFT, y, SIGN_WIDTH, Style(BODY.size, ink=STATE_INKS[tactic.state]), "middle"),
        label(f"{tactic.number}", TACTIC_LEFT + SIGN_WIDTH, y, sheet.numbers, NUMBER, "end"),
        label(tactic.title, sheet.titles, y, dates - sheet.titles, BODY),
        label(
            _due(tactic, sheet.today),
            dates,
            y + 2,
            sheet.dates,
            LATE if tactic.overdue(sheet.today) else DUE,
            "end",
        ),
    )


def _due(tactic: Tactic, today: date) -> str:
    if tactic.state is State.DONE:
        return "done"
    due = tactic.current(today)
    if due is None:
        return "no date yet"
    said = words.brief_day(due, today)
    return f"⚠ {said}" if due < today else said


def _key(every: Sequence[Tactic], today: date, y: float) -> str:
    x = float(MARGIN)
    parts = []
    for sign, name, number in _counts(every, today):
        said = f"{sign} {name} {number:,}"
        width = SMALL.box(said)
        parts.append(label(said, x, y, width, SMALL))
        x += width + 24
    return together(*parts)
