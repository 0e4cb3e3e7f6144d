"""A plan as Markdown (CommonMark): a document that reads from the company's goals to who does what."""

import re
from collections.abc import Iterator
from datetime import date

from handlers.views.common import scores, words
from handlers.views.common.sentences import alignment, why
from handlers.views.common.unreadable import unreadable_lines
from handlers.views.exports.export_data import ExportData
from planning.goals import Goal, Metric, Reading, figure
from planning.tactics import State, Tactic
from planning.tree import Branch, astray, tree

# What a document's reader would take for markup; a backslash before it says otherwise.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~#&$^!])")
_LINE_MARKUP = re.compile(r"^(\s*)(?:(\d{1,9})([.)])|([-+=:]))")


def plan_markdown(whole: ExportData) -> str:
    """The document, without what was dropped."""
    plan = whole.plan
    kept = tuple(goal for goal in whole.goals if not goal.dropped)
    parts = [f"# {escaped(plan.name)}", _standing(whole)]
    for trunk in tree(plan, kept, whole.tactics):
        parts.append(f"## {escaped(trunk.serves.title)}")
        for branch in trunk.branches:
            parts += _branch(whole, branch)
    if lost := astray(whole.goals, whole.tactics):
        parts.append("## ⚠ Tactics whose goal can't be read")
        parts += (part for tactic in lost for part in _tactic(whole, whole.goal_of(tactic), tactic))
    parts += [escaped(line) for line in unreadable_lines(whole.unreadable)]
    return "\n\n".join(parts) + "\n"


def escaped(typed: str) -> str:
    """A line that somebody typed, which no reader of Markdown takes for markup."""
    plain = _MARKUP.sub(r"\\\1", typed)
    return _LINE_MARKUP.sub(
        lambda found: f"{found[1]}\\{found[4]}" if found[4] else f"{found[1]}{found[2]}\\{found[3]}", plain
    )


def _standing(whole: ExportData) -> str:
    plan = whole.plan
    period = words.period(plan.starts_on, plan.ends_on)
    how = f"closed on {words.short_day(plan.today(plan.closed_at))}" if plan.closed_at else "open"
    owners = words.listing(map(escaped, whole.named(plan.all_owners) or ["nobody any more"]))
    return f"{period}, {how}. Plan owners: {owners}. As of {words.day(whole.today)}."


def _branch(whole: ExportData, branch: Branch) -> Iterator[str]:
    if branch.goal is None:
        yield "No goal helps this one yet."
        return
    yield f"### Goal {branch.goal.number}: {escaped(branch.goal.title)}"
    yield escaped(alignment(branch.goal.serves.title, branch.goal.title))
    if branch.goal.metrics:
        yield "\n".join(_metric(metric, whole.readings.get(metric.id)) for metric in branch.goal.metrics)
    if not branch.tactics:
        yield "No tactics yet."
    for tactic in branch.tactics:
        yield from _tactic(whole, branch.goal, tactic)


def _metric(metric: Metric, reading: Reading | None) -> str:
    start = f" from {figure(metric.start)}" if metric.start is not None else ""
    target = f" to {figure(metric.target)}" if metric.target is not None else ""
    unit = f" {escaped(metric.unit)}" if metric.unit else ""
    by = f" by {words.short_day(metric.by)}" if metric.by else ""
    stands = (
        f"{figure(reading.value)}, read on {words.short_day(reading.on)}" if reading else "no reading yet"
    )
    return f"- Metric: {escaped(metric.name)}{start}{target}{unit}{by}; {stands}"


def _tactic(whole: ExportData, goal: Goal, tactic: Tactic) -> Iterator[str]:
    yield f"#### {tactic.number}. {escaped(tactic.title)}"
    owners = list(map(escaped, whole.named(tactic.owners)))
    yield why(goal.serves.title, goal.title, tactic.title, owners, _when(tactic), emphasis=_bold)
    yield "\n".join(f"- {fact}" for fact in _facts(tactic, whole.today))
    if tactic.notes:
        # Two spaces keep a line of notes a line.
        yield "\n".join(f"> {escaped(line)}  ".rstrip(" ") + "  " for line in tactic.notes.splitlines())


def _facts(tactic: Tactic, today: date) -> Iterator[str]:
    yield f"State: {tactic.state}"
    due = tactic.current(today)
    if tactic.recurrence and tactic.is_open and due:
        yield f"Next due: {words.day(due)}"
    if tactic.score:
        yield f"Section: {scores.result(tactic.score)}"
    elif tactic.state is not State.DONE:
        yield "Section: not rated yet"


def _when(tactic: Tactic) -> str:
    if tactic.recurrence:
        return words.recurrence(tactic.recurrence)
    return f"by {words.short_day(tactic.eta)}" if tactic.eta else ""


def _bold(typed: str) -> str:
    return f"**{escaped(typed)}**"
