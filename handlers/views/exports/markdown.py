"""A plan as a Markdown document (CommonMark), from company goals to tactics with their owners."""

import re
from collections.abc import Iterator
from datetime import date

from handlers.views.common import scores, words
from handlers.views.common.sentences import why
from handlers.views.common.unreadable import unreadable_lines
from handlers.views.exports.export_data import ExportData
from planning.goals import Goal, Metric, Reading, figure
from planning.tactics import State, Tactic
from planning.tree import GoalNode, tactics_without_goal, tree

# Characters that are markup in Markdown, unless a backslash comes before them.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~#&$^!])")
_LINE_MARKUP = re.compile(r"^(\s*)(?:(\d{1,9})([.)])|([-+=:]))")


def plan_markdown(data: ExportData) -> str:
    """The document, without dropped goals and tactics."""
    plan = data.plan
    goals = tuple(goal for goal in data.goals if not goal.dropped)
    parts = [f"# {escape_markdown(plan.name)}", _status_line(data)]
    for top_goal in tree(plan, goals, data.tactics):
        parts.append(f"## {escape_markdown(top_goal.serves.title)}")
        for branch in top_goal.branches:
            parts += _branch(data, branch)
    if orphans := tactics_without_goal(data.goals, data.tactics):
        parts.append("## ⚠ Tactics whose goal can't be read")
        parts += (part for tactic in orphans for part in _tactic(data, data.goal_of(tactic), tactic))
    parts += [escape_markdown(line) for line in unreadable_lines(data.unreadable)]
    return "\n\n".join(parts) + "\n"


def escape_markdown(typed: str) -> str:
    """A line of user text with its Markdown escaped."""
    plain = _MARKUP.sub(r"\\\1", typed)
    return _LINE_MARKUP.sub(
        lambda found: f"{found[1]}\\{found[4]}" if found[4] else f"{found[1]}{found[2]}\\{found[3]}", plain
    )


def _status_line(data: ExportData) -> str:
    plan = data.plan
    period = words.period(plan.starts_on, plan.ends_on)
    status = f"closed on {words.short_day(plan.today(plan.closed_at))}" if plan.closed_at else "open"
    owners = words.listing(map(escape_markdown, data.named(plan.all_owners) or ["nobody any more"]))
    return f"{period}, {status}. Plan owners: {owners}. As of {words.day(data.today)}."


def _branch(data: ExportData, branch: GoalNode) -> Iterator[str]:
    if branch.goal is None:
        yield "No goal helps this one yet."
        return
    yield f"### Goal {branch.goal.number}: {escape_markdown(branch.goal.title)}"
    yield escape_markdown(why(branch.goal.serves.title, branch.goal.title))
    if branch.goal.metrics:
        yield "\n".join(_metric(metric, data.readings.get(metric.id)) for metric in branch.goal.metrics)
    if not branch.tactics:
        yield "No tactics yet."
    for tactic in branch.tactics:
        yield from _tactic(data, branch.goal, tactic)


def _metric(metric: Metric, reading: Reading | None) -> str:
    start = f" from {figure(metric.start)}" if metric.start is not None else ""
    target = f" to {figure(metric.target)}" if metric.target is not None else ""
    unit = f" {escape_markdown(metric.unit)}" if metric.unit else ""
    by = f" by {words.short_day(metric.by)}" if metric.by else ""
    value_text = (
        f"{figure(reading.value)}, read on {words.short_day(reading.on)}" if reading else "no reading yet"
    )
    return f"- Metric: {escape_markdown(metric.name)}{start}{target}{unit}{by}; {value_text}"


def _tactic(data: ExportData, goal: Goal, tactic: Tactic) -> Iterator[str]:
    yield f"#### {tactic.number}. {escape_markdown(tactic.title)}"
    owners = list(map(escape_markdown, data.named(tactic.owners)))
    yield why(goal.serves.title, goal.title, tactic.title, owners, words.when(tactic), emphasis=_bold)
    yield "\n".join(f"- {fact}" for fact in _facts(tactic, data.today))
    if tactic.notes:
        # Two trailing spaces are a line break.
        yield "\n".join(
            f"> {escape_markdown(line)}  ".rstrip(" ") + "  " for line in tactic.notes.splitlines()
        )


def _facts(tactic: Tactic, today: date) -> Iterator[str]:
    yield f"State: {tactic.state}"
    due = tactic.current(today)
    if tactic.recurrence and tactic.is_open and due:
        yield f"Next due: {words.day(due)}"
    if tactic.score:
        yield f"Section: {scores.result(tactic.score)}"
    elif tactic.state is not State.DONE:
        yield "Section: not rated yet"


def _bold(typed: str) -> str:
    return f"**{escape_markdown(typed)}**"
