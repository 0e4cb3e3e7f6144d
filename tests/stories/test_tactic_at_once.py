"""Several people at one tactic: nobody's words are lost, and nothing is overwritten silently."""

import pytest

from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, screen

pytestmark = pytest.mark.both_databases

planned = begun(a_plan, a_goal, a_tactic_of_brians)


async def test_the_second_of_two_editors_is_told_what_the_first_changed(planned: Campfire) -> None:
    await planned.maya.command("/tactic edit 1", "#social")
    await planned.hailey.command("/tactic edit 1", "#social")
    await planned.hailey.fill("ETA", "2027-02-20")
    await planned.hailey.submit()
    planned.hush()

    await planned.maya.fill("Notes", "Start with the food bloggers.")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Edit tactic 1 ==
        ⚠ @Hailey changed this while you were writing: ETA 1 February 2027 → 20 February 2027.
        Nothing you typed is lost. Press Save again to use yours.
        What needs doing?
          > List 100 influencers
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          @Brian
        ETA (optional)
          2027-02-01
        · Read as Monday 1 February 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Done when
          (x) any owner finishes
          ( ) all owners finish
        Notes (optional)
          > Start with the food bloggers.
        State
          v planned
        [Cancel] [Save]
        """)

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
        · *Notes*  Start with the food bloggers.
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.hush()


async def test_a_move_that_was_overtaken_is_made_only_after_a_look(planned: Campfire) -> None:
    await planned.maya.command("/tactic move 1 to 10 February", "#social")
    await planned.maya.fill("Why?", "The fair is on the 12th")
    await planned.brian.command("/tactic move 1 to 20 February", "#social")
    await planned.brian.submit()
    planned.hush()

    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Move ETA ==
        ⚠ @Brian changed this while you were writing: ETA 1 February 2027 → 20 February 2027.
        Nothing you typed is lost. Press Move again to use yours.
        *1. List 100 influencers*
        ETA (optional)
          2027-02-10
        · Read as Wednesday 10 February 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Why? (optional)
          > The fair is on the 12th
        [Cancel] [Move]
        """)

    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Moved to Wednesday 10 February 2027.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Wednesday 10 February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.hush()


async def test_owners_that_were_changed_meanwhile_are_changed_only_after_a_look(planned: Campfire) -> None:
    await planned.maya.command("/tactic assign 1 @noor", "#social")
    await planned.hailey.command("/tactic show 1", "#social")
    await planned.hailey.click("Hand over", "#social")
    await planned.hailey.choose("New owner", "@Hailey")
    await planned.brian.command("/tactic assign 1 @theo", "#social")
    await planned.brian.submit()
    planned.hush()

    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        == Change owners ==
        ⚠ @Brian changed this while you were writing: owners @Brian → @Brian and @Theo.
        Nothing you typed is lost. Press Save again to use yours.
        *1. List 100 influencers*
        Owners (optional)
          @Brian, @Noor
          ? I'll ask them to rate it.
        [Cancel] [Save]
        """)
    await planned.hailey.submit()
    assert planned.hailey.news() == screen("""
        == Hand over ==
        ⚠ @Brian changed this while you were writing: owners @Brian → @Brian and @Theo.
        Nothing you typed is lost. Press Hand over again to use yours.
        *1. List 100 influencers*
        New owner
          @Hailey
        Why? (optional)
          > (empty)
        [Cancel] [Hand over]
        """)

    await planned.hailey.submit()
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Handed over to @Hailey.
        *1. List 100 influencers*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Hailey
        *ETA* Monday 1 February 2027
        *Ratings* The owner hasn't rated yet. Ratings show once they have, or on Thursday 7 January 2027.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    planned.hush()


async def test_a_form_of_a_tactic_that_was_dropped_meanwhile_says_so(planned: Campfire) -> None:
    await planned.brian.command("/tactic move 1 to 10 February", "#social")
    await planned.hailey.command("/tactic rate 1", "#social")
    await planned.hailey.fill_in({"Value": "4", "Complexity": "2"})
    await planned.maya.command("/tactic drop 1", "#social")
    await planned.maya.fill("Why drop it?", "We buy the list instead")
    await planned.maya.submit()
    planned.hush()

    await planned.brian.submit()
    assert planned.brian.news() == screen("""
        == Move ETA ==
        *1. List 100 influencers*
        ETA (optional)
          2027-02-10
          ! “List 100 influencers” was dropped: We buy the list instead. To reopen it, edit it and choose
            another state. Nothing you typed is lost.
        · Read as Wednesday 10 February 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Why? (optional)
          > (empty: So that everyone understands)
        [Cancel] [Move]
        """)
    await planned.hailey.submit()
    assert planned.hailey.news() == screen("""
        == Rate tactic ==
        *1. List 100 influencers*
        To help us expand into a new market segment, we are building relationships with influencers.
        · A rough guess is fine. Your rating stays hidden until all are shown.
        Value
          ( ) 1 nice to have
          ( ) 2 helps a little
          ( ) 3 helps the goal along
          (x) 4 moves the goal
          ( ) 5 moves the company goal
          ! “List 100 influencers” was dropped: We buy the list instead. To reopen it, edit it and choose
            another state. Nothing you typed is lost.
        Complexity
          ( ) 1 an afternoon
          (x) 2 a few days
          ( ) 3 a few weeks
          ( ) 4 a month or more
          ( ) 5 months, or people we don't have
        Why? (optional)
          > (empty)
        [Cancel] [Rate]
        """)
    planned.nobody_else_hears()


async def test_an_old_card_of_a_tactic_that_is_done_says_so(planned: Campfire) -> None:
    await planned.maya.command("/tactic show 1", "#social")
    await planned.brian.command("/tactic done 1", "#social")
    planned.hush()

    await planned.maya.click("Done", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        “List 100 influencers” is already done. To reopen it, edit it and choose another state.
        """)
    await planned.maya.click("Move ETA", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        “List 100 influencers” is already done. To reopen it, edit it and choose another state.
        """)
    planned.nobody_else_hears()


async def test_somebody_who_left_the_channel_does_nothing_with_an_old_card(planned: Campfire) -> None:
    await planned.hailey.command("/tactic show 1", "#social")
    card = planned.hailey.message(channel="#social")
    await planned.hailey.click("Move ETA", message=card)
    await planned.hailey.fill("ETA", "2027-02-20")
    await planned.slack.leave("Hailey", "#social")
    planned.hush()

    await planned.hailey.submit()
    assert planned.hailey.news() == screen("""
        == Move ETA ==
        *1. List 100 influencers*
        ETA (optional)
          2027-02-20
          ! A plan is for the people of its channel. Join the channel, then try again.
        · Now Monday 1 February 2027.
        Repeats (optional)
          > (empty)
          ? Instead of an ETA, such as the 30th of every month or every 2 weeks on Tuesday.
        Why? (optional)
          > (empty: So that everyone understands)
        [Cancel] [Move]
        """)
    await planned.hailey.dismiss()
    await planned.hailey.click("Done", message=card)
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        A plan is for the people of its channel. Join the channel, then try again.
        """)
    planned.nobody_else_hears()


async def test_a_double_click_moves_a_tactic_once(planned: Campfire) -> None:
    await planned.maya.command("/tactic move 1 to 20 February", "#social")
    await planned.maya.submit_twice()
    planned.hush()

    await planned.maya.command("/plan history", "#social")
    assert planned.maya.news().count("moved") == 1
    planned.nobody_else_hears()
