"""Taking back the last change of a plan, whatever it was."""

import pytest

from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal, a_tactic_of_brians)


async def test_changed_settings_are_undone(planned: Campfire) -> None:
    await planned.maya.command("/plan settings", "#social")
    await planned.maya.fill_in({"Name": "Spring", "Company goal 3": "", "Plan owners": ["@brian"]})
    await planned.maya.submit()
    await planned.maya.command("/plan history", "#social")
    planned.hush()

    await planned.maya.click("Undo", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya undid the last change to *Social media 2027*: name “Spring” → “Social media 2027” · company
            goals
            added “Improve the NPS score among our MVU customers” · owners @Brian removed
        [Undo]
        · 4 January 2027 at 09:00
        @Maya changed the settings of *Spring*: name “Social media 2027” → “Spring” · company goals removed
            “Improve the NPS score among our MVU customers” · owners @Brian
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    planned.nobody_else_hears()


async def test_an_added_goal_is_undone_and_done_again(planned: Campfire) -> None:
    await planned.add_goal("Partner with brands")
    await planned.maya.command("/plan history", "#social")
    planned.hush()

    await planned.maya.click("Undo", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya undid the last change to *Partner with brands*: dropped
        [Undo]
        · 4 January 2027 at 09:00
        @Maya added the goal *Partner with brands*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)

    await planned.maya.click("Undo", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya undid the last change to *Partner with brands*: reopened
        [Undo]
        · 4 January 2027 at 09:00
        @Maya undid the last change to *Partner with brands*: dropped
        · 4 January 2027 at 09:00
        @Maya added the goal *Partner with brands*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    planned.nobody_else_hears()


async def test_an_edited_goal_is_undone(planned: Campfire) -> None:
    await planned.maya.command("/goal edit 1", "#social")
    await planned.maya.fill_in({"What will social media do?": "Meet people", "Metric": "coffees"})
    await planned.maya.choose("Which company goal does it help?", "Grow revenue")
    await planned.maya.submit()
    await planned.maya.command("/plan history", "#social")
    planned.hush()

    await planned.maya.click("Undo", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya undid the last change to *Build relationships with influencers*: title “Meet people” → “Build
            relationships with influencers” · serves “Grow revenue” → “Expand into a new market segment” ·
            metrics removed “coffees”
        [Undo]
        · 4 January 2027 at 09:00
        @Maya edited the goal *Meet people*: title “Build relationships with influencers” → “Meet people” ·
            serves “Expand into a new market segment” → “Grow revenue” · metrics added “coffees”
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    planned.nobody_else_hears()


async def test_a_dropped_goal_is_undone(planned: Campfire) -> None:
    await planned.add_goal("Partner with brands")
    await planned.maya.click("Drop", "#social", within="Partner with brands")
    await planned.maya.command("/plan history", "#social")
    planned.hush()

    await planned.maya.click("Undo", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya undid the last change to *Partner with brands*: reopened
        [Undo]
        · 4 January 2027 at 09:00
        @Maya dropped the goal *Partner with brands*
        · 4 January 2027 at 09:00
        @Maya added the goal *Partner with brands*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    planned.nobody_else_hears()


async def test_an_undone_tactic_is_dropped_and_its_owner_need_not_rate_it(planned: Campfire) -> None:
    await planned.maya.command("/plan history", "#social")
    planned.hush()

    await planned.maya.click("Undo", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya undid the last change to *List 100 influencers*: state planned → ✕ dropped
        [Undo]
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)

    await planned.wait_until("2027-01-04 14:00")  # 09:00 in New York
    assert planned.brian.news() == ""

    await planned.maya.click("Undo", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya undid the last change to *List 100 influencers*: state ✕ dropped → planned
        [Undo]
        · 4 January 2027 at 16:00
        @Maya undid the last change to *List 100 influencers*: state planned → ✕ dropped
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    await planned.wait_until("2027-01-04 14:02")
    assert "@Maya reopened *1. List 100 influencers*" in planned.brian.news()
    planned.nobody_else_hears()
    await planned.wait_until("2027-01-05 14:00")
    assert "*1 tactic to rate* by Thursday 7 January 2027." in planned.brian.news()
    planned.nobody_else_hears()


@pytest.mark.parametrize(
    ("command", "form", "undone"),
    [
        ("/tactic move 1 to 20 February", {}, "ETA 20 February 2027 → 1 February 2027"),
        ("/tactic edit 1", {"Notes": "Ask Priya"}, "notes removed"),
        ("/tactic assign 1 @hailey", {}, "owners @Brian and @Hailey → @Brian"),
        ("/tactic done 1", None, "state ✓ done → planned"),
        ("/tactic drop 1", {"Why drop it?": "No budget"}, "state ✕ dropped → planned"),
    ],
)
async def test_what_was_done_to_a_tactic_is_undone(
    planned: Campfire, command: str, form: dict[str, str] | None, undone: str
) -> None:
    await planned.maya.command("/tactic show 1", "#social")
    before = planned.maya.news()
    await planned.maya.command(command, "#social")
    if form is not None:
        await planned.maya.fill_in(form)
        await planned.maya.submit()
    await planned.maya.command("/plan history", "#social")
    planned.hush()
    await planned.maya.click("Undo", "#social")
    assert planned.maya.news().splitlines()[3:5] == [
        f"@Maya undid the last change to *List 100 influencers*: {undone}",
        "[Undo]",
    ]

    await planned.maya.command("/tactic show 1", "#social")
    assert planned.maya.news() == before


async def test_only_the_last_change_can_be_undone(planned: Campfire) -> None:
    await planned.maya.command("/plan history", "#social")
    await planned.brian.command("/tactic move 1 to 20 February", "#social")
    await planned.brian.submit()
    planned.hush()

    await planned.maya.click("Undo", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        @Brian has changed “List 100 influencers” since, and only the last change can be undone. See /plan
            history.
        """)
    planned.nobody_else_hears()


async def test_undoing_can_be_declined(planned: Campfire) -> None:
    await planned.maya.command("/plan history", "#social")
    planned.hush()

    await planned.maya.click("Undo", "#social", confirm=False)
    planned.nobody_else_hears()
