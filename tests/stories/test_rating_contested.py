"""Contested tactics: the split, and who may put them to a further round."""

import pytest

from sandbox import Person
from tests.stories.begun import a_goal, a_plan, a_tactic_of_two, begun
from tests.stories.stage import Campfire, screen

pytestmark = pytest.mark.both_databases

planned = begun(a_plan, a_goal, a_tactic_of_two)


async def rate(person: Person, value: int, complexity: int, reason: str = "") -> None:
    """The person rates the first tactic."""
    await person.command("/tactic rate 1", "#social")
    await person.fill_in({"Value": str(value), "Complexity": str(complexity)})
    await person.fill("Why?", reason)
    await person.submit()


async def contest(campfire: Campfire) -> None:
    """Brian says quick win, Hailey says money pit."""
    await rate(campfire.brian, 5, 2, "I know three brands who would start tomorrow")
    await rate(campfire.hailey, 3, 5, "Contracts, briefs and approvals, every month")


async def test_a_contested_tactic_shows_its_split(planned: Campfire) -> None:
    await contest(planned)
    planned.hush()
    await planned.maya.command("/tactic show 1", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* 2 Big bets: value 4 (3 to 5), complexity 3.5 (2 to 5), 2 ratings.
        ⚠ *Contested*: 1 says quick win, 1 says money pit.
        [Start second round]
        · @Brian: value 5, complexity 2  I know three brands who would start tomorrow
        · @Hailey: value 3, complexity 5  Contracts, briefs and approvals, every month
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    await planned.maya.command("/tactic list", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        *2 Big bets*: high value, high complexity: worth the work, do next
        *1. List 100 influencers*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · @Brian and @Hailey · Monday 1 February 2027 · value 4 (3 to 5), complexity 3.5 (2 to 5),
            2 ratings · ⚠ contested
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    planned.nobody_else_hears()


async def test_a_second_round_is_begun_from_the_card_too_and_once(planned: Campfire) -> None:
    await contest(planned)
    await planned.maya.command("/tactic show 1", "#social")
    card = planned.maya.message("Contested", "#social")
    planned.hush()

    await planned.maya.click("Start second round", message=card)
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        A second round has started. I'll ask everyone who rated, and the owners.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian and @Hailey
        *ETA* Monday 1 February 2027
        *Ratings of the first round* 2 Big bets: value 4 (3 to 5), complexity 3.5 (2 to 5), 2 ratings.
        ⚠ *Contested*: 1 says quick win, 1 says money pit.
        · @Brian: value 5, complexity 2  I know three brands who would start tomorrow
        · @Hailey: value 3, complexity 5  Contracts, briefs and approvals, every month
        *Second round* 0 of 2 owners have rated. Ratings show when all have, or on Thursday 7
            January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.hush()

    await planned.maya.click("Start second round", message=card)
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        A round of rating is under way here. Wait until its ratings show.
        """)
    planned.nobody_else_hears()


async def test_only_contested_tactics_go_to_a_second_round(planned: Campfire) -> None:
    await rate(planned.brian, 5, 2)
    await rate(planned.hailey, 4, 3)
    planned.hush()
    await planned.maya.command("/tactic show 1", "#social")
    assert "Start second round" not in planned.maya.news()
    planned.nobody_else_hears()
