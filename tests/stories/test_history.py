"""`/plan history`: who changed what, page by page."""

import pytest

from tests.stories.begun import a_goal, a_plan, a_tactic_of_brians, begun
from tests.stories.stage import Campfire, screen

pytestmark = pytest.mark.both_databases

planned = begun(a_plan, a_goal, a_tactic_of_brians)


async def test_the_history_tells_each_reader_in_their_own_time(planned: Campfire) -> None:
    await planned.maya.command("/plan history", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        [Undo]
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)

    await planned.hailey.command("/plan history", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: history
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        [Undo]
        · 3 January 2027 at 23:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 3 January 2027 at 23:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 3 January 2027 at 23:00
        """)
    planned.nobody_else_hears()


async def test_a_long_history_is_turned_page_by_page(planned: Campfire) -> None:
    for number in range(2, 16):
        await planned.add_goal(f"Goal {number}")
    planned.hush()

    await planned.maya.command("/plan history", "#social")
    newest = planned.maya.news()
    assert newest == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya added the goal *Goal 15*: serves “Expand into a new market segment”
        [Undo]
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 14*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 13*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 12*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 11*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 10*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 9*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 8*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 7*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 6*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 5*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 4*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 3*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added the goal *Goal 2*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        · 1 to 15 of 17
        [Older]
        """)

    await planned.maya.click("Older", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        · 16 to 17 of 17
        [Newer]
        """)

    await planned.maya.click("Newer", "#social")
    assert planned.maya.news() == newest
    planned.nobody_else_hears()


async def test_a_reading_stands_in_the_history_and_is_not_undone(planned: Campfire) -> None:
    await planned.maya.command("/goal edit 1", "#social")
    await planned.maya.fill_in({"Metric": "followers", "Unit": "people"})
    await planned.maya.submit()
    await planned.maya.command("/goal reading 1", "#social")
    await planned.maya.fill("Current value", "1200")
    await planned.maya.submit()
    planned.hush()

    await planned.maya.command("/plan history", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya added a reading to *followers*: 1,200 people
        · 4 January 2027 at 09:00
        @Maya edited the goal *Build relationships with influencers*: metrics added “followers”
        [Undo]
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 1 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    planned.nobody_else_hears()
