"""Tactics that are dropped or done, and reopened."""

from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, a_tactic_of_brians)


async def test_a_dropped_tactic_says_why_and_can_be_taken_up_again(planned: Campfire) -> None:
    await planned.maya.command("/tactic drop 1", "#social")
    assert planned.maya.news() == screen("""
        == Drop tactic ==
        *1. List 100 influencers*
        It keeps its ratings and history. Edit it to bring it back.
        Why drop it?
          > (empty)
        [Cancel] [Drop]
        """)

    await planned.maya.fill("Why drop it?", "We buy the list instead")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Dropped. Edit it to bring it back.
        *1. List 100 influencers*
        ✕ dropped
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Monday 1 February 2027
        *Dropped because* We buy the list instead
        [Edit or reopen]
        """)

    await planned.brian.command("/tactic done 1", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        “List 100 influencers” was dropped: We buy the list instead. To reopen it, edit it and choose another
            state.
        What you typed:
        > /tactic done 1
        """)

    await planned.maya.click("Edit or reopen", "#social")
    assert planned.maya.news() == screen("""
        == Edit tactic 1 ==
        What needs doing?
          > List 100 influencers
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian
        ETA (optional)
          2027-02-01
        · Now Monday 1 February 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > (empty)
        State
          v ✕ dropped
          ? Choose another to reopen it.
        [Cancel] [Save]
        """)

    await planned.maya.choose("State", "planned")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Saved.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Monday 1 February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_a_tactic_is_not_dropped_without_a_reason(planned: Campfire) -> None:
    await planned.maya.command("/tactic drop 1", "#social")
    await planned.maya.fill("Why drop it?", "  ")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Drop tactic ==
        *1. List 100 influencers*
        It keeps its ratings and history. Edit it to bring it back.
        Why drop it?
          >
          ! Say why in a few words, so the plan remembers it.
        [Cancel] [Drop]
        """)
    planned.nobody_else_hears()


async def test_a_done_tactic_is_done_once_and_can_be_taken_up_again(planned: Campfire) -> None:
    await planned.brian.command("/tactic done 1", "#social")
    planned.hush()

    await planned.maya.command("/tactic done 1", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        “List 100 influencers” is already done. To reopen it, edit it and choose another state.
        What you typed:
        > /tactic done 1
        """)
    await planned.maya.command("/tactic drop 1", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        “List 100 influencers” is already done. To reopen it, edit it and choose another state.
        What you typed:
        > /tactic drop 1
        """)
    await planned.maya.command("/tactic move 1 to 20 February", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        “List 100 influencers” is already done. To reopen it, edit it and choose another state.
        What you typed:
        > /tactic move 1 to 20 February
        """)
    await planned.maya.command("/tactic rate 1", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        “List 100 influencers” is already done. To reopen it, edit it and choose another state.
        What you typed:
        > /tactic rate 1
        """)

    await planned.maya.command("/tactic edit 1", "#social")
    await planned.maya.choose("State", "under way")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Saved.
        *1. List 100 influencers*
        under way
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Monday 1 February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.nobody_else_hears()


async def test_what_is_open_again_is_not_judged_before_it_is_done(planned: Campfire) -> None:
    await planned.brian.command("/tactic done 1", "#social")
    await planned.maya.command("/tactic edit 1", "#social")
    await planned.maya.choose("State", "under way")
    await planned.maya.submit()
    planned.hush()

    await planned.brian.choose("Value", "4 moves the goal", channel="#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        “List 100 influencers” is open again. Say how it turned out once it's done.
        """)
    planned.nobody_else_hears()
