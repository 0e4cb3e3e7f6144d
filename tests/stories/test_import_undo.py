"""An import is undone as one, as long as nothing of it was changed since, and brought back as one."""

import pytest

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire, screen

SHEET = """Company goal,Goal,Tactic,Owners,ETA
Expand into a new market segment,Build relationships,List 100 influencers,@brian,1 February
,,Send them a kit,,Q1
Ship 3 major new product features,Show what is new,Film our office,,
"""


async def an_import(campfire: Campfire) -> None:
    """Maya has imported three tactics and two goals, and everybody has read about it."""
    await campfire.maya.command("/plan import", "#social")
    await campfire.maya.fill("Or paste the rows", SHEET)
    await campfire.maya.submit()
    await campfire.maya.submit()
    assert campfire.maya.modal is None
    campfire.hush()


imported = begun(a_plan, a_goal, an_import)


async def history(campfire: Campfire, lines: int) -> list[str]:
    """The first lines of the history, as Maya reads it."""
    campfire.hush()
    await campfire.maya.command("/plan history", "#social")
    return [line for line in campfire.maya.news().splitlines() if line.startswith(("@", "["))][:lines]


async def plan(campfire: Campfire) -> str:
    """What is in the plan, as Maya reads it."""
    campfire.hush()
    await campfire.maya.command("/tactic list", "#social")
    tactics = campfire.maya.news()
    await campfire.maya.command("/goal list", "#social")
    return tactics + campfire.maya.news()


async def test_one_undo_takes_all_of_it_back_and_another_brings_it_back(imported: Campfire) -> None:
    before = await plan(imported)
    assert await history(imported, 2) == ["@Maya imported 3 tactics and 2 goals", "[Undo]"]

    await imported.maya.click("Undo", "#social")
    assert [line for line in imported.maya.news().splitlines() if line.startswith(("@", "["))][:7] == [
        "@Maya undid the import of 3 tactics and 2 goals",
        "[Undo]",
        "@Maya undid *Show what is new* with its import",
        "@Maya undid *Build relationships* with its import",
        "@Maya undid *Film our office* with its import",
        "@Maya undid *Send them a kit* with its import",
        "@Maya undid *List 100 influencers* with its import",
    ]
    assert "No rating is needed any more." in imported.brian.news()
    left = await plan(imported)
    assert "List 100" not in left
    assert "building relationships with influencers" in left
    assert "showing what is new" not in left

    assert (await history(imported, 2))[1] == "[Undo]"
    await imported.maya.click("Undo", "#social")
    assert "@Maya brought back the import of 3 tactics and 2 goals" in imported.maya.news()
    assert await plan(imported) == before

    await history(imported, 2)
    await imported.maya.click("Undo", "#social")
    assert "List 100" not in await plan(imported)


async def test_what_else_was_changed_since_stays(imported: Campfire) -> None:
    await imported.maya.command("/tactic add Call the press", "#social")
    await imported.maya.choose("For which goal?", "1. ")
    await imported.maya.submit()
    assert await history(imported, 4) == [
        "@Maya added *Call the press*",
        "[Undo]",
        "@Maya imported 3 tactics and 2 goals",
        "[Undo]",
    ]
    await imported.maya.click("Undo", "#social", beside="imported")
    left = await plan(imported)
    assert "Call the press" in left
    assert "Send them a kit" not in left


async def test_a_change_that_was_undone_does_not_stand_in_its_way(imported: Campfire) -> None:
    await imported.maya.command("/tactic done 3", "#social")
    await history(imported, 2)
    await imported.maya.click("Undo", "#social", beside="ticked")
    await history(imported, 2)
    await imported.maya.click("Undo", "#social", beside="imported")
    assert "Film our office" not in await plan(imported)


@pytest.mark.parametrize(
    ("command", "form", "named"),
    [
        ("/tactic done 3", None, "Film our office"),
        ("/tactic move 1 to 20 February", {}, "List 100 influencers"),
        ("/tactic drop 2", {"Why is it dropped?": "No budget"}, "Send them a kit"),
        ("/goal edit 3", {"What will social media do?": "Show it"}, "Show it"),
        ("/tactic add Write to them", {"For which goal?": "2. "}, "Write to them"),
    ],
)
async def test_it_is_refused_with_names_where_something_of_it_was_changed(
    imported: Campfire, command: str, form: dict[str, str] | None, named: str
) -> None:
    await imported.brian.command(command, "#social")
    if form is not None:
        await imported.brian.fill_in(form)
        await imported.brian.submit()
    await history(imported, 4)
    imported.hush()
    await imported.maya.click("Undo", "#social", beside="imported")
    assert imported.maya.news() == screen(f"""
        #social
        Oncourse 09:00 (only visible to you)
        @Brian changed something of this import since: {named}. Undo or drop what's left one by one.
        """)


async def test_a_second_click_undoes_it_once(imported: Campfire) -> None:
    await history(imported, 2)
    message = imported.maya.message("imported", "#social")
    imported.hush()
    await imported.brian.command("/plan history", "#social")
    await imported.brian.click("Undo", "#social")
    imported.hush()
    await imported.maya.click("Undo", message=message)
    assert "There is nothing to undo here." in imported.maya.news()


async def test_an_undone_import_is_no_news_in_the_summary(imported: Campfire) -> None:
    await history(imported, 2)
    await imported.maya.click("Undo", "#social")
    await imported.maya.command("/tactic add Call the press @brian", "#social")
    await imported.maya.submit()
    imported.hush()
    await imported.wait_until("2027-01-14T12:00")
    heard = imported.maya.news()
    assert "Call the press" in heard
    assert "Film our office" not in heard
