"""`/tactic` and `/tactic list`: what there is to do, in order and filtered."""

import pytest

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

pytestmark = pytest.mark.both_databases

planned = begun(a_plan, a_goal)


async def rate(campfire: Campfire, number: int, value: int, complexity: int) -> None:
    """Brian, who owns the tactic alone, rates it, and so its rating shows."""
    await campfire.brian.command(f"/tactic rate {number}", "#social")
    await campfire.brian.choose("Value to the business", str(value))
    await campfire.brian.choose("Complexity to carry out", str(complexity))
    await campfire.brian.submit()


async def test_an_empty_plan_says_how_to_go_on(planned: Campfire) -> None:
    await planned.maya.command("/tactic", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        No tactics yet. A tactic is one concrete thing that somebody can do for a goal.
        [Add a tactic]
        """)

    await planned.maya.click("Add a tactic", "#social")
    assert planned.maya.news() == screen("""
        == Add a tactic ==
        What is to be done?
          > (empty: List 100 influencers in our niche)
        For which goal?
          v 1. Build relationships with influencers → Expand into a new market…
        Owners (optional)
          (choose)
        ETA (optional)
          (choose)
        Rhythm (optional)
          > (empty)
          ? Instead of an ETA: the 30th of every month, every 2 weeks on Tuesday, the last Friday of every
            quarter. Its next four dates are shown before anything is saved.
        It is done when
          (x) any one owner has finished
          ( ) all owners have finished
        Notes (optional)
          > (empty)
        [Cancel] [Add]
        """)
    planned.nobody_else_hears()


async def test_every_filter_without_anything_in_it_says_so(planned: Campfire) -> None:
    await planned.maya.command("/tactic list mine", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: your tactics
        You own no open tactics.
        [Add a tactic] [All open tactics]
        """)

    await planned.maya.command("/tactic list unrated", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: tactics not rated yet
        ✓ No open tactic is waiting for its first ratings.
        [Add a tactic] [All open tactics]
        """)

    await planned.maya.command("/tactic list done", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: done tactics
        Nothing is done yet. It will be.
        [Add a tactic] [All open tactics]
        """)

    await planned.maya.command("/tactic list all", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: all tactics
        No tactics yet. A tactic is one concrete thing that somebody can do for a goal.
        [Add a tactic]
        """)

    await planned.maya.command("/tactic list money pits", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: 4 Money pits
        No open tactics in 4 Money pits (low value, high complexity: probably not worth attention).
        [Add a tactic] [All open tactics]
        """)

    await planned.maya.click("All open tactics", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: open tactics
        No tactics yet. A tactic is one concrete thing that somebody can do for a goal.
        [Add a tactic]
        """)
    planned.nobody_else_hears()


async def test_sections_come_before_ratios(planned: Campfire) -> None:
    for title, value, complexity in (
        ("Polish the logo", 2, 1),
        ("Win a keynote", 5, 4),
        ("Rebuild the website", 3, 5),
        ("Pin a welcome post", 4, 3),
        ("List 100 influencers", 5, 1),
    ):
        await planned.add_tactic(f"{title} @brian")
        number = ("Polish", "Win", "Rebuild", "Pin", "List").index(title.split()[0]) + 1
        await rate(planned, number, value, complexity)
    await planned.add_tactic("Ask around")
    planned.hush()

    await planned.hailey.command("/tactic list", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: open tactics
        *1 Quick wins*: high value, low complexity: do these first
        *5. List 100 influencers*
        [... Show | Rate | Done | Set ETA | Hand over]
        · ○ proposed · @Brian · no ETA · value 5, complexity 1, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *4. Pin a welcome post*
        [... Show | Rate | Done | Set ETA | Hand over]
        · ○ proposed · @Brian · no ETA · value 4, complexity 3, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *2 Big bets*: high value, high complexity: worth the work, next in line
        *2. Win a keynote*
        [... Show | Rate | Done | Set ETA | Hand over]
        · ○ proposed · @Brian · no ETA · value 5, complexity 4, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *3 Fill-ins*: low value, low complexity: when there is time to spare
        *1. Polish the logo*
        [... Show | Rate | Done | Set ETA | Hand over]
        · ○ proposed · @Brian · no ETA · value 2, complexity 1, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *4 Money pits*: low value, high complexity: probably not worth attention
        *3. Rebuild the website*
        [... Show | Rate | Done | Set ETA | Hand over]
        · ○ proposed · @Brian · no ETA · value 3, complexity 5, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        *Not rated yet*
        *6. Ask around*
        [... Show | Rate | Done | Set ETA | Assign]
        · ○ proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)

    await planned.hailey.command("/tactic list 2", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: 2 Big bets
        *2 Big bets*: high value, high complexity: worth the work, next in line
        *2. Win a keynote*
        [... Show | Rate | Done | Set ETA | Hand over]
        · ○ proposed · @Brian · no ETA · value 5, complexity 4, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        """)

    await planned.hailey.command("/tactic list section Fill-ins", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: 3 Fill-ins
        *3 Fill-ins*: low value, low complexity: when there is time to spare
        *1. Polish the logo*
        [... Show | Rate | Done | Set ETA | Hand over]
        · ○ proposed · @Brian · no ETA · value 2, complexity 1, 1 rating
        To help us expand into a new market segment, we are building relationships with influencers.
        """)

    await planned.hailey.command("/tactic list unrated", "#social")
    assert planned.hailey.news() == screen("""
        #social
        Oncourse 23:00 (only visible to you)
        # Social media 2027: tactics not rated yet
        *Not rated yet*
        *6. Ask around*
        [... Show | Rate | Done | Set ETA | Assign]
        · ○ proposed · no owner · no ETA · nobody has rated yet
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    planned.nobody_else_hears()


async def test_a_filter_that_is_none_lists_what_there_is(planned: Campfire) -> None:
    await planned.theo.command("/tactic list urgent", "#social")
    assert planned.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        I can't list “urgent”. Try mine, @brian, overdue, unrated, done or quick wins.
        What you typed:
        > /tactic list urgent
        """)
    planned.nobody_else_hears()


async def test_a_tactic_that_is_late_says_since_when(planned: Campfire) -> None:
    await planned.add_tactic("List 100 influencers by 6 January")
    await planned.wait_until("2027-01-08 12:00")
    planned.hush()

    await planned.maya.command("/tactic list", "#social")
    assert planned.maya.news() == screen("""
        #social
        Oncourse 14:00 (only visible to you)
        # Social media 2027: open tactics
        *Not rated yet*
        *1. List 100 influencers*
        [... Show | Rate | Done | Move ETA | Assign]
        · ○ proposed · no owner · ⚠ overdue since Wednesday 6 January 2027
        To help us expand into a new market segment, we are building relationships with influencers.
        """)
    planned.nobody_else_hears()


async def test_help_says_all_that_tactic_can_do(planned: Campfire) -> None:
    await planned.theo.command("/tactic help", "#social")
    assert planned.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # What /tactic can do
        A tactic is something one of us can do for a goal.
        `/tactic`  see the open tactics, what to do first on top
        `/tactic add List 100 influencers @brian by 1 February`  add a tactic; people, date and rhythm are
            read from the sentence
        `/tactic list overdue @brian`  also mine, unrated, done, all, quick wins, goal 2
        `/tactic 3`  see all about tactic 3
        `/tactic show influencers`  see a tactic by words of its title
        `/tactic edit 3`  change tactic 3; words of its title do too
        `/tactic done 2, 3`  mark one or several tactics as done
        `/tactic move 3 to 20 February`  give it another ETA or rhythm
        `/tactic assign 3 @hailey by friday`  say who does it
        `/tactic rate 3 5 2`  open the rating form with value 5, complexity 2
        `/tactic drop 2, 3`  drop one or several tactics, with a reason
        `/tactic help`  see this list
        · See also `/plan help`, `/goal help` and `/checkin help`.
        """)

    await planned.theo.command("/tactic assing 3", "#social")
    assert planned.theo.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        `/tactic assing`: did you mean `/tactic assign`?
        `/tactic`  see the open tactics, what to do first on top
        `/tactic add List 100 influencers @brian by 1 February`  add a tactic; people, date and rhythm are
            read from the sentence
        `/tactic list overdue @brian`  also mine, unrated, done, all, quick wins, goal 2
        `/tactic 3`  see all about tactic 3
        `/tactic show influencers`  see a tactic by words of its title
        `/tactic edit 3`  change tactic 3; words of its title do too
        `/tactic done 2, 3`  mark one or several tactics as done
        `/tactic move 3 to 20 February`  give it another ETA or rhythm
        `/tactic assign 3 @hailey by friday`  say who does it
        `/tactic rate 3 5 2`  open the rating form with value 5, complexity 2
        `/tactic drop 2, 3`  drop one or several tactics, with a reason
        `/tactic help`  see this list
        · See also `/plan help`, `/goal help` and `/checkin help`.
        """)
    planned.nobody_else_hears()
