"""`/goal reading`, and letting a goal go."""

from tests.stories.begun import a_plan, begun, two_goals_of_which_one_is_measured
from tests.stories.stage import Campfire, errors, screen

TITLE = "What will social media do?"


measured = begun(a_plan, two_goals_of_which_one_is_measured)


async def test_a_reading_is_given_and_stands_in_the_list(measured: Campfire) -> None:
    await measured.brian.command("/goal reading 1", "#social")
    assert measured.brian.news() == screen("""
        == Add reading ==
        *1. Build relationships with influencers*
        Metric
          v answers
        Current value
          > (empty)
        Measured on
          2027-01-04
        [Cancel] [Add]
        """)

    await measured.brian.fill_in({"Current value": "12.5", "Measured on": "2027-01-02"})
    await measured.brian.submit()
    assert measured.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Saved. answers is 12.5 a week.
        *1. Build relationships with influencers*
        To help us *expand into a new market segment*.
        • answers: 12.5 of 50.5 a week on 2 January 2027
        [Add tactic] [Add reading] [Edit] [Drop]
        """)

    await measured.hailey.command("/goal reading 1", "#social")
    assert measured.hailey.news() == screen("""
        == Add reading ==
        *1. Build relationships with influencers*
        Metric
          v answers (12.5 on 2 January 2027)
        Current value
          > 12.5
        Measured on
          2027-01-04
        [Cancel] [Add]
        """)
    await measured.hailey.dismiss()

    await measured.hailey.command("/goal list", "#social")
    assert measured.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: goals
        *1.* To help us *expand into a new market segment*, we are *building relationships with influencers*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        answers: 12.5 of 50.5 a week on 2 January 2027
        *2.* To help us *ship 3 major new product features*, we are *raising awareness of the new features*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        [Add goal]
        """)
    measured.nobody_else_hears()


async def test_a_reading_is_of_a_day_that_has_come(measured: Campfire) -> None:
    await measured.maya.command("/goal reading 1", "#social")
    await measured.maya.fill_in({"Current value": "12", "Measured on": "2027-01-05"})
    await measured.maya.submit()
    assert errors(measured.maya.news()) == {
        "Measured on": "Tuesday 5 January 2027 hasn't come yet. Choose today or an earlier day."
    }
    measured.nobody_else_hears()


async def test_a_goal_without_a_metric_has_nothing_to_read(measured: Campfire) -> None:
    await measured.maya.command("/goal reading 2", "#social")
    assert measured.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        “Raise awareness of the new features” has no metric yet. Edit the goal to add one.
        What you typed:
        > /goal reading 2
        """)
    measured.nobody_else_hears()


async def test_a_goal_is_dropped_only_when_nothing_under_it_is_open(measured: Campfire) -> None:
    await measured.maya.command("/tactic add List 100 influencers", "#social")
    await measured.maya.choose("For which goal?", "1. ")
    await measured.maya.submit()
    await measured.maya.command("/goal list", "#social")
    measured.hush()

    await measured.maya.click("Drop", "#social", nth=1)
    assert measured.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        This goal still has open tactics: 1. Finish, drop or move them to another goal first.
        """)

    await measured.maya.click("Drop", "#social", nth=2)
    assert measured.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Dropped. Undo it in `/plan history`.
        *2. Raise awareness of the new features*  ✕ dropped
        To help us *ship 3 major new product features*.
        """)

    await measured.maya.command("/goal list", "#social")
    assert measured.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: goals
        *1.* To help us *expand into a new market segment*, we are *building relationships with influencers*.
        [... Edit | Add tactic | Add reading | Drop]
        · 0 of 1 tactic done
        answers: from 10 to 50.5 a week, no reading yet
        [Add goal]
        """)
    measured.nobody_else_hears()


async def test_dropping_can_be_declined(measured: Campfire) -> None:
    await measured.maya.command("/goal edit 2", "#social")
    await measured.maya.fill(TITLE, "Raise awareness")
    await measured.maya.submit()
    measured.hush()

    await measured.maya.click("Drop", "#social", confirm=False)
    measured.nobody_else_hears()


async def test_an_old_card_of_a_dropped_goal_opens_nothing(measured: Campfire) -> None:
    await measured.brian.command("/goal edit 2", "#social")
    await measured.brian.fill(TITLE, "Too late")
    await measured.hailey.command("/goal list", "#social")
    await measured.maya.command("/goal list", "#social")
    await measured.maya.click("Drop", "#social", nth=2)
    measured.hush()

    await measured.brian.submit()
    assert measured.brian.news() == screen("""
        == Edit goal 2 ==
        What will social media do?
          > Too late
          ! This is gone. Open the plan to see what's there. Nothing you typed is lost.
        Which company goal does it help?
          v Ship 3 major new product features
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
        [Cancel] [Save]
        """)

    await measured.hailey.click("Edit", "#social", nth=2)
    assert measured.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        This is gone. Open the plan to see what's there.
        """)
    measured.nobody_else_hears()
