"""Another app has /plan already: the commands begin with "oc-", and Oncourse calls them so."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.manifest import manifest
from tests.stories.stage import Campfire, raised, screen


@pytest.fixture
async def prefixed(tmp_path: Path) -> AsyncIterator[Campfire]:
    """The stage with an app made from `oncourse manifest --prefix oc-`."""
    async with raised(tmp_path, manifest("oc-"), prefix="oc-") as campfire:
        yield campfire


async def test_help_and_hints_name_the_commands_as_they_are_called(prefixed: Campfire) -> None:
    await prefixed.maya.command("/oc-goal help", "#social")
    assert prefixed.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        # What /oc-goal can do
        A goal says what social media does for one company goal.
        `/oc-goal`  see the goals of this channel's plan
        `/oc-goal add Build relationships with influencers`  add a goal
        `/oc-goal list`  see every goal with its metrics
        `/oc-goal 3`  see goal 3
        `/oc-goal edit 2`  edit goal 2, or type part of its title
        `/oc-goal reading 2 1450`  save today's reading of goal 2 (no number opens a form)
        `/oc-goal drop 2`  drop goal 2 (undo brings it back)
        `/oc-goal help`  see this list
        · See also `/oc-plan help`, `/oc-tactic help` and `/oc-checkin help`.
        """)

    await prefixed.maya.command("/oc-plan hsitory", "#social")
    assert prefixed.maya.news().splitlines()[2] == "`/oc-plan hsitory`: did you mean `/oc-plan history`?"
    prefixed.nobody_else_hears()


async def test_what_a_person_wrote_stays_as_they_wrote_it(prefixed: Campfire) -> None:
    await prefixed.maya.command("/oc-plan new", "#social")
    await prefixed.maya.fill_in(
        {
            "Name": "Move from /plan to /oc-plan",
            "Starts on": "2027-01-01",
            "Ends on": "2027-01-31",
            "Company goals": "Expand into a new market segment",
        }
    )
    await prefixed.maya.submit()
    prefixed.hush()

    await prefixed.maya.command("/oc-plan new", "#social")
    assert prefixed.maya.news() == screen("""
        #social
        Oncourse 09:00 (only visible to you)
        This channel already has a plan, “Move from /plan to /oc-plan”. To start another, close that one
            first.
        """)

    await prefixed.wait_until("2027-02-01T12:00")
    prefixed.hush()
    await prefixed.maya.command("/oc-plan", "#social")
    shown = prefixed.maya.news().splitlines()
    assert shown[2:4] == [
        "# Move from /plan to /oc-plan",
        "· 1 January 2027 to 31 January 2027 · ⚠ ended 1 day ago. "
        "Close it with `/oc-plan close`, then start the next with `/oc-plan next`",
    ]


async def test_home_says_how_to_start(prefixed: Campfire) -> None:
    await prefixed.maya.open_home()
    assert "then start a plan with `/oc-plan new`." in prefixed.maya.home()
    assert "then `/oc-plan new`." in prefixed.maya.home()
