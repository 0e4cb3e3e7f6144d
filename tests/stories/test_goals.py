"""`/goal add` and `/goal list`: goals, what they are measured by, and what the form refuses."""

import pytest

from sandbox import FormRefused
from tests.stories.begun import a_plan, begun
from tests.stories.stage import Campfire, errors, screen

SERVES = "Which company goal does it help?"
TITLE = "What will social media do?"
NAMELESS = "Name the metric, such as followers, or clear its fields."


def too_long(count: int, most: int) -> str:
    return f"That's {count:,} characters, and {most} fit here. Please shorten it."


planned = begun(a_plan)


async def test_a_goal_opens_filled_in_and_is_added_with_its_metric(planned: Campfire) -> None:
    await planned.brian.command("/goal add Build relationships with influencers", "#social")
    assert planned.brian.news() == screen("""
        == Add goal ==
        What will social media do?
          > Build relationships with influencers
        Which company goal does it help?
          v (choose)
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

    await planned.brian.choose(SERVES, "Expand into a new market segment")
    await planned.brian.fill_in(
        {
            "Metric": "influencers who answer",
            "Unit": "people",
            "Start value": "0",
            "Target": "50",
            "By when": "2027-06-30",
        }
    )
    await planned.brian.submit()
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        Added.
        *1. Build relationships with influencers*
        To help us *expand into a new market segment*.
        • influencers who answer: from 0 to 50 people by 30 June 2027, no reading yet
        [Add tactic] [Add reading] [Edit] [Drop]
        """)
    planned.nobody_else_hears()


async def test_a_goal_can_serve_a_marketing_goal_instead(planned: Campfire) -> None:
    await planned.maya.command("/goal", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: goals
        No goals yet. A goal says what social media does for one company goal.
        [Add goal]
        """)

    await planned.maya.click("Add goal", "#social")
    await planned.maya.fill(TITLE, "Answer every comment within a day")
    await planned.maya.choose(SERVES, "Boost brand engagement")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. Answer every comment within a day*
        To help us *boost brand engagement*.
        • No metric yet
        [Add tactic] [Add metric] [Edit] [Drop]
        """)
    planned.nobody_else_hears()


async def test_a_double_click_on_add_makes_one_goal(planned: Campfire) -> None:
    await planned.maya.command("/goal add Be on TikTok", "#social")
    await planned.maya.choose(SERVES, "Grow revenue")
    await planned.maya.submit_twice()
    planned.hush()

    await planned.maya.command("/goal list", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: goals
        *1.* To help us *grow revenue*, we are *being on TikTok*.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        [Add goal]
        """)
    planned.nobody_else_hears()


async def test_a_long_list_is_turned_page_by_page(planned: Campfire) -> None:
    for number in range(1, 11):
        await planned.add_goal(f"Goal {number}")
    planned.hush()

    await planned.brian.command("/goal list", "#social")
    first = planned.brian.news()
    assert first == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: goals
        *1.* To help us *expand into a new market segment*, we are working on “*Goal 1*”.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *2.* To help us *expand into a new market segment*, we are working on “*Goal 2*”.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *3.* To help us *expand into a new market segment*, we are working on “*Goal 3*”.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *4.* To help us *expand into a new market segment*, we are working on “*Goal 4*”.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *5.* To help us *expand into a new market segment*, we are working on “*Goal 5*”.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *6.* To help us *expand into a new market segment*, we are working on “*Goal 6*”.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *7.* To help us *expand into a new market segment*, we are working on “*Goal 7*”.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *8.* To help us *expand into a new market segment*, we are working on “*Goal 8*”.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        · 1 to 8 of 10
        [Next]
        [Add goal]
        """)

    await planned.brian.click("Next", "#social")
    assert planned.brian.news() == screen("""
        #social
        Oncourse 02:00 (only visible to you)
        # Social media 2027: goals
        *9.* To help us *expand into a new market segment*, we are working on “*Goal 9*”.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        *10.* To help us *expand into a new market segment*, we are working on “*Goal 10*”.
        [... Edit | Add tactic | Add reading | Drop]
        · No tactics yet
        No metric yet
        · 9 to 10 of 10
        [Previous]
        [Add goal]
        """)

    await planned.brian.click("Previous", "#social")
    assert planned.brian.news() == first
    planned.nobody_else_hears()


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({TITLE: "  "}, {TITLE: "Give it a title: a few words on what needs doing."}),
        ({TITLE: "G" * 301}, {TITLE: too_long(301, 300)}),
        ({"Target": "50"}, {"Metric": NAMELESS}),
        ({"Unit": "people"}, {"Metric": NAMELESS}),
        ({"Metric": "m" * 81}, {"Metric": too_long(81, 80)}),
        ({"Metric": "followers", "Unit": "u" * 21}, {"Unit": too_long(21, 20)}),
    ],
)
async def test_what_does_not_fit_is_refused_at_its_field(
    planned: Campfire, typed: dict[str, str], refused: dict[str, str]
) -> None:
    await planned.maya.command("/goal add Be on TikTok", "#social")
    await planned.maya.choose(SERVES, "Grow revenue")
    await planned.maya.fill_in(typed)
    await planned.maya.submit()

    form = planned.maya.news()
    assert errors(form) == refused
    assert "  v Grow revenue" in form
    planned.nobody_else_hears()


async def test_a_goal_has_to_help_something(planned: Campfire) -> None:
    await planned.maya.command("/goal add Be on TikTok", "#social")
    with pytest.raises(FormRefused, match=SERVES):
        await planned.maya.submit()


async def test_a_company_goal_taken_out_meanwhile_cannot_be_helped(planned: Campfire) -> None:
    await planned.brian.command("/goal add Be on TikTok", "#social")
    await planned.brian.choose(SERVES, "Improve the NPS score among our MVU customers")
    await planned.maya.command("/plan settings", "#social")
    await planned.maya.fill("Company goal 3", "")
    await planned.maya.submit()
    planned.hush()

    await planned.brian.submit()
    assert errors(planned.brian.news()) == {
        SERVES: "That company goal was removed from the plan. Choose another. Nothing you typed is lost."
    }
    planned.nobody_else_hears()


async def test_ten_thousand_characters_come_back_to_whoever_typed_them(planned: Campfire) -> None:
    await planned.maya.command("/goal add " + "long " * 2000, "#social")
    lines = planned.maya.news().splitlines()
    assert lines[2] == too_long(9999, 300)
    assert lines[4].startswith("> /goal add long long")
    assert lines[4].count("long") > 1500
    planned.nobody_else_hears()


@pytest.mark.parametrize(
    "typed",
    [
        "Grow R&D <fast> 🌱",
        "نمو في سوق جديدة",
        "Tell @channel and @brian about #social",
        "Read https://example.com/?a=1&b=2 together",
    ],
)
async def test_a_title_is_shown_as_it_was_typed(planned: Campfire, typed: str) -> None:
    await planned.maya.command(f"/goal add {typed}", "#social")
    assert f"  > {typed}" in planned.maya.form().splitlines()

    await planned.maya.choose(SERVES, "Grow revenue")
    await planned.maya.submit()
    assert planned.maya.news().splitlines()[3] == f"*1. {typed}*"

    await planned.maya.command(f"/goal edit {typed}", "#social")
    assert "== Edit goal 1 ==" in planned.maya.form()
    planned.hush()
    planned.nobody_else_hears()


async def test_what_looks_like_markup_in_the_form_stays_text(planned: Campfire) -> None:
    await planned.maya.command("/goal add", "#social")
    await planned.maya.fill(TITLE, "<!channel> <@U0BRIAN> <https://example.com|look>")
    await planned.maya.choose(SERVES, "Grow revenue")
    await planned.maya.fill("Metric", "<!here> & co")
    await planned.maya.submit()
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *1. <!channel> <@U0BRIAN> <https://example.com|look>*
        To help us *grow revenue*.
        • <!here> & co, no reading yet
        [Add tactic] [Add reading] [Edit] [Drop]
        """)

    await planned.maya.command("/goal reading 1", "#social")
    await planned.maya.fill("Current value", "7")
    await planned.maya.submit()
    assert "Saved. <!here> & co is 7." in planned.maya.news()
    planned.nobody_else_hears()
