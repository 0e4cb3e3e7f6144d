"""Several people at once, and one who clicks twice: every change is kept, and kept once."""

import asyncio
import re
from typing import Any

import pytest

from sandbox import Person
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

pytestmark = pytest.mark.both_databases

CROWD = 200


async def two_hundred_more(campfire: Campfire) -> None:
    """That many more people come to the channel."""
    for number in range(CROWD):
        await campfire.slack.join(campfire.slack.add_person(f"P{number:03}"), "#social")


crowded = begun(two_hundred_more, a_plan, a_goal)


def crowd(campfire: Campfire) -> list[Person]:
    """The 200."""
    return [campfire.slack.person(f"P{number:03}") for number in range(CROWD)]


async def twice(campfire: Campfire, command: str, answers: dict[str, Any]) -> None:
    """Maya opens a form by a command, fills it in and clicks its button twice; she sees one answer."""
    await campfire.maya.command(command, "#social")
    campfire.hush()
    await campfire.maya.fill_in(answers)
    await campfire.maya.submit_twice()
    if campfire.maya.modal:  # a rhythm's dates are shown first
        await campfire.maya.submit_twice()
    assert campfire.maya.modal is None
    assert campfire.maya.toasts == []
    assert campfire.maya.news().count("(only visible to you)") == 1


async def test_a_double_click_on_any_form_does_what_one_click_does(campfire: Campfire) -> None:
    await twice(campfire, "/plan new", {"Name": "Spring", "Company goals": "Grow"})
    goal = {"Which company goal does it help?": "Grow", "Metric": "followers"}
    await twice(campfire, "/goal add Build relationships with influencers", goal)
    await twice(campfire, "/goal edit 1", {"What will social media do?": "Work with influencers"})
    await twice(campfire, "/goal reading 1", {"Current value": 250})
    await twice(campfire, "/tactic add List 100 influencers @brian by 1 February", {})
    await twice(campfire, "/tactic add Sponsored post @hailey", {"Repeats": "the 30th of every month"})
    await twice(campfire, "/tactic move 1 to 8 February", {"Why?": "Brian is away"})
    await twice(campfire, "/tactic assign 1 @noor", {})
    await twice(campfire, "/tactic rate 1", {"Value": "5", "Complexity": "2"})
    await twice(campfire, "/tactic edit 1", {"Notes": "Only in our niche"})
    await twice(campfire, "/tactic drop 1", {"Why drop it?": "We know them all"})
    await twice(campfire, "/plan settings", {"Name": "Spring 2027"})

    await campfire.maya.command("/plan history", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Spring 2027: history
        @Maya changed the settings of *Spring 2027*: name “Spring” → “Spring 2027”
        [Undo]
        · 4 January 2027 at 09:00
        @Maya dropped *List 100 influencers*
        · 4 January 2027 at 09:00  We know them all
        @Maya edited *List 100 influencers*: notes added
        · 4 January 2027 at 09:00
        @Maya rated *List 100 influencers*
        · 4 January 2027 at 09:00
        @Maya assigned *List 100 influencers*: owners @Brian → @Brian and @Noor
        · 4 January 2027 at 09:00
        @Maya moved *List 100 influencers*: ETA 1 February 2027 → 8 February 2027
        · 4 January 2027 at 09:00  Brian is away
        @Maya added *Sponsored post*: owners @Hailey · repeats on the 30th of every month
        · 4 January 2027 at 09:00
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        · 4 January 2027 at 09:00
        @Maya added a reading to *followers*: 250
        · 4 January 2027 at 09:00
        @Maya edited the goal *Work with influencers*: title “Build relationships with influencers” → “Work
            with influencers”
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Grow”
        · 4 January 2027 at 09:00
        @Maya started the plan *Spring*: start 4 January 2027 · end 31 December 2027
        · 4 January 2027 at 09:00
        """)
    await campfire.wait_until("2027-01-04 18:00")  # 10:00 in Los Angeles
    assert [message.text for message in campfire.hailey.visible("@Oncourse")] == ["1 new tactic, 1 to rate"]
    assert campfire.brian.visible("@Oncourse") == []  # what was theirs is dropped by then
    assert campfire.noor.visible("@Oncourse") == []


async def test_a_double_click_on_hand_over_hands_over_once(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    await campfire.add_tactic("List 100 influencers @brian by 1 February")
    await campfire.brian.command("/tactic show 1", "#social")
    await campfire.brian.click("Hand over", "#social")
    campfire.hush()

    await campfire.brian.choose("New owner", "@Hailey")
    await campfire.brian.submit_twice()
    assert campfire.brian.news().count("Handed over to @Hailey.") == 1
    await campfire.wait_until("2027-01-04 17:00")  # 09:00 in Los Angeles
    assert campfire.hailey.news().count("@Brian assigned you *1. List 100 influencers*") == 1
    assert campfire.brian.toasts == []


async def test_a_double_click_on_the_next_plan_starts_one_with_everything_once(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    await campfire.add_tactic("List 100 influencers @brian by 1 February")
    await twice(campfire, "/plan close", {})
    await twice(campfire, "/plan next", {})

    await campfire.maya.command("/plan history", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: history
        @Maya added *List 100 influencers*: owners @Brian · ETA 1 February 2027
        [Undo]
        · 4 January 2027 at 09:00
        @Maya added the goal *Build relationships with influencers*: serves “Expand into a new market segment”
        · 4 January 2027 at 09:00
        @Maya started the plan *Social media 2027*: start 4 January 2027 · end 3 January 2028
        · 4 January 2027 at 09:00
        """)


async def test_two_hundred_people_add_a_tactic_at_once(crowded: Campfire) -> None:
    people = crowd(crowded)
    commands = (p.command(f"/tactic add Call press {p.user.name} @{p.user.name}", "#social") for p in people)
    await asyncio.gather(*commands)
    assert [person.user.name for person in people if person.modal is None] == []
    for person in people:
        person.news()
    await asyncio.gather(*(person.submit() for person in people))

    numbers = []
    for person in people:
        news = person.news()
        assert news.startswith("#social\nOncourse 07:00 (only visible to you)\nAdded.\n")
        numbers += re.findall(rf"Added\.\n\*(\d+)\. Call press {person.user.name}\*\n", news)
    assert sorted(map(int, numbers)) == list(range(1, CROWD + 1))
    await crowded.maya.command("/plan", "#social")
    assert f"*Do first* (5 of {CROWD} open tactics)" in crowded.maya.news()


async def test_fifty_people_rate_one_tactic_at_once(crowded: Campfire) -> None:
    await crowded.add_tactic("List 100 influencers @brian by 1 February")
    people = crowd(crowded)[:50]
    await asyncio.gather(*(person.command("/tactic rate 1", "#social") for person in people))
    for number, person in enumerate(people):
        value, complexity = str(1 + number % 5), str(1 + number // 5 % 5)
        await person.fill_in({"Value": value, "Complexity": complexity})
    await asyncio.gather(*(person.submit() for person in people))
    crowded.hush()

    await crowded.brian.command("/tactic rate 1", "#social")
    await crowded.brian.fill_in({"Value": "3", "Complexity": "3"})
    await crowded.brian.submit()
    await crowded.maya.command("/tactic show 1", "#social")
    assert "51 ratings" in crowded.maya.news()


async def test_fifty_people_edit_one_tactic_at_once_and_all_but_one_are_told(crowded: Campfire) -> None:
    await crowded.add_tactic("List 100 influencers @brian by 1 February")
    people = crowd(crowded)[:50]
    await asyncio.gather(*(person.command("/tactic edit 1", "#social") for person in people))
    for person in people:
        await person.fill("Notes", f"{person.user.name} was here")
        person.news()
    await asyncio.gather(*(person.submit() for person in people))

    told = [person for person in people if person.modal]
    assert len(told) == 49
    (saved,) = (person for person in people if not person.modal)
    assert {person.form().splitlines()[1] for person in told} == {
        f"⚠ @{saved.user.name} changed this while you were writing: notes added."
    }


async def test_a_double_click_on_done_ticks_one_occurrence_off(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    await campfire.add_tactic("Sponsored post on the 30th of every month")
    await campfire.maya.command("/tactic show 1", "#social")
    campfire.hush()
    card = campfire.maya.message("Sponsored post", "#social")

    await asyncio.gather(*(campfire.maya.click("Done", message=card) for _ in range(2)))
    card_in_the_end = campfire.maya.news().replace(
        "Already done for", "Done for"
    )  # of the answer that came last
    assert card_in_the_end == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Done for Saturday 30 January 2027. Next: Sunday 28 February 2027.
        *1. Sponsored post*
        proposed
        To help us *expand into a new market segment*, we are *building relationships with influencers*.
        *Owners* nobody yet
        *Repeats* on the 30th of every month
        *Next due* Sunday 28 February 2027, Tuesday 30 March 2027, Friday 30 April 2027 and Sunday 30 May 2027
        *Ratings* Nobody has rated yet. Ratings show once two people have, or on Thursday 7 January 2027.
        [Rate] [Done] [Change dates] [Assign] [Edit] [... Change owners | Drop]
        """)
    await campfire.maya.command("/plan history", "#social")
    assert campfire.maya.news().count("marked *Sponsored post* as done") == 1
    campfire.nobody_else_hears()


async def test_a_double_click_on_a_goals_drop_is_one_drop_and_one_undo(campfire: Campfire) -> None:
    await campfire.start_plan()
    await campfire.add_goal("Build relationships with influencers")
    campfire.hush()
    card = campfire.maya.message("Build relationships", "#social")

    await asyncio.gather(*(campfire.maya.click("Drop", message=card) for _ in range(2)))
    heard = campfire.maya.news()
    assert heard.count("Dropped. Undo it in `/plan history`.") == 1
    assert heard.count("This is gone. Open the plan to see what's there.") == 1

    await campfire.maya.command("/plan history", "#social")
    assert campfire.maya.news().count("dropped the goal *Build relationships with influencers*") == 1
    await campfire.maya.click("Undo", "#social")
    await campfire.maya.command("/goal list", "#social")
    assert "*building relationships with influencers*" in campfire.maya.news()
    campfire.nobody_else_hears()
