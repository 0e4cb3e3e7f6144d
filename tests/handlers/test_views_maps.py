"""The map in words, as people see it."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from handlers.views.plans.maps import LEAVES_A_PAGE, map_message
from planning.goals import Goal
from planning.plan import CompanyGoal
from planning.recurrence import MonthlyOnDay
from planning.tactics import State
from planning.tree import tree
from tests.handlers.campfire import (
    GOAL,
    LISTING,
    NOW,
    PLAN,
    SEGMENT,
    TODAY,
    UNTIMED,
    controls,
    drawn,
    people,
    problems,
    titles,
)


def test_what_hangs_on_what_and_how_it_stands() -> None:
    late = replace(LISTING, id="late", number=4, title="Call three", owners=(), eta=date(2027, 1, 2))
    monthly = replace(LISTING, id="monthly", number=5, eta=None, recurrence=MonthlyOnDay(TODAY, 30))
    done = replace(LISTING, id="done", number=6, state=State.DONE)
    idle = Goal("idle", "plan", 2, "Be <heard>", SEGMENT, NOW)
    plan = replace(PLAN, company_goals=(SEGMENT, CompanyGoal("nps", "Improve the NPS score")))
    assert drawn(map_message(plan, tree(plan, (GOAL, idle), (LISTING, late, monthly, done)), TODAY)) == (
        "# Campfire 2027: map\n"
        "*Expand into a new market segment*\n"
        "1. Build relationships with influencers\n"
        "• *3. List 100 influencers in our niche* · planned · @Brian · Monday 1 February 2027\n"
        "• *4. Call three* · planned · no owner yet · ⚠ overdue since Saturday 2 January 2027\n"
        "• *5. List 100 influencers in our niche* · planned · @Brian · repeats on the 30th of every month · "
        "Saturday 30 January 2027\n"
        "• *6. List 100 influencers in our niche* · ✓ done · @Brian\n"
        "2. Be <heard>\n"
        "• No tactics yet\n"
        "*Improve the NPS score*\n"
        "⚠ No goals yet"
    )


def test_an_empty_map_says_what_a_goal_is() -> None:
    plan = replace(PLAN, company_goals=())
    assert drawn(map_message(plan, (), TODAY)) == (
        "# Campfire 2027: map\nNo goals yet. A goal says what social media does for one company goal."
    )


@UNTIMED
@given(titles(), titles(80), st.integers(0, 2 * LEAVES_A_PAGE + 1), people(30))
def test_slack_takes_every_page(title: str, name: str, count: int, owners: tuple[str, ...]) -> None:
    plan = replace(PLAN, name=name, company_goals=(replace(SEGMENT, title=title),))
    goal = replace(GOAL, title=title, serves=plan.company_goals[0])
    tactics = [
        replace(LISTING, id=f"t{number}", number=number, title=title, owners=owners)
        for number in range(1, count + 1)
    ]
    grown = tree(plan, (goal,), tactics)
    for offset in range(0, max(count, 1), LEAVES_A_PAGE):
        message = map_message(plan, grown, TODAY, offset)
        assert problems(message) == []
        assert ("plan.map.next" in controls(message)) == (offset + LEAVES_A_PAGE < count)
