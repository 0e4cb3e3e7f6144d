"""`/plan close`: what stays readable, and that nothing changes any more."""

from datetime import UTC, datetime

from tests.stories.begun import a_year, begun
from tests.stories.stage import Campfire, screen

year = begun(a_year)


async def test_maya_is_asked_once_more_before_the_plan_closes(year: Campfire) -> None:
    await year.maya.command("/plan close", "#social")
    assert year.maya.news() == screen("""
        == Close this plan? ==
        Close *Social media 2027*? 1 tactic is done, 2 are still open.
        It stays here to read with all its history, but nothing in it changes any more. `/plan next` then
            starts the next period: goals and open tactics come along.
        Channel message (optional)
          [x] Say in the channel that the plan is closed
        [Not yet] [Close the plan]
        """)

    await year.maya.choose("Channel message")
    await year.maya.submit()
    assert year.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *No plan is open in this channel.*
        *Social media 2027* was closed on Monday 4 January 2027. It stays readable, but nothing in it changes
            any more.
        [Start the next period] [Start an empty plan] [Look at the closed plan]
        # Social media 2027: looking back
        · 1 January 2027 to 31 December 2027
        *3 tactics: 1 done, 2 still open*
        1 of 1 ETA of done tactics kept
        How right our ratings were is not known: say on done tactics what they really took, and from 3 of
            them on it shows here.
        *1. Build relationships with influencers*
        3 tactics: 1 done, 2 still open
        • replies: to 50, no reading yet
        *2. Raise awareness of the new features*
        No tactics
        [Share to channel]
        """)
    assert year.brian.news() == screen("""
        @Oncourse
        Oncourse 02:00 (edited)
        *No rating is needed any more.*
        *2. List 100 influencers*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *listing 100 influencers* (@Brian, by 1 February 2027).
        · *Social media 2027* is closed.
        · Social media 2027 in #social
        """)
    assert year.hailey.news() == screen("""
        @Oncourse
        Oncourse 23:00 (edited)
        *No rating is needed any more.*
        *3. Write a report*
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *writing a report* (@Hailey, the last Friday of every month).
        · *Social media 2027* is closed.
        · Social media 2027 in #social
        """)
    year.nobody_else_hears()


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
        [... Edit | Add a tactic | Add a reading | Drop]
        · 3 tactics, 1 done
        replies: to 50, no reading yet
        *2.* To help us *ship 3 major new product features*, we are *raising awareness of the new features*.
        [... Edit | Add a tactic | Add a reading | Drop]
        · no tactics yet
        no metric yet: Edit adds one
        [Add a goal]
        """)
    year.nobody_else_hears()


async def test_a_closed_plan_can_be_read_by_everybody_in_its_channel(year: Campfire) -> None:
    await year.close_plan()
    year.hush()

    await year.theo.command("/plan", "#social")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *No plan is open in this channel.*
        *Social media 2027* was closed on Monday 4 January 2027. It stays readable, but nothing in it changes
            any more.
        · A member of this channel can start one with `/plan new`.
        [Look at the closed plan]
        """)

    await year.theo.click("Look at the closed plan", "#social")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027
        · 1 January 2027 to 31 December 2027
        *Social media 2027* was closed on Monday 4 January 2027. It stays readable, but nothing in it changes
            any more.
        *Expand into a new market segment*
        1. To help us expand into a new market segment, we are building relationships with influencers.
        · 3 tactics, 1 done
        *Ship 3 major new product features*
        2. To help us ship 3 major new product features, we are raising awareness of the new features.
        · no tactics yet
        [All tactics] [Matrix] [Map] [History]
        """)

    await year.theo.click("All tactics", "#social")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: all tactics
        *Not rated*
        *1. Buy a map*
        [Show]
        · ● done · @Maya · Monday 11 January 2027
        To help us expand into a new market segment, we are building relationships with influencers.
        *3. Write a report*
        [Show]
        · ◔ planned · @Hailey · the last Friday of every month, next Friday 29 January 2027 · the owner has
            not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        *2. List 100 influencers*
        [Show]
        · ◔ planned · @Brian · Monday 1 February 2027 · the owner has not rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)

    await year.theo.click("Show", "#social", beside="Buy a map")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        *1. Buy a map*
        ● done
        To help us *expand into a new market segment*, we are *building relationships with influencers*, by
            *buying a map*.
        *Owner* @Maya
        *ETA* Monday 11 January 2027
        *Finished by* @Maya
        · Social media 2027 is closed: it stays readable, but nothing in it changes.
        """)

    await year.theo.click("Matrix", "#social")
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: what to do first
        *1 Quick wins* (0)  high value, low complexity: do these first
        *2 Big bets* (0)  high value, high complexity: worth the work, next in line
        *3 Fill-ins* (0)  low value, low complexity: when there is time to spare
        *4 Money pits* (0)  low value, high complexity: probably not worth attention
        *Not rated yet* (2)
        • *3. Write a report*
        • *2. List 100 influencers*
        · Nothing is rated yet: a tactic has its place here once its ratings show.
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
        @Maya ticked *Buy a map* off: state ◔ planned → ● done
        · 4 January 2027 at 09:00
        @Maya added *Write a report*: owners @Hailey; rhythm the last Friday of every month
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian; ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added *Buy a map*: owners @Maya; ETA 11 January 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Raise awareness of the new features*: serves “Ship 3 major new product features”
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027; end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    year.nobody_else_hears()


async def test_nothing_in_a_closed_plan_changes_any_more(year: Campfire) -> None:
    await year.brian.command("/goal list", "#social")
    await year.hailey.command("/plan history", "#social")
    await year.brian.command("/goal add Be on time", "#social")
    await year.brian.choose("Which goal of the company does it help?", "Grow revenue")
    await year.close_plan()
    year.hush()

    await year.brian.submit()
    assert year.brian.news() == screen("""
        == Add a goal ==
        What will social media do?
          > Be on time
          ! “Social media 2027” is closed. It stays here to read, but nothing in it changes any more.
        Which goal of the company does it help?
          v Grow revenue
          ? Where none fits, choose one of the marketing goals.
        ---
        *Measure it by a number?*  You can leave this for later.
        What is measured (optional)
          > (empty)
          ? Such as followers, sign-ups or mentions.
        Unit (optional)
          > (empty: EUR, %, a week)
        It starts at (optional)
          > (empty)
        It should reach (optional)
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
        “Social media 2027” is closed. It stays here to read, but nothing in it changes any more.
        """)

    await year.hailey.click("Undo", "#social")
    assert year.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        “Social media 2027” is closed. It stays here to read, but nothing in it changes any more.
        """)
    year.nobody_else_hears()


async def test_a_check_in_that_is_going_on_ends_with_the_plan(year: Campfire) -> None:
    await year.wait_until("2027-01-11 07:00")
    year.hush()
    await year.close_plan()
    assert year.theo.news() == screen("""
        #social
        Oncourse 09:00 (edited)
        # Are we on course?
        · *Social media 2027* · Monday 11 January 2027
        · This check-in is closed, and so is its plan.
        """)
    assert "*This check-in is closed.*\n· Social media 2027 in #social" in year.brian.news()
    year.hush()

    await year.wait_until("2027-01-14 12:00")
    year.nobody_else_hears()


async def test_a_late_answer_is_refused_once_the_plan_is_closed(year: Campfire) -> None:
    await year.wait_until("2027-01-13 07:00")
    await year.close_plan()
    year.hush()

    await year.brian.click("Answer late", "#social")
    assert year.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        “Social media 2027” is closed. It stays here to read, but nothing in it changes any more.
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
            “Social media 2027” is closed, and no other plan is open in this channel. /plan shows it; /plan
                next starts the next period.
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
        · 1 January 2027 to 31 December 2027 · ⚠ ended 3 days ago: `/plan close` closes it, `/plan next`
            starts the next
        *Expand into a new market segment*
        1. To help us expand into a new market segment, we are building relationships with influencers.
        · 3 tactics, 1 done
        *Ship 3 major new product features*
        2. To help us ship 3 major new product features, we are raising awareness of the new features.
        · no tactics yet
        *Improve the NPS score among our MVU customers*
        ⚠ No goal helps this one yet.
        ---
        *First in line* (2 of 2 open tactics)
        *3. Write a report*
        @Hailey · ⚠ overdue since Friday 31 December 2027 · not rated yet
        *2. List 100 influencers*
        @Brian · Tuesday 1 February 2028 · not rated yet
        [Add a tactic] [Add a goal] [All tactics] [Matrix] [Map]
        [Share to channel] [History] [Settings]
        """)
    campfire.nobody_else_hears()
