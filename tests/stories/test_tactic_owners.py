"""Whose a tactic is: handing it over, assigning it, and who only looks."""

from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, a_tactic_of_brians)


async def test_a_tactic_is_handed_over_with_a_reason(planned: Campfire) -> None:
    await planned.brian.command("/tactic show 1", "#social")
    planned.hush()
    await planned.brian.click("Hand over", "#social")
    await planned.brian.fill_in({"New owner": "@Hailey", "Why?": "I am away until March"})
    await planned.brian.submit()
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Handed over to @Hailey.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await planned.maya.command("/plan history", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Brian handed over *List 100 influencers*: owners @Brian → @Hailey
        [Undo]
        · 4 January 2027 at 09:00  I am away until March
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    await planned.wait_until("2027-01-04 17:00")  # 09:00 in Los Angeles
    assert "@Brian assigned you *1. List 100 influencers*" in planned.hailey.news()
    planned.nobody_else_hears()


async def test_a_tactic_is_not_handed_over_to_somebody_outside(planned: Campfire) -> None:
    planned.slack.add_person("Zane")
    await planned.brian.command("/tactic show 1", "#social")
    planned.hush()
    await planned.brian.click("Hand over", "#social")
    await planned.brian.choose("New owner", "@Zane")
    await planned.brian.submit()
    assert planned.brian.news() == screen("""
        == Hand over ==
        *1. List 100 influencers*
        New owner
          @Zane
          ! Zane isn't in this channel and couldn't see the plan. Invite them first, or choose someone else.
        Why? (optional)
          > (empty)
        [Cancel] [Hand over]
        """)
    planned.nobody_else_hears()


async def test_owners_are_assigned_in_one_sentence(planned: Campfire) -> None:
    await planned.maya.command("/tactic assign 1 @hailey @theo", "#social")
    assert planned.maya.news() == screen("""
        == Change owners ==
        *1. List 100 influencers*
        Owners (optional)
          @Brian, @Hailey, @Theo
          ? I'll ask them to rate it.
        [Cancel] [Save]
        """)

    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Assigned to @Brian, @Hailey and @Theo.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* @Brian, @Hailey and @Theo
        *ETA* Monday 1 February 2027
        *Ratings* 0 of 3 owners have rated. Ratings show when all have, or on Thursday 7 January
            2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)

    await planned.maya.command("/tactic assign 1", "#social")
    await planned.maya.choose("Owners")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        No owner now.
        *1. List 100 influencers*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* Monday 1 February 2027
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.hush()

    await planned.maya.command("/tactic assign 1 @dana", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Dana has left this workspace. Choose someone who's still here.
        What you typed:
        > /tactic assign 1 @Dana
        """)
    planned.nobody_else_hears()


async def test_a_visitor_looks_but_changes_nothing(planned: Campfire) -> None:
    await planned.maya.command("/plan", "#social")
    await planned.maya.click("Share in channel", "#social")
    planned.hush()
    await planned.priya.click("All tactics", "#social")
    assert planned.priya.news() == screen("""
        #social
        Oncourse 12:30 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        *1. List 100 influencers*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)

    await planned.priya.click("Move ETA", "#social")
    assert planned.priya.news() == screen("""
        #social
        Oncourse 12:30 (only visible to you)
        As a visitor from another organisation you can look at this plan, but not change it. Ask someone on
            the team to do it for you.
        """)
    planned.nobody_else_hears()
