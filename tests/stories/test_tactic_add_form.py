"""`/tactic add` with less than everything, and what its form makes up for."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal)


async def test_a_sentence_can_be_only_a_title(planned: Campfire) -> None:
    await planned.hailey.command("/tactic add Call the press", "#social")
    await planned.hailey.fill("Notes", "The number is in the handbook.\nAsk for Ilze.")
    await planned.hailey.submit()
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Added.
        *1. Call the press*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* none yet
        · *Notes*  The number is in the handbook.
        Ask for Ilze.
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_whoever_adds_a_tactic_of_their_own_is_asked_to_rate_it(planned: Campfire) -> None:
    await planned.brian.command("/tactic add Draft the brief @brian by friday", "#social")
    await planned.brian.submit()
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Added.
        *1. Draft the brief*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Friday 8 January 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()

    await planned.wait_until("2027-01-04 14:00")  # 09:00 in New York
    assert "*1 tactic to rate* by Thursday 7 January 2027." in planned.brian.news()


async def test_a_tactic_for_one_of_several_goals_needs_to_say_which(planned: Campfire) -> None:
    await planned.add_goal("Raise awareness of the new features", "Ship 3 major new product features")
    planned.hush()

    await planned.maya.command("/tactic add Film a demo", "#social")
    assert planned.maya.news() == screen("""
        == Add tactic ==
        What needs doing?
          > Film a demo
        For which goal?
          v (choose)
        Owners (optional)
          (choose)
        ETA (optional)
          (choose)
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)

    await planned.maya.choose("For which goal?", "2. ")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Film a demo*
        proposed
        To help us *ship 3 major new product features*, we are *raising awareness of the new features*.
        *Owners* nobody yet
        *ETA* none yet
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Set ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_a_plan_without_goals_asks_for_one_first(campfire: Campfire) -> None:
    await campfire.start_plan()
    campfire.hush()

    await campfire.brian.command("/tactic add Call @hailey by friday", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        A tactic needs a goal, and this plan has none yet. Add one with /goal add.
        What you typed:
        > /tactic add Call @Hailey by friday
        """)
    campfire.nobody_else_hears()


async def test_the_date_is_after_the_plan_ends_and_the_card_says_so(planned: Campfire) -> None:
    await planned.maya.command("/tactic add Celebrate by 14 January 2028", "#social")
    assert planned.maya.news() == screen("""
        == Add tactic ==
        What needs doing?
          > Celebrate
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
        ETA (optional)
          2028-01-14
        · Read as Friday 14 January 2028. ⚠ That's after the plan ends on Friday 31 December 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)

    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Celebrate*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *ETA* Friday 14 January 2028
        ⚠ That's after the plan ends on Friday 31 December 2027.
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Assign] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()
