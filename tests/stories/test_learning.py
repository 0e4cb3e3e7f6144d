"""What done tactics really were, what came of a plan, and what the next plan's ratings know of it."""

from tests.stories.begun import begun
from tests.stories.reminded import plan_with_a_goal, rate
from tests.stories.stage import Campfire, screen

TITLES = ("Buy a map", "Book a room", "Call the press")


@begun
async def done(campfire: Campfire) -> None:
    """A plan with three tactics that Brian rated 5 and 2, did, and found harder than that."""
    await plan_with_a_goal(campfire)
    for number, title in enumerate(TITLES, 1):
        await campfire.add_tactic(f"{title} @brian by 1 March")
        await rate(campfire.brian, title)
        await campfire.brian.command(f"/tactic done {number}", "#social")
        await campfire.brian.choose("Value", "4 moves the goal", channel="#social")
        await campfire.brian.choose("Complexity", "4 a month or more", channel="#social")


async def test_closing_looks_back_and_maya_shares_it(done: Campfire) -> None:
    done.hush()
    await done.close_plan()
    assert done.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *This channel has no open plan.*
        *Social media 2027* was closed on Monday 4 January 2027. You can read it but not change it.
        [Start next period] [Start from scratch] [Open plan]
        # Social media 2027: looking back
        · 1 January 2027 to 31 December 2027
        *3 tactics: 3 done*
        3 of 3 ETAs met
        We rate value 1.0 too high and complexity 2.0 too low (3 tactics).
        *1. Build relationships with influencers*
        3 tactics: 3 done
        [Share in channel]
        """)
    await done.maya.click("Share in channel", "#social")
    assert done.theo.news() == screen("""
        #social
        Oncourse 09:00
        # Social media 2027: looking back
        · 1 January 2027 to 31 December 2027
        *3 tactics: 3 done*
        3 of 3 ETAs met
        We rate value 1.0 too high and complexity 2.0 too low (3 tactics).
        *1. Build relationships with influencers*
        3 tactics: 3 done
        · Shared by @Maya
        """)


async def test_the_next_plans_rating_form_says_how_far_off_ratings_were(done: Campfire) -> None:
    await done.close_plan()
    await done.maya.command("/plan next", "#social")
    await done.maya.submit()
    await done.add_tactic("Film a teaser @brian by 1 March")
    await done.brian.command("/tactic rate 1", "#social")
    assert done.brian.form() == screen("""
        == Rate tactic ==
        *1. Film a teaser*
        To help us expand into a new market segment, we are building relationships with influencers.
        · A rough guess is fine. Your rating stays hidden until all are shown. We rate value 1.0 too high and
            complexity 2.0 too low (3 tactics).
        Value
          ( ) 1 nice to have
          ( ) 2 helps a little
          ( ) 3 helps the goal along
          ( ) 4 moves the goal
          ( ) 5 moves the company goal
        Complexity
          ( ) 1 an afternoon
          ( ) 2 a few days
          ( ) 3 a few weeks
          ( ) 4 a month or more
          ( ) 5 months, or people we don't have
        Why? (optional)
          > (empty)
        [Cancel] [Rate]
        """)
