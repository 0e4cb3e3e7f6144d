"""Goals, their metrics and their forms, as people see them."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.common.inputs import Answers
from handlers.views.goals.forms import goal_form, read_goal_form, read_reading_form, reading_form
from handlers.views.goals.messages import GOALS_A_PAGE, goal_card, goals_message, metric_line
from planning.errors import Code, PlanningError
from planning.goals import MAX_METRICS, Goal, GoalDraft, Metric, Reading
from planning.plan import MARKETING_GOALS, MAX_COMPANY_GOALS, CompanyGoal
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    NOW,
    PLAN,
    SEGMENT,
    TODAY,
    controls,
    drawn,
    drawn_form,
    form_problems,
    problems,
    titles,
)
from tests.handlers.forms import sent

FOLLOWERS = Metric("followers", "followers", "", 1000, 2000, date(2027, 6, 30))
REVENUE = Metric("revenue", "revenue from ads", "EUR")
MEASURED = replace(GOAL, metrics=(FOLLOWERS, REVENUE))
AWARENESS = Goal("awareness", "plan", 2, "Show our work in public", MARKETING_GOALS["brand-awareness"], NOW)
NEWEST = {"followers": Reading("followers", date(2027, 1, 3), 1200, BRIAN)}


@dataclass(frozen=True)
class Counted:
    open: int
    done: int


def test_goals_are_listed_with_what_they_serve_and_how_far_they_are() -> None:
    message = goals_message(PLAN, (MEASURED, AWARENESS), {"goal": Counted(3, 0)}, NEWEST, 0, 2)
    assert drawn(message) == (
        "# Campfire 2027: goals\n"
        "*1.* To help us *expand into a new market segment*, "
        "we are *building relationships with influencers*.\n"
        "[... Edit | Add a tactic | Add a reading | Drop]\n"
        "· 3 tactics, none done\n"
        "followers: 1,200 of 2,000 by 30 June 2027, read on 3 January 2027\n"
        "revenue from ads, no reading yet\n"
        "*2.* To help us *increase brand awareness*, we are *showing our work in public*.\n"
        "[... Edit | Add a tactic | Add a reading | Drop]\n"
        "· no tactics yet\n"
        "no metric yet: Edit adds one\n"
        "[Add a goal]"
    )
    assert message.text == "Campfire 2027: 2 goals"
    assert [option["value"] for option in controls(message)["goal.menu:goal"]["options"]] == [
        "edit:goal",
        "tactic:goal",
        "reading:goal",
        "drop:goal",
    ]


def test_a_plan_without_goals_says_what_a_goal_is() -> None:
    assert drawn(goals_message(PLAN, (), {}, {}, 0, 0)) == (
        "# Campfire 2027: goals\n"
        "No goals yet. A goal says what social media does for one goal of the company.\n"
        "[Add a goal]"
    )


def test_many_goals_come_in_pages() -> None:
    goals = tuple(replace(GOAL, id=f"goal{number}", number=number) for number in range(9, 17))
    message = goals_message(PLAN, goals, {}, {}, 8, 20)
    assert drawn(message).endswith("· 9 to 16 of 20\n[Previous] [Next]\n[Add a goal]")
    assert controls(message)["goal.list.previous"]["value"] == "0"
    assert controls(message)["goal.list.next"]["value"] == "16"


def test_the_goals_of_a_closed_plan_cannot_be_changed() -> None:
    closed = replace(PLAN, closed_at=NOW)
    assert controls(goals_message(closed, (GOAL,), {}, {}, 0, 1)) == {}
    assert controls(goal_card(GOAL, closed)) == {}


def test_a_goals_card_says_what_was_done_and_what_can_be() -> None:
    message = goal_card(MEASURED, PLAN, note="Added.")
    assert drawn(message) == (
        "Added.\n"
        "*1. Build relationships with influencers*\n"
        "To help us *expand into a new market segment*, we are *building relationships with influencers*.\n"
        "• followers: from 1,000 to 2,000 by 30 June 2027\n"
        "• revenue from ads\n"
        "[Add a tactic] [Add a reading] [Edit] [Drop]"
    )
    assert message.text == "Added. 1. Build relationships with influencers"
    assert controls(message)["tactic.add"]["value"] == "goal"


def test_a_goals_card_shows_the_readings_it_is_given() -> None:
    screen = drawn(goal_card(MEASURED, PLAN, readings=NEWEST))
    assert "• followers: 1,200 of 2,000 by 30 June 2027, read on 3 January 2027\n" in screen
    assert "• revenue from ads, no reading yet\n" in screen


def test_a_goal_without_metrics_offers_no_reading() -> None:
    message = goal_card(GOAL, PLAN)
    assert drawn(message).endswith("• no metric yet: Edit adds one\n[Add a tactic] [Edit] [Drop]")


def test_a_dropped_goal_says_so_and_offers_nothing() -> None:
    assert drawn(goal_card(replace(GOAL, dropped=True), PLAN, note="Dropped.")) == (
        "Dropped.\n"
        "*1. Build relationships with influencers*  ✕ dropped\n"
        "To help us *expand into a new market segment*, we are *building relationships with influencers*."
    )


@pytest.mark.parametrize(
    ("metric", "value", "line"),
    [
        (FOLLOWERS, 1999.5, "followers: 1,999.5 of 2,000 by 30 June 2027, read on 3 January 2027"),
        (FOLLOWERS, None, "followers: from 1,000 to 2,000 by 30 June 2027, no reading yet"),
        (REVENUE, -3, "revenue from ads: -3 EUR, read on 3 January 2027"),
        (REVENUE, None, "revenue from ads, no reading yet"),
        (replace(REVENUE, target=0), 5, "revenue from ads: 5 of 0 EUR, read on 3 January 2027"),
        (replace(REVENUE, target=0), None, "revenue from ads: to 0 EUR, no reading yet"),
        (replace(REVENUE, by=TODAY), None, "revenue from ads: by 4 January 2027, no reading yet"),
    ],
)
def test_a_metric_says_where_it_stands(metric: Metric, value: float | None, line: str) -> None:
    reading = None if value is None else Reading(metric.id, date(2027, 1, 3), value, BRIAN)
    assert metric_line(metric, reading) == line


def test_the_form_of_a_new_goal() -> None:
    form = goal_form(GoalDraft("", ""), PLAN, metadata="{}", new_metric_id="new")
    assert drawn_form(form) == (
        "== Add a goal ==\n"
        "What will social media do?\n"
        "  > (empty: Build relationships with influencers in our niche)\n"
        "Which goal of the company does it help?\n"
        "  v (choose)\n"
        "  ? Where none fits, choose one of the marketing goals.\n"
        "---\n"
        "*Measure it by a number?*  You can leave this for later.\n"
        "What is measured (optional)\n"
        "  > (empty)\n"
        "  ? Such as followers, sign-ups or mentions.\n"
        "Unit (optional)\n"
        "  > (empty: EUR, %, a week)\n"
        "It starts at (optional)\n"
        "  > (empty)\n"
        "It should reach (optional)\n"
        "  > (empty)\n"
        "By when (optional)\n"
        "  (choose)\n"
        "[Cancel] [Add]"
    )


def test_company_goals_stand_before_the_marketing_goals_and_what_those_are_measured_by() -> None:
    form = goal_form(GoalDraft("", ""), PLAN, metadata="{}", new_metric_id="new").to_dict()
    serves = next(block for block in form["blocks"] if block.get("block_id") == "serves")
    company, marketing = serves["element"]["option_groups"]
    assert [option["value"] for option in company["options"]] == [SEGMENT.id]
    assert [option["value"] for option in marketing["options"]] == list(MARKETING_GOALS)
    assert marketing["options"][3]["description"]["text"] == (
        "Measured by sign-ups, sales revenue and revenue from social ads"
    )


def test_a_plan_without_company_goals_offers_the_marketing_goals_alone() -> None:
    plan = replace(PLAN, company_goals=())
    form = goal_form(GoalDraft("", "traffic"), plan, metadata="{}", new_metric_id="new")
    screen = drawn_form(form)
    assert "  v Drive traffic to our website\n" in screen
    assert (
        "  ? Often: referral traffic from social, share of all traffic, bounce rate of social traffic, "
        "clicks on posts.\n"
    ) in screen


def test_a_goal_is_edited_with_its_metrics_and_room_for_one_more() -> None:
    draft = GoalDraft(MEASURED.title, SEGMENT.id, MEASURED.metrics)
    form = goal_form(
        draft, PLAN, editing=MEASURED, metadata="{}", new_metric_id="new", notice="Hailey was here."
    )
    screen = drawn_form(form)
    assert screen.startswith("== Edit goal 1 ==\nHailey was here.\nWhat will social media do?\n")
    assert screen.count("  Empty its inputs to take it out.\n") == 2
    assert "*Measure it by another number?*  You can leave this for later.\n" in screen
    read = read_goal_form(sent(form, **{"new.name": "sign-ups", "new.target": "40.5"}))
    assert read == replace(draft, metrics=(*MEASURED.metrics, Metric("new", "sign-ups", target=40.5)))


def test_a_goal_full_of_metrics_has_room_for_no_more() -> None:
    metrics = tuple(replace(FOLLOWERS, id=f"m{number}") for number in range(MAX_METRICS))
    form = goal_form(GoalDraft("A", SEGMENT.id, metrics), PLAN, metadata="{}", new_metric_id="new")
    assert "new.name" not in {block.block_id for block in form.blocks or []}


def test_a_metrics_number_must_be_one() -> None:
    form = goal_form(GoalDraft("A", SEGMENT.id), PLAN, metadata="{}", new_metric_id="new")
    with pytest.raises(PlanningError) as refused:
        read_goal_form(sent(form, **{"new.start": "many"}))
    assert (refused.value.code, refused.value.field) == (Code.NOT_A_NUMBER, "new.start")


def test_a_reading_is_asked_for_with_the_last_one_filled_in() -> None:
    form = reading_form(replace(MEASURED, metrics=(FOLLOWERS,)), NEWEST, TODAY, metadata="{}")
    assert drawn_form(form) == (
        "== Add a reading ==\n"
        "*1. Build relationships with influencers*\n"
        "What was measured?\n"
        "  v followers (1,200 on 3 January 2027)\n"
        "Where does it stand?\n"
        "  > 1200\n"
        "Measured on\n"
        "  2027-01-04\n"
        "[Cancel] [Add]"
    )
    goal = replace(MEASURED, metrics=(FOLLOWERS,))
    assert reading_in(sent(form, value="1250.5"), goal) == ("followers", 1250.5, TODAY)


def test_the_only_metric_is_chosen_already() -> None:
    form = reading_form(replace(GOAL, metrics=(REVENUE,)), {}, TODAY, metadata="{}")
    assert "  v revenue from ads\n" in drawn_form(form)


def test_among_several_metrics_none_is_chosen_and_nothing_filled_in() -> None:
    screen = drawn_form(reading_form(MEASURED, NEWEST, TODAY, metadata="{}"))
    assert "What was measured?\n  v (choose)\nWhere does it stand?\n  > (empty)\n" in screen


def reading_in(answers: Answers, goal: Goal) -> tuple[str, float, date | None]:
    """The metric's id, the value and the date of a reading's form."""
    metric, number, on = read_reading_form(answers, goal)
    return metric.id, number.value, on


@pytest.mark.parametrize("typed", ["", "a lot"])
def test_a_reading_is_a_number(typed: str) -> None:
    goal = replace(MEASURED, metrics=(FOLLOWERS,))
    form = reading_form(goal, NEWEST, TODAY, metadata="{}")
    with pytest.raises(PlanningError) as refused:
        read_reading_form(sent(form, value=typed), goal)
    assert (refused.value.code, refused.value.field) == (Code.NOT_A_NUMBER, "value")


numbers = st.none() | st.integers(-(10**12), 10**12).map(float) | st.sampled_from([0.5, -1.25, 0.0])


def metrics(id_: str) -> st.SearchStrategy[Metric]:
    return st.builds(
        Metric, st.just(id_), titles(80), titles(20), numbers, numbers, st.none() | st.just(TODAY)
    )


@st.composite
def measured(draw: st.DrawFn, id_: str = "g", most: int = MAX_METRICS) -> Goal:
    """A goal with up to `most` metrics."""
    given_ = tuple(draw(metrics(f"{id_}m{number}")) for number in range(draw(st.integers(0, most))))
    return Goal(id_, "plan", 500, draw(titles()), CompanyGoal("c0", draw(titles())), NOW, given_)


@given(measured(most=MAX_METRICS - 1), st.lists(titles(), min_size=1, max_size=MAX_COMPANY_GOALS))
def test_a_goals_form_reads_back_what_it_was_filled_with(goal: Goal, company: list[str]) -> None:
    plan = replace(
        PLAN, company_goals=tuple(CompanyGoal(f"c{number}", title) for number, title in enumerate(company))
    )
    draft = GoalDraft(goal.title, "c0", goal.metrics)
    form = goal_form(draft, plan, editing=goal, metadata="{}", new_metric_id="new")
    assert form_problems(form) == []
    assert read_goal_form(sent(form)) == replace(draft, metrics=(*goal.metrics, Metric("new", "")))


@given(measured(), st.floats(allow_nan=False, allow_infinity=False))
def test_any_reading_form_reads_back_the_last_reading(goal: Goal, value: float) -> None:
    goal = replace(goal, metrics=goal.metrics or (FOLLOWERS,))
    last = {metric.id: Reading(metric.id, TODAY, value, BRIAN) for metric in goal.metrics}
    assert form_problems(reading_form(goal, last, TODAY, metadata="{}")) == []
    only = goal.metrics[0]
    goal = replace(goal, metrics=(only,))
    form = reading_form(goal, last, TODAY, metadata="{}")
    assert form_problems(form) == []
    assert reading_in(sent(form), goal) == (only.id, value, TODAY)


@given(measured(), st.sampled_from([1, GOALS_A_PAGE]), numbers)
def test_any_goals_keep_slacks_rules(goal: Goal, shown: int, value: float | None) -> None:
    goals = [replace(goal, id=f"g{number}") for number in range(shown)]
    newest = {metric.id: Reading(metric.id, TODAY, value or 0.0, BRIAN) for metric in goal.metrics}
    counts = {"g0": Counted(500, 500)}
    assert problems(goals_message(PLAN, goals, counts, newest, 0, 500)) == []
    assert problems(goal_card(goal, PLAN, "Added.")) == []
    assert problems(goal_card(goal, PLAN, readings=newest)) == []
