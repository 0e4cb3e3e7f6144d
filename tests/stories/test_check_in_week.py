"""A week's check-in: the channel fills up live, decisions are carried out, and the summary compares."""

import pytest

from tests.stories.begun import begun
from tests.stories.stage import Campfire, screen

pytestmark = pytest.mark.both_databases


@begun
async def planned(campfire: Campfire) -> None:
    """A plan whose goal is measured, with two tactics of Brian's and one of Hailey's, a week later."""
    await campfire.start_plan()
    await campfire.add_measured_goal()
    await campfire.maya.command("/goal reading 1", "#social")
    await campfire.maya.fill_in({"Current value": "12"})
    await campfire.maya.submit()
    for sentence in (
        "List 100 influencers @brian by 1 February",
        "Send 100 emails @brian by 12 February",
        "Film a teaser @hailey by 26 February",
    ):
        await campfire.add_tactic(sentence)
    await campfire.wait_until("2027-01-11 06:59")
    campfire.hush()


async def test_on_monday_the_channel_is_asked_and_every_owner_at_their_hour(planned: Campfire) -> None:
    await planned.wait_until("2027-01-11 07:00")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        Waiting for 3 updates. It takes a minute.
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 9:00 AM · Discuss in the thread
        """)
    for person in planned.everybody:
        assert "@Oncourse" not in person.news()

    await planned.wait_until("2027-01-11 14:00")
    assert planned.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00
        # 1 check-in to answer
        · Monday 11 January 2027
        *Are we on course?*
        Answer by Wednesday, January 13th, 2027 at 2:00 AM · Social media 2027
        [Answer]
        [All your tactics] [Settings]
        """)
    planned.nobody_else_hears()
    await planned.wait_until("2027-01-11 17:00")
    assert planned.hailey.news() == screen("""
        @Oncourse
        Oncourse 09:00
        # 1 check-in to answer
        · Monday 11 January 2027
        *Are we on course?*
        Answer by Tuesday, January 12th, 2027 at 11:00 PM · Social media 2027
        [Answer]
        [All your tactics] [Settings]
        """)
    planned.nobody_else_hears()


async def test_brian_answers_for_both_his_tactics_in_one_form(planned: Campfire) -> None:
    await planned.wait_until("2027-01-11 14:00")
    await planned.brian.click("Answer", "@Oncourse")
    assert planned.brian.form() == screen("""
        == Are we on course? ==
        · *Social media 2027* · open until Wednesday, January 13th, 2027 at 2:00 AM
        ---
        *1. List 100 influencers*
        ETA Monday 1 February 2027
        How's it going?
          ( ) ● on course
          ( ) ◐ drifting
          ( ) ○ off course
        What happened? (optional)
          > (empty)
        ---
        *2. Send 100 emails*
        ETA Friday 12 February 2027
        How's it going?
          ( ) ● on course
          ( ) ◐ drifting
          ( ) ○ off course
        What happened? (optional)
          > (empty)
        ---
        *Latest numbers*  Update what changed, clear what you haven't checked.
        answers, a week (optional)
          > 12
          ? 1. Build relationships with influencers: 12 of 50.5 on 4 January 2027
        [Cancel] [Answer]
        """)


async def test_the_channels_message_fills_up_while_decisions_are_carried_out(planned: Campfire) -> None:
    await planned.wait_until("2027-01-11 14:00")
    planned.hush()

    await planned.brian.click("Answer", "@Oncourse")
    await planned.brian.choose("How's it going?", "● on course", nth=1)
    await planned.brian.choose("How's it going?", "○ off course", nth=2)
    await planned.brian.fill("What happened?", "No email tool yet", nth=2)
    await planned.brian.fill("answers, a week", "15.5")
    await planned.brian.submit()
    assert planned.brian.form() == screen("""
        == What now? ==
        · *Social media 2027* · Monday 11 January 2027
        This one is off course. What now? Keeping it as is counts too.
        ---
        *2. Send 100 emails*
        ETA Friday 12 February 2027
        What now?
          ( ) Keep it as is
          ( ) Move the date
          ( ) Rate it again
          ( ) Hand it over
          ( ) Drop it
        New date, if it moves (optional)
          (choose)
        New owner, if you hand it over (optional)
          (choose)
        Why? (optional)
          > (empty)
          ? Required if you drop it
        [Cancel] [Save]
        """)
    await planned.brian.choose("What now?", "Move the date")
    await planned.brian.fill_in({"New date, if it moves": "2027-02-19", "Why?": "The tool comes late"})
    await planned.brian.submit()
    assert planned.brian.modal is None
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        ●○…
        ● 1 on course · ○ 1 off course · … 1 not answered
        ○ off course *2. Send 100 emails*
        > @Brian: No email tool yet. Moved to 19 February 2027: The tool comes late
        ● on course *1. List 100 influencers*
        · Waiting for @Hailey
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 9:00 AM · Discuss in the thread
        """)
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        ●○…
        ● 1 on course · ○ 1 off course · … 1 not answered
        ○ off course *2. Send 100 emails*
        > @Brian: No email tool yet. Moved to 19 February 2027: The tool comes late
        ● on course *1. List 100 influencers*
        · Waiting for @Hailey
        [Answer]
        · Closes Wednesday, January 13th, 2027 at 2:00 AM · Discuss in the thread

        @Oncourse
        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Monday 11 January 2027
        · ✓ *Are we on course?* answered · Social media 2027
        [All your tactics] [Settings]
        """)
    await planned.maya.command("/tactic show 2", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 16:00 (only visible to you)
        *2. Send 100 emails*
        planned
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Brian
        *ETA* Friday 19 February 2027
        *Ratings* Nobody rated in time.
        [Rate] [Done] [Move ETA] [Hand over] [Edit] [... Change owners | Drop]
        """)
    await planned.maya.command("/goal", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 16:00 (only visible to you)
        # Social media 2027: goals
        *1.* To help us *expand into a new market segment*, we are *building relationships with influencers*.
        [... Edit | Add tactic | Add reading | Drop]
        · 0 of 3 tactics done
        answers: 15.5 of 50.5 a week on 11 January 2027
        [Add goal]
        """)


async def test_hailey_is_asked_again_the_next_morning_and_brian_is_not(planned: Campfire) -> None:
    await planned.wait_until("2027-01-11 14:00")
    await answer(planned, "● on course", "● on course")
    await planned.wait_until("2027-01-11 17:00")
    planned.hush()
    await planned.wait_until("2027-01-12 16:59")
    planned.nobody_else_hears()

    await planned.wait_until("2027-01-12 17:00")
    assert "# 1 check-in to answer\n· Tuesday 12 January 2027" in planned.hailey.news()
    planned.nobody_else_hears()


async def test_the_summary_compares_with_the_week_before(planned: Campfire) -> None:
    await planned.wait_until("2027-01-11 14:00")
    await answer(planned, "● on course", "◐ drifting")
    await planned.wait_until("2027-01-13 06:59")
    planned.hush()

    await planned.wait_until("2027-01-13 07:00")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        ●◐…
        ● 1 on course · ◐ 1 drifting · … 1 not answered
        ◐ drifting *2. Send 100 emails*
        ● on course *1. List 100 influencers*
        [Answer]
        · This check-in is closed. Its summary is below. You can answer late until the next one starts.

        Oncourse 09:00
        # Where we stand, 11 January 2027
        · *Social media 2027*
        ●◐…
        ● 1 on course · ◐ 1 drifting · … 1 not answered
        (image: Social media 2027, course over the last check-ins. 11 January 2027: 1 on course,
            1 drifting, 1 not answered.)
        (image: Social media 2027, metrics. answers: 12 a week, target 50.5 on 11 January 2027.)
        *Metrics*
        • answers: 12 of 50.5 a week on 11 January 2027
        ◐ drifting *2. Send 100 emails*
        *What changed in the plan*
        • @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market
            segment”
        • @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        • @Maya added *Send 100 emails*: owners @Brian · ETA 12 February 2027
        • @Maya added *Film a teaser*: owners @Hailey · ETA 26 February 2027
        *No update from* @Hailey
        *Advice*
        • *Ship 3 major new product features*: no goals yet
        • *Improve the NPS score among our MVU customers*: no goals yet
        • *List 100 influencers*: not rated yet, so it isn't in the order.
        • *Send 100 emails*: not rated yet, so it isn't in the order.
        • *Film a teaser*: not rated yet, so it isn't in the order.
        [All advice]
        """)

    await planned.wait_until("2027-01-19 14:00")  # the 18th is a holiday in America
    await answer(planned, "● on course", "○ off course")
    await planned.brian.choose("What now?", "Hand it over")
    await planned.brian.choose("New owner, if you hand it over", "@maya")
    await planned.brian.fill_in({"Why?": "Maya knows the tool"})
    await planned.brian.submit()
    assert planned.brian.modal is None, planned.brian.form()
    await planned.wait_until("2027-01-20 06:59")
    planned.hush()

    await planned.wait_until("2027-01-20 07:00")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 18 January 2027
        ●○…
        ● 1 on course · ○ 1 off course · … 1 not answered
        ○ off course *2. Send 100 emails*
        > @Brian: Handed over to @Maya: Maya knows the tool
        ● on course *1. List 100 influencers*
        [Answer]
        · This check-in is closed. Its summary is below. You can answer late until the next one starts.

        Oncourse 09:00
        # Where we stand, 18 January 2027
        · *Social media 2027* · in brackets: change since the last check-in
        ●○…
        ● 1 on course · ◐ 0 drifting (-1) · ○ 1 off course (+1) · … 1 not answered
        (image: Social media 2027, course over the last check-ins. 11 January 2027: 1 on course, 1
            drifting, 1 not answered. 18 January 2027: 1 on course, 1 off course, 1 not answered.)
        (image: Social media 2027, metrics. answers: 12 a week, target 50.5 on 19 January 2027.)
        · Before:
        11 January 2027: ● 1 on course · ◐ 1 drifting · … 1 not answered
        *Metrics*
        • answers: 12 of 50.5 a week on 19 January 2027
        ○ off course *2. Send 100 emails*
        > @Brian: Handed over to @Maya: Maya knows the tool
        *What changed since the last check-in*
        • @Brian handed over *Send 100 emails*: owners @Brian → @Maya (Maya knows the tool)
        *No update from* @Hailey
        *Advice*
        • *Ship 3 major new product features*: no goals yet
        • *Improve the NPS score among our MVU customers*: no goals yet
        • *List 100 influencers*: not rated yet, so it isn't in the order.
        • *Send 100 emails*: not rated yet, so it isn't in the order.
        • *Film a teaser*: not rated yet, so it isn't in the order.
        [All advice]
        """)


async def answer(campfire: Campfire, first: str, second: str) -> None:
    """Brian says how each of his tactics goes."""
    await campfire.brian.click("Answer", "@Oncourse")
    await campfire.brian.choose("How's it going?", first, nth=1)
    await campfire.brian.choose("How's it going?", second, nth=2)
    await campfire.brian.submit()


async def test_a_reading_given_in_the_form_stands_in_the_history_and_is_passed_over(
    planned: Campfire,
) -> None:
    await planned.wait_until("2027-01-11 14:00")
    await planned.brian.click("Answer", "@Oncourse")
    await planned.brian.choose("How's it going?", "● on course", nth=1)
    await planned.brian.choose("How's it going?", "● on course", nth=2)
    await planned.brian.fill("answers, a week", "15.5")
    await planned.brian.submit()
    planned.hush()
    await planned.maya.command("/plan history", "#social")
    assert planned.maya.news().startswith(
        screen("""
        #social
        Oncourse 16:00 (only visible to you)
        # Social media 2027: history
        @Brian added a reading to *answers*: 15.5 a week
        · 11 January 2027 at 16:00
        """)
    )
    await planned.maya.click("Undo", "#social")
    assert "@Maya undid the last change to *Film a teaser*" in planned.maya.news()
