"""Metric progress: a small chart for each metric, of its readings and the line from start to target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.views.charts.date_axis import DateAxis
from handlers.views.charts.line_budget import and_more
from handlers.views.charts.svg import (
    HEADING,
    HEADING_HEIGHT,
    INNER,
    MARGIN,
    PAPER,
    QUIET,
    RED,
    SMALL,
    TEAL,
    Picture,
    Style,
    circle,
    document,
    heading,
    join,
    label,
    line,
    path,
)
from handlers.views.common import words
from planning.advice import behind, expected
from planning.goals import Goal, Metric, Reading, figure
from planning.plan import Plan

MAX_METRICS = 6
GAP = 44
FULL_WIDTH, HALF_WIDTH = INNER, (INNER - GAP) / 2
CHART_HEIGHT, AXIS_WIDTH = 150, 112
PANEL_HEIGHT = HEADING.height + 2 * SMALL.height + CHART_HEIGHT + SMALL.height + 50
VALUE_STYLE = Style(20, bold=True)
BEHIND_STYLE = Style(20, bold=True, ink=RED)
MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric of a goal with its readings, ordered by date."""

    goal: Goal
    metric: Metric
    readings: tuple[Reading, ...] = ()

    @property
    def last(self) -> Reading | None:
        """The newest reading."""
        return self.readings[-1] if self.readings else None


def metrics_picture(plan: Plan, measured: Sequence[Measured], today: date) -> Picture:
    """Charts of up to MAX_METRICS metrics, those with readings first."""
    ordered = sorted(measured, key=lambda each: not each.readings)
    shown = ordered[:MAX_METRICS]
    width = FULL_WIDTH if len(shown) == 1 else HALF_WIDTH
    top = HEADING_HEIGHT + 8
    panels = [
        _panel(each, plan, MARGIN + at % 2 * (HALF_WIDTH + GAP), top + at // 2 * PANEL_HEIGHT, width, today)
        for at, each in enumerate(shown)
    ]
    end = top + -(-len(shown) // 2) * PANEL_HEIGHT
    more = len(ordered) - len(shown)
    svg = document(
        end + (SMALL.height + 24 if more or not shown else 16),
        heading(_title(plan, measured), f"{plan.name}: metrics"),
        *panels,
        "" if shown else label("No goal has a metric yet.", MARGIN, end, INNER, SMALL),
        label(and_more(more, "metric" if more == 1 else "metrics"), MARGIN, end, INNER, SMALL)
        if more
        else "",
    )
    parts = [*(_alt(each, plan) for each in shown), *([and_more(more).capitalize()] if more else [])]
    return Picture("metrics", svg, f"{plan.name}, metrics. {'. '.join(parts) or 'None yet'}.")


def _title(plan: Plan, measured: Sequence[Measured]) -> str:
    read = [each for each in measured if each.readings]
    if not read:
        return "No readings yet"
    behind_count = sum(_is_behind(each, plan) for each in read)
    if behind_count:
        return f"{behind_count} of {words.count(len(measured), 'metric')} behind"
    return "No metric is behind"


def _is_behind(each: Measured, plan: Plan) -> bool:
    return each.last is not None and behind(each.metric, each.last, plan.starts_on, plan.ends_on)


def _alt(each: Measured, plan: Plan) -> str:
    """The alt text of a metric: "followers: 1,200, target 2,000 on 4 May 2027, behind"."""
    name = each.metric.name if len(each.metric.name) <= MAX_NAME else f"{each.metric.name[: MAX_NAME - 1]}…"
    if each.last is None:
        return f"{name}: no reading yet"
    behind_text = ", behind" if _is_behind(each, plan) else ""
    return f"{name}: {_current_value(each)} on {words.short_day(each.last.on)}{behind_text}"


def _current_value(each: Measured) -> str:
    value = f"{figure(each.last.value)} {each.metric.unit}".strip() if each.last else "no reading yet"
    return f"{value}, target {figure(each.metric.target)}" if each.metric.target is not None else value


# --- one chart


@dataclass(frozen=True, slots=True)
class _Chart:
    """The scales of a chart, from dates and values to pixels."""

    days: DateAxis
    low: float
    high: float
    top: float

    def at(self, day: date, value: float) -> tuple[float, float]:
        """The (x, y) of a value on a date."""
        part = value / 2 - self.low / 2  # halved, so that the difference can't overflow
        value_range = self.high / 2 - self.low / 2
        share = part / value_range if value_range else 0.5
        return self.days.at(day), self.top + CHART_HEIGHT * (1 - share)


def _panel(each: Measured, plan: Plan, x: float, y: float, width: float, today: date) -> str:
    top = y + HEADING.height + 2 * SMALL.height + 20
    days = DateAxis(*_date_range(each, plan), x + AXIS_WIDTH, width - AXIS_WIDTH - 14)
    chart = _Chart(days, *_value_range(each), top)
    is_behind = _is_behind(each, plan)
    value_text = f"⚠ behind: {_current_value(each)}" if is_behind else _current_value(each)
    return join(
        label(each.metric.name, x, y, width, HEADING),
        label(value_text, x, y + HEADING.height, width, BEHIND_STYLE if is_behind else VALUE_STYLE),
        label(
            f"for {each.goal.number}. {each.goal.title}", x, y + HEADING.height + SMALL.height, width, SMALL
        ),
        *_axes(chart, x, today),
        _target_line(each.metric, plan, chart),
        _reading_line(each, chart),
    )


def _date_range(each: Measured, plan: Plan) -> tuple[date, date]:
    dates = [reading.on for reading in each.readings]
    return min([plan.starts_on, *dates]), max([each.metric.by or plan.ends_on, plan.starts_on, *dates])


def _value_range(each: Measured) -> tuple[float, float]:
    known = [value for value in (each.metric.start, each.metric.target) if value is not None]
    values = [*known, *(reading.value for reading in each.readings)]
    return (min(values), max(values)) if values else (0.0, 1.0)


def _axes(chart: _Chart, x: float, today: date) -> Iterator[str]:
    days = chart.days
    bottom = chart.top + CHART_HEIGHT
    right = days.left + days.width
    ends = (
        [(chart.low, bottom)] if chart.low == chart.high else [(chart.low, bottom), (chart.high, chart.top)]
    )
    for value, y in ends:
        y = chart.at(days.first, value)[1]
        yield line(days.left, y, right, y)
        yield label(_axis_number(value), x, y - SMALL.height / 2, AXIS_WIDTH - 8, SMALL, "end")
    yield line(days.left, chart.top, days.left, bottom)
    yield label(words.brief_day(days.first, today), days.left - 8, bottom + 8, 160, SMALL)
    yield label(words.brief_day(days.last, today), right - 154, bottom + 8, 160, SMALL, "end")
    if days.has(today):
        yield line(days.at(today), chart.top, days.at(today), bottom + 8, ink=QUIET, dashes="3 4")


def _axis_number(value: float) -> str:
    """A number on an axis: "1,250", "3.4 m", "2 bn"."""
    for scale, suffix in ((1e9, " bn"), (1e6, " m")):
        if scale <= abs(value) < 1e15:
            return f"{figure(value / scale)}{suffix}"
    return figure(value)


def _target_line(metric: Metric, plan: Plan, chart: _Chart) -> str:
    """The dashed line from start to target, with a diamond at the target."""
    by = metric.by or plan.ends_on
    if metric.target is None:
        return ""
    end = x, y = chart.at(by, metric.target)
    diamond = path([(x, y - 10), (x + 10, y), (x, y + 10), (x - 10, y)], ink=QUIET, fill=PAPER, closed=True)
    if metric.start is None or expected(metric, plan.starts_on, plan.starts_on, plan.ends_on) is None:
        return diamond
    begin = chart.at(min(plan.starts_on, by), metric.start)
    return join(line(*begin, *end, ink=QUIET, thick=2.5, dashes="10 7"), diamond)


def _reading_line(each: Measured, chart: _Chart) -> str:
    points = [chart.at(reading.on, reading.value) for reading in each.readings]
    if not points:
        return ""
    small = 4 if len(points) > 12 else 6
    return join(
        path(points, ink=TEAL, thick=4),
        *(circle(x, y, small, fill=TEAL, ink=PAPER, thick=1.5) for x, y in points[:-1]),
        circle(*points[-1], 9, fill=TEAL, ink=PAPER, thick=3),
    )
