"""What a person sees of goals: the list, and one by itself."""

from collections.abc import Iterator, Mapping, Sequence

from slack_sdk.models.blocks import Block, OverflowMenuElement

from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    brief,
    button,
    confirmation,
    context,
    escape,
    header,
    menu,
    paging,
    section,
)
from handlers.views.common.button_values import MenuValue, NewTacticValue
from handlers.views.common.sentences import why
from handlers.views.common.words import count, short_day
from handlers.views.plans.messages import NO_GOALS, Counts, tally
from planning.goals import Goal, Metric, Reading, figure
from planning.plan import Plan

GOALS_A_PAGE = 8
MAX_WHY = 300
_MAX_NAME = 80


def goals_message(
    plan: Plan,
    goals: Sequence[Goal],
    counts: Mapping[str, Counts],
    readings: Mapping[str, Reading],
    offset: int,
    total: int,
) -> Message:
    """A page of a plan's goals, from `offset` on of `total`, with their metrics and newest `readings`.

    `counts` are by goal, `readings` by metric. In action ids, what stands after a colon is the goal's id.
    """
    blocks: list[Block] = [header(f"{plan.name}: goals")]
    for goal in goals:
        blocks.append(section(f"*{goal.number}.* {_sentence(goal)}", None if plan.closed_at else _menu(goal)))
        blocks.append(context("\n".join([tally(counts.get(goal.id)), *_metric_lines(goal, readings)])))
    if not total:
        blocks.append(section(NO_GOALS))
    blocks += paging("goal.list", offset, GOALS_A_PAGE, total, str)
    if not plan.closed_at:
        blocks.append(actions(button("Add a goal", "goal.add", "")))
    return Message(f"{escape(plan.name)}: {count(total, 'goal')}", blocks)


def goal_card(
    goal: Goal, plan: Plan, note: str = "", readings: Mapping[str, Reading] | None = None
) -> Message:
    """One goal with what can be done about it; `note` (mrkdwn) comes first.

    `readings` are the newest by metric; where they are not given, only what the metrics aim at is shown.
    """
    blocks: list[Block] = [
        *([section(note)] if note else []),
        section(f"{bold(f'{goal.number}. {goal.title}')}{'  ✕ dropped' if goal.dropped else ''}"),
        section(_sentence(goal)),
        *_measured(goal, readings),
        *_buttons(goal, plan),
    ]
    return Message(f"{note} {goal.number}. {escape(goal.title)}".strip(), blocks)


def _measured(goal: Goal, readings: Mapping[str, Reading] | None) -> Iterator[Block]:
    if not goal.dropped:
        yield section("\n".join(f"• {line}" for line in _metric_lines(goal, readings)))


def metric_line(metric: Metric, reading: Reading | None) -> str:
    """Where a metric stands: "followers: 1,200 of 2,000 by 30 June 2027, read on ...", as mrkdwn."""
    if reading is None:
        return f"{_aim(metric)}, no reading yet"
    of = f" of {figure(metric.target)}" if metric.target is not None else ""
    stands = f"{figure(reading.value)}{of}{_unit(metric)}{_by(metric)}"
    return f"{brief(metric.name, _MAX_NAME)}: {stands}, read on {short_day(reading.on)}"


def _aim(metric: Metric) -> str:
    """What a metric is to become: "followers: from 1,000 to 2,000 by 30 June 2027"."""
    start = f" from {figure(metric.start)}" if metric.start is not None else ""
    target = f" to {figure(metric.target)}" if metric.target is not None else ""
    goes = f"{start}{target}{_unit(metric) if start or target else ''}{_by(metric)}"
    return f"{brief(metric.name, _MAX_NAME)}{':' if goes else ''}{goes}"


def _unit(metric: Metric) -> str:
    return f" {brief(metric.unit, _MAX_NAME)}" if metric.unit else ""


def _by(metric: Metric) -> str:
    return f" by {short_day(metric.by)}" if metric.by else ""


def _metric_lines(goal: Goal, readings: Mapping[str, Reading] | None) -> list[str]:
    if not goal.metrics:
        return ["no metric yet: Edit adds one"]
    if readings is None:
        return [_aim(metric) for metric in goal.metrics]
    return [metric_line(metric, readings.get(metric.id)) for metric in goal.metrics]


def _sentence(goal: Goal) -> str:
    return why(goal.serves.title, goal.title, limit=MAX_WHY, emphasis=bold)


def _menu(goal: Goal) -> OverflowMenuElement:
    choices = [("Edit", "edit"), ("Add a tactic", "tactic"), ("Add a reading", "reading"), ("Drop", "drop")]
    return menu(f"goal.menu:{goal.id}", [(label, MenuValue(verb, goal.id)) for label, verb in choices])


def _buttons(goal: Goal, plan: Plan) -> Iterator[Block]:
    if plan.closed_at or goal.dropped:
        return
    reading = [button("Add a reading", "goal.reading", goal.id)] if goal.metrics else []
    sure = confirmation("Drop this goal?", "Its record and history stay, and you can undo it.", "Drop it")
    yield actions(
        button("Add a tactic", "tactic.add", NewTacticValue(goal.id)),
        *reading,
        button("Edit", "goal.edit", goal.id),
        button("Drop", "goal.drop", goal.id, confirm=sure),
    )
