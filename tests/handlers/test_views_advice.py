"""Advice on screen, and the summary that closes a check-in with it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.check_ins.messages import CheckInView
from handlers.views.check_ins.summary import summary_message
from handlers.views.plans.advice import advice_line, advice_message
from planning.advice import Advice, Rule
from planning.check_ins import Course, CourseCounts, Decision, Summary
from planning.history import Action, Change, Entry
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    HAILEY,
    LISTING,
    NOW,
    PLAN,
    UNTIMED,
    controls,
    drawn,
    problems,
    titles,
)
from tests.handlers.weekly import ANSWERS, CLOSED, MONDAY, answer, week

BEHIND = {"metric": "m", "name": "followers", "unit": "", "value": 1200.0, "expected": 1333.333, "on": MONDAY}
SEGMENT = Advice(Rule.COMPANY_GOAL_WITHOUT_GOAL, "segment", "Expand into a new market segment")
UNRATED = Advice(Rule.UNRATED, "listing", "List 100 influencers")
MOVED = Entry(
    "plan",
    4,
    NOW,
    BRIAN,
    Action.TACTIC_MOVED,
    "messages",
    "Send each of them a message",
    (Change("eta", "2027-02-20", "2027-03-01"),),
    "They need time.",
)


# ---- advice


@pytest.mark.parametrize(
    ("advice", "said"),
    [
        (SEGMENT, "*Expand into a new market segment*: no goal helps this company goal yet."),
        (
            Advice(Rule.GOAL_WITHOUT_TACTIC, "goal", "Grow"),
            "*Grow*: nobody has anything left to do for this goal.",
        ),
        (
            Advice(Rule.METRIC_BEHIND, "goal", "Grow", BEHIND),
            "*Grow*: followers stood at 1,200 on Monday 1 February 2027, "
            "where 1,333.33 would have been on course.",
        ),
        (
            Advice(Rule.METRIC_BEHIND, "goal", "Grow", {**BEHIND, "unit": "EUR & more"}),
            "*Grow*: followers stood at 1,200 EUR &amp; more on Monday 1 February 2027, "
            "where 1,333.33 would have been on course.",
        ),
        (
            Advice(Rule.TOO_MUCH_DUE, BRIAN, "", {"person": BRIAN, "count": 7, "most": 5, "week": MONDAY}),
            "<@UBRIAN> has 7 tactics due in the week of Monday 1 February 2027. "
            "Could one of them move or change hands?",
        ),
        (
            Advice(Rule.QUICK_WIN_WITHOUT_OWNER, "t", "List"),
            "*List*: a quick win that nobody owns. Who takes it?",
        ),
        (Advice(Rule.QUICK_WIN_WITHOUT_ETA, "t", "List"), "*List*: a quick win without a date. By when?"),
        (
            Advice(Rule.MONEY_PIT_UNDER_WAY, "t", "List"),
            "*List*: a money pit, and work is going into it. Is it worth that?",
        ),
        (
            Advice(Rule.CONTESTED, "t", "List"),
            "*List*: the raters do not agree. Talk it over, then rate it again.",
        ),
        (
            Advice(Rule.ETA_AFTER_END, "t", "List", {"eta": date(2028, 1, 3), "ends_on": PLAN.ends_on}),
            "*List*: its ETA, Monday 3 January 2028, comes after the plan ends on Friday 31 December 2027.",
        ),
        (
            Advice(Rule.GOAL_WITHOUT_METRIC, "goal", "Grow"),
            "*Grow*: how will you see that it works? It has no metric yet.",
        ),
        (
            Advice(Rule.GOAL_WITHOUT_READING, "goal", "Grow", {"last": MONDAY}),
            "*Grow*: where do its numbers stand? The last reading is of Monday 1 February 2027.",
        ),
        (
            Advice(Rule.GOAL_WITHOUT_READING, "goal", "Grow", {"last": None}),
            "*Grow*: where do its numbers stand? There is no reading yet.",
        ),
        (UNRATED, "*List 100 influencers*: not rated yet, so it has no place in the order."),
    ],
)
def test_every_piece_of_advice_is_a_sentence(advice: Advice, said: str) -> None:
    assert advice_line(advice) == said


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_opens_a_form(rule: Rule) -> None:
    facts = {**BEHIND, "person": BRIAN, "count": 6, "week": MONDAY, "eta": MONDAY, "ends_on": MONDAY}
    message = advice_message(PLAN, (Advice(rule, "subject", "Grow", facts),))
    [(action, control)] = controls(message).items()
    expected = {
        Rule.COMPANY_GOAL_WITHOUT_GOAL: ("goal.add", "subject"),
        Rule.GOAL_WITHOUT_TACTIC: ("tactic.add", "subject"),
        Rule.METRIC_BEHIND: ("tactic.add", "subject"),
        Rule.TOO_MUCH_DUE: ("tactic.list", "|0"),
        Rule.QUICK_WIN_WITHOUT_OWNER: ("tactic.assign", "subject"),
        Rule.QUICK_WIN_WITHOUT_ETA: ("tactic.move", "subject"),
        Rule.MONEY_PIT_UNDER_WAY: ("tactic.show", "subject"),
        Rule.CONTESTED: ("tactic.second_round", "subject"),
        Rule.ETA_AFTER_END: ("tactic.move", "subject"),
        Rule.GOAL_WITHOUT_METRIC: ("goal.edit", "subject"),
        Rule.GOAL_WITHOUT_READING: ("goal.reading", "subject"),
        Rule.UNRATED: ("tactic.rate", "subject"),
    }
    assert (action.partition(":")[0], control["value"]) == expected[rule]


def test_advice_stands_with_its_buttons_in_pages() -> None:
    many = (SEGMENT, *(replace(UNRATED, subject=f"t{n}") for n in range(30)))
    message = advice_message(PLAN, many)
    assert message.text == "Campfire 2027: 31 pieces of advice"
    assert drawn(message).startswith(
        "# Campfire 2027: advice\n"
        "*Expand into a new market segment*: no goal helps this company goal yet.\n"
        "[Add a goal]\n"
        "*List 100 influencers*: not rated yet, so it has no place in the order.\n"
        "[Rate]\n"
    )
    assert drawn(message).endswith("· 1 to 10 of 31\n[Next]")
    assert controls(message)["plan.advice.next"]["value"] == "plan|10"
    assert controls(advice_message(PLAN, many, 20))["plan.advice.previous"]["value"] == "plan|10"


def test_where_there_is_nothing_to_advise_it_says_something_kind() -> None:
    assert drawn(advice_message(PLAN, ())) == (
        "# Campfire 2027: advice\n"
        "✓ *Nothing to advise.* Every goal has tactics and numbers to go by, "
        "and every tactic is in good hands."
    )


# ---- the summary


def test_the_summary_says_how_we_stand_what_changed_and_what_to_look_at() -> None:
    summary = Summary(CourseCounts(1, 0, 1, 1), CourseCounts(0, 2, 1, 1), (HAILEY,), (MOVED,))
    message = summary_message(week(*ANSWERS[:2], check_in=CLOSED), summary, (SEGMENT,), {"goal": GOAL})
    assert drawn(message) == (
        "# How we stand: Monday 1 February 2027\n"
        "· *Campfire 2027* · in parentheses: the change since the check-in before\n"
        "●○…\n"
        "● 1 on course (+1)   ◐ 0 drifting (-2)   ○ 1 off course   … 1 not answered\n"
        "○ off course *4. Send each of them a message*\n"
        "> @Brian: Half of them never reply. We move it to 1 March 2027 (They need time)\n"
        "*What changed since the last check-in*\n"
        "• @Brian moved *Send each of them a message*: ETA 20 February 2027 → 1 March 2027 "
        "(They need time.)\n"
        "*Not heard from* @Hailey\n"
        "*Advice*\n"
        "• *Expand into a new market segment*: no goal helps this company goal yet.\n"
        "[All advice]"
    )
    assert message.text == (
        "Campfire 2027: ● 1 on course (+1)   ◐ 0 drifting (-2)   ○ 1 off course   … 1 not answered"
    )
    assert controls(message)["plan.advice"]["value"] == "plan|0"


def test_a_first_quiet_week_has_a_short_summary() -> None:
    summary = Summary(CourseCounts(1, 0, 0, 0))
    message = summary_message(week(ANSWERS[0], check_in=CLOSED), summary, (), {})
    assert drawn(message) == ("# How we stand: Monday 1 February 2027\n· *Campfire 2027*\n●\n● 1 on course")


def test_a_summary_shows_the_first_five_pieces_of_advice() -> None:
    many = tuple(replace(UNRATED, title=f"Post {number}") for number in range(9))
    screen = drawn(summary_message(week(check_in=CLOSED), Summary(CourseCounts(silent=3)), many, {}))
    assert "• *Post 4*: not rated yet" in screen
    assert "Post 5" not in screen


@UNTIMED
@given(st.sampled_from((0, 1, 50, 500)), titles(), titles(500), titles(80))
def test_no_advice_or_summary_breaks_however_much_there_is(
    many: int, title: str, said: str, name: str
) -> None:
    plan = replace(PLAN, name=name)
    facts = {**BEHIND, "name": title, "unit": title}
    advice = tuple(Advice(Rule.METRIC_BEHIND, f"{n:032}", title, facts) for n in range(many))
    tactics = [replace(LISTING, id=f"t{n}", title=title) for n in range(many)]
    answers = tuple(
        answer(tactic.id, person, Course.OFF_COURSE, said, Decision.DROP, said)
        for tactic in tactics
        for person in (BRIAN, HAILEY)
    )
    moved = replace(MOVED, title=title, why=said, changes=(Change("title", title, said[:300]),) * 3)
    people = tuple(f"U{number:010}" for number in range(many))
    view = CheckInView(plan, CLOSED, {}, answers, {tactic.id: tactic for tactic in tactics})
    summary = Summary(CourseCounts(1, 2, many, 3), CourseCounts(), people, (moved,) * many)
    for message in (
        advice_message(plan, advice),
        advice_message(plan, advice, 10),
        summary_message(view, summary, advice, {"goal": replace(GOAL, title=title)}),
    ):
        assert problems(message) == []
