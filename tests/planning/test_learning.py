"""Learning: how far ratings were off, and what came of a plan."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from planning.goals import Goal, Metric, Reading
from planning.history import Action, Change, Entry
from planning.learning import (
    Bias,
    GoalOutcome,
    MetricOutcome,
    TacticsOutcome,
    bias,
    reached,
    retrospective,
)
from planning.priorities import score
from planning.recurrence import MonthlyOnDay, Weekly
from planning.tactics import State, Tactic
from tests.planning.world import NOW, PLAN, TACTIC, TODAY, rating

DAY = timedelta(days=1)
DONE = replace(TACTIC, state=State.DONE)
END = date(2027, 3, 1)
FOLLOWERS = Metric("followers", "Followers", start=100, target=200)
GOAL = Goal("S1", "P1", 1, "Build relationships", PLAN.company_goals[0], NOW, (FOLLOWERS,))


def judged(guess: tuple[int, int], actual: tuple[int | None, int | None]) -> Tactic:
    value, complexity = actual
    return replace(DONE, score=score([rating(*guess)]), actual_value=value, actual_complexity=complexity)


def test_bias_is_the_mean_of_actual_less_score() -> None:
    assert bias([judged((4, 1), (3, 3)), judged((2, 3), (2, 4))]) == Bias(-0.5, 1.5, 2)


@pytest.mark.parametrize(
    "untold",
    [
        pytest.param(replace(DONE, actual_value=1, actual_complexity=1), id="unrated"),
        pytest.param(judged((5, 5), (1, None)), id="half judged"),
        pytest.param(judged((5, 5), (None, None)), id="not judged"),
        pytest.param(replace(judged((5, 5), (1, 1)), state=State.UNDER_WAY), id="reopened"),
    ],
)
def test_what_is_not_both_rated_and_judged_tells_nothing(untold: Tactic) -> None:
    assert bias([untold]) == Bias(None, None, 0)
    assert bias([untold, judged((3, 3), (4, 5))]) == Bias(1.0, 2.0, 1)


@pytest.mark.parametrize(
    ("start", "target", "value", "is_reached"),
    [
        (100, 200, 200, True),
        (100, 200, 199, False),
        (None, 200, 250, True),
        (200, 100, 100, True),
        (200, 100, 101, False),
        (100, None, 150, None),
    ],
)
def test_a_metric_is_reached_at_its_target_or_beyond(
    start: float | None, target: float | None, value: float, is_reached: bool | None
) -> None:
    metric = replace(FOLLOWERS, start=start, target=target)
    assert reached(metric, Reading("followers", TODAY, value, "U0BRIAN")) is is_reached
    assert reached(metric, None) is None


def entry(action: Action, subject: str, field: str, before: object, after: object, day: date) -> Entry:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Entry("P1", 1, at, "U0BRIAN", action, subject, subject, (Change(field, before, after),))


def finished(subject: str, day: date) -> Entry:
    return entry(Action.TACTIC_DONE, subject, "state", "planned", "done", day)


def completed(subject: str, before: date | None, on: date) -> Entry:
    earlier = before.isoformat() if before else None
    return entry(Action.TACTIC_DONE, subject, "last_done", earlier, on.isoformat(), on)


def undone(of: Entry) -> Entry:
    [change] = of.changes
    return replace(of, action=Action.UNDONE, changes=(Change(change.field, change.after, change.before),))


def test_a_retrospective_sets_what_was_done_against_what_was_planned() -> None:
    second = replace(GOAL, id="S2", title="Reach", metrics=())
    dropped_goals = [replace(GOAL, id="S3", dropped=True), replace(second, id="S4", dropped=True)]
    tactics = [
        judged((4, 1), (4, 3)),
        replace(TACTIC, id="A2", state=State.DROPPED),
        replace(TACTIC, id="A3", goal="S2", state=State.UNDER_WAY),
        replace(TACTIC, id="A4", goal="S4"),
    ]
    newest = {"followers": Reading("followers", TODAY, 210, "U0BRIAN")}
    found = retrospective(PLAN, [GOAL, second, *dropped_goals], tactics, newest, [], END)
    assert found.tactics == TacticsOutcome(done=1, dropped=1, open=2)
    assert found.tactics.planned == 4
    assert found.bias == Bias(0.0, 2.0, 1)
    followers = MetricOutcome(FOLLOWERS, newest["followers"], True)
    assert found.goals == (
        GoalOutcome(GOAL, TacticsOutcome(1, 1, 0), (followers,)),
        GoalOutcome(second, TacticsOutcome(0, 0, 1)),
        GoalOutcome(dropped_goals[1], TacticsOutcome(0, 0, 1)),
    )
    assert found.metrics == (followers,)


@pytest.mark.parametrize(
    ("done_on", "dated", "on_time"),
    [
        pytest.param(date(2027, 2, 1), 1, 1, id="on its day"),
        pytest.param(date(2027, 2, 2), 1, 0, id="a day late"),
        pytest.param(None, 0, 0, id="never"),
    ],
)
def test_on_time_is_by_the_eta(done_on: date | None, dated: int, on_time: int) -> None:
    tactic = replace(DONE if done_on else TACTIC, eta=date(2027, 2, 1))
    entries = [finished("A1", done_on)] if done_on else []
    found = retrospective(PLAN, [GOAL], [tactic], {}, entries, END)
    assert (found.dated, found.on_time) == (dated, on_time)


def test_what_was_reopened_counts_from_when_it_was_done_again() -> None:
    eta = date(2027, 2, 1)
    reopened = entry(Action.TACTIC_CHANGED, "A1", "state", "done", "planned", eta)
    entries = [finished("A1", eta - DAY), reopened]
    found = retrospective(PLAN, [GOAL], [replace(TACTIC, eta=eta)], {}, entries, END)
    assert (found.dated, found.on_time) == (0, 0)
    again = [*entries, finished("A1", eta + DAY)]
    found = retrospective(PLAN, [GOAL], [replace(DONE, eta=eta)], {}, again, END)
    assert (found.dated, found.on_time) == (1, 0)


def test_moved_are_the_tactics_whose_date_was_changed() -> None:
    moved = entry(Action.TACTIC_MOVED, "A1", "eta", "2027-01-10", "2027-02-01", TODAY)
    entries = [
        moved,
        moved,
        replace(moved, subject="A2"),
        undone(replace(moved, subject="A2")),
        entry(Action.TACTIC_MOVED, "A3", "eta", None, "2027-02-01", TODAY),
        entry(Action.TACTIC_CHANGED, "A4", "title", "Old", "New", TODAY),
    ]
    assert retrospective(PLAN, [GOAL], [], {}, entries, END).moved == 1


def test_occurrences_that_came_due_were_kept_or_missed() -> None:
    monthly = replace(TACTIC, recurrence=MonthlyOnDay(TODAY, 30))
    first, second = date(2027, 1, 30), date(2027, 2, 28)
    entries = [completed("A1", None, first), completed("A1", first, second)]
    entries.append(undone(entries[-1]))
    found = retrospective(PLAN, [GOAL], [monthly], {}, entries, END)
    assert (found.occurrences, found.kept, found.missed) == (2, 1, 1)
    assert retrospective(PLAN, [GOAL], [monthly], {}, entries[:2], END).missed == 0


@pytest.mark.parametrize(
    ("changed", "today", "due"),
    [
        pytest.param({}, date(2027, 1, 18), 3, id="through today"),
        pytest.param({}, date(2028, 6, 1), 52, id="in the plan's time"),
        pytest.param({"created_at": NOW + 10 * DAY}, date(2027, 1, 25), 2, id="since it was there"),
        pytest.param({"state": State.DROPPED}, date(2027, 1, 18), 0, id="not when dropped"),
    ],
)
def test_which_occurrences_count(changed: dict[str, object], today: date, due: int) -> None:
    mondays = replace(TACTIC, recurrence=Weekly(TODAY, frozenset({0})))
    tactic = replace(mondays, **changed)  # type: ignore[arg-type]  # a table of different fields
    assert retrospective(PLAN, [GOAL], [tactic], {}, [], today).occurrences == due


def test_a_rhythm_that_was_done_as_a_whole_is_due_no_more() -> None:
    mondays = replace(DONE, recurrence=Weekly(TODAY, frozenset({0})))
    found = retrospective(PLAN, [GOAL], [mondays], {}, [finished("A1", date(2027, 1, 12))], END)
    assert found.occurrences == 2


def test_an_empty_plan_has_nothing_to_tell() -> None:
    found = retrospective(PLAN, [], [], {}, [], END)
    assert found.tactics.planned == 0
    assert (found.occurrences, found.missed, found.goals, found.metrics) == (0, 0, (), ())
