"""`/plan next`: what comes along into the next period, and what stays behind."""

from datetime import UTC, datetime

from tests.stories.begun import a_year, begun
from tests.stories.stage import Campfire, screen

year = begun(a_year)


async def test_the_next_plan_takes_goals_metrics_settings_and_open_tactics_along(year: Campfire) -> None:
    await year.maya.command("/plan settings", "#social")
    await year.maya.fill_in(
        {"Plan owners": ["@brian"], "Check-in on": "Thursday", "Time zone": "Europe/London"}
    )
    await year.maya.submit()
    await year.close_plan()
    await year.slack.clock.advance_to(datetime(2027, 12, 28, 12, 0, tzinfo=UTC))
    year.hush()

    await year.maya.command("/plan next", "#social")
    assert year.maya.news() == screen("""
        == Start next period ==
        Name
          > Social media 2028
        Starts on
          2027-12-28
        Ends on
          2028-12-31
        Company goal 1 (optional)
          > Expand into a new market segment
        Company goal 2 (optional)
          > Ship 3 major new product features
        Company goal 3 (optional)
          > Improve the NPS score among our MVU customers
          ? Clear it to leave it behind, with its goals.
        More company goals (optional)
          > (empty: Expand into a new market segment)
          ? One per line.
        Channel message (optional)
          [x] Say in the channel that the plan has started
        [Cancel] [Start]
        """)

    await year.maya.fill("Company goal 1", "Expand into two new market segments")
    await year.maya.choose("Channel message")
    await year.maya.submit()
    assert year.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        Carried over: 2 goals and 2 open tactics.
        # Social media 2028
        · 28 December 2027 to 31 December 2028 · 369 days to go
        *Expand into two new market segments*
        1. Build relationships with influencers
        · 0 of 2 tactics done
        *Ship 3 major new product features*
        2. Raise awareness of the new features
        · No tactics yet
        *Improve the NPS score among our MVU customers*
        ⚠ No goals yet
        ---
        *Do first* (2 of 2 open tactics)
        *1. List 100 influencers*
        @Brian · ⚠ overdue since Monday 1 February 2027 · not rated yet
        *2. Write a report*
        @Hailey · Friday 31 December 2027 · not rated yet
        [Add tactic] [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)
    year.nobody_else_hears()

    await year.maya.command("/goal list", "#social")
    assert year.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        # Social media 2028: goals
        *1.* To help us *expand into two new market segments*, we are *building relationships with
            influencers*.
        [... Edit | Add tactic | Add reading | Drop]
        · 0 of 2 tactics done
        replies: to 50, no reading yet
        *2.* To help us *ship 3 major new product features*, we are *raising awareness of the new features*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        [Add goal]
        """)

    await year.maya.command("/tactic list", "#social")
    assert year.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        # Social media 2028: open tactics
        *Not rated yet*
        *1. List 100 influencers*
        [... Open | Rate | Done | Move ETA | Hand over]
        · planned · @Brian · ⚠ overdue since Monday 1 February 2027 · the owner hasn't rated yet
        To help us expand into two new market segments, we are building relationships with influencers.
        *2. Write a report*
        [... Open | Rate | Done | Change dates | Hand over]
        · planned · @Hailey · repeats on the last Friday of every month, next Friday 31 December 2027 · the
            owner hasn't rated yet
        To help us expand into two new market segments, we are building relationships with influencers.
        """)

    await year.maya.command("/plan settings", "#social")
    assert year.maya.news() == screen("""
        == Plan settings ==
        Name
          > Social media 2028
        Starts on
          2027-12-28
        Ends on
          2028-12-31
        Company goal 1 (optional)
          > Expand into two new market segments
        Company goal 2 (optional)
          > Ship 3 major new product features
        Company goal 3 (optional)
          > Improve the NPS score among our MVU customers
          ? Clear it to remove it.
        More company goals (optional)
          > (empty: Expand into a new market segment)
          ? One per line.
        Plan owners (optional)
          @Brian
          ? They can change all of this too.
        @Maya started this plan and always owns it.
        Working days for rating
          > 3
          ? Ratings show once every owner has rated, or after this many working days.
        Check-in on
          v Thursday
        Check-in at
          v 09:00
        Time zone
          > Europe/London
          ? Such as Europe/Riga or America/New_York.
        [Cancel] [Save]
        """)
    year.nobody_else_hears()
    await year.wait_until("2027-12-28 14:00")
    assert year.brian.news() == screen("""
        @Oncourse
        Oncourse 09:00
        # 1 new tactic, 1 overdue, 1 to rate
        · Tuesday 28 December 2027
        @Maya assigned you *1. List 100 influencers*
        ⚠ 330 days overdue, was due Monday 1 February 2027 · Social media 2028
        [Open]
        · To help us expand into two new market segments, we are building relationships with influencers.
        *1 tactic to rate* by Monday 3 January 2028. A rough guess is fine.
        *1. List 100 influencers*
        [Rate 1]
        *1. List 100 influencers*
        ⚠ 330 days overdue, was due Monday 1 February 2027 · Social media 2028
        · To help us expand into two new market segments, we are building relationships with influencers.
        [Done] [Move ETA] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        [All your tactics] [Settings]
        """)
    await year.wait_until("2027-12-28 17:00")
    assert year.hailey.news() == screen("""
        @Oncourse
        Oncourse 09:00
        # 1 new tactic, 1 due soon, 1 to rate
        · Tuesday 28 December 2027
        @Maya assigned you *2. Write a report*
        due in 3 days, Friday 31 December 2027 · Social media 2028
        [Open]
        · To help us expand into two new market segments, we are building relationships with influencers.
        *1 tactic to rate* by Monday 3 January 2028. A rough guess is fine.
        *2. Write a report*
        [Rate 1]
        *2. Write a report*
        due in 3 days, Friday 31 December 2027 · Social media 2028
        · To help us expand into two new market segments, we are building relationships with influencers.
        [Done] [Change dates] [Hand over] [... Snooze to tomorrow | Snooze 3 days | Snooze to next week]
        [All your tactics] [Settings]
        """)


async def test_a_goal_of_the_closed_plan_gets_no_tactic_in_the_next(year: Campfire) -> None:
    await year.maya.command("/goal list", "#social")
    await year.close_plan()
    await year.maya.command("/plan next", "#social")
    await year.maya.submit()
    year.hush()

    await year.maya.click("Add tactic", "#social", within="2027: goals", nth=1)
    assert year.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        “Social media 2027” is closed. You can read it but not change it.
        """)
    year.nobody_else_hears()


async def test_parts_that_owners_have_finished_come_along_with_what_is_still_due(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    for sentence in (
        "Buy a map @brian @hailey by 1 February",
        "Post on the 5th of every month @brian @hailey",
    ):
        await campfire.maya.command(f"/tactic add {sentence}", "#social")
        await campfire.maya.choose("Done when", "all owners finish")
        await campfire.maya.submit()
    await campfire.wait_until("2027-01-05 12:00")
    await campfire.hailey.command("/tactic done 1", "#social")
    await campfire.hailey.command("/tactic done 2", "#social")
    await campfire.wait_until("2027-01-07 12:00")
    await campfire.close_plan()
    await campfire.maya.command("/plan next", "#social")
    await campfire.maya.submit()
    campfire.hush()

    await campfire.maya.command("/tactic show 1", "#social")
    assert "*Done when* all owners finish: so far @Hailey" in campfire.maya.news()
    await campfire.maya.command("/tactic show 2", "#social")
    assert "*Done when* all owners finish: nobody so far" in campfire.maya.news()


async def test_what_serves_a_company_goal_that_is_left_out_stays_behind(year: Campfire) -> None:
    await year.close_plan()
    year.hush()
    await year.maya.command("/plan next", "#social")
    await year.maya.fill("Company goal 1", "")
    await year.maya.choose("Channel message")
    await year.maya.submit()
    assert year.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Carried over: 1 goal and 0 open tactics. Left behind in the closed plan: 1 goal and 2 open tactics.
        # Social media 2027
        · 4 January 2027 to 3 January 2028 · 364 days to go
        *Ship 3 major new product features*
        1. Raise awareness of the new features
        · No tactics yet
        *Improve the NPS score among our MVU customers*
        ⚠ No goals yet
        [Add tactic] [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)
    year.nobody_else_hears()


async def test_a_double_click_starts_one_next_plan(year: Campfire) -> None:
    await year.close_plan()
    year.hush()
    await year.maya.command("/plan next", "#social")
    await year.maya.submit_twice()
    year.hush()

    await year.maya.command("/goal list", "#social")
    assert year.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: goals
        *1.* To help us *expand into a new market segment*, we are *building relationships with influencers*.
        [... Edit | Add tactic | Add reading | Drop]
        · 0 of 2 tactics done
        replies: to 50, no reading yet
        *2.* To help us *ship 3 major new product features*, we are *raising awareness of the new features*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        [Add goal]
        """)
    year.nobody_else_hears()


async def test_next_waits_until_the_plan_is_closed(year: Campfire) -> None:
    await year.brian.command("/plan next", "#social")
    assert year.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        “Social media 2027” is still open. Close it with /plan close, then start the next period.
        """)
    year.nobody_else_hears()


async def test_there_is_no_next_before_the_first(campfire: Campfire) -> None:
    await campfire.brian.command("/plan next", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        This channel has no plan yet. Starting one takes a minute, and you can change everything later.
        [Start plan]
        """)
    campfire.nobody_else_hears()
