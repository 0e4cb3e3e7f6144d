"""`/plan advice` and `/plan upcoming`: what to look at, what comes, and the way to the right form."""

from tests.stories.reminded import plan_with_a_goal
from tests.stories.stage import Campfire, screen


async def test_advice_is_given_with_a_button_each(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.maya.command("/plan advice", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: advice
        *Ship 3 major new product features*: no goal helps this company goal yet.
        [Add a goal]
        *Improve the NPS score among our MVU customers*: no goal helps this company goal yet.
        [Add a goal]
        *Build relationships with influencers*: nobody has anything left to do for this goal.
        [Add a tactic]
        *Build relationships with influencers*: how will you see that it works? It has no metric yet.
        [Add a metric]
        """)
    campfire.nobody_else_hears()


async def test_the_company_goal_that_nothing_helps_is_chosen_in_the_form(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.maya.command("/plan advice", "#social")
    campfire.hush()

    await campfire.maya.click("Add a goal", "#social", beside="Improve the NPS score")
    assert campfire.maya.form().startswith(
        screen("""
            == Add a goal ==
            What will social media do?
              > (empty: Build relationships with influencers in our niche)
            Which goal of the company does it help?
              v Improve the NPS score among our MVU customers
            """)
    )
    await campfire.maya.fill("What will social media do?", "Answer every comment within a day")
    await campfire.maya.submit()
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *2. Answer every comment within a day*
        To help us *improve the NPS score among our MVU customers*, we are *answering every comment within a
            day*.
        • no metric yet: Edit adds one
        [Add a tactic] [Edit] [Drop]
        """)
    campfire.nobody_else_hears()


async def test_what_comes_up_is_shown_by_its_dates(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian by 6 January")
    await campfire.add_tactic("Write a report on the last Friday of every month @hailey")
    campfire.hush()
    await campfire.maya.command("/plan upcoming", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: what comes up
        · The next 14 days, in your time zone (Europe/Riga)
        *Tuesday 5 January 2027*
        16:00  reminder to @Brian: Buy a map
        *Wednesday 6 January 2027*
        16:00  reminder to @Brian: Buy a map
        *Thursday 7 January 2027*
        16:00  reminder to @Brian: Buy a map
        *Friday 8 January 2027*
        16:00  reminder to @Brian: Buy a map
        *Monday 11 January 2027*
        09:00  check-in to #social
        16:00  reminder to @Brian: Buy a map
        *Tuesday 12 January 2027*
        09:00  nudge to answer, to those who have not answered by then
        *Wednesday 13 January 2027*
        09:00  check-in summary to #social
        [My reminders]
        """)
    campfire.nobody_else_hears()
