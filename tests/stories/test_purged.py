"""After somebody's data was deleted: the plan goes on, and every screen still opens."""

import pytest

from storage.engine.store import Store
from storage.transfer.export import workspaces
from storage.transfer.purge import purge_person
from tests.databases import laid_schema
from tests.storage.transferred import import_text
from tests.stories.begun import begun
from tests.stories.stage import Campfire
from tests.stories.test_export import written
from tests.transactions import reading, transacting

pytestmark = pytest.mark.both_databases


@begun
async def lived(campfire: Campfire) -> None:
    """A plan of Maya's with tactics of three people, from which Maya and Brian were purged."""
    await campfire.live_a_year()
    await campfire.brian.command("/tactic rate 2", "#social")
    await campfire.brian.choose("Value", "5")
    await campfire.brian.choose("Complexity", "2")
    await campfire.brian.fill("Why?", "I know them all")
    await campfire.brian.submit()
    with transacting(campfire.bot.store, "T0CAMPFIRE") as tx:
        for person in (campfire.maya, campfire.brian):
            purge_person(tx, person.id, campfire.slack.clock.now())
    campfire.hush()


async def test_everybody_else_goes_on_with_the_plan(lived: Campfire) -> None:
    await lived.hailey.command("/tactic show 2", "#social")
    card = lived.hailey.news()
    assert "*Owners* nobody yet" in card
    assert "a former member: value 5, complexity 2" in card
    assert "I know them all" not in card

    await lived.hailey.command("/plan history", "#social")
    assert "a former member" in lived.hailey.news()
    for command in ("/plan", "/plan map", "/plan matrix", "/plan advice", "/plan upcoming", "/goal"):
        await lived.hailey.command(command, "#social")
        assert lived.hailey.news().startswith("#social\n")

    await lived.hailey.command("/tactic assign 2 @hailey", "#social")
    await lived.hailey.submit()
    assert lived.hailey.modal is None
    await lived.hailey.command("/tactic edit 1", "#social")
    await lived.hailey.submit()
    assert lived.hailey.modal is None


async def test_a_plan_that_nobody_owns_any_more_is_its_members(lived: Campfire) -> None:
    await lived.hailey.command("/plan settings", "#social")
    assert "The person who started this plan has left." in lived.hailey.form()
    await lived.hailey.choose("Plan owners", "@Hailey")
    await lived.hailey.submit()
    assert lived.hailey.modal is None

    await lived.hailey.command("/plan close", "#social")
    await lived.hailey.submit()
    await lived.hailey.command("/plan next", "#social")
    await lived.hailey.submit()
    assert lived.hailey.modal is None


async def test_its_files_name_nobody_who_is_gone_and_can_be_taken_in_again(lived: Campfire) -> None:
    await lived.hailey.command("/plan export", "#social")
    for kind in (".csv", ".md", ".ics", ".json"):
        text = written(lived, kind)
        assert not any(name in text for name in ("Maya", "Brian", "U0MAYA", "U0BRIAN"))
    with laid_schema():
        elsewhere = await Store.open("sqlite://", now=lived.slack.clock.now)
    import_text(elsewhere, written(lived, ".json"))
    with reading(elsewhere) as tx:
        assert workspaces(tx) == ("T0CAMPFIRE",)
    await elsewhere.close()


async def test_the_days_go_on(lived: Campfire) -> None:
    await lived.wait_until("2027-01-13 08:00")
    assert "Where we stand" in lived.hailey.news()
