"""The matrix of value against complexity: a numbered dot for each tactic, in four sections."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.views.charts.matrix_list import in_section, is_contested, matrix_list
from handlers.views.charts.svg import (
    AMBER,
    HEADING,
    HEADING_HEIGHT,
    MARGIN,
    PAPER,
    QUIET,
    SHADE,
    SMALL,
    TEAL,
    TINT,
    Picture,
    Style,
    document,
    heading,
    join,
    label,
    line,
    rect,
)
from handlers.views.common import words
from planning.priorities import Score, Section
from planning.tactics import Tactic

CELL = 74  # pixels per half step on both axes
NAME_HEIGHT = 40  # of a section's name
LOW_CELLS, HIGH_CELLS = 5, 4  # 1 to 3 are low, 3.5 to 5 high
LEFT, TOP = MARGIN + 62, HEADING_HEIGHT + 6
PLOT_WIDTH = (LOW_CELLS + HIGH_CELLS) * CELL
PLOT_HEIGHT = PLOT_WIDTH + 2 * NAME_HEIGHT
BOTTOM = TOP + PLOT_HEIGHT
BORDER_X, BORDER_Y = LEFT + LOW_CELLS * CELL, TOP + NAME_HEIGHT + HIGH_CELLS * CELL
CORNERS = {
    Section.QUICK_WINS: (LEFT, TOP),
    Section.BIG_BETS: (BORDER_X, TOP),
    Section.FILL_INS: (LEFT, BORDER_Y),
    Section.MONEY_PITS: (BORDER_X, BORDER_Y),
}
LIST_LEFT = LEFT + PLOT_WIDTH + 36
MAX_RANGES = 6
MAX_NUMBERS = 20
DOT_SIZE = 34
DOT_STYLE = Style(18, bold=True, ink=PAPER)
OUTLINED_DOT_STYLE = Style(18, bold=True)


@dataclass(frozen=True, slots=True)
class _Dot:
    """A tactic's number and its position; without a score it counts several tactics."""

    text: str
    x: float
    y: float
    width: float
    score: Score | None = None


def matrix_picture(plan: str, tactics: Sequence[Tactic], total: int) -> Picture:
    """The open tactics of the plan named `plan`, in priority order; `total` may exceed their number."""
    rated = [tactic for tactic in tactics if tactic.score]
    unrated = total - len(rated)
    dots = list(_dots(rated))
    tactic_list, list_height = matrix_list(tactics, unrated, LIST_LEFT, TOP)
    height = max(BOTTOM + 130, TOP + list_height + 60)
    svg = document(
        height,
        heading(_title(rated, total), f"{plan}: value against complexity"),
        _background(),
        join(*_ranges(dots)),
        join(*_section_names()),
        join(*(_dot(dot) for dot in dots)),
        tactic_list,
        _legend() if any(is_contested(tactic) for tactic in rated) else "",
    )
    return Picture("matrix", svg, _alt(plan, tactics, total))


def _title(rated: Sequence[Tactic], total: int) -> str:
    if not rated:
        return "Nothing rated yet" if total else "No tactics yet"
    wins, bets = (len(in_section(rated, section)) for section in (Section.QUICK_WINS, Section.BIG_BETS))
    if wins:
        return f"{words.count(wins, 'quick win comes', 'quick wins come')} first"
    if bets:
        return f"No quick win: {words.count(bets, 'big bet comes', 'big bets come')} first"
    return "Nothing here has a high value yet"


def _alt(plan: str, tactics: Sequence[Tactic], total: int) -> str:
    rated = [tactic for tactic in tactics if tactic.score]
    if not rated:
        waiting = f", {words.count(total, 'tactic')} to rate" if total else ""
        return f"{plan}, value against complexity: nothing is rated yet{waiting}."
    parts = [
        f"{words.SECTIONS[section]}: {_tactic_numbers(in_section(rated, section))}" for section in Section
    ]
    contested = [tactic for tactic in rated if is_contested(tactic)]
    if contested:
        parts.append(f"Contested: {_tactic_numbers(contested)}")
    if total > len(rated):
        parts.append(f"Not rated yet: {_unrated(in_section(tactics, None), total - len(rated))}")
    return f"{plan}, value against complexity. {'. '.join(parts)}."


def _tactic_numbers(tactics: Sequence[Tactic]) -> str:
    """The tactics by number: "tactic 1", "tactics 1, 3 and 4", "none"."""
    if not tactics:
        return "none"
    parts = [f"{tactic.number}" for tactic in tactics[:MAX_NUMBERS]]
    if len(tactics) > MAX_NUMBERS:
        parts.append(f"{len(tactics) - MAX_NUMBERS:,} more")
    return f"{'tactics' if tactics[1:] else 'tactic'} {words.listing(parts)}"


def _unrated(known: Sequence[Tactic], total: int) -> str:
    """The tactics by number, or only their number if not all of them are known."""
    return _tactic_numbers(known) if len(known) == total else words.count(total, "tactic")


# --- the plot


def _x_of(complexity: float) -> float:
    """The x of the centre of a complexity's column."""
    return LEFT + ((complexity - 1) * 2 + 0.5) * CELL


def _y_of(value: float) -> float:
    """The y of the centre of a value's row; section names take space at the top and below 3.5."""
    above = (5 - value) * 2
    return TOP + NAME_HEIGHT + (above + 0.5) * CELL + (NAME_HEIGHT if above >= HIGH_CELLS else 0)


def _background() -> str:
    return join(
        rect(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT, fill=_fill(Section.MONEY_PITS)),
        rect(LEFT, TOP, BORDER_X - LEFT, BORDER_Y - TOP, fill=_fill(Section.QUICK_WINS)),
        *_grid(),
        line(BORDER_X, TOP, BORDER_X, BOTTOM, ink=QUIET, thick=3),
        line(LEFT, BORDER_Y, LEFT + PLOT_WIDTH, BORDER_Y, ink=QUIET, thick=3),
        *_axes(),
    )


def _section_names() -> Iterator[str]:
    """The names of the sections, drawn over the range bars."""
    for section, (x, y) in CORNERS.items():
        name = words.SECTIONS[section]
        yield rect(x + 6, y + 5, HEADING.box(name), HEADING.height - 2, fill=_fill(section))
        yield label(name, x + 6, y + 4, HEADING.box(name), HEADING)


def _fill(section: Section) -> str:
    return TINT if section is Section.QUICK_WINS else SHADE


def _grid() -> Iterator[str]:
    for step in range(1, 6):
        yield line(_x_of(step), TOP + NAME_HEIGHT, _x_of(step), BOTTOM, ink=PAPER)
        yield line(LEFT, _y_of(step), LEFT + PLOT_WIDTH, _y_of(step), ink=PAPER)


def _axes() -> Iterator[str]:
    for step in range(1, 6):
        yield label(f"{step}", _x_of(step) - 20, BOTTOM + 2, 40, SMALL, "middle")
        yield label(f"{step}", LEFT - 36, _y_of(step) - SMALL.height / 2, 34, SMALL, "end")
    caption = BOTTOM + 2 + SMALL.height
    yield label("low complexity: up to 3", LEFT, caption, BORDER_X - LEFT, SMALL, "middle")
    yield label("high: above 3", BORDER_X, caption, HIGH_CELLS * CELL, SMALL, "middle")
    yield (
        f'<g transform="translate({MARGIN - 22} {BOTTOM}) rotate(-90)">'
        + label("low value: up to 3", 0, 0, LOW_CELLS * CELL + NAME_HEIGHT, SMALL, "middle")
        + label(
            "high: above 3",
            LOW_CELLS * CELL + NAME_HEIGHT,
            0,
            HIGH_CELLS * CELL + NAME_HEIGHT,
            SMALL,
            "middle",
        )
        + "</g>"
    )


# --- the dots


def _dots(rated: Sequence[Tactic]) -> Iterator[_Dot]:
    cells: defaultdict[tuple[float, float], list[Tactic]] = defaultdict(list)
    for tactic in rated:
        if tactic.score:
            cells[tactic.score.complexity, tactic.score.value].append(tactic)
    for (complexity, value), tactics in cells.items():
        yield from _cell_dots(tactics, _x_of(complexity), _y_of(value))


def _cell_dots(tactics: Sequence[Tactic], x: float, y: float) -> Iterator[_Dot]:
    """The tactics of one cell side by side; if they don't all fit, the last dot counts the rest."""
    width = max(_dot_width(f"{tactic.number}") for tactic in tactics)
    columns = max(int(CELL // (width + 2)), 1)
    capacity = columns * int(CELL // (DOT_SIZE + 2))
    shown = tactics if len(tactics) <= capacity else tactics[: capacity - 1]
    parts = [(f"{tactic.number}", tactic.score) for tactic in shown]
    if len(shown) < len(tactics):
        parts.append((f"+{len(tactics) - len(shown)}", None))
    columns = min(columns, len(parts))
    rows = -(-len(parts) // columns)
    for position, (number, score) in enumerate(parts):
        across, down = position % columns - (columns - 1) / 2, position // columns - (rows - 1) / 2
        yield _Dot(number, x + across * (width + 2), y + down * (DOT_SIZE + 2), width, score)


def _dot_width(text: str) -> float:
    return max(DOT_SIZE, DOT_STYLE.width(text) + 9)


def _dot(dot: _Dot) -> str:
    left, top = dot.x - dot.width / 2, dot.y - DOT_SIZE / 2
    box, style = (left - 4, dot.y - 14, dot.width + 8), OUTLINED_DOT_STYLE
    if dot.score is None:  # a dot that counts several tactics
        shape = rect(left + 2, top + 5, dot.width - 4, DOT_SIZE - 10, fill=PAPER, round_=DOT_SIZE / 2)
    elif dot.score.contested:
        shape = rect(
            left + 2,
            top + 2,
            dot.width - 4,
            DOT_SIZE - 4,
            fill=PAPER,
            stroke=AMBER,
            thick=4,
            round_=DOT_SIZE / 2,
        )
    else:
        shape, style = rect(left, top, dot.width, DOT_SIZE, fill=TEAL, round_=DOT_SIZE / 2), DOT_STYLE
    return join(shape, label(dot.text, *box, style, "middle"))


def _ranges(dots: Sequence[_Dot]) -> Iterator[str]:
    """Bars that show the range of ratings, for the first contested tactics."""
    contested = [(dot, dot.score) for dot in dots if dot.score and dot.score.contested]
    for dot, score in contested[:MAX_RANGES]:
        left, right = (_x_of(end) for end in score.complexity_range)
        bottom, top = (_y_of(end) for end in score.value_range)
        yield _range_bar(left, dot.y, right, dot.y)
        yield _range_bar(dot.x, top, dot.x, bottom)


def _range_bar(x1: float, y1: float, x2: float, y2: float) -> str:
    if (x1, y1) == (x2, y2):
        return ""
    across, down = (0, 7) if y1 == y2 else (7, 0)
    return join(
        line(x1, y1, x2, y2, ink=AMBER, thick=3, dashes="9 5"),
        line(x1 - across, y1 - down, x1 + across, y1 + down, ink=AMBER, thick=3),
        line(x2 - across, y2 - down, x2 + across, y2 + down, ink=AMBER, thick=3),
    )


def _legend() -> str:
    y = BOTTOM + 2 + 2 * SMALL.height + 8
    return join(
        rect(
            LEFT + 1,
            y - 1,
            DOT_SIZE - 2,
            DOT_SIZE - 2,
            fill=PAPER,
            stroke=AMBER,
            thick=4,
            round_=DOT_SIZE / 2,
        ),
        _range_bar(LEFT + DOT_SIZE, y + 15, LEFT + DOT_SIZE + 40, y + 15),
        label("contested (!): from the lowest to the highest rating", LEFT + DOT_SIZE + 56, y, 700, SMALL),
    )
