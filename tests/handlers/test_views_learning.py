"""Learning on screen: what a tactic really was, how guesses lean, and looking back on a plan."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.common.blocks import Message
from handlers.views.plans.learning import bias_line, judge_blocks, retrospective_message
from handlers.views.tactics.ratings import rating_form
from planning.goals import Metric, Reading
from planning.learning import Bias, GoalOutcome, MetricOutcome, Retrospective, TacticsOutcome
from planning.tactics import State
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    LISTING,
    MAYA,
    PLAN,
    TODAY,
    UNTIMED,
    controls,
    drawn,
    drawn_form,
    problems,
    titles,
)

DONE = replace(LISTING, state=State.DONE)
FOLLOWERS = Metric("followers", "followers", "", 1000, 2000, date(2027, 6, 30))
NOTHING = TacticsOutcome(0, 0, 0)


def read(value: float) -> Reading:
    return Reading("followers", TODAY, value, BRIAN)


# ---- what it really was


def test_a_done_tactic_asks_what_it_really_was() -> None:
    message = Message("Done.", judge_blocks(DONE))
    assert drawn(message) == "*How did it turn out?*\n[Value v] [Complexity v]"
    found = controls(message)
    assert set(found) == {"tactic.judge_value:listing", "tactic.judge_complexity:listing"}
    complexity = found["tactic.judge_complexity:listing"]["options"]
    assert [option["value"] for option in complexity] == [f"listing:{number}" for number in range(1, 6)]
    assert complexity[0]["text"]["text"] == "1 an afternoon"


def test_what_was_said_stays_chosen_and_is_thanked_for() -> None:
    assert drawn(Message("Done.", judge_blocks(DONE.judged(4, 2)))) == (
        "*How did it turn out?* Thanks, that makes our next ratings better.\n"
        "[Value: 4 moves the goal v] [Complexity: 2 a few days v]"
    )
    assert drawn(Message("Done.", judge_blocks(DONE.judged(4, None)))) == (
        "*How did it turn out?*\n[Value: 4 moves the goal v] [Complexity v]"
    )


def test_an_open_or_dropped_tactic_does_not_ask() -> None:
    assert judge_blocks(LISTING) == []
    assert judge_blocks(LISTING.dropped("Too dear")) == []


# ---- how guesses lean


@pytest.mark.parametrize(
    ("bias", "said"),
    [
        (Bias(0.1, 1.24, 8), "We rate complexity 1.2 too low (8 tactics)."),
        (Bias(-0.5, 0.0, 3), "We rate value 0.5 too high (3 tactics)."),
        (Bias(-0.5, 1.2, 3), "We rate value 0.5 too high and complexity 1.2 too low (3 tactics)."),
        (Bias(0.29, -0.29, 8), ""),
        (Bias(2, 2, 2), ""),
        (Bias(None, None, 0), ""),
    ],
)
def test_a_lean_is_said_when_enough_tactics_tell_of_enough(bias: Bias, said: str) -> None:
    assert bias_line(bias) == said


def test_whoever_rates_reads_how_earlier_guesses_leaned() -> None:
    form = rating_form(LISTING, "Why", None, metadata="{}", bias=bias_line(Bias(0, 1.2, 8)))
    assert (
        "· A rough guess is fine. Your rating stays hidden until all are shown. We rate complexity 1.2 too "
        "low (8 tactics).\n"
    ) in drawn_form(form)


# ---- looking back


def test_a_retrospective_sets_what_was_done_against_what_was_planned() -> None:
    goal = GoalOutcome(
        GOAL,
        TacticsOutcome(3, 1, 1),
        (
            MetricOutcome(FOLLOWERS, read(2100), True),
            MetricOutcome(FOLLOWERS, read(1100), False),
            MetricOutcome(FOLLOWERS, None, None),
        ),
    )
    dropped = GoalOutcome(replace(GOAL, number=2, title="Run ads", dropped=True), TacticsOutcome(0, 2, 0))
    whole = Retrospective(Bias(0.1, 1.2, 8), TacticsOutcome(3, 3, 1), 6, 4, 1, 12, 10, (goal, dropped))
    message = retrospective_message(PLAN, whole)
    assert drawn(message) == (
        "# Campfire 2027: looking back\n"
        "· 1 January 2027 to 31 December 2027\n"
        "*7 tactics: 3 done, 3 dropped, 1 still open*\n"
        "4 of 6 ETAs met\n"
        "10 of 12 repeating dates met\n"
        "1 tactic moved to another date\n"
        "We rate complexity 1.2 too low (8 tactics).\n"
        "*1. Build relationships with influencers*\n"
        "5 tactics: 3 done, 1 dropped, 1 still open\n"
        "• ✓ reached: followers: 2,100 of 2,000 on 4 January 2027, due by 30 June 2027\n"
        "• not reached: followers: 1,100 of 2,000 on 4 January 2027, due by 30 June 2027\n"
        "• followers: from 1,000 to 2,000 by 30 June 2027, no reading yet\n"
        "*2. Run ads*  ✕ dropped\n"
        "2 tactics: 2 dropped\n"
        "[Share in channel]"
    )
    assert message.text == "Campfire 2027, looking back: 7 tactics: 3 done, 3 dropped, 1 still open"
    assert controls(message)["plan.share_retrospective"]["value"] == "plan"


def test_a_shared_retrospective_names_who_shared_it_and_has_no_buttons() -> None:
    empty = Retrospective(Bias(None, None, 0), NOTHING, 0, 0, 0, 0, 0)
    message = retrospective_message(PLAN, empty, shared_by=MAYA)
    assert drawn(message) == (
        "# Campfire 2027: looking back\n"
        "· 1 January 2027 to 31 December 2027\n"
        "*No tactics*\n"
        "Too early to say how good our ratings were. It shows here once 3 done tactics say how they turned "
        "out.\n"
        "· Shared by @Maya"
    )
    assert controls(message) == {}


def test_ratings_that_were_right_are_worth_a_word() -> None:
    right = Retrospective(Bias(0.1, 0.1, 5), TacticsOutcome(5, 0, 0), 0, 0, 0, 0, 0)
    assert "Our ratings were about right (5 tactics).\n" in drawn(retrospective_message(PLAN, right))


@UNTIMED
@given(st.sampled_from((0, 1, 50, 500)), titles(), titles(80))
def test_no_retrospective_breaks_however_much_there_was(many: int, title: str, name: str) -> None:
    metric = Metric("m", name, name[:20], 1e300, -1e300, TODAY)
    goal = GoalOutcome(
        replace(GOAL, title=title), TacticsOutcome(many, many, many), (MetricOutcome(metric, None, None),) * 5
    )
    whole = Retrospective(Bias(4, -4, many), goal.tactics, many, many, many, many, many, (goal,) * many)
    assert problems(retrospective_message(replace(PLAN, name=name), whole)) == []
