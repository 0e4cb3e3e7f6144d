"""The timeline: ETAs and recurring dates over the plan's period, with today."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, takewhile

from handlers.views.charts.date_axis import DateAxis
from handlers.views.charts.line_budget import and_more
from handlers.views.charts.svg import (
    BODY,
    HEADING_HEIGHT,
    INK,
    INNER,
    LINE,
    MARGIN,
    PAPER,
    RED,
    SHADE,
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
    path,
    rect,
)
from handlers.views.common import words
from planning.plan import Plan
from planning.recurrence import Recurrence, occurrences
from planning.tactics import State, Tactic

ROW = 38
MAX_ROWS = 24
NAMES_WIDTH = 384
SOON_DAYS = 7
LEFT = MARGIN + NAMES_WIDTH + 16
CHART_WIDTH = WIDTH - MARGIN - 16 - LEFT
MIN_SPACING = 17  # pixels between occurrences; closer ones become a bar
MAX_DATES = 100  # per recurrence; more could not be distinguished
NUMBER_STYLE = Style(BODY.size, bold=True)
NUMBERS_WIDTH = 58
TODAY_STYLE = Style(20, bold=True)
MAX_ALT_TACTICS = 10


def timeline_picture(plan: Plan, tactics: Sequence[Tactic], today: date) -> Picture:
    """The tactics of a plan that have a date, the next due first; dropped ones are skipped."""
    dated = sorted(
        (tactic for tactic in tactics if tactic.state is not State.DROPPED and tactic.due_on),
        key=lambda tactic: (not tactic.is_open, tactic.current(today) or date.max, tactic.number),
    )
    undated = sum(tactic.is_open and tactic.due_on is None for tactic in tactics)
    days = DateAxis(plan.starts_on, plan.ends_on, LEFT, CHART_WIDTH)
    rows = dated[: MAX_ROWS if len(dated) <= MAX_ROWS else MAX_ROWS - 1]
    top = HEADING_HEIGHT + 44
    bottom = top + max(len(rows), 1) * ROW + 10
    svg = document(
        bottom + 130,
        heading(_title(tactics, today), f"{plan.name}: {words.period(plan.starts_on, plan.ends_on)}"),
        *_background(days, top, bottom, today),
        *(_row(tactic, days, top + 6 + at * ROW, today) for at, tactic in enumerate(rows)),
        "" if rows else label("Nothing has a date yet.", MARGIN, top + 6, NAMES_WIDTH, BODY),
        label(_omitted_text(len(dated) - len(rows), undated), MARGIN, bottom + 38, INNER, SMALL),
        _legend(bottom + 38 + SMALL.height),
    )
    return Picture("timeline", svg, _alt(plan, dated, undated, today))


def _title(tactics: Sequence[Tactic], today: date) -> str:
    late = sum(tactic.overdue(today) for tactic in tactics)
    soon = sum(_is_due_soon(tactic, today) for tactic in tactics)
    text = f"{words.count(soon, 'tactic') if soon else 'Nothing'} due within {SOON_DAYS} days"
    return f"{text}, {late} overdue" if late else text


def _is_due_soon(tactic: Tactic, today: date) -> bool:
    due = tactic.current(today)
    return tactic.is_open and due is not None and 0 <= (due - today).days <= SOON_DAYS


def _alt(plan: Plan, dated: Sequence[Tactic], undated: int, today: date) -> str:
    waiting = [tactic for tactic in dated if tactic.is_open]
    parts = [f"tactic {tactic.number} {_due_text(tactic, today)}" for tactic in waiting[:MAX_ALT_TACTICS]]
    more = [and_more(len(waiting) - MAX_ALT_TACTICS)] if len(waiting) > MAX_ALT_TACTICS else []
    due = f"Due: {', '.join([*parts, *more])}." if parts else "Nothing due."
    return f"{plan.name}, timeline on {words.day(today)}. {due}{_undated_text(undated)}"


def _undated_text(undated: int) -> str:
    return f" {words.count(undated, 'tactic has', 'tactics have')} no date yet." if undated else ""


def _due_text(tactic: Tactic, today: date) -> str:
    due = tactic.current(today) or today
    text = words.brief_day(due, today)
    return f"overdue since {text}" if due < today else f"on {text}"


def _omitted_text(more: int, undated: int) -> str:
    return (
        f"{and_more(more, 'with a date') + '.' if more else ''}{_undated_text(undated)}".strip().capitalize()
    )


def _background(days: DateAxis, top: float, bottom: float, today: date) -> Iterator[str]:
    yield rect(LEFT - 16, top, CHART_WIDTH + 32, bottom - top, fill=SHADE)
    for day, text in days.ticks():
        yield line(days.at(day), top, days.at(day), bottom, ink=LINE)
        yield label(text, days.at(day) - 50, bottom + 4, 100, SMALL, "middle")
    if days.has(today):
        x = days.at(today)
        yield line(x, top - 6, x, bottom, ink=INK, thick=3)
        yield label(
            "today", min(max(x - 60, LEFT - 20), WIDTH - MARGIN - 120), top - 38, 120, TODAY_STYLE, "middle"
        )


def _row(tactic: Tactic, days: DateAxis, y: float, today: date) -> str:
    middle = y + BODY.height / 2
    names = MARGIN + NUMBERS_WIDTH
    return join(
        label(f"{tactic.number}", MARGIN, y, NUMBERS_WIDTH, NUMBER_STYLE, "end"),
        label(tactic.title, names, y, MARGIN + NAMES_WIDTH - names - 8, BODY),
        line(LEFT - 16, middle, LEFT + CHART_WIDTH + 16, middle, ink=LINE, thick=1),
        *(
            _recurrence_marks(tactic, tactic.recurrence, days, middle, today)
            if tactic.recurrence
            else _eta_marks(tactic, days, middle, today)
        ),
    )


def _eta_marks(tactic: Tactic, days: DateAxis, y: float, today: date) -> Iterator[str]:
    due = tactic.eta
    if due is None:
        return
    x = days.at(due)
    yield _eta_mark(x, y, done=tactic.state is State.DONE, late=tactic.overdue(today))
    if not days.has(due):
        text = words.brief_day(due, today)
        width = SMALL.box(text)
        yield label(text, x + 16 if x - width < LEFT else x - width - 16, y - 16, width, SMALL)


def _recurrence_marks(
    tactic: Tactic, rule: Recurrence, days: DateAxis, y: float, today: date
) -> Iterator[str]:
    """A mark for each occurrence, or a bar if they are too close together."""
    dates = list(islice(takewhile(lambda day: day <= days.last, occurrences(rule, days.first)), MAX_DATES))
    if len(dates) > 1 and (days.at(dates[-1]) - days.at(dates[0])) / (len(dates) - 1) < MIN_SPACING:
        yield from _dense_occurrences(days.at(dates[0]), days.at(days.last), y, tactic, days)
        dates = [day for day in dates if day == tactic.current(today)]
    missed = {*tactic.missed(today), *([tactic.current(today)] if tactic.overdue(today) else [])}
    for day in dates:
        done = tactic.last_done is not None and day <= tactic.last_done
        yield _occurrence_mark(days.at(day), y, done=done, late=day in missed)


def _dense_occurrences(start: float, end: float, y: float, tactic: Tactic, days: DateAxis) -> Iterator[str]:
    """A bar for many occurrences, filled as far as they are done."""
    yield rect(start, y - 5, end - start, 10, fill=PAPER, stroke=TEAL, round_=5)
    if tactic.last_done and days.at(tactic.last_done) > start:
        yield rect(start, y - 5, days.at(tactic.last_done) - start, 10, fill=TEAL, round_=5)


def _eta_mark(x: float, y: float, *, done: bool, late: bool) -> str:
    """A diamond for an ETA: filled when done, crossed out when overdue."""
    ink = RED if late else TEAL
    corners = [(x, y - 12), (x + 12, y), (x, y + 12), (x - 12, y)]
    shape = path(corners, ink=ink, thick=3, fill=TEAL if done else PAPER, closed=True)
    return join(shape, *(_cross(x, y, 5) if late else ()))


def _occurrence_mark(x: float, y: float, *, done: bool, late: bool) -> str:
    """A square for an occurrence: filled when done, crossed out when missed."""
    fill, stroke = TEAL if done else PAPER, RED if late else TEAL
    shape = rect(x - 6, y - 6, 12, 12, fill=fill, stroke=stroke, thick=2.5)
    return join(shape, *(_cross(x, y, 3.5) if late else ()))


def _cross(x: float, y: float, reach: float) -> Iterator[str]:
    yield line(x - reach, y - reach, x + reach, y + reach, ink=RED, thick=2.5)
    yield line(x - reach, y + reach, x + reach, y - reach, ink=RED, thick=2.5)


def _legend(y: float) -> str:
    middle = y + SMALL.height / 2
    marks = (
        (0, _eta_mark, False, False, "ETA"),
        (120, _occurrence_mark, False, False, "repeats"),
        (370, _eta_mark, True, False, "done"),
        (500, _eta_mark, False, True, "overdue"),
    )
    return join(
        *(
            join(
                draw(MARGIN + 18 + x, middle, done=done, late=late),
                label(text, MARGIN + 34 + x, y, 200, SMALL),
            )
            for x, draw, done, late, text in marks
        )
    )
