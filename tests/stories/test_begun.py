"""A story that begins with a copy is the same as one that was told from the start."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.manifest import manifest
from tests.stories.begun import a_year, after
from tests.stories.stage import Campfire, raised

SCREENS = ("/plan", "/plan history", "/goal list", "/tactic list all", "/tactic show 2", "/tactic show 3")


@asynccontextmanager
async def copied(folders: pytest.TempPathFactory) -> AsyncIterator[Campfire]:
    """Campfire after a year, from a copy."""
    beginning = await after((a_year,), folders)
    async with raised(folders.mktemp("copied"), manifest(), beginning=beginning) as campfire:
        yield campfire


async def seen(campfire: Campfire) -> dict[str, str]:
    """All that people have before them: what was said, what Maya can look up, how Home looks."""
    unread = {f"{person.user.name}'s news": person.news() for person in campfire.everybody}
    said = {f"{person.user.name}'s messages": person.sees("@Oncourse") for person in campfire.everybody}
    for command in SCREENS:
        await campfire.maya.command(command, "#social")
    await campfire.brian.open_home()
    return {**unread, **said, "#social": campfire.maya.sees("#social"), "Home": campfire.brian.home()}


async def test_a_copy_goes_on_as_what_was_told(
    campfire: Campfire, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await a_year(campfire)
    await campfire.wait_until("2027-01-11 13:00")
    told = await seen(campfire)
    assert "List 100 influencers" in told["Home"]
    async with copied(tmp_path_factory) as copy:
        await copy.wait_until("2027-01-11 13:00")
        assert await seen(copy) == told


async def test_what_one_story_does_no_other_sees(
    any_database: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with copied(tmp_path_factory) as one:
        before = await seen(one)
        await one.close_plan()
        await one.slack.deactivate("Hailey")
        await one.wait_until("2027-02-01 12:00")
        assert await seen(one) != before
    async with copied(tmp_path_factory) as another:
        assert await seen(another) == before
