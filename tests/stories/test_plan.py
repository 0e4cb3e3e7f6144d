"""`/plan`: starting a plan, looking at it and sharing it."""

from tests.stories.stage import Campfire, screen


async def test_a_member_finds_no_plan_and_a_button_that_starts_one(campfire: Campfire) -> None:
    await campfire.brian.command("/plan", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        *This channel has no plan yet.*
        A plan leads from your company's goals to what each of you does next, and keeps you on course.
        [Start a plan]
        """)

    await campfire.brian.click("Start a plan", "#social")
    assert campfire.brian.news() == screen("""
        == Start a plan ==
        Name
          > (empty: Social media 2027)
        It starts on
          2027-01-04
        It ends on
          2027-12-31
        The company's goals that this plan serves (optional)
          > (empty: Expand into a new market segment)
          ? One a line, about three. Leave it empty to use the eight marketing goals, such as more brand
            awareness.
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
        No goals yet. A goal says what social media does for one goal of the company.
        [Add a goal] [All tactics] [Matrix] [Map]
        [Share to channel] [History] [Settings]
        """)
    campfire.nobody_else_hears()


async def test_maya_starts_a_plan_that_only_she_is_shown(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", "Social media 2027")
    await campfire.maya.fill("The company's goals that this plan serves", "Grow\n\n  Ship 3 features  \n")
    await campfire.maya.choose("Channel message")
    await campfire.maya.submit()

    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027
        · 4 January 2027 to 31 December 2027 · 361 days to go
        *Grow*
        *Ship 3 features*
        No goals yet. A goal says what social media does for one goal of the company.
        [Add a goal] [All tactics] [Matrix] [Map]
        [Share to channel] [History] [Settings]
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
        @Maya started the plan *Social media 2027*: start 4 January 2027; end 31 December 2027
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
        This channel has a plan already, “Social media 2027”: /plan shows it. To start another, close that one
            first.
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
        == Start a plan ==
        Name
          > Brian's plan
          ! This channel has a plan already, “Maya's plan”: /plan shows it. To start another, close that one
            first.
        It starts on
          2027-01-04
        It ends on
          2027-12-31
        The company's goals that this plan serves (optional)
          > (empty: Expand into a new market segment)
          ? One a line, about three. Leave it empty to use the eight marketing goals, such as more brand
            awareness.
        Channel message (optional)
          [x] Say in the channel that the plan has started
        [Cancel] [Start]
        """)
    campfire.nobody_else_hears()


async def test_maya_shares_the_plan_and_everybody_in_the_channel_sees_it(campfire: Campfire) -> None:
    await campfire.start_plan()
    campfire.hush()

    await campfire.maya.click("Share to channel", "#social")

    shared = screen("""
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand into a new market segment*
        *Ship 3 major new product features*
        *Improve the NPS score among our MVU customers*
        No goals yet. A goal says what social media does for one goal of the company.
        · Shared by @Maya on Monday 4 January 2027
        [Add a goal] [All tactics] [Matrix] [Map]
        """)
    assert campfire.maya.news() == f"#social\nOncourse 09:00\n{shared}"
    assert campfire.brian.news() == f"#social\nOncourse 02:00\n{shared}"
    assert campfire.hailey.news() == f"#social\nOncourse 23:00\n{shared}"
    assert campfire.theo.news() == f"#social\nOncourse 09:00\n{shared}"
    assert campfire.priya.news() == f"#social\nOncourse 12:30\n{shared}"
    assert campfire.noor.news() == f"#social\nOncourse 11:00\n{shared}"

    await campfire.hailey.click("Add a goal", "#social")
    assert campfire.hailey.news().startswith("== Add a goal ==")
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
        No goals yet. A goal says what social media does for one goal of the company.
        [Add a goal] [All tactics] [Matrix] [Map]
        [Share to channel] [History] [Settings]
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
        1. To help us expand into a new market segment, we are calling customer 1.
        · no tactics yet
        3. To help us expand into a new market segment, we are calling customer 3.
        · no tactics yet
        5. To help us expand into a new market segment, we are calling customer 5.
        · no tactics yet
        7. To help us expand into a new market segment, we are calling customer 7.
        · no tactics yet
        9. To help us expand into a new market segment, we are calling customer 9.
        · no tactics yet
        *Ship 3 major new product features*
        ⚠ No goal helps this one yet.
        *Improve the NPS score among our MVU customers*
        ⚠ No goal helps this one yet.
        *Grow revenue*
        2. To help us grow revenue, we are calling customer 2.
        · no tactics yet
        4. To help us grow revenue, we are calling customer 4.
        · no tactics yet
        6. To help us grow revenue, we are calling customer 6.
        · no tactics yet
        8. To help us grow revenue, we are calling customer 8.
        · no tactics yet
        10. To help us grow revenue, we are calling customer 10.
        · no tactics yet
        · 1 to 10 of 12
        [Next]
        [Add a tactic] [Add a goal] [All tactics] [Matrix] [Map]
        [Share to channel] [History] [Settings]
        """)

    await campfire.brian.click("Next", "#social")
    assert campfire.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027
        · 1 January 2027 to 31 December 2027 · 361 days to go
        *Expand into a new market segment*
        11. To help us expand into a new market segment, we are calling customer 11.
        · no tactics yet
        *Grow revenue*
        12. To help us grow revenue, we are calling customer 12.
        · no tactics yet
        · 11 to 12 of 12
        [Previous]
        [Add a tactic] [Add a goal] [All tactics] [Matrix] [Map]
        [Share to channel] [History] [Settings]
        """)

    await campfire.brian.click("Previous", "#social")
    assert campfire.brian.news() == first
    campfire.nobody_else_hears()
