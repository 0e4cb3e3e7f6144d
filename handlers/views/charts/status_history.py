"""Status history: a bar for each of the last check-ins, with its counts below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from slack_sdk.models.blocks import Block

from handlers.views.charts.svg import (
    AMBER,
    BODY,
    CROSSED,
    DOTTED,
    GREY,
    HEADING_HEIGHT,
    INNER,
    LINE,
    MARGIN,
    QUIET,
    RED,
    SLANTED,
    SMALL,
    TEAL,
    WIDTH,
    Picture,
    Style,
    document,
    heading,
    join,
    label,
    line,
    rect,
)
from handlers.views.check_ins.status_history import COURSE_LABELS, NOT_ANSWERED, count_line, count_text
from handlers.views.common import words
from handlers.views.common.blocks import context
from planning.check_ins import Course, CourseCounts

MAX_WEEKS = 8
NAMES_WIDTH = 230
LEFT = MARGIN + NAMES_WIDTH
BARS_HEIGHT = 300
ROW = 40
TOP = HEADING_HEIGHT + SMALL.height + 10
MAX_BAR_WIDTH = 84
SWATCH = 24
COUNT_STYLE = Style(BODY.size, bold=True)
ZERO_STYLE = Style(BODY.size, ink=QUIET)
# (label, fill, outline) from the bottom up; they differ by pattern, not only by colour.
LAYERS = (
    (COURSE_LABELS[Course.ON_COURSE], TEAL, TEAL),
    (COURSE_LABELS[Course.DRIFTING], SLANTED, AMBER),
    (COURSE_LABELS[Course.OFF_COURSE], CROSSED, RED),
    (NOT_ANSWERED, DOTTED, GREY),
)


@dataclass(frozen=True, slots=True)
class Week:
    """One check-in: its date and its counts."""

    on: date
    counts: CourseCounts


def earlier_weeks(weeks: Sequence[Week]) -> Iterator[Block]:
    """The earlier check-ins of the picture in words, newest first."""
    if weeks:
        parts = [
            f"{words.short_day(week.on)}: {count_line(week.counts) or 'nothing asked'}" for week in weeks
        ]
        yield context("\n".join(["Before:", *reversed(parts)]))


def status_history_picture(plan: str, weeks: Sequence[Week]) -> Picture:
    """The last check-ins of the plan named `plan`, oldest first; up to MAX_WEEKS are drawn."""
    shown = weeks[-MAX_WEEKS:]
    table = TOP + BARS_HEIGHT + ROW + 12
    step = (INNER - NAMES_WIDTH) / max(len(shown), 1)
    highest = max((_total(week) for week in shown), default=0)
    svg = document(
        table + len(LAYERS) * ROW + 36,
        heading(_title(shown), f"{plan}: the last check-ins"),
        line(LEFT, TOP + BARS_HEIGHT, WIDTH - MARGIN, TOP + BARS_HEIGHT, ink=QUIET),
        *(_bar(week, LEFT + at * step, step, highest) for at, week in enumerate(shown)),
        *_row_names(table),
        *(_column(week, LEFT + at * step, step, table) for at, week in enumerate(shown)),
    )
    parts = [f"{words.short_day(week.on)}: {_counts_text(week.counts)}" for week in shown]
    return Picture(
        "courses", svg, f"{plan}, course over the last check-ins. {'. '.join(parts) or 'None yet'}."
    )


def _title(weeks: Sequence[Week]) -> str:
    if not weeks:
        return "No check-in yet"
    last = weeks[-1]
    if not _total(last):
        return "Nothing was asked this time"
    text = f"{last.counts.on_course:,} of {_total(last):,} on course"
    if len(weeks) == 1:
        return text
    change = last.counts.on_course - weeks[-2].counts.on_course
    if not change:
        return f"{text}, as last time"
    return f"{text}, {abs(change):,} {'more' if change > 0 else 'fewer'} than last time"


def _counts_text(counts: CourseCounts) -> str:
    return count_text(counts) or "nothing was asked"


def _numbers(week: Week) -> tuple[int, int, int, int]:
    counts = week.counts
    return counts.on_course, counts.drifting, counts.off_course, counts.silent


def _total(week: Week) -> int:
    return sum(_numbers(week))


def _bar(week: Week, x: float, step: float, highest: int) -> str:
    width = min(step * 0.6, MAX_BAR_WIDTH)
    left = x + (step - width) / 2
    y = float(TOP + BARS_HEIGHT)
    parts = []
    for number, (_, fill, rim) in zip(_numbers(week), LAYERS, strict=True):
        height = BARS_HEIGHT * number / max(highest, 1)
        y -= height
        if number:
            parts.append(rect(left, y, width, height, fill=fill, stroke=rim))
    total = label(f"{_total(week):,}", x, y - SMALL.height - 2, step, SMALL, "middle")
    return join(*parts, total)


def _row_names(y: float) -> Iterator[str]:
    for text, fill, rim in LAYERS:
        yield rect(MARGIN + 4, y + 7, SWATCH, SWATCH, fill=fill, stroke=rim)
        yield label(text.partition(" ")[2], MARGIN + SWATCH + 16, y + 3, NAMES_WIDTH - SWATCH - 20, BODY)
        yield line(MARGIN, y, WIDTH - MARGIN, y, ink=LINE, thick=1)
        y += ROW


def _column(week: Week, x: float, step: float, table: float) -> str:
    day = label(
        f"{week.on.day} {words.MONTHS[week.on.month - 1][:3]}",
        x,
        TOP + BARS_HEIGHT + 6,
        step,
        SMALL,
        "middle",
    )
    cell = partial(label, x=x, width=step, align="middle")
    return join(
        day,
        *(
            cell(f"{number:,}", y=table + 3 + at * ROW, style=COUNT_STYLE if number else ZERO_STYLE)
            for at, number in enumerate(_numbers(week))
        ),
    )
