"""Advice on a plan, by pure rules (PRODUCT: Advice)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from planning.goals import Goal, Metric, Reading
from planning.plan import Plan
from planning.priorities import Section
from planning.recurrence import occurrences
from planning.tactics import State, Tactic

MAX_DUE_IN_A_WEEK = 5
READING_LATE = timedelta(weeks=4)
MIN_BEHIND = 0.05  # as a share of the way from start to target
_DAY = timedelta(days=1)


class Rule(StrEnum):
    """What the advice is about, the most important first."""

    COMPANY_GOAL_WITHOUT_GOAL = "company goal without goal"
    GOAL_WITHOUT_TACTIC = "goal without tactic"
    METRIC_BEHIND = "metric behind"
    TOO_MUCH_DUE = "too much due"
    QUICK_WIN_WITHOUT_OWNER = "quick win without owner"
    QUICK_WIN_WITHOUT_ETA = "quick win without ETA"
    MONEY_PIT_UNDER_WAY = "money pit under way"
    CONTESTED = "contested"
    ETA_AFTER_END = "ETA after end"
    GOAL_WITHOUT_METRIC = "goal without metric"
    GOAL_WITHOUT_READING = "goal without reading"
    UNRATED = "unrated"


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice on `subject`: the id of a company goal, goal or tactic, or a person.

    `title` is the subject's, empty for a person. `values` by rule: "person", "count", "most" and "week" (its
    Monday) of too much due; "eta" and "ends_on" of an ETA after the end; "last" (a date, or None) of a goal
    without reading; "metric" (its id), "name", "unit", "value", "expected" and "on" of a metric behind, whose
    subject and title are its goal's.
    """

    rule: Rule
    subject: str
    title: str
    values: Mapping[str, object] = field(default_factory=dict)


def advice(
    plan: Plan,
    goals: Sequence[Goal],
    tactics: Sequence[Tactic],
    newest: Mapping[str, Reading],
    today: date,
) -> tuple[Advice, ...]:
    """All advice on a plan, the most important first, then in the order of its goals and tactics.

    `tactics` are the open ones, `newest` the latest readings by metric id. Dropped goals are ignored.
    """
    kept = [goal for goal in goals if not goal.dropped]
    found = [
        *_on_company_goals(plan, kept),
        *(piece for goal in kept for piece in _on_goal(goal, plan, tactics, newest, today)),
        *(piece for tactic in tactics for piece in _on_tactic(tactic, plan)),
        *_on_owners(plan, tactics, today),
    ]
    return tuple(sorted(found, key=lambda piece: _WEIGHT[piece.rule]))


def expected(metric: Metric, started: date, today: date, ends_on: date | None = None) -> float | None:
    """Where a metric should be by `today` on the straight line from its start, on `started`, to its target.

    The target's date is the metric's own, or else `ends_on`. None if start, target or that date is
    missing.
    """
    by = metric.by or ends_on
    if metric.start is None or metric.target is None or by is None:
        return None
    if today >= by:
        return metric.target
    passed = max((today - started) / (by - started), 0.0) if by > started else 0.0
    return metric.start + passed * (metric.target - metric.start)


def behind(metric: Metric, reading: Reading, started: date, ends_on: date) -> bool:
    """Whether a reading is behind the straight line on its day, by more than MIN_BEHIND.

    With a target below the start, a reading above the line is behind. If they are equal, nothing is.
    """
    line = expected(metric, started, reading.on, ends_on)
    if line is None or metric.start is None or metric.target is None:
        return False
    way = metric.target - metric.start
    short = line - reading.value if way > 0 else reading.value - line
    return way != 0 and short > MIN_BEHIND * abs(way)


def _on_company_goals(plan: Plan, goals: Iterable[Goal]) -> Iterator[Advice]:
    served = {goal.serves.id for goal in goals}
    for company_goal in plan.company_goals:
        if company_goal.id not in served:
            yield Advice(Rule.COMPANY_GOAL_WITHOUT_GOAL, company_goal.id, company_goal.title)


def _on_goal(
    goal: Goal, plan: Plan, tactics: Iterable[Tactic], newest: Mapping[str, Reading], today: date
) -> Iterator[Advice]:
    if not any(tactic.goal == goal.id for tactic in tactics):
        yield Advice(Rule.GOAL_WITHOUT_TACTIC, goal.id, goal.title)
    if not goal.metrics:
        yield Advice(Rule.GOAL_WITHOUT_METRIC, goal.id, goal.title)
        return
    readings = [(metric, newest[metric.id]) for metric in goal.metrics if metric.id in newest]
    last = max((reading.on for _, reading in readings), default=None)
    if today - (last or max(plan.starts_on, plan.today(goal.created_at))) >= READING_LATE:
        yield Advice(Rule.GOAL_WITHOUT_READING, goal.id, goal.title, {"last": last})
    for metric, reading in readings:
        if behind(metric, reading, plan.starts_on, plan.ends_on):
            yield Advice(Rule.METRIC_BEHIND, goal.id, goal.title, _shortfall(metric, reading, plan))


def _shortfall(metric: Metric, reading: Reading, plan: Plan) -> dict[str, object]:
    return {
        "metric": metric.id,
        "name": metric.name,
        "unit": metric.unit,
        "value": reading.value,
        "expected": expected(metric, plan.starts_on, reading.on, plan.ends_on),
        "on": reading.on,
    }


def _on_tactic(tactic: Tactic, plan: Plan) -> Iterator[Advice]:
    section = tactic.score.section if tactic.score else None
    if section is None:
        yield Advice(Rule.UNRATED, tactic.id, tactic.title)
    if tactic.score and tactic.score.contested and not tactic.blind:
        yield Advice(Rule.CONTESTED, tactic.id, tactic.title)
    if section is Section.QUICK_WINS and not tactic.owners:
        yield Advice(Rule.QUICK_WIN_WITHOUT_OWNER, tactic.id, tactic.title)
    elif section is Section.QUICK_WINS and not (tactic.eta or tactic.recurrence):
        yield Advice(Rule.QUICK_WIN_WITHOUT_ETA, tactic.id, tactic.title)
    if section is Section.MONEY_PITS and tactic.state is State.UNDER_WAY:
        yield Advice(Rule.MONEY_PIT_UNDER_WAY, tactic.id, tactic.title)
    if tactic.ends_after(plan):
        dates: dict[str, object] = {"eta": tactic.eta, "ends_on": plan.ends_on}
        yield Advice(Rule.ETA_AFTER_END, tactic.id, tactic.title, dates)


def _on_owners(plan: Plan, tactics: Iterable[Tactic], today: date) -> Iterator[Advice]:
    """For each owner the first week, from this one on, in which too many tactics are due."""
    due: defaultdict[str, defaultdict[date, int]] = defaultdict(lambda: defaultdict(int))
    for tactic in tactics:
        weeks = {day - day.weekday() * _DAY for day in _due_days(tactic, plan, today)}
        for owner in tactic.owners:
            for week in weeks:
                due[owner][week] += 1
    for owner, weeks_due in due.items():
        full = [week for week, count in weeks_due.items() if count > MAX_DUE_IN_A_WEEK]
        if full:
            first = min(full)
            facts = {"person": owner, "count": weeks_due[first], "most": MAX_DUE_IN_A_WEEK, "week": first}
            yield Advice(Rule.TOO_MUCH_DUE, owner, "", facts)


def _due_days(tactic: Tactic, plan: Plan, today: date) -> Iterable[date]:
    """The days from `today` to the plan's end on which a tactic is due."""
    if tactic.recurrence is None:
        return [tactic.eta] if tactic.eta and tactic.eta >= today else []
    left = max(today, tactic.last_done + _DAY if tactic.last_done else today)
    return takewhile(lambda day: day <= plan.ends_on, occurrences(tactic.recurrence, left))


_WEIGHT = {rule: weight for weight, rule in enumerate(Rule)}
