"""When what is due: ETAs and the occurrences of rhythms over the plan's period, with today."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, takewhile

from handlers.views.charts.days import Days
from handlers.views.charts.room import and_more
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
    circle,
    document,
    heading,
    label,
    line,
    path,
    rect,
    together,
)
from handlers.views.common import words
from planning.plan import Plan
from planning.recurrence import Recurrence, occurrences
from planning.tactics import State, Tactic

ROW = 38
MAX_ROWS = 24
NAMES = 384
SOON = 7  # days
LEFT = MARGIN + NAMES + 16
CHART = WIDTH - MARGIN - 16 - LEFT
MIN_APART = 17  # pixels between occurrences that can be told apart
MAX_DATES = 100  # of one rhythm; more would not be told apart
NUMBER = Style(BODY.size, bold=True)
NUMBERS = 58
TODAY = Style(20, bold=True)
MAX_T = 10


def timeline_picture(plan: Plan, tactics: Sequence[Tactic], today: date) -> Picture:
    """The tactics of a plan that have a date, what is due first on top; dropped ones are passed over."""
    dated = sorted(
        (tactic for tactic in tactics if tactic.state is not State.DROPPED and tactic.due_on),
        key=lambda tactic: (not tactic.is_open, tactic.current(today) or date.max, tactic.number),
    )
    undated = sum(tactic.is_open and tactic.due_on is None for tactic in tactics)
    days = Days(plan.starts_on, plan.ends_on, LEFT, CHART)
    rows = dated[: MAX_ROWS if len(dated) <= MAX_ROWS else MAX_ROWS - 1]
    top = HEADING_HEIGHT + 44
    bottom = top + max(len(rows), 1) * ROW + 10
    svg = document(
        bottom + 130,
        heading(_title(tactics, today), f"{plan.name}: {words.period(plan.starts_on, plan.ends_on)}"),
        *_ground(days, top, bottom, today),
        *(_row(tactic, days, top + 6 + at * ROW, today) for at, tactic in enumerate(rows)),
        "" if rows else label("Nothing has a date yet.", MARGIN, top + 6, NAMES, BODY),
        label(_left_out(len(dated) - len(rows), undated), MARGIN, bottom + 38, INNER, SMALL),
        _key(bottom + 38 + SMALL.height),
    )
    return Picture("timeline", svg, _alt(plan, dated, undated, today))


def _title(tactics: Sequence[Tactic], today: date) -> str:
    late = sum(tactic.overdue(today) for tactic in tactics)
    soon = sum(_soon(tactic, today) for tactic in tactics)
    said = f"{words.count(soon, 'tactic') if soon else 'Nothing'} due within {SOON} days"
    return f"{said}, {late} overdue" if late else said


def _soon(tactic: Tactic, today: date) -> bool:
    due = tactic.current(today)
    return tactic.is_open and due is not None and 0 <= (due - today).days <= SOON


def _alt(plan: Plan, dated: Sequence[Tactic], undated: int, today: date) -> str:
    waiting = [tactic for tactic in dated if tactic.is_open]
    said = [f"no. {tactic.number} {_when(tactic, today)}" for tactic in waiting[:MAX_T]]
    more = [and_more(len(waiting) - MAX_T)] if len(waiting) > MAX_T else []
    due = f"To come: {'; '.join([*said, *more])}." if said else "Nothing is to come."
    return f"{plan.name}, timeline on {words.day(today)}. {due}{_without(undated)}"


def _without(undated: int) -> str:
    return f" {words.count(undated, 'tactic has', 'tactics have')} no date yet." if undated else ""


def _when(tactic: Tactic, today: date) -> str:
    due = tactic.current(today) or today
    said = words.brief_day(due, today)
    return f"overdue since {said}" if due < today else f"on {said}"


def _left_out(more: int, undated: int) -> str:
    return f"{and_more(more, 'with a date') + '.' if more else ''}{_without(undated)}".strip().capitalize()


def _ground(days: Days, top: float, bottom: float, today: date) -> Iterator[str]:
    yield rect(LEFT - 16, top, CHART + 32, bottom - top, fill=SHADE)
    for day, said in days.ticks():
        yield line(days.at(day), top, days.at(day), bottom, ink=LINE)
        yield label(said, days.at(day) - 50, bottom + 4, 100, SMALL, "middle")
    if days.has(today):
        x = days.at(today)
        yield line(x, top - 6, x, bottom, ink=INK, thick=3)
        yield label(
            "today", min(max(x - 60, LEFT - 20), WIDTH - MARGIN - 120), top - 38, 120, TODAY, "middle"
        )


def _row(tactic: Tactic, days: Days, y: float, today: date) -> str:
    middle = y + BODY.height / 2
    names = MARGIN + NUMBERS
    return together(
        label(f"{tactic.number}", MARGIN, y, NUMBERS, NUMBER, "end"),
        label(tactic.title, names, y, MARGIN + NAMES - names - 8, BODY),
        line(LEFT - 16, middle, LEFT + CHART + 16, middle, ink=LINE, thick=1),
        *(
            _rhythm(tactic, tactic.recurrence, days, middle, today)
            if tactic.recurrence
            else _eta(tactic, days, middle, today)
        ),
    )


def _eta(tactic: Tactic, days: Days, y: float, today: date) -> Iterator[str]:
    due = tactic.eta
    if due is None:
        return
    x = days.at(due)
    yield _mark(x, y, done=tactic.state is State.DONE, late=tactic.overdue(today))
    if not days.has(due):
        said = words.brief_day(due, today)
        width = SMALL.box(said)
        yield label(said, x + 16 if x - width < LEFT else x - width - 16, y - 16, width, SMALL)


def _rhythm(tactic: Tactic, rule: Recurrence, days: Days, y: float, today: date) -> Iterator[str]:
    """An occurrence each, or a band where they stand too close."""
    dates = list(islice(takewhile(lambda day: day <= days.last, occurrences(rule, days.first)), MAX_DATES))
    if len(dates) > 1 and (days.at(dates[-1]) - days.at(dates[0])) / (len(dates) - 1) < MIN_APART:
        yield from _band(days.at(dates[0]), days.at(days.last), y, tactic, days)
        dates = [day for day in dates if day == tactic.current(today)]
    missed = {*tactic.missed(today), *([tactic.current(today)] if tactic.overdue(today) else [])}
    for day in dates:
        done = tactic.last_done is not None and day <= tactic.last_done
        yield _bead(days.at(day), y, done=done, late=day in missed)


def _band(start: float, end: float, y: float, tactic: Tactic, days: Days) -> Iterator[str]:
    """Occurrences without number, full as far as they are done."""
    yield rect(start, y - 5, end - start, 10, fill=PAPER, stroke=TEAL, round_=5)
    if tactic.last_done and days.at(tactic.last_done) > start:
        yield rect(start, y - 5, days.at(tactic.last_done) - start, 10, fill=TEAL, round_=5)


def _mark(x: float, y: float, *, done: bool, late: bool) -> str:
    """An ETA: a diamond, full when done, with a cross through it when overdue."""
    ink = RED if late else TEAL
    shape = [(x, y - 12), (x + 12, y), (x, y + 12), (x - 12, y)]
    drawn = path(shape, ink=ink, thick=3, fill=TEAL if done else PAPER, closed=True)
    return together(drawn, *(_crossed(x, y, 5) if late else ()))


def _bead(x: float, y: float, *, done: bool, late: bool) -> str:
    """An occurrence: a disc, full when done, with a cross when it was missed."""
    drawn = circle(x, y, 7, fill=TEAL if done else PAPER, ink=RED if late else TEAL)
    return together(drawn, *(_crossed(x, y, 3.5) if late else ()))


def _crossed(x: float, y: float, reach: float) -> Iterator[str]:
    yield line(x - reach, y - reach, x + reach, y + reach, ink=RED, thick=2.5)
    yield line(x - reach, y + reach, x + reach, y - reach, ink=RED, thick=2.5)


def _key(y: float) -> str:
    middle = y + SMALL.height / 2
    marks = (
        (0, _mark, False, False, "ETA"),
        (120, _bead, False, False, "one of a rhythm"),
        (370, _mark, True, False, "done"),
        (500, _mark, False, True, "overdue"),
    )
    return together(
        *(
            together(
                draw(MARGIN + 18 + x, middle, done=done, late=late),
                label(said, MARGIN + 34 + x, y, 200, SMALL),
            )
            for x, draw, done, late, said in marks
        )
    )
