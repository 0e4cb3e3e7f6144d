"""Value against complexity: a numbered dot for each tactic, in the four sections."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.views.charts.room import and_more, shares
from handlers.views.charts.svg import (
    AMBER,
    BODY,
    HEADING,
    HEADING_HEIGHT,
    MARGIN,
    PAPER,
    QUIET,
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
    line_count,
    paragraph,
    rect,
    together,
)
from handlers.views.common import words
from planning.priorities import Score, Section
from planning.tactics import Tactic

BAND = 74  # the side of one half step on either axis
STRIP = 40  # for the name of a section
LOW_BANDS, HIGH_BANDS = 5, 4  # 1 to 3 are low, 3.5 to 5 high
LEFT, TOP = MARGIN + 62, HEADING_HEIGHT + 6
PLOT_WIDTH = (LOW_BANDS + HIGH_BANDS) * BAND
PLOT_HEIGHT = PLOT_WIDTH + 2 * STRIP
BOTTOM = TOP + PLOT_HEIGHT
BORDER_X, BORDER_Y = LEFT + LOW_BANDS * BAND, TOP + STRIP + HIGH_BANDS * BAND
CORNERS = {
    Section.QUICK_WINS: (LEFT, TOP),
    Section.BIG_BETS: (BORDER_X, TOP),
    Section.FILL_INS: (LEFT, BORDER_Y),
    Section.MONEY_PITS: (BORDER_X, BORDER_Y),
}
LIST_LEFT = LEFT + PLOT_WIDTH + 36
LIST_WIDTH = WIDTH - MARGIN - LIST_LEFT
LIST_ROWS = 25
MAX_SPREADS = 6
MAX_NUMBERS = 20
DOT = 34
NUMBER = Style(18, bold=True, ink=PAPER)
ON_PAPER = Style(18, bold=True)
NUMBER_IN_LIST = Style(BODY.size, bold=True)


@dataclass(frozen=True, slots=True)
class _Dot:
    """A number at its place; a gathered one stands for several."""

    said: str
    x: float
    y: float
    width: float
    score: Score | None = None


def matrix_picture(plan: str, tactics: Sequence[Tactic], total: int) -> Picture:
    """The open tactics of a plan of that name, in the method's order; `total` may be more than are given."""
    rated = [tactic for tactic in tactics if tactic.score]
    unrated = total - len(rated)
    dots = list(_dots(rated))
    listing, listed = _listing(tactics, unrated)
    height = max(BOTTOM + 130, TOP + listed + 60)
    svg = document(
        height,
        heading(_title(rated, total), f"{plan}: value against complexity"),
        _ground(),
        together(*_spreads(dots)),
        together(*_names()),
        together(*(_drawn(dot) for dot in dots)),
        listing,
        _key() if any(_contested(tactic) for tactic in rated) else "",
    )
    return Picture("matrix", svg, _alt(plan, rated, total))


def _title(rated: Sequence[Tactic], total: int) -> str:
    if not rated:
        return "Nothing is rated yet" if total else "No tactics yet"
    wins, bets = (len(_in(rated, section)) for section in (Section.QUICK_WINS, Section.BIG_BETS))
    if wins:
        return f"{words.count(wins, 'quick win comes', 'quick wins come')} first"
    if bets:
        return f"No quick win: {words.count(bets, 'big bet comes', 'big bets come')} first"
    return "Nothing here has a high value yet"


def _alt(plan: str, rated: Sequence[Tactic], total: int) -> str:
    if not rated:
        waiting = f", {words.count(total, 'tactic waits', 'tactics wait')}" if total else ""
        return f"{plan}, value against complexity: nothing is rated yet{waiting}."
    parts = [f"{words.SECTIONS[section]}: {_numbers(_in(rated, section))}" for section in Section]
    contested = [tactic for tactic in rated if _contested(tactic)]
    if contested:
        parts.append(f"Contested: {_numbers(contested)}")
    if total > len(rated):
        parts.append(f"Not rated yet: {total - len(rated):,}")
    return f"{plan}, value against complexity. {'. '.join(parts)}."


def _numbers(tactics: Sequence[Tactic]) -> str:
    said = [f"{tactic.number}" for tactic in tactics[:MAX_NUMBERS]]
    if len(tactics) > MAX_NUMBERS:
        said.append(f"{len(tactics) - MAX_NUMBERS:,} more")
    return words.listing(said) if said else "none"


def _in(tactics: Sequence[Tactic], section: Section | None) -> list[Tactic]:
    return [tactic for tactic in tactics if (tactic.score.section if tactic.score else None) is section]


def _contested(tactic: Tactic) -> bool:
    return bool(tactic.score and tactic.score.contested)


# --- the plot


def _across(complexity: float) -> float:
    """The middle of a complexity's band."""
    return LEFT + ((complexity - 1) * 2 + 0.5) * BAND


def _up(value: float) -> float:
    """The middle of a value's band; the names of the sections stand above the highest and below 3.5."""
    above = (5 - value) * 2
    return TOP + STRIP + (above + 0.5) * BAND + (STRIP if above >= HIGH_BANDS else 0)


def _ground() -> str:
    return together(
        rect(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT, fill=_tint(Section.MONEY_PITS)),
        rect(LEFT, TOP, BORDER_X - LEFT, BORDER_Y - TOP, fill=_tint(Section.QUICK_WINS)),
        *_grid(),
        line(BORDER_X, TOP, BORDER_X, BOTTOM, ink=QUIET, thick=3),
        line(LEFT, BORDER_Y, LEFT + PLOT_WIDTH, BORDER_Y, ink=QUIET, thick=3),
        *_axes(),
    )


def _names() -> Iterator[str]:
    """The sections by name, over whatever bar crosses them."""
    for section, (x, y) in CORNERS.items():
        name = words.SECTIONS[section]
        yield rect(x + 6, y + 5, HEADING.box(name), HEADING.height - 2, fill=_tint(section))
        yield label(name, x + 6, y + 4, HEADING.box(name), HEADING)


def _tint(section: Section) -> str:
    return TINT if section is Section.QUICK_WINS else SHADE


def _grid() -> Iterator[str]:
    for step in range(1, 6):
        yield line(_across(step), TOP + STRIP, _across(step), BOTTOM, ink=PAPER)
        yield line(LEFT, _up(step), LEFT + PLOT_WIDTH, _up(step), ink=PAPER)


def _axes() -> Iterator[str]:
    for step in range(1, 6):
        yield label(f"{step}", _across(step) - 20, BOTTOM + 2, 40, SMALL, "middle")
        yield label(f"{step}", LEFT - 36, _up(step) - SMALL.height / 2, 34, SMALL, "end")
    caption = BOTTOM + 2 + SMALL.height
    yield label("low complexity: up to 3", LEFT, caption, BORDER_X - LEFT, SMALL, "middle")
    yield label("high: above 3", BORDER_X, caption, HIGH_BANDS * BAND, SMALL, "middle")
    yield (
        f'<g transform="translate({MARGIN - 22} {BOTTOM}) rotate(-90)">'
        + label("low value: up to 3", 0, 0, LOW_BANDS * BAND + STRIP, SMALL, "middle")
        + label("high: above 3", LOW_BANDS * BAND + STRIP, 0, HIGH_BANDS * BAND + STRIP, SMALL, "middle")
        + "</g>"
    )


# --- the dots


def _dots(rated: Sequence[Tactic]) -> Iterator[_Dot]:
    cells: defaultdict[tuple[float, float], list[Tactic]] = defaultdict(list)
    for tactic in rated:
        if tactic.score:
            cells[tactic.score.complexity, tactic.score.value].append(tactic)
    for (complexity, value), there in cells.items():
        yield from _placed(there, _across(complexity), _up(value))


def _placed(there: Sequence[Tactic], x: float, y: float) -> Iterator[_Dot]:
    """Those of one place beside each other; where they are too many, the last dot counts the rest."""
    width = max(_dot_width(f"{tactic.number}") for tactic in there)
    columns = max(int(BAND // (width + 2)), 1)
    room = columns * int(BAND // (DOT + 2))
    shown = there if len(there) <= room else there[: room - 1]
    said = [(f"{tactic.number}", tactic.score) for tactic in shown]
    if len(shown) < len(there):
        said.append((f"+{len(there) - len(shown)}", None))
    columns = min(columns, len(said))
    rows = -(-len(said) // columns)
    for at, (number, score) in enumerate(said):
        across, down = at % columns - (columns - 1) / 2, at // columns - (rows - 1) / 2
        yield _Dot(number, x + across * (width + 2), y + down * (DOT + 2), width, score)


def _dot_width(said: str) -> float:
    return max(DOT, NUMBER.width(said) + 9)


def _drawn(dot: _Dot) -> str:
    left, top = dot.x - dot.width / 2, dot.y - DOT / 2
    number, style = (left - 4, dot.y - 14, dot.width + 8), ON_PAPER
    if dot.score is None:  # it counts others
        ground = rect(left + 2, top + 5, dot.width - 4, DOT - 10, fill=PAPER, round_=DOT / 2)
    elif dot.score.contested:
        ground = rect(
            left + 2, top + 2, dot.width - 4, DOT - 4, fill=PAPER, stroke=AMBER, thick=4, round_=DOT / 2
        )
    else:
        ground, style = rect(left, top, dot.width, DOT, fill=TEAL, round_=DOT / 2), NUMBER
    return together(ground, label(dot.said, *number, style, "middle"))


def _spreads(dots: Sequence[_Dot]) -> Iterator[str]:
    """Bars over the raters' ranges, of the first contested ones."""
    contested = [(dot, dot.score) for dot in dots if dot.score and dot.score.contested]
    for dot, score in contested[:MAX_SPREADS]:
        left, right = (_across(end) for end in score.complexity_range)
        bottom, top = (_up(end) for end in score.value_range)
        yield _bar(left, dot.y, right, dot.y)
        yield _bar(dot.x, top, dot.x, bottom)


def _bar(x1: float, y1: float, x2: float, y2: float) -> str:
    if (x1, y1) == (x2, y2):
        return ""
    across, down = (0, 7) if y1 == y2 else (7, 0)
    return together(
        line(x1, y1, x2, y2, ink=AMBER, thick=3, dashes="9 5"),
        line(x1 - across, y1 - down, x1 + across, y1 + down, ink=AMBER, thick=3),
        line(x2 - across, y2 - down, x2 + across, y2 + down, ink=AMBER, thick=3),
    )


def _key() -> str:
    y = BOTTOM + 2 + 2 * SMALL.height + 8
    return together(
        rect(LEFT + 1, y - 1, DOT - 2, DOT - 2, fill=PAPER, stroke=AMBER, thick=4, round_=DOT / 2),
        _bar(LEFT + DOT, y + 15, LEFT + DOT + 40, y + 15),
        label("contested (!): from the lowest to the highest rating", LEFT + DOT + 56, y, 700, SMALL),
    )


# --- the list beside it


def _listing(tactics: Sequence[Tactic], unrated: int) -> tuple[str, float]:
    """The titles by section, and how high they stand."""
    groups = [(words.SECTIONS[section], there) for section in Section if (there := _in(tactics, section))]
    sizes = [len(there) for _, there in groups]
    if unrated:
        groups.append(("Not rated yet", _in(tactics, None)))
        sizes.append(unrated)
    room = LIST_ROWS - int(1.6 * len(groups))
    most = 2 if sum(sizes) * 2 <= room else 1
    parts: list[str] = []
    y = float(TOP)
    for (name, there), size, share in zip(groups, sizes, shares(sizes, room), strict=True):
        parts.append(label(f"{name} ({size:,})", LIST_LEFT, y, LIST_WIDTH, HEADING))
        drawn, y = _titles(there[:share], y + HEADING.height, most)
        parts.append(drawn)
        if size > share:
            parts.append(label(and_more(size - share), LIST_LEFT + 60, y, LIST_WIDTH - 60, SMALL))
            y += SMALL.height
        y += 16
    return together(*parts), y - TOP


def _titles(tactics: Sequence[Tactic], y: float, most: int) -> tuple[str, float]:
    parts = []
    for tactic in tactics:
        room = LIST_WIDTH - 60
        number = f"{tactic.number}{'!' if _contested(tactic) else ''}"
        parts.append(label(number, LIST_LEFT, y, 60, NUMBER_IN_LIST, "end"))
        parts.append(paragraph(tactic.title, LIST_LEFT + 60, y, room, BODY, most=most))
        y += max(line_count(tactic.title, room, BODY, most=most), 1) * BODY.height
    return together(*parts), y
