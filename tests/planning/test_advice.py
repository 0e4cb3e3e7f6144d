"""Advice: each rule on the smallest plan that it speaks of, and silence on one in good order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.advice import Advice, Rule, advice, behind, expected
from planning.goals import Goal, Metric, Reading
from planning.plan import MARKETING_GOALS, CompanyGoal
from planning.priorities import Score, score
from planning.recurrence import MonthlyOnDay, Weekly
from planning.tactics import State, Tactic
from tests.planning.world import NOW, TACTIC, TODAY, rating
from tests.planning.world import PLAN as CAMPFIRE

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SEGMENT = CompanyGoal("G1", "Expand into a new market segment")
PLAN = replace(CAMPFIRE, company_goals=(SEGMENT,))
FOLLOWERS = Metric("followers", "Followers", "people", 1000, 2000, date(2027, 4, 11))  # 100 days: 10 a day
GOAL = Goal("S1", "P1", 1, "Build relationships", SEGMENT, NOW, (FOLLOWERS,))
READING = Reading("followers", TODAY, 1030, "U0BRIAN")


def scored(*ratings: tuple[int, int]) -> Score | None:
    return score(rating(value, complexity, str(rater)) for rater, (value, complexity) in enumerate(ratings))


QUICK_WIN = replace(
    TACTIC,
    owners=("U0BRIAN",),
    eta=TODAY + 30 * DAY,
    score=scored((5, 1)),
    revealed_at=NOW,
    state=State.PLANNED,
)


def advised(
    tactics: Sequence[Tactic] = (QUICK_WIN,),
    goals: Sequence[Goal] = (GOAL,),
    reading: Reading | None = READING,
    today: date = TODAY,
) -> tuple[Advice, ...]:
    return advice(PLAN, goals, tactics, {"followers": reading} if reading else {}, today)


def on_tactic(**changed: object) -> list[Rule]:
    return [piece.rule for piece in advised([replace(QUICK_WIN, **changed)])]  # type: ignore[arg-type]  # any


def test_a_plan_in_good_order_needs_no_advice() -> None:
    assert advised() == ()


def test_a_company_goal_that_no_goal_helps() -> None:
    assert advised(tactics=[], goals=[]) == (
        Advice(Rule.COMPANY_GOAL_WITHOUT_GOAL, "G1", "Expand into a new market segment"),
    )
    elsewhere = replace(GOAL, serves=MARKETING_GOALS["traffic"])
    assert [piece.rule for piece in advised(goals=[elsewhere])] == [Rule.COMPANY_GOAL_WITHOUT_GOAL]
    assert [piece.rule for piece in advised(goals=[replace(GOAL, dropped=True)])] == [
        Rule.COMPANY_GOAL_WITHOUT_GOAL
    ]


def test_a_goal_that_nothing_is_done_for() -> None:
    assert advised(tactics=[]) == (Advice(Rule.GOAL_WITHOUT_TACTIC, "S1", "Build relationships"),)
    assert [piece.rule for piece in advised([replace(QUICK_WIN, goal="S2")])] == [Rule.GOAL_WITHOUT_TACTIC]


def test_a_goal_without_a_metric() -> None:
    assert advised(goals=[replace(GOAL, metrics=())]) == (
        Advice(Rule.GOAL_WITHOUT_METRIC, "S1", "Build relationships"),
    )


@pytest.mark.parametrize(
    ("last", "today", "told"),
    [
        pytest.param(TODAY, TODAY + 4 * WEEK - DAY, False, id="not yet four weeks"),
        pytest.param(TODAY, TODAY + 4 * WEEK, True, id="four weeks"),
        pytest.param(None, TODAY + 4 * WEEK - DAY, False, id="never, a new goal"),
        pytest.param(None, TODAY + 4 * WEEK, True, id="never in four weeks"),
    ],
)
def test_a_goal_whose_numbers_nobody_looks_at(last: date | None, today: date, told: bool) -> None:
    steady = replace(GOAL, metrics=(replace(FOLLOWERS, target=None), Metric("other", "Other")))
    reading = replace(READING, on=last) if last else None
    expected_advice = (Advice(Rule.GOAL_WITHOUT_READING, "S1", "Build relationships", {"last": last}),)
    assert advised(goals=[steady], reading=reading, today=today) == (expected_advice if told else ())


def test_a_metric_behind_its_line() -> None:
    reading = replace(READING, on=date(2027, 2, 10), value=1300)
    [piece] = advised(reading=reading, today=date(2027, 2, 12))
    assert piece == Advice(
        Rule.METRIC_BEHIND,
        "S1",
        "Build relationships",
        {
            "metric": "followers",
            "name": "Followers",
            "unit": "people",
            "value": 1300,
            "expected": 1400.0,
            "on": date(2027, 2, 10),
        },
    )


@pytest.mark.parametrize(
    ("value", "is_behind"), [(1500, False), (1400, False), (1350, False), (1349, True), (0, True)]
)
def test_behind_is_more_than_a_twentieth_of_the_way_below(value: float, is_behind: bool) -> None:
    reading = replace(READING, on=date(2027, 2, 10), value=value)
    assert behind(FOLLOWERS, reading, PLAN.starts_on, PLAN.ends_on) is is_behind


@pytest.mark.parametrize(
    ("value", "is_behind"), [(0, False), (24, False), (26, False), (27, True), (40, True)]
)
def test_a_falling_target_is_behind_above_its_line(value: float, is_behind: bool) -> None:
    bounces = replace(FOLLOWERS, start=40, target=0)  # 24 by that day
    reading = replace(READING, on=date(2027, 2, 10), value=value)
    assert behind(bounces, reading, PLAN.starts_on, PLAN.ends_on) is is_behind


@pytest.mark.parametrize(
    ("changed", "today", "line"),
    [
        pytest.param({}, date(2026, 12, 1), 1000, id="before the start"),
        pytest.param({}, date(2027, 1, 1), 1000, id="at the start"),
        pytest.param({}, date(2027, 2, 20), 1500, id="halfway"),
        pytest.param({}, date(2027, 4, 11), 2000, id="at the end"),
        pytest.param({}, date(2027, 12, 1), 2000, id="after the end"),
        pytest.param({"by": None}, date(2027, 12, 31), 2000, id="at the plan's end"),
        pytest.param({"by": date(2026, 12, 1)}, date(2026, 11, 30), 1000, id="due before the start"),
        pytest.param({"start": None}, TODAY, None, id="no start"),
        pytest.param({"target": None}, TODAY, None, id="no target"),
    ],
)
def test_the_straight_line(changed: dict[str, object], today: date, line: float | None) -> None:
    metric = replace(FOLLOWERS, **changed)  # type: ignore[arg-type]  # a table of different fields
    assert expected(metric, PLAN.starts_on, today, PLAN.ends_on) == line


def test_without_an_end_there_is_no_line() -> None:
    assert expected(replace(FOLLOWERS, by=None), PLAN.starts_on, TODAY) is None


numbers = st.integers(-1000, 1000)


@given(numbers, numbers, st.integers(-20, 400), st.integers(-20, 400))
def test_the_line_never_turns_back_and_stays_between_its_ends(
    start: int, target: int, early: int, late: int
) -> None:
    metric = replace(FOLLOWERS, start=start, target=target, by=None)
    first, second = sorted((early, late))
    lines = [expected(metric, TODAY, TODAY + day * DAY, PLAN.ends_on) for day in (first, second)]
    before, after = (line for line in lines if line is not None)
    assert min(start, target) <= before <= max(start, target)
    assert (after - before) * (target - start) >= 0


@given(numbers, st.integers(0, 360))
def test_a_metric_that_is_to_stay_is_never_behind(value: int, day: int) -> None:
    steady = replace(FOLLOWERS, start=50, target=50)
    reading = replace(READING, value=value, on=PLAN.starts_on + day * DAY)
    assert not behind(steady, reading, PLAN.starts_on, PLAN.ends_on)


def test_a_quick_win_without_owner_or_date() -> None:
    assert on_tactic(owners=()) == [Rule.QUICK_WIN_WITHOUT_OWNER]
    assert on_tactic(eta=None) == [Rule.QUICK_WIN_WITHOUT_ETA]
    assert on_tactic(owners=(), eta=None) == [Rule.QUICK_WIN_WITHOUT_OWNER]
    assert on_tactic(eta=None, recurrence=MonthlyOnDay(TODAY, 30)) == []
    assert on_tactic(score=scored((5, 5)), owners=(), eta=None) == []


def test_a_money_pit_with_work_going_into_it() -> None:
    assert on_tactic(score=scored((1, 5)), state=State.UNDER_WAY) == [Rule.MONEY_PIT_UNDER_WAY]
    assert on_tactic(score=scored((1, 5))) == []
    assert on_tactic(score=scored((5, 5)), state=State.UNDER_WAY) == []


def test_an_unrated_and_a_contested_tactic() -> None:
    assert on_tactic(score=None) == [Rule.UNRATED]
    assert on_tactic(score=scored((5, 1), (5, 5))) == [Rule.CONTESTED]
    assert on_tactic(score=scored((5, 1), (5, 5)), revealed_at=None) == []


def test_an_eta_after_the_plans_end() -> None:
    late = replace(QUICK_WIN, eta=PLAN.ends_on + DAY)
    assert advised([late]) == (
        Advice(Rule.ETA_AFTER_END, late.id, late.title, {"eta": PLAN.ends_on + DAY, "ends_on": PLAN.ends_on}),
    )


def due(*days: date) -> list[Tactic]:
    return [replace(QUICK_WIN, id=str(number), eta=day) for number, day in enumerate(days)]


def test_an_owner_with_more_than_five_due_in_a_week() -> None:
    monday = date(2027, 1, 11)
    week = [monday, monday, monday + DAY, monday + 4 * DAY, monday + 6 * DAY]
    weekly = replace(QUICK_WIN, id="weekly", eta=None, recurrence=Weekly(TODAY, frozenset({2, 4})))
    expected_facts = {"person": "U0BRIAN", "count": 6, "most": 5, "week": monday}
    assert advised(due(*week)) == ()
    assert advised(due(*week, monday + 7 * DAY)) == ()
    for sixth in (due(monday + 2 * DAY)[0], weekly):
        found = advised([*due(*week), replace(sixth, id="sixth")])
        assert found == (Advice(Rule.TOO_MUCH_DUE, "U0BRIAN", "", expected_facts),)
    shared = replace(weekly, owners=("U0BRIAN", "U0HAILEY"))
    assert [piece.subject for piece in advised([*due(*week), shared])] == ["U0BRIAN"]


def test_what_was_due_before_today_is_not_counted() -> None:
    wednesday = TODAY + 2 * DAY
    assert advised(due(*[TODAY] * 3, *[wednesday] * 3), today=wednesday) == ()
    done_ahead = replace(
        QUICK_WIN, id="x", eta=None, recurrence=Weekly(TODAY, frozenset({2})), last_done=wednesday
    )
    assert advised([*due(*[wednesday] * 5), done_ahead]) == ()


def test_the_weightiest_advice_comes_first() -> None:
    second = replace(GOAL, id="S2", number=2, title="Reach", metrics=())
    unrated = replace(QUICK_WIN, id="A2", score=None)
    unowned = replace(QUICK_WIN, id="A3", owners=())
    pieces = advised([unrated, unowned], goals=[second, GOAL])
    assert [(piece.rule, piece.subject) for piece in pieces] == [
        (Rule.GOAL_WITHOUT_TACTIC, "S2"),
        (Rule.QUICK_WIN_WITHOUT_OWNER, "A3"),
        (Rule.GOAL_WITHOUT_METRIC, "S2"),
        (Rule.UNRATED, "A2"),
    ]
