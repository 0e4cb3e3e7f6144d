"""Learning: the bias of ratings, and the outcome of a plan (PRODUCT: Learning)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from statistics import fmean

from planning.goals import Goal, Metric, Reading
from planning.history import Action, Entry, effective_entries
from planning.plan import Plan
from planning.recurrence import occurrences
from planning.tactics import State, Tactic


@dataclass(frozen=True, slots=True)
class Bias:
    """How much actual numbers exceeded scores, on average over `n` tactics; None without any.

    A `complexity` of 1.2 means that the team underrates complexity by 1.2.
    """

    value: float | None
    complexity: float | None
    n: int


@dataclass(frozen=True, slots=True)
class MetricOutcome:
    """A metric's last reading, and whether it reached the target; None if unknown."""

    metric: Metric
    reading: Reading | None
    reached: bool | None


@dataclass(frozen=True, slots=True)
class TacticsOutcome:
    """How many tactics are done, dropped or still open."""

    done: int
    dropped: int
    open: int

    @property
    def planned(self) -> int:
        """The total."""
        return self.done + self.dropped + self.open


@dataclass(frozen=True, slots=True)
class GoalOutcome:
    """The outcome of a goal: its tactics and metrics."""

    goal: Goal
    tactics: TacticsOutcome
    metrics: tuple[MetricOutcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Retrospective:
    """The outcome of a plan.

    Of the tactics done, `dated` had an ETA and `on_time` were done by it; `moved` tactics had their date
    changed. Of recurring tactics that weren't dropped, `occurrences` were due and `kept` were completed.
    """

    bias: Bias
    tactics: TacticsOutcome
    dated: int
    on_time: int
    moved: int
    occurrences: int
    kept: int
    goals: tuple[GoalOutcome, ...] = ()

    @property
    def missed(self) -> int:
        """How many due occurrences weren't completed."""
        return self.occurrences - self.kept

    @property
    def metrics(self) -> tuple[MetricOutcome, ...]:
        """The metrics of all goals."""
        return tuple(metric for goal in self.goals for metric in goal.metrics)


def bias(tactics: Iterable[Tactic]) -> Bias:
    """The mean of actual minus score, over done tactics with a score and both actual numbers."""
    off = [
        (tactic.actual_value - tactic.score.value, tactic.actual_complexity - tactic.score.complexity)
        for tactic in tactics
        if tactic.state is State.DONE and tactic.score
        if tactic.actual_value is not None and tactic.actual_complexity is not None
    ]
    if not off:
        return Bias(None, None, 0)
    return Bias(fmean(value for value, _ in off), fmean(complexity for _, complexity in off), len(off))


def retrospective(
    plan: Plan,
    goals: Sequence[Goal],
    tactics: Sequence[Tactic],
    readings: Mapping[str, Reading],
    entries: Sequence[Entry],
    today: date,
) -> Retrospective:
    """The outcome of a plan by `today`, from all its `goals` and `tactics` in any state.

    `readings` are the latest by metric id, `entries` the plan's whole history in order. A dropped goal is
    included only if it has tactics.
    """
    held = effective_entries(entries)
    done_on = _done_on(plan, held)
    dated = [(tactic.eta, done_on[tactic.id]) for tactic in tactics if tactic.eta and tactic.id in done_on]
    due = {
        (tactic.id, day) for tactic in tactics for day in _due(tactic, plan, done_on.get(tactic.id, today))
    }
    return Retrospective(
        bias=bias(tactics),
        tactics=_outcome(tactics),
        dated=len(dated),
        on_time=sum(on <= eta for eta, on in dated),
        moved=len({entry.subject for entry in held if _moves(entry)}),
        occurrences=len(due),
        kept=len(due & _completed(held)),
        goals=tuple(_goal_outcomes(goals, tactics, readings)),
    )


def reached(metric: Metric, reading: Reading | None) -> bool | None:
    """Whether a reading has reached the target; None if either is missing."""
    if reading is None or metric.target is None:
        return None
    falling = metric.start is not None and metric.target < metric.start
    return reading.value <= metric.target if falling else reading.value >= metric.target


def _goal_outcomes(
    goals: Iterable[Goal], tactics: Sequence[Tactic], readings: Mapping[str, Reading]
) -> Iterator[GoalOutcome]:
    for goal in goals:
        own = [tactic for tactic in tactics if tactic.goal == goal.id]
        newest = [(metric, readings.get(metric.id)) for metric in goal.metrics]
        if own or not goal.dropped:
            metrics = (MetricOutcome(metric, last, reached(metric, last)) for metric, last in newest)
            yield GoalOutcome(goal, _outcome(own), tuple(metrics))


def _outcome(tactics: Iterable[Tactic]) -> TacticsOutcome:
    states = Counter(tactic.state for tactic in tactics)
    done, dropped = states[State.DONE], states[State.DROPPED]
    return TacticsOutcome(done, dropped, states.total() - done - dropped)


def _due(tactic: Tactic, plan: Plan, until: date) -> Iterator[date]:
    """The occurrences that were due by `until`, from the tactic's creation to the plan's end."""
    if tactic.recurrence is None or tactic.state is State.DROPPED:
        return iter(())
    last = min(until, plan.ends_on)
    made = plan.today(tactic.created_at)
    return takewhile(lambda day: day <= last, occurrences(tactic.recurrence, made))


def _done_on(plan: Plan, entries: Iterable[Entry]) -> dict[str, date]:
    """The day, in the plan's zone, when each done tactic (by id) was completed."""
    became: dict[str, date] = {}
    for entry in entries:
        for change in entry.changes:
            if change.field == "state" and change.after == State.DONE.value:
                became[entry.subject] = plan.today(entry.at)
            elif change.field == "state":
                became.pop(entry.subject, None)
    return became


def _completed(entries: Iterable[Entry]) -> set[tuple[str, date]]:
    """The completed occurrences, as (tactic id, date)."""
    return {
        (entry.subject, date.fromisoformat(str(change.after)))
        for entry in entries
        if entry.action is Action.TACTIC_DONE
        for change in entry.changes
        if change.field == "last_done" and change.after
    }


def _moves(entry: Entry) -> bool:
    return any(change.field in ("eta", "recurrence") and change.before for change in entry.changes)
