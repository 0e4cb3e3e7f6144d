"""An import is undone as one, and brought back as one."""

from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire

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


async def plan(campfire: Campfire) -> str:
    """What is in the plan, as Maya reads it."""
    campfire.hush()
    await campfire.maya.command("/tactic list", "#social")
    tactics = campfire.maya.news()
    await campfire.maya.command("/goal list", "#social")
    return tactics + campfire.maya.news()


async def test_one_undo_takes_all_of_it_back_and_another_brings_it_back(imported: Campfire) -> None:
    before = await plan(imported)
    await imported.maya.command("/plan history", "#social")
    await imported.maya.click("Undo", "#social")
    left = await plan(imported)
    assert "List 100" not in left
    assert "building relationships with influencers" in left
    assert "showing what is new" not in left

    await imported.maya.command("/plan history", "#social")
    await imported.maya.click("Undo", "#social")
    assert await plan(imported) == before


async def test_after_another_change_the_import_is_no_longer_the_last(imported: Campfire) -> None:
    await imported.maya.command("/tactic done 3", "#social")
    await imported.maya.command("/plan history", "#social")
    await imported.maya.click("Undo", "#social")
    assert "List 100" in await plan(imported)


async def test_an_undone_import_is_no_news_in_the_summary(imported: Campfire) -> None:
    await imported.maya.command("/plan history", "#social")
    await imported.maya.click("Undo", "#social")
    await imported.maya.command("/tactic add Call the press @brian", "#social")
    await imported.maya.submit()
    imported.hush()
    await imported.wait_until("2027-01-14T12:00")
    heard = imported.maya.news()
    assert "Call the press" in heard
    assert "Film our office" not in heard
