"""A long list of tactics on Home is turned in pages, and stays where its reader is."""

import pytest

from sandbox import Person
from tests.stories.begun import begun
from tests.stories.home_stage import HOME
from tests.stories.reminded import plan_with_a_goal
from tests.stories.stage import Campfire

pytestmark = pytest.mark.both_databases


@begun
async def long(campfire: Campfire) -> None:
    """Brian owns twelve tactics, due one day after the other, and has opened his Home."""
    await plan_with_a_goal(campfire)
    for number in range(1, 13):
        await campfire.add_tactic(f"Write post number {number} @brian by {number} February")
    await campfire.brian.open_home()
    await campfire.brian.click("Got it", HOME)


def listed(person: Person) -> list[int]:
    """The numbers of the tactics that a person's Home lists."""
    _, _, below = person.home().partition("# Your tactics")
    lines = below.partition("# Your plans")[0].splitlines()
    return [int(line.strip("*").partition(".")[0]) for line in lines if line.endswith("*") and "." in line]


async def test_ten_a_page(long: Campfire) -> None:
    assert listed(long.brian) == list(range(1, 11))
    assert "· 1 to 10 of 12\n[Next]" in long.brian.home()

    await long.brian.click("Next", HOME)
    assert listed(long.brian) == [11, 12]
    assert "· 11 to 12 of 12\n[Previous]" in long.brian.home()

    await long.brian.click("Previous", HOME)
    assert listed(long.brian) == list(range(1, 11))


async def test_acting_and_others_changes_keep_the_place(long: Campfire) -> None:
    await long.brian.click("Next", HOME)
    await long.brian.click("Done", HOME, beside="Write post number 12")
    assert long.brian.home().startswith("Done. Nice work. 12. Write post number 12\n")
    assert listed(long.brian) == [11]

    await long.maya.command("/tactic move 1 to 20 February", "#social")
    await long.maya.submit()
    assert listed(long.brian) == [1]
    await long.brian.open_home()
    assert listed(long.brian) == [1]


async def test_when_the_page_is_gone_the_last_one_is_shown(long: Campfire) -> None:
    await long.brian.click("Next", HOME)
    for number in (11, 12):
        await long.maya.command(f"/tactic done {number}", "#social")
    assert listed(long.brian) == list(range(1, 11))
    assert "[Previous]" not in long.brian.home()


async def test_more_is_due_than_home_holds(long: Campfire) -> None:
    await long.wait_until("2027-02-13 14:00")
    await long.brian.open_home()
    due, _, _ = long.brian.home().partition("# Waiting for you")
    assert due.count(" overdue, was due ") == 6
    assert "*1. Write post number 1*" in due
    assert due.endswith("· And 6 more among your tactics below.\n")


async def test_more_is_to_be_rated_than_home_lists(long: Campfire) -> None:
    _, _, pending = long.brian.home().partition("# Waiting for you\n")
    lines = pending.partition("\n# Your tactics")[0].splitlines()
    assert lines[0] == "*12 tactics to rate* by Thursday 7 January 2027. A rough guess is fine."
    assert lines[1:] == [
        *(f"*{number}. Write post number {number}*" for number in range(1, 9)),
        "and 4 more",
        "[Rate 12]",
    ]


async def test_rhythms_carried_into_the_next_plan_do_not_hide_what_is_overdue(campfire: Campfire) -> None:
    await plan_with_a_goal(campfire)
    for number in range(1, 7):
        await campfire.add_tactic(f"Write report {number} on the last Friday of every month @brian")
    await campfire.add_tactic("Buy a map @brian by 1 February")
    await campfire.close_plan()
    await campfire.wait_until("2027-12-28 12:00")
    await campfire.maya.command("/plan next", "#social")
    await campfire.maya.submit()

    await campfire.brian.open_home()
    due, _, _ = campfire.brian.home().partition("# Waiting for you")
    assert due.count(" overdue, was due ") == 1
    assert "*7. Buy a map*" in due
