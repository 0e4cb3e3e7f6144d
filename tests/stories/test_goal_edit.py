"""`/goal edit`: finding a goal, changing any of it, and two people at it at once."""

from tests.stories.begun import a_plan, begun, two_goals_of_which_one_is_measured
from tests.stories.stage import Campfire, screen

SERVES = "Which company goal does it help?"
TITLE = "What will social media do?"


measured = begun(a_plan, two_goals_of_which_one_is_measured)


async def test_a_goal_is_found_by_number_or_words_and_edited(measured: Campfire) -> None:
    await measured.brian.command("/goal edit influencers", "#social")
    assert measured.brian.news() == screen("""
        == Edit goal 1 ==
        What will social media do?
          > Build relationships with influencers
        Which company goal does it help?
          v Expand into a new market segment
          ? If none fits, choose a marketing goal.
        ---
        *Metric 1*  Clear its fields to remove it.
        Metric (optional)
          > answers
        Unit (optional)
          > a week
        Start value (optional)
          > 10
        Target (optional)
          > 50.5
        By when (optional)
          (choose)
        ---
        *Add another metric?*  You can do this later.
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

    await measured.brian.fill(TITLE, "Build trust with influencers")
    await measured.brian.submit()
    assert measured.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Saved.
        *1. Build trust with influencers*
        To help us *expand into a new market segment*.
        • answers: from 10 to 50.5 a week, no reading yet
        [Add tactic] [Add reading] [Edit] [Drop]
        """)
    measured.nobody_else_hears()


async def test_a_second_metric_is_added_and_the_first_taken_out(measured: Campfire) -> None:
    await measured.brian.command("/goal edit 2", "#social")
    await measured.brian.fill("Metric", "mentions")
    await measured.brian.submit()
    await measured.brian.command("/goal edit 2", "#social")
    measured.hush()
    assert measured.brian.form() == screen("""
        == Edit goal 2 ==
        What will social media do?
          > Raise awareness of the new features
        Which company goal does it help?
          v Ship 3 major new product features
          ? If none fits, choose a marketing goal.
        ---
        *Metric 1*  Clear its fields to remove it.
        Metric (optional)
          > mentions
        Unit (optional)
          > (empty: EUR, %, a week)
        Start value (optional)
          > (empty)
        Target (optional)
          > (empty)
        By when (optional)
          (choose)
        ---
        *Add another metric?*  You can do this later.
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


async def test_edit_without_a_name_shows_the_goals_to_choose_from(measured: Campfire) -> None:
    await measured.brian.command("/goal edit", "#social")
    assert measured.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: goals
        *1.* To help us *expand into a new market segment*, we are *building relationships with influencers*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        answers: from 10 to 50.5 a week, no reading yet
        *2.* To help us *ship 3 major new product features*, we are *raising awareness of the new features*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        [Add goal]
        """)

    await measured.brian.click("Edit", "#social", nth=2)
    assert measured.brian.form().startswith("== Edit goal 2 ==")
    measured.hush()


async def test_words_that_fit_no_goal_or_several_are_given_back(measured: Campfire) -> None:
    await measured.brian.command("/goal edit 7", "#social")
    assert measured.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        I can't find “7” in this plan. Use its number or some words of its title: /tactic list and /goal list
            show them.
        What you typed:
        > /goal edit 7
        """)

    await measured.brian.command("/goal reading R&D", "#social")
    assert measured.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        I can't find “R&D” in this plan. Use its number or some words of its title: /tactic list and /goal
            list show them.
        What you typed:
        > /goal reading R&D
        """)

    await measured.brian.command("/goal edit re", "#social")
    assert measured.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        “re” could be several: 1. Build relationships with influencers · 2. Raise awareness of the new
            features. Say which one by its number.
        What you typed:
        > /goal edit re
        """)
    measured.nobody_else_hears()


async def test_two_people_edit_a_goal_at_once_and_the_second_is_told(measured: Campfire) -> None:
    await measured.brian.command("/goal edit 2", "#social")
    await measured.hailey.command("/goal edit 2", "#social")
    await measured.brian.fill(TITLE, "Brian's words")
    await measured.brian.choose(SERVES, "Improve the NPS score among our MVU customers")
    await measured.hailey.fill(TITLE, "Hailey's words")
    await measured.hailey.choose(SERVES, "Grow revenue")
    await measured.brian.submit()
    measured.hush()

    await measured.hailey.submit()
    assert measured.hailey.news() == screen("""
        == Edit goal 2 ==
        ⚠ @Brian changed this while you were writing: title “Raise awareness of the new features” → “Brian's
            words” · serves “Ship 3 major new product features” → “Improve the NPS score among our MVU
            customers”.
        Nothing you typed is lost. Press Save again to use yours.
        What will social media do?
          > Hailey's words
        Which company goal does it help?
          v Grow revenue
          ? If none fits, choose a marketing goal.
        ---
        *Add a metric?*  You can do this later.
        Metric (optional)
          > (empty)
          ? Often: sign-ups, sales revenue, revenue from social ads.
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

    await measured.hailey.submit()
    assert measured.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        Saved.
        *2. Hailey's words*
        To help us *grow revenue*.
        • No metric yet
        [Add tactic] [Add metric] [Edit] [Drop]
        """)
    measured.nobody_else_hears()


async def test_a_goal_saved_as_it_was_changes_nothing(measured: Campfire) -> None:
    await measured.brian.command("/goal edit 2", "#social")
    await measured.brian.submit()
    measured.hush()

    await measured.maya.command("/plan history", "#social")
    assert "edited" not in measured.maya.news()
    measured.nobody_else_hears()
