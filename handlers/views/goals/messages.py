"""The list of goals, and the card of one goal."""

from collections.abc import Iterator, Mapping, Sequence

from slack_sdk.models.blocks import Block, OverflowMenuElement

from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    button,
    confirmation,
    context,
    escape,
    escape_short,
    header,
    menu,
    paging,
    section,
)
from handlers.views.common.button_values import MenuValue, NewTacticValue
from handlers.views.common.sentences import purpose, why
from handlers.views.common.words import count, short_day
from handlers.views.plans.messages import NO_GOALS, TacticCounts, tally
from planning.goals import Goal, Metric, Reading, figure
from planning.plan import Plan

GOALS_A_PAGE = 8
MAX_WHY = 300
_MAX_NAME = 80


def goals_message(
    plan: Plan,
    goals: Sequence[Goal],
    counts: Mapping[str, TacticCounts],
    readings: Mapping[str, Reading],
    offset: int,
    total: int,
) -> Message:
    """A page of a plan's goals, from `offset` of `total`, with their metrics and newest `readings`.

    `counts` are by goal id, `readings` by metric id. Action ids end with a colon and the goal's id.
    """
    blocks: list[Block] = [header(f"{plan.name}: goals")]
    for goal in goals:
        blocks.append(section(f"*{goal.number}.* {_why(goal)}", None if plan.closed_at else _menu(goal)))
        blocks.append(context("\n".join([tally(counts.get(goal.id)), *_metric_lines(goal, readings)])))
    if not total:
        blocks.append(section(NO_GOALS))
    blocks += paging("goal.list", offset, GOALS_A_PAGE, total, str)
    if not plan.closed_at:
        blocks.append(actions(button("Add goal", "goal.add", "")))
    return Message(f"{escape(plan.name)}: {count(total, 'goal')}", blocks)


def goal_card(
    goal: Goal, plan: Plan, note: str = "", readings: Mapping[str, Reading] | None = None
) -> Message:
    """One goal with its buttons; `note` (mrkdwn) comes first.

    `readings` are the newest by metric id; if None, only the targets are shown.
    """
    blocks: list[Block] = [
        *([section(note)] if note else []),
        section(f"{bold(f'{goal.number}. {goal.title}')}{'  ✕ dropped' if goal.dropped else ''}"),
        section(purpose(goal.serves.title, MAX_WHY, bold)),
        *_measured(goal, readings),
        *_buttons(goal, plan),
    ]
    return Message(f"{note} {goal.number}. {escape(goal.title)}".strip(), blocks)


def _measured(goal: Goal, readings: Mapping[str, Reading] | None) -> Iterator[Block]:
    if not goal.dropped:
        yield section("\n".join(f"• {line}" for line in _metric_lines(goal, readings)))


def metric_line(metric: Metric, reading: Reading | None) -> str:
    """The progress of a metric: "followers: 1,200 of 2,000 on 4 May 2027, due by 30 June 2027", as mrkdwn."""
    if reading is None:
        return f"{_target_text(metric)}, no reading yet"
    of = f" of {figure(metric.target)}" if metric.target is not None else ""
    value_text = f"{figure(reading.value)}{of}{_unit(metric)} on {short_day(reading.on)}"
    due = f", due{_by(metric)}" if metric.by else ""
    return f"{escape_short(metric.name, _MAX_NAME)}: {value_text}{due}"


def _target_text(metric: Metric) -> str:
    """The target of a metric: "followers: from 1,000 to 2,000 by 30 June 2027"."""
    start = f" from {figure(metric.start)}" if metric.start is not None else ""
    target = f" to {figure(metric.target)}" if metric.target is not None else ""
    details = f"{start}{target}{_unit(metric) if start or target else ''}{_by(metric)}"
    return f"{escape_short(metric.name, _MAX_NAME)}{':' if details else ''}{details}"


def _unit(metric: Metric) -> str:
    return f" {escape_short(metric.unit, _MAX_NAME)}" if metric.unit else ""


def _by(metric: Metric) -> str:
    return f" by {short_day(metric.by)}" if metric.by else ""


def _metric_lines(goal: Goal, readings: Mapping[str, Reading] | None) -> list[str]:
    if not goal.metrics:
        return ["No metric yet"]
    if readings is None:
        return [_target_text(metric) for metric in goal.metrics]
    return [metric_line(metric, readings.get(metric.id)) for metric in goal.metrics]


def _why(goal: Goal) -> str:
    return why(goal.serves.title, goal.title, limit=MAX_WHY, emphasis=bold)


def _menu(goal: Goal) -> OverflowMenuElement:
    choices = [("Edit", "edit"), ("Add tactic", "tactic"), ("Add reading", "reading"), ("Drop", "drop")]
    return menu(f"goal.menu:{goal.id}", [(label, MenuValue(verb, goal.id)) for label, verb in choices])


def _buttons(goal: Goal, plan: Plan) -> Iterator[Block]:
    if plan.closed_at or goal.dropped:
        return
    measure = (
        button("Add reading", "goal.reading", goal.id)
        if goal.metrics
        else button("Add metric", "goal.edit:metric", goal.id)
    )
    sure = confirmation("Drop this goal?", "Its history stays, and you can undo this.", "Drop")
    yield actions(
        button("Add tactic", "tactic.add", NewTacticValue(goal.id)),
        measure,
        button("Edit", "goal.edit", goal.id),
        button("Drop", "goal.drop", goal.id, confirm=sure),
    )
