"""Campfire's worked example, exactly as it is written down: what every goal and tactic says."""

import tomllib
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import pytest

from tests.stories.begun import begun
from tests.stories.stage import Campfire, screen

pytestmark = pytest.mark.both_databases

PLAN: dict[str, Any] = tomllib.loads(files("sandbox").joinpath("plan.toml").read_text("utf-8"))
POST = PLAN["goals"][0]["tactics"][2]["title"]


@begun
async def planned(campfire: Campfire) -> None:
    """Maya has typed in the company goals and the goals."""
    await campfire.start_plan("\n".join(PLAN["company_goals"]))
    for goal in PLAN["goals"]:
        await campfire.add_goal(goal["title"], goal["serves"])
    campfire.hush()


async def add(campfire: Campfire, goal_number: int, tactic: dict[str, Any]) -> None:
    """Maya types a tactic as one sentence, and chooses its goal."""
    owners = " ".join(f"@{owner}" for owner in tactic["owners"])
    await campfire.maya.command(f"/tactic add {tactic['title']} {tactic['when']} {owners}", "#social")
    await campfire.maya.choose("For which goal?", f"{goal_number}. ")
    await campfire.maya.submit()


async def test_every_goal_says_which_company_goal_it_helps(planned: Campfire) -> None:
    await planned.brian.command("/goal list", "#social")

    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: goals
        *1.* To help us *expand into a new market segment*, we are *discovering and building relationships
            with influencers who can carry our message in the new target market*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *2.* To help us *expand into a new market segment*, we are *partnering with influencers and brands to
            attract and grow our audience in the new target market*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *3.* To help us *expand into a new market segment*, we are *creating and promoting brand content that
            drives funnel growth in the new market and positions us as the go-to option*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *4.* To help us *ship 3 major new product features*, we are *running social media campaigns that
            promote the product launches*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *5.* To help us *ship 3 major new product features*, we are *raising awareness of the new features and
            driving engagement with them*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        [Add goal]
        """)
    planned.nobody_else_hears()


async def test_brian_gets_the_list_of_influencers_by_1_february(planned: Campfire) -> None:
    await add(planned, 1, PLAN["goals"][0]["tactics"][0])

    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Build a list of 100 influencers in our target niche who may be open to sponsored posts*
        planned
        To help us *expand into a new market segment*, we are *discovering and building relationships with
            influencers…*
        *Owner* @Brian
        *ETA* Monday 1 February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()
    await planned.wait_until("2027-01-04 14:00")  # 09:00 in New York
    assert (
        "@Maya assigned you *1. Build a list of 100 influencers in our target niche" in planned.brian.news()
    )


async def test_brian_gets_the_direct_messages_by_20_february(planned: Campfire) -> None:
    await add(planned, 1, PLAN["goals"][0]["tactics"][1])

    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Direct message each of them to see whether they would like to work with us*
        planned
        To help us *expand into a new market segment*, we are *discovering and building relationships with
            influencers…*
        *Owner* @Brian
        *ETA* Saturday 20 February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()
    await planned.wait_until("2027-01-04 14:00")  # 09:00 in New York
    assert "@Maya assigned you *1. Direct message each of them" in planned.brian.news()


async def test_brian_and_hailey_get_the_sponsored_post_on_every_30th(planned: Campfire) -> None:
    await add(planned, 1, PLAN["goals"][0]["tactics"][2])

    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Set up 1 sponsored post with a brand or influencer each month*
        planned
        To help us *expand into a new market segment*, we are *discovering and building relationships with
            influencers…*
        *Owners* @Brian and @Hailey
        *Repeats* on the 30th of every month
        *Next due* Saturday 30 January 2027, Sunday 28 February 2027, Tuesday 30 March 2027 and Friday 30
            April 2027
        *Ratings* 0 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January
            2027.
        [Rate] [Done] [Change dates] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()
    await planned.wait_until("2027-01-04 17:00")  # 09:00 in Los Angeles
    assert "@Maya assigned you *1. Set up 1 sponsored post" in planned.brian.news()
    assert "@Maya assigned you *1. Set up 1 sponsored post" in planned.hailey.news()


async def test_the_whole_plan_on_one_page(planned: Campfire) -> None:
    for number, goal in enumerate(PLAN["goals"], start=1):
        for tactic in goal.get("tactics", ()):
            await add(planned, number, tactic)
    planned.hush()

    await planned.hailey.command("/plan", "#social")

    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand into a new market segment*
        1. Discover and build relationships with influencers who can carry our message in the new target
            market
        · 0 of 3 tactics done
        2. Partner with influencers and brands to attract and grow our audience in the new target market
        · No tactics yet
        3. Create and promote brand content that drives funnel growth in the new market and positions us as
            the go-to option
        · No tactics yet
        *Ship 3 major new product features*
        4. Run social media campaigns that promote the product launches
        · No tactics yet
        5. Raise awareness of the new features and drive engagement with them
        · No tactics yet
        *Improve the NPS score among our MVU customers*
        ⚠ No goals yet
        ---
        *Do first* (3 of 3 open tactics)
        *3. Set up 1 sponsored post with a brand or influencer each month*
        @Brian and @Hailey · Saturday 30 January 2027 · not rated yet
        *1. Build a list of 100 influencers in our target niche who may be open to sponsored posts*
        @Brian · Monday 1 February 2027 · not rated yet
        *2. Direct message each of them to see whether they would like to work with us*
        @Brian · Saturday 20 February 2027 · not rated yet
        [Add tactic] [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)
    planned.nobody_else_hears()


async def test_after_the_last_day_of_february_comes_30_march(planned: Campfire) -> None:
    maya, clock = planned.maya, planned.slack.clock
    await maya.command(f"/tactic add {POST} on the 30th of every month", "#social")
    await maya.choose("For which goal?", "1. ")
    await maya.submit()
    await clock.advance_to(datetime(2027, 1, 30, 12, 0, tzinfo=UTC))
    planned.hush()

    await maya.command("/tactic done 1", "#social")
    assert maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        Done for Saturday 30 January 2027. Next: Sunday 28 February 2027.
        *1. Set up 1 sponsored post with a brand or influencer each month*
        proposed
        To help us *expand into a new market segment*, we are *discovering and building relationships with
            influencers…*
        *Owners* nobody yet
        *Repeats* on the 30th of every month
        *Next due* Sunday 28 February 2027, Tuesday 30 March 2027, Friday 30 April 2027 and Sunday 30 May 2027
        *Ratings* Nobody rated in time.
        [Rate] [Done] [Change dates] [Assign] [Edit] [... Change owners | Drop]
        """)

    await clock.advance_to(datetime(2027, 2, 28, 12, 0, tzinfo=UTC))
    planned.hush()
    await maya.command("/tactic done 1", "#social")
    assert maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        Done for Sunday 28 February 2027. Next: Tuesday 30 March 2027.
        *1. Set up 1 sponsored post with a brand or influencer each month*
        proposed
        To help us *expand into a new market segment*, we are *discovering and building relationships with
            influencers…*
        *Owners* nobody yet
        *Repeats* on the 30th of every month
        *Next due* Tuesday 30 March 2027, Friday 30 April 2027, Sunday 30 May 2027 and Wednesday 30 June 2027
        *Ratings* Nobody rated in time.
        [Rate] [Done] [Change dates] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()
