"""The list beside the matrix: the titles of its tactics, by section."""

from collections.abc import Iterator, Sequence

from handlers.views.charts.line_budget import allocate_lines, and_more
from handlers.views.charts.svg import (
    BODY,
    HEADING,
    MARGIN,
    SMALL,
    WIDTH,
    Style,
    join,
    label,
    line_count,
    paragraph,
)
from handlers.views.common import words
from planning.priorities import Section
from planning.tactics import Tactic

MAX_LINES = 25
NUMBER_WIDTH = 60
NUMBER_STYLE = Style(BODY.size, bold=True)


def matrix_list(tactics: Sequence[Tactic], unrated: int, left: float, top: float) -> tuple[str, float]:
    """The SVG of the list from (left, top) to the right margin, and its height in pixels.

    `unrated` may be more than there are unrated tactics among `tactics`.
    """
    groups = list(_groups(tactics, unrated))
    sizes = [size for _, _, size in groups]
    budget = MAX_LINES - int(1.6 * len(groups))
    title_lines = 2 if sum(sizes) * 2 <= budget else 1
    width = WIDTH - MARGIN - left
    parts: list[str] = []
    y = top
    for (name, members, size), shown in zip(groups, allocate_lines(sizes, budget), strict=True):
        parts.append(label(f"{name} ({size:,})", left, y, width, HEADING))
        titles, y = _titles(members[:shown], left, y + HEADING.height, title_lines)
        parts.append(titles)
        if size > shown:
            parts.append(label(and_more(size - shown), left + NUMBER_WIDTH, y, width - NUMBER_WIDTH, SMALL))
            y += SMALL.height
        y += 16
    return join(*parts), y - top


def in_section(tactics: Sequence[Tactic], section: Section | None) -> list[Tactic]:
    """The tactics of a section; None for those that are not rated."""
    return [tactic for tactic in tactics if (tactic.score.section if tactic.score else None) is section]


def is_contested(tactic: Tactic) -> bool:
    """Whether the tactic is rated, and its raters disagree."""
    return bool(tactic.score and tactic.score.contested)


def _groups(tactics: Sequence[Tactic], unrated: int) -> Iterator[tuple[str, list[Tactic], int]]:
    """(heading, tactics, size) for each group that is not empty."""
    for section in Section:
        if members := in_section(tactics, section):
            yield words.SECTIONS[section], members, len(members)
    if unrated:
        yield "Not rated yet", in_section(tactics, None), unrated


def _titles(tactics: Sequence[Tactic], left: float, y: float, max_lines: int) -> tuple[str, float]:
    """The SVG of the titles, and the y below them."""
    parts = []
    width = WIDTH - MARGIN - left - NUMBER_WIDTH
    for tactic in tactics:
        number = f"{tactic.number}{'!' if is_contested(tactic) else ''}"
        parts.append(label(number, left, y, NUMBER_WIDTH, NUMBER_STYLE, "end"))
        parts.append(paragraph(tactic.title, left + NUMBER_WIDTH, y, width, BODY, max_lines=max_lines))
        y += max(line_count(tactic.title, width, BODY, max_lines=max_lines), 1) * BODY.height
    return join(*parts), y
