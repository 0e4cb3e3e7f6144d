"""The form that starts a plan: what it refuses, and that nothing typed in it is lost."""

import pytest

from sandbox import FormRefused
from tests.stories.stage import Campfire, screen

COMPANY_GOALS = "The company's goals that this plan serves"


async def test_a_plan_has_to_end_after_it_starts(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill_in(
        {
            "Name": "Backwards",
            "It starts on": "2027-06-01",
            "It ends on": "2027-05-31",
            COMPANY_GOALS: "Grow",
        }
    )
    await campfire.maya.choose("Channel message")
    await campfire.maya.submit()
    assert campfire.maya.news() == screen("""
        == Start a plan ==
        Name
          > Backwards
        It starts on
          2027-06-01
        It ends on
          2027-05-31
          ! The plan starts on Tuesday 1 June 2027, so it has to end on a later day.
        The company's goals that this plan serves (optional)
          > Grow
          ? One a line, about three. Leave it empty to use the eight marketing goals, such as more brand
            awareness.
        Channel message (optional)
          [ ] Say in the channel that the plan has started
        [Cancel] [Start]
        """)

    await campfire.maya.fill("It ends on", "2027-06-30")
    await campfire.maya.submit()
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Backwards
        · 1 June 2027 to 30 June 2027 · starts in 148 days
        *Grow*
        No goals yet. A goal says what social media does for one goal of the company.
        [Add a goal] [All tactics] [Matrix] [Map]
        [Share to channel] [History] [Settings]
        """)
    campfire.nobody_else_hears()


async def test_a_plan_needs_a_name_of_more_than_blanks(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", "   ")
    await campfire.maya.fill(COMPANY_GOALS, "Grow")
    await campfire.maya.submit()
    assert campfire.maya.news() == screen("""
        == Start a plan ==
        Name
          >
          ! Give the plan a name, such as “Social media 2027”.
        It starts on
          2027-01-04
        It ends on
          2027-12-31
        The company's goals that this plan serves (optional)
          > Grow
          ? One a line, about three. Leave it empty to use the eight marketing goals, such as more brand
            awareness.
        Channel message (optional)
          [x] Say in the channel that the plan has started
        [Cancel] [Start]
        """)
    campfire.nobody_else_hears()


async def test_a_name_and_a_company_goal_can_be_too_long(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", "N" * 81)
    await campfire.maya.fill(COMPANY_GOALS, "Grow\n" + "G" * 301)
    await campfire.maya.submit()
    assert "! That is 301 characters long, and 300 fit here." in campfire.maya.news()

    await campfire.maya.fill(COMPANY_GOALS, "Grow")
    await campfire.maya.submit()
    assert "! That is 81 characters long, and 80 fit here." in campfire.maya.news()
    campfire.nobody_else_hears()


async def test_ten_thousand_characters_do_not_fit_into_the_form(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", "long " * 2000)
    with pytest.raises(FormRefused, match="Name: Shorten this to 3000 characters"):
        await campfire.maya.submit()
    assert "long long" in campfire.maya.news()
    campfire.nobody_else_hears()


async def test_ten_company_goals_are_the_most(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", "Everything")
    await campfire.maya.fill(COMPANY_GOALS, "\n".join(f"Goal {number}" for number in range(1, 12)))
    await campfire.maya.submit()
    assert campfire.maya.news() == screen("""
        == Start a plan ==
        Name
          > Everything
        It starts on
          2027-01-04
        It ends on
          2027-12-31
        The company's goals that this plan serves (optional)
          > Goal 1
          > Goal 2
          > Goal 3
          > Goal 4
          > Goal 5
          > Goal 6
          > Goal 7
          > Goal 8
          > Goal 9
          > Goal 10
          > Goal 11
          ? One a line, about three. Leave it empty to use the eight marketing goals, such as more brand
            awareness.
          ! A plan has at most 10 company goals, and these are 11. About three work best.
        Channel message (optional)
          [x] Say in the channel that the plan has started
        [Cancel] [Start]
        """)
    campfire.nobody_else_hears()


async def test_a_plan_without_company_goals_can_use_the_marketing_goals(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", "Spring")
    await campfire.maya.choose("Channel message")
    await campfire.maya.submit()
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Spring
        · 4 January 2027 to 31 December 2027 · 361 days to go
        No goals yet. A goal says what social media does for one goal of the company.
        [Add a goal] [All tactics] [Matrix] [Map]
        [Share to channel] [History] [Settings]
        """)

    await campfire.maya.command("/goal add Post twice a week", "#social")
    await campfire.maya.choose("Which goal of the company does it help?", "Boost brand engagement")
    await campfire.maya.submit()
    campfire.hush()
    await campfire.maya.command("/plan", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Spring
        · 4 January 2027 to 31 December 2027 · 361 days to go
        *Boost brand engagement*
        1. To help us boost brand engagement, we are posting twice a week.
        · no tactics yet
        [Add a tactic] [Add a goal] [All tactics] [Matrix] [Map]
        [Share to channel] [History] [Settings]
        """)
    campfire.nobody_else_hears()


@pytest.mark.parametrize(
    "typed",
    [
        "Grow 🌱 with <!channel> & <@U0BRIAN>",
        "نمو في سوق جديدة",
        "<https://example.com|a link> &amp; &lt;b&gt;",
        "A\u202eB\u2066C",
    ],
    ids=["emoji and mentions", "right to left", "links and entities", "direction overrides"],
)
async def test_what_people_type_is_shown_as_they_typed_it(campfire: Campfire, typed: str) -> None:
    shown = typed.replace("\u202e", "").replace("\u2066", "")
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", typed)
    await campfire.maya.fill(COMPANY_GOALS, typed)
    await campfire.maya.choose("Channel message")
    await campfire.maya.submit()

    assert campfire.maya.news().splitlines()[2:5] == [
        f"# {shown}",
        "· 4 January 2027 to 31 December 2027 · 361 days to go",
        f"*{shown}*",
    ]
    campfire.nobody_else_hears()


async def test_somebody_who_gives_up_leaves_no_plan_behind(campfire: Campfire) -> None:
    await campfire.maya.command("/plan new", "#social")
    await campfire.maya.fill("Name", "Never mind")
    await campfire.maya.dismiss()
    campfire.hush()

    await campfire.maya.command("/plan", "#social")
    assert "*This channel has no plan yet.*" in campfire.maya.news()
    campfire.nobody_else_hears()
