"""`/plan`: starting a plan, looking at it and sharing it."""

from tests.stories.stage import Campfire, screen


async def test_a_member_finds_no_plan_and_a_button_that_starts_one(campfire: Campfire) -> None:
    await campfire.brian.command("/plan", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        *This channel has no plan yet.*
        A plan takes you from your company's goals to what each of you does next.
        [Start plan]
        """)

    await campfire.brian.click("Start plan", "#social")
    assert campfire.brian.news() == screen("""
        == Start plan ==
        Name
          > (empty: Social media 2027)
        Starts on
          2027-01-04
        Ends on
          2027-12-31
        Company goals (optional)
          > (empty: Expand into a new market segment)
          ? One per line, about three. Leave empty to use marketing goals such as brand awareness.
        Channel message (optional)
          [x] Say in the channel that the plan has started
        [Cancel] [Start]
        """)

    await campfire.brian.fill("Name", "Spring")
    await campfire.brian.choose("Channel message")
    await campfire.brian.submit()
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Spring
        · 4 January 2027 to 31 December 2027 · 361 days to go
        No goals yet. A goal says what social media does for one company goal.
        [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)
    campfire.nobody_else_hears()


async def test_maya_starts_a_plan_that_only_she_is_shown(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", "Social media 2027")
    await campfire.maya.fill("Company goals", "Grow\n\n  Ship 3 features  \n")
    await campfire.maya.choose("Channel message")
    await campfire.maya.submit()

    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027
        · 4 January 2027 to 31 December 2027 · 361 days to go
        *Grow*
        *Ship 3 features*
        No goals yet. A goal says what social media does for one company goal.
        [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)
    campfire.nobody_else_hears()


async def test_a_double_click_on_start_makes_one_plan(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", "Social media 2027")
    await campfire.maya.submit_twice()
    campfire.hush()

    await campfire.maya.command("/plan history", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya started the plan *Social media 2027*: start 4 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    campfire.nobody_else_hears()


async def test_a_channel_has_one_plan_at_a_time(campfire: Campfire) -> None:
    await campfire.start_plan()
    campfire.hush()

    await campfire.brian.command("/plan new", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        This channel already has a plan, “Social media 2027”. To start another, close that one first.
        """)
    campfire.nobody_else_hears()


async def test_two_people_start_a_plan_at_once_and_the_second_is_told(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.brian.command("/plan new", "#social")
    await campfire.maya.fill("Name", "Maya's plan")
    await campfire.brian.fill("Name", "Brian's plan")
    await campfire.maya.submit()
    campfire.hush()

    await campfire.brian.submit()
    assert campfire.brian.news() == screen("""
        == Start plan ==
        Name
          > Brian's plan
          ! This channel already has a plan, “Maya's plan”. To start another, close that one first.
        Starts on
          2027-01-04
        Ends on
          2027-12-31
        Company goals (optional)
          > (empty: Expand into a new market segment)
          ? One per line, about three. Leave empty to use marketing goals such as brand awareness.
        Channel message (optional)
          [x] Say in the channel that the plan has started
        [Cancel] [Start]
        """)
    campfire.nobody_else_hears()


async def test_maya_shares_the_plan_and_everybody_in_the_channel_sees_it(campfire: Campfire) -> None:
    await campfire.start_plan()
    campfire.hush()

    await campfire.maya.click("Share in channel", "#social")

    shared = screen("""
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand into a new market segment*
        *Ship 3 major new product features*
        *Improve the NPS score among our MVU customers*
        No goals yet. A goal says what social media does for one company goal.
        · Shared by @Maya on Monday 4 January 2027
        [Add goal] [All tactics] [Matrix] [Map]
        """)
    assert campfire.maya.news() == f"#social\nOncourse 09:00\n{shared}"
    assert campfire.brian.news() == f"#social\nOncourse 02:00\n{shared}"
    assert campfire.hailey.news() == f"#social\nOncourse 23:00\n{shared}"
    assert campfire.theo.news() == f"#social\nOncourse 09:00\n{shared}"
    assert campfire.priya.news() == f"#social\nOncourse 12:30\n{shared}"
    assert campfire.noor.news() == f"#social\nOncourse 11:00\n{shared}"

    await campfire.hailey.click("Add goal", "#social")
    assert campfire.hailey.news().startswith("== Add goal ==")
    campfire.nobody_else_hears()


async def test_each_channel_has_a_plan_of_its_own(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.start_plan("Launch the app", "#launches")
    campfire.hush()

    await campfire.maya.command("/plan", "#launches")
    assert campfire.maya.news() == screen("""
        #launches
        Oncourse 09:00 (only visible to you)
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Launch the app*
        No goals yet. A goal says what social media does for one company goal.
        [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)
    campfire.nobody_else_hears()


async def test_a_plan_of_many_goals_is_turned_page_by_page(campfire: Campfire) -> None:
    await campfire.start_plan()
    for number in range(1, 13):
        serves = "Expand into a new market segment" if number % 2 else "Grow revenue"
        await campfire.add_goal(f"Call customer {number}", serves)
    campfire.hush()

    await campfire.brian.command("/plan", "#social")
    first = campfire.brian.news()
    assert first == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand into a new market segment*
        1. Call customer 1
        · No tactics yet
        3. Call customer 3
        · No tactics yet
        5. Call customer 5
        · No tactics yet
        7. Call customer 7
        · No tactics yet
        9. Call customer 9
        · No tactics yet
        *Ship 3 major new product features*
        ⚠ No goals yet
        *Improve the NPS score among our MVU customers*
        ⚠ No goals yet
        *Grow revenue*
        2. Call customer 2
        · No tactics yet
        4. Call customer 4
        · No tactics yet
        6. Call customer 6
        · No tactics yet
        8. Call customer 8
        · No tactics yet
        10. Call customer 10
        · No tactics yet
        · 1 to 10 of 12
        [Next]
        [Add tactic] [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)

    await campfire.brian.click("Next", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand into a new market segment*
        11. Call customer 11
        · No tactics yet
        *Grow revenue*
        12. Call customer 12
        · No tactics yet
        · 11 to 12 of 12
        [Previous]
        [Add tactic] [Add goal] [All tactics] [Matrix] [Map]
        [Share in channel] [History] [Settings]
        """)

    await campfire.brian.click("Previous", "#social")
    assert campfire.brian.news() == first
    campfire.nobody_else_hears()
