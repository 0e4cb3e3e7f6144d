"""`/plan close`: what stays readable, and that nothing changes any more."""

from datetime import UTC, datetime

from tests.stories.begun import a_year, begun
from tests.stories.stage import Campfire, screen

year = begun(a_year)


async def test_maya_is_asked_once_more_before_the_plan_closes(year: Campfire) -> None:
    await year.maya.command("/plan close", "#social")
    assert year.maya.news() == screen("""
        == Close plan? ==
        Close *Social media 2027*? 1 tactic is done, 2 are still open.
        You'll be able to read it with its history, but not change it. Then `/plan next` starts the next
            period: goals and open tactics come along.
        Channel message (optional)
          [x] Say in the channel that the plan is closed
        [Not yet] [Close plan]
        """)

    await year.maya.choose("Channel message")
    await year.maya.submit()
    assert year.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *This channel has no open plan.*
        *Social media 2027* was closed on Monday 4 January 2027. You can read it but not change it.
        [Start next period] [Start from scratch] [Open plan]
        # Social media 2027: looking back
        · 1 January 2027 to 31 December 2027
        *3 tactics: 1 done, 2 still open*
        1 of 1 ETA met
        Too early to say how good our ratings were. It shows here once 3 done tactics say how they turned out.
        *1. Build relationships with influencers*
        3 tactics: 1 done, 2 still open
        • replies: to 50, no reading yet
        *2. Raise awareness of the new features*
        No tactics
        [Share in channel]
        """)
    year.nobody_else_hears()


async def test_a_closed_plan_asks_nobody_to_rate_any_more(year: Campfire) -> None:
    await year.wait_until("2027-01-04 14:00")
    year.hush()
    await year.close_plan()
    assert year.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00 (edited)
        # ✓ All done for today
        · Monday 4 January 2027
        · *2. List 100 influencers*: *Social media 2027* is closed
        · *2. List 100 influencers*: no rating needed any more
        [All your tactics] [Settings]
        """)


async def test_a_plan_that_is_not_to_close_yet_stays_open(year: Campfire) -> None:
    await year.maya.command("/plan close", "#social")
    await year.maya.dismiss()
    year.hush()

    await year.maya.command("/goal list", "#social")
    assert year.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: goals
        *1.* To help us *expand into a new market segment*, we are *building relationships with influencers*.
        [... Edit | Add tactic | Add reading | Drop]
        · 1 of 3 tactics done
        replies: to 50, no reading yet
        *2.* To help us *ship 3 major new product features*, we are *raising awareness of the new features*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        [Add goal]
        """)
    year.nobody_else_hears()


async def test_a_closed_plan_can_be_read_by_everybody_in_its_channel(year: Campfire) -> None:
    await year.close_plan()
    year.hush()

    await year.theo.command("/plan", "#social")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *This channel has no open plan.*
        *Social media 2027* was closed on Monday 4 January 2027. You can read it but not change it.
        · A member of this channel can start one with `/plan new`.
        [Open plan]
        """)

    await year.theo.click("Open plan", "#social")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027
        · 1 January 2027 to 31 December 2027
        *Social media 2027* was closed on Monday 4 January 2027. You can read it but not change it.
        *Expand into a new market segment*
        1. Build relationships with influencers
        · 1 of 3 tactics done
        *Ship 3 major new product features*
        2. Raise awareness of the new features
        · No tactics yet
        [All tactics] [Matrix] [Map] [History]
        """)

    await year.theo.click("All tactics", "#social")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: all tactics
        *Not rated*
        *1. Buy a map*
        [Open]
        · ✓ done · @Maya · Monday 11 January 2027
        To help us expand into a new market segment, we are building relationships with influencers.
        *3. Write a report*
        [Open]
        · planned · @Hailey · repeats on the last Friday of every month, next Friday 29 January 2027 · the
            owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. List 100 influencers*
        [Open]
        · planned · @Brian · Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)

    await year.theo.click("Open", "#social", beside="Buy a map")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *1. Buy a map*
        ✓ done
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owner* @Maya
        *ETA* Monday 11 January 2027
        *Finished by* @Maya
        · Social media 2027 is closed. You can read it but not change it.
        """)

    await year.theo.click("Matrix", "#social")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: what to do first
        *1 Quick wins* (0)  high value, low complexity: do these first
        *2 Big bets* (0)  high value, high complexity: worth the work, do next
        *3 Fill-ins* (0)  low value, low complexity: when there's time
        *4 Money pits* (0)  low value, high complexity: probably not worth it
        *Not rated yet* (2)
        • *3. Write a report*
        • *2. List 100 influencers*
        · Nothing rated yet. Tactics appear here once their ratings show.
        [All tactics]
        [Send me the picture] [Share in channel]
        """)

    await year.theo.click("History", "#social")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya closed the plan *Social media 2027*
        · 4 January 2027 at 09:00
        @Maya marked *Buy a map* as done: state planned → ✓ done
        · 4 January 2027 at 09:00
        @Maya added *Write a report*: owners @Hailey · repeats on the last Friday of every month
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added *Buy a map*: owners @Maya · ETA 11 January 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Raise awareness of the new features*: serves “Ship 3 major new product features”
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    year.nobody_else_hears()


async def test_nothing_in_a_closed_plan_changes_any_more(year: Campfire) -> None:
    await year.brian.command("/goal list", "#social")
    await year.hailey.command("/plan history", "#social")
    await year.brian.command("/goal add Be on time", "#social")
    await year.brian.choose("Which company goal does it help?", "Grow revenue")
    await year.close_plan()
    year.hush()

    await year.brian.submit()
    assert year.brian.news() == screen("""
        == Add goal ==
        What will social media do?
          > Be on time
          ! “Social media 2027” is closed. You can read it but not change it.
        Which company goal does it help?
          v Grow revenue
          ? If none fits, choose a marketing goal.
        ---
        *Add a metric?*  You can do this later.
        Metric (optional)
          > (empty)
          ? Such as followers, sign-ups or mentions.
        Unit (optional)
          > (empty: EUR, %, a week)
        Start value (optional)
          > (empty)
        Target (optional)
          > (empty)
        By when (optional)
          (choose)
        [Cancel] [Add]
        """)
    await year.brian.dismiss()

    await year.brian.click("Edit", "#social", nth=1)
    assert year.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        “Social media 2027” is closed. You can read it but not change it.
        """)

    await year.hailey.click("Undo", "#social")
    assert year.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        “Social media 2027” is closed. You can read it but not change it.
        """)
    year.nobody_else_hears()


async def test_a_check_in_that_is_going_on_ends_with_the_plan(year: Campfire) -> None:
    await year.wait_until("2027-01-11 14:00")
    year.hush()
    await year.close_plan()
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        · This check-in is closed, and so is its plan.
        """)
    assert "· *Are we on course?* closed · Social media 2027" in year.brian.news()
    year.hush()

    await year.wait_until("2027-01-14 12:00")
    year.nobody_else_hears()


async def test_a_late_answer_is_refused_once_the_plan_is_closed(year: Campfire) -> None:
    await year.wait_until("2027-01-13 07:00")
    await year.close_plan()
    year.hush()

    await year.brian.click("Answer", "#social")
    assert year.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        “Social media 2027” is closed. You can read it but not change it.
        """)
    year.nobody_else_hears()


async def test_commands_after_closing_say_how_to_go_on(year: Campfire) -> None:
    await year.close_plan()
    year.hush()

    for command in ("/goal", "/plan settings", "/plan close"):
        await year.maya.command(command, "#social")
        assert year.maya.news() == screen("""
            #social
            Oncourse 09:00 (only visible to you)
            “Social media 2027” is closed, and no other plan is open here. Start the next period with /plan
                next.
            """)
    year.nobody_else_hears()


async def test_a_plan_past_its_end_says_what_to_do(campfire: Campfire) -> None:
    await campfire.slack.clock.advance_to(datetime(2027, 12, 31, 12, 0, tzinfo=UTC))
    await campfire.live_a_year()
    await campfire.slack.clock.advance_to(datetime(2028, 1, 3, 12, 0, tzinfo=UTC))
    campfire.hush()

    await campfire.maya.command("/plan", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · ⚠ ended 3 days ago. Close it with `/plan close`, then start the
            next with `/plan next`
        *Expand into a new market segment*
        1. Build relationships with influencers
        · 1 of 3 tactics done
        *Ship 3 major new product features*
        2. Raise awareness of the new features
        · No tactics yet
        *Improve the NPS score among our MVU customers*
        ⚠ No goals yet
        ---
        *Do first* (2 of 2 open tactics)
        *3. Write a report*
        @Hailey · ⚠ overdue since Friday 31 December 2027 · not rated yet
        *2. List 100 influencers*
        @Brian · Tuesday 1 February 2028 · not rated yet
        [Add tactic] [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)
    campfire.nobody_else_hears()
