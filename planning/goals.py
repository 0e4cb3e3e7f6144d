"""Goals, with their metrics and readings."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Self

from planning import text
from planning.calendar import within_reach
from planning.errors import Code, PlanningError
from planning.plan import MARKETING_GOALS, CompanyGoal, MarketingGoal, Plan

MAX_METRICS = 5
NEW_METRIC = "new"  # the id of a new metric in a draft
METRIC_NAME_MAX = 80
UNIT_MAX = 20


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric of a goal: from `start` to `target` (both in `unit`), `by` a date."""

    id: str
    name: str
    unit: str = ""
    start: float | None = None
    target: float | None = None
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A dated value of a metric, and who gave it."""

    metric: str
    on: date
    value: float
    person: str


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal from its form. `serves` is the id of a company goal or a marketing goal."""

    title: str
    serves: str
    metrics: tuple[Metric, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A social media goal; serves exactly one company goal or marketing goal. `number` counts in its plan."""

    id: str
    plan: str
    number: int
    title: str
    serves: CompanyGoal | MarketingGoal
    created_at: datetime
    metrics: tuple[Metric, ...] = ()
    dropped: bool = False
    version: int = 1

    def edited(self, draft: GoalDraft, plan: Plan) -> Self:
        """This goal with the draft's fields; raises PlanningError about an invalid field."""
        return replace(
            self,
            title=text.title(draft.title, "title"),
            serves=served_goal(plan, draft.serves),
            metrics=_metrics(draft.metrics),
        )

    def with_new_metric(self, id_: str) -> Self:
        """This goal, with `id_` for its new metric."""
        metrics = (replace(one, id=id_) if one.id == NEW_METRIC else one for one in self.metrics)
        return replace(self, metrics=tuple(metrics))

    def without(self, open_tactics: int) -> Self:
        """This goal, dropped; raises STILL_HAS_TACTICS if it has open tactics."""
        if open_tactics:
            raise PlanningError(Code.STILL_HAS_TACTICS, count=open_tactics)
        return replace(self, dropped=True)

    def require_not_dropped(self) -> None:
        """Raises GONE if the goal was dropped."""
        if self.dropped:
            raise PlanningError(Code.GONE)

    def metric(self, id_: str) -> Metric:
        """The metric of that id; raises GONE about "metric"."""
        for metric in self.metrics:
            if metric.id == id_:
                return metric
        raise PlanningError(Code.GONE, "metric")


def unreadable_goal(id_: str) -> Goal:
    """A placeholder for a goal that can't be read, with empty titles."""
    return Goal(id_, "", 0, "", CompanyGoal("", ""), datetime.min.replace(tzinfo=UTC))


def new_goal(draft: GoalDraft, plan: Plan, *, id_: str, number: int, now: datetime) -> Goal:
    """A goal from its form; raises PlanningError about an invalid field."""
    return Goal(id_, plan.id, number, "", served_goal(plan, draft.serves), now).edited(draft, plan)


def served_goal(plan: Plan, id_: str) -> CompanyGoal | MarketingGoal:
    """The company goal of `plan`, or the marketing goal, of that id; raises EMPTY or GONE about "serves"."""
    if not id_:
        raise PlanningError(Code.EMPTY, "serves")
    for goal in plan.company_goals:
        if goal.id == id_:
            return goal
    if id_ in MARKETING_GOALS:
        return MARKETING_GOALS[id_]
    raise PlanningError(Code.GONE, "serves")


def require_unserved(plan: Plan, kept: Plan, goals: tuple[Goal, ...]) -> None:
    """A company goal leaves a plan only when no goal serves it; raises STILL_SERVED about its id."""
    kept_ids = {goal.id for goal in kept.company_goals}
    for gone in (goal for goal in plan.company_goals if goal.id not in kept_ids):
        serving = [goal.title for goal in goals if goal.serves.id == gone.id and not goal.dropped]
        if serving:
            raise PlanningError(Code.STILL_SERVED, gone.id, title=gone.title, count=len(serving))


def new_reading(metric: Metric, value: float, on: date | None, person: str, today: date) -> Reading:
    """A reading; raises EMPTY, DATE_FUTURE or DATE_TOO_FAR about "on"."""
    if on is None:
        raise PlanningError(Code.EMPTY, "on")
    if on > today:
        raise PlanningError(Code.DATE_FUTURE, "on", date=on)
    return Reading(metric.id, within_reach(on, "on"), value, person)


def goal_fields(goal: Goal) -> dict[str, object]:
    """The fields of a goal that can change, as JSON values for the history."""
    return {
        "title": goal.title,
        "serves": goal.serves.id,
        "metrics": [_metric_fields(metric) for metric in goal.metrics],
        "dropped": goal.dropped,
    }


def goal_with(goal: Goal, fields: Mapping[str, object], plan: Plan) -> Goal:
    """`goal` with some of `goal_fields` restored; raises GONE if its company goal no longer exists."""
    serves = fields.get("serves", goal.serves.id)
    metrics = fields.get("metrics")
    return replace(
        goal,
        title=str(fields.get("title", goal.title)),
        serves=served_goal(plan, str(serves)),
        metrics=goal.metrics if metrics is None else metrics_from(metrics),
        dropped=bool(fields.get("dropped", goal.dropped)),
    )


def metrics_from(fields: object) -> tuple[Metric, ...]:
    """Parse metrics from the JSON values of `goal_fields`."""
    assert isinstance(fields, list)  # noqa: S101 - our own stored form
    return tuple(map(_metric_from, fields))


def _metric_from(fields: Mapping[str, Any]) -> Metric:
    """Raises KeyError, TypeError or ValueError for anything but a metric."""
    by = fields["by"]
    metric = Metric(**{**fields, "by": date.fromisoformat(by) if by else None})
    texts, numbers = (metric.id, metric.name, metric.unit), (metric.start, metric.target)
    if not all(isinstance(text, str) for text in texts) or not (metric.id and metric.name.strip()):
        raise ValueError("metrics")
    if not all(number is None or math.isfinite(number) for number in numbers):
        raise ValueError("metrics")
    return metric


def _metric_fields(metric: Metric) -> dict[str, object]:
    return {
        "id": metric.id,
        "name": metric.name,
        "unit": metric.unit,
        "start": metric.start,
        "target": metric.target,
        "by": metric.by.isoformat() if metric.by else None,
    }


def _metrics(drafts: tuple[Metric, ...]) -> tuple[Metric, ...]:
    """Validate the drafts that aren't empty; errors are about "<metric id>.<field>"."""
    kept = tuple(_metric(draft) for draft in drafts if _says_something(draft))
    if len(kept) > MAX_METRICS:
        raise PlanningError(Code.TOO_MANY, "metrics", count=len(kept), most=MAX_METRICS)
    return kept


def _says_something(draft: Metric) -> bool:
    return bool(draft.name.strip() or draft.unit.strip() or draft.by) or not (
        draft.start is None and draft.target is None
    )


def _metric(draft: Metric) -> Metric:
    for field, number in (("start", draft.start), ("target", draft.target)):
        if number is not None and not math.isfinite(number):
            raise PlanningError(Code.NOT_A_NUMBER, f"{draft.id}.{field}")
    return replace(
        draft,
        name=text.line(draft.name, f"{draft.id}.name", METRIC_NAME_MAX),
        unit=text.optional_line(draft.unit, f"{draft.id}.unit", UNIT_MAX),
        by=within_reach(draft.by, f"{draft.id}.by") if draft.by else None,
    )


def in_full(number: float) -> str:
    """As `figure`, with all its decimals: "0.125"."""
    return figure(number) if abs(number) >= 1e15 else f"{Decimal(repr(number)):,f}".removesuffix(".0")


def figure(number: float) -> str:
    """Format a number without trailing zeros: "4", "3.5", "12,500"; from a quadrillion on "1.2e+18"."""
    if abs(number) >= 1e15:
        return f"{number:.2g}"
    return f"{number:,.2f}".rstrip("0").rstrip(".")
