"""An import of rows that name no goal: "All of it serves", chosen in the form or written above the rows."""

import pytest

from tests.stories.begun import a_plan, begun, two_goals_of_which_one_is_measured
from tests.stories.stage import Campfire, errors

planned = begun(a_plan, two_goals_of_which_one_is_measured)

ROWS = "Tactic,Owners,ETA\nList 100 influencers,@brian,1 February\nSend them a kit,,Q1\n"
SERVED = "*Raise awareness of the new features* (helps Ship 3 major new product features)"


async def paste(campfire: Campfire, rows: str) -> None:
    """Maya pastes rows into the form, and asks for a preview."""
    await campfire.maya.command("/plan import", "#social")
    await campfire.maya.fill("Or paste the rows", rows)
    await campfire.maya.submit()


async def is_added(campfire: Campfire) -> bool:
    """Whether both tactics stand under the second goal, once Maya has confirmed the preview."""
    await campfire.maya.submit()
    assert campfire.maya.modal is None
    campfire.hush()
    await campfire.maya.command("/goal list", "#social")
    return "2 tactics, none done" in campfire.maya.news().partition("*2.*")[2]


async def test_without_a_goal_the_form_asks_for_one(planned: Campfire) -> None:
    await paste(planned, ROWS)
    assert errors(planned.maya.form()) == {
        "All of it serves": "These rows name no goal. Choose one for all of them, or add a Goal column."
    }
    await planned.maya.choose("All of it serves", "2. Raise awareness of the new features")
    await planned.maya.submit()
    assert SERVED in planned.maya.form()
    assert await is_added(planned)


@pytest.mark.parametrize(
    "line",
    [
        "All of it serves goal 2",
        "all of it serves #2.",
        "All of this helps Raise awareness of the new features",
        "Everything serves: raise awareness",
        "ALL SERVES goal 2,,",
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
async def test_a_line_beside_the_rows_says_it_too(planned: Campfire, line: str, is_first: bool) -> None:
    await paste(planned, f"{line}\n\n{ROWS}" if is_first else f"{ROWS}\n{line}\n")
    form = planned.maya.form()
    assert SERVED in form
    assert "isn't read" not in form
    assert "2. Raise awareness of the new features" in form
    assert await is_added(planned)


async def test_what_is_chosen_then_counts_instead(planned: Campfire) -> None:
    await paste(planned, f"All of it serves goal 1\n{ROWS}")
    await planned.maya.choose("All of it serves", "2. Raise awareness of the new features")
    await planned.maya.submit()
    assert SERVED in planned.maya.form()
    assert await is_added(planned)


async def test_rows_that_name_a_goal_keep_it_and_new_ones_get_the_company_goal(planned: Campfire) -> None:
    rows = "Goal,Tactic\n,Write a post\nBuild relationships with influencers,Call them\nShow it,Film it\n"
    await paste(planned, f"All of it serves Ship 3 major new product features\n{rows}")
    form = planned.maya.form()
    assert "*Show it* (new, helps Ship 3 major new product features)" in form
    assert "*Row 3* Goal: Say which goal it is for." in form


@pytest.mark.parametrize("named", ["goal 9", "Conquer the world"])
async def test_what_is_not_there_is_refused(planned: Campfire, named: str) -> None:
    await paste(planned, f"All of it serves {named}\n{ROWS}")
    assert f"I can't find “{named}” in this plan." in errors(planned.maya.form())["Or paste the rows"]
