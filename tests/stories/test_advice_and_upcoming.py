"""`/plan advice` and `/plan upcoming`: what to look at, what comes, and the way to the right form."""

import pytest

from sandbox import Person
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.reminded import digests, plan_with_a_goal, rate
from tests.stories.stage import Campfire, screen

planned = begun(a_plan, a_goal)
OVERDUE = ["Mon 11 Jan 09:00", "Tue 12 Jan 09:00", "Wed 13 Jan 09:00"]


async def test_advice_is_given_with_a_button_each(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.maya.command("/plan advice", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: advice
        *Ship 3 major new product features*: no goals yet
        [Add goal]
        *Improve the NPS score among our MVU customers*: no goals yet
        [Add goal]
        *Build relationships with influencers*: no open tactics
        [Add tactic]
        *Build relationships with influencers*: no metric yet. How will you know it works?
        [Add metric]
        """)
    campfire.nobody_else_hears()


async def test_the_company_goal_that_nothing_helps_is_chosen_in_the_form(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.maya.command("/plan advice", "#social")
    campfire.hush()

    await campfire.maya.click("Add goal", "#social", beside="Improve the NPS score")
    assert campfire.maya.form().startswith(
        screen("""
            == Add goal ==
            What will social media do?
              > (empty: Build relationships with influencers in our niche)
            Which company goal does it help?
              v Improve the NPS score among our MVU customers
            """)
    )
    await campfire.maya.fill("What will social media do?", "Answer every comment within a day")
    await campfire.maya.submit()
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        Added.
        *2. Answer every comment within a day*
        To help us *improve the NPS score among our MVU customers*.
        • No metric yet
        [Add tactic] [Add metric] [Edit] [Drop]
        """)
    campfire.nobody_else_hears()


async def test_what_comes_up_is_shown_by_its_dates(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian by 6 January")
    await campfire.add_tactic("Write a report on the last Friday of every month @hailey")
    campfire.hush()
    await campfire.maya.command("/plan upcoming", "#social")
    assert campfire.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # Social media 2027: next 14 days
        · Times in your time zone (Europe/Riga)
        *Tuesday 5 January 2027*
        16:00  daily message to @Brian: Buy a map
        *Wednesday 6 January 2027*
        16:00  daily message to @Brian: Buy a map
        *Thursday 7 January 2027*
        16:00  daily message to @Brian: Buy a map
        *Friday 8 January 2027*
        16:00  daily message to @Brian: Buy a map
        *Monday 11 January 2027*
        09:00  check-in to #social
        16:00  daily message to @Brian: Buy a map
        *Wednesday 13 January 2027*
        09:00  check-in summary to #social
        [Your settings]
        """)
    campfire.nobody_else_hears()


async def daily_messages_to_come(person: Person) -> list[str]:
    """When the person is to be reminded, by their own clock, as `/plan upcoming` tells them."""
    person.news()
    await person.command("/plan upcoming", "#social")
    day, found = "", []
    for line in person.news().splitlines():
        if line.startswith("*"):
            weekday, number, month, _ = line.strip("*").split()
            day = f"{weekday[:3]} {int(number):02} {month[:3]}"
        elif f"daily message to @{person.user.name}: " in line:
            found.append(f"{day} {line[:5]}")
    return found


@pytest.mark.parametrize(
    ("due", "added", "asked", "expected"),
    [
        pytest.param(
            10, "2027-01-04 08:00", "2027-01-04 08:00", ["Fri 08 Jan 09:00", *OVERDUE], id="due on a Sunday"
        ),
        pytest.param(
            10,
            "2027-01-04 08:00",
            "2027-01-08 13:00",
            ["Fri 08 Jan 09:00", *OVERDUE, "Wed 20 Jan 09:00"],
            id="before his hour",
        ),
        pytest.param(
            15,
            "2027-01-08 15:00",
            "2027-01-08 15:00",
            ["Thu 14 Jan 09:00", "Fri 15 Jan 09:00", "Tue 19 Jan 09:00"],
            id="his first one, after his hour",
        ),
    ],
)
async def test_what_is_said_to_come_is_what_comes(
    planned: Campfire, due: int, added: str, asked: str, expected: list[str]
) -> None:
    await planned.wait_until(added)
    await planned.add_tactic(f"Buy a map @brian by {due} January")
    await rate(planned.brian, "Buy a map")
    await planned.wait_until(asked)
    assert await daily_messages_to_come(planned.brian) == expected

    await planned.wait_until(f"2027-01-{int(asked[8:10]) + 14} 08:00")
    assert [said[:16] for said in digests(planned.brian) if "due" in said] == expected
