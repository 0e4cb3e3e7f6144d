"""Fixtures for stories with the same beginning: it runs once, and each story starts from a snapshot."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio

from bot.manifest import manifest
from tests.databases import put_aside
from tests.stories.beginning import Beginning, put_aside_slack
from tests.stories.stage import Campfire, raised
from tests.timeouts import AdjustableTimeouts

Telling = Callable[[Campfire], Awaitable[object]]

_told: dict[tuple[Telling, ...], Beginning] = {}


def begun(*tellings: Telling, loop_scope: Literal["function", "session"] = "function") -> Any:
    """A fixture: Campfire after these `tellings`, in order, with the bot restarted on the resulting data.

    Each worker runs a shared beginning once, however many stories continue from it.
    """

    @pytest_asyncio.fixture(loop_scope=loop_scope)
    async def story(
        tmp_path: Path,
        tmp_path_factory: pytest.TempPathFactory,
        timeouts: AdjustableTimeouts,
        any_database: None,
    ) -> AsyncIterator[Campfire]:
        beginning = await after(tellings, tmp_path_factory)
        async with raised(tmp_path, manifest(), timeouts=timeouts, beginning=beginning) as campfire:
            yield campfire

    return story


async def after(tellings: tuple[Telling, ...], folders: pytest.TempPathFactory) -> Beginning | None:
    """The snapshot after these tellings; None if there are none."""
    if tellings and tellings not in _told:
        before = await after(tellings[:-1], folders)
        folder = folders.mktemp("beginning")
        async with raised(folder, manifest(), beginning=before) as campfire:
            await tellings[-1](campfire)
            workspace = put_aside_slack(campfire.slack)
        _told[tellings] = Beginning(put_aside(folder), workspace)
    return _told.get(tellings)


async def a_plan(campfire: Campfire) -> None:
    """Maya has started a plan, and everybody has seen it."""
    await campfire.start_plan()
    campfire.hush()


async def a_goal(campfire: Campfire) -> None:
    """The plan has a goal, and everybody has read about it."""
    await campfire.add_goal("Build relationships with influencers")
    campfire.hush()


async def a_tactic_of_brians(campfire: Campfire) -> None:
    """The goal has a tactic of Brian's, due on 1 February, and everybody has read about it."""
    await campfire.add_tactic("List 100 influencers @brian by 1 February")
    campfire.hush()


async def a_tactic_of_two(campfire: Campfire) -> None:
    """The goal has a tactic of Brian's and Hailey's, due on 1 February, and everybody has read about it."""
    await campfire.add_tactic("List 100 influencers @brian @hailey by 1 February")
    campfire.hush()


async def two_tactics_of_brians_and_one_of_nobodys(campfire: Campfire) -> None:
    """The goal has three tactics, and everybody has read about them."""
    await campfire.add_tactic("List 100 influencers @brian by 1 February")
    await campfire.add_tactic("Message influencers @brian by 20 February")
    await campfire.add_tactic("Call the press")
    campfire.hush()


async def two_goals_of_which_one_is_measured(campfire: Campfire) -> None:
    """The plan has two goals, and everybody has read about them."""
    await campfire.add_measured_goal()
    await campfire.add_goal("Raise awareness of the new features", "Ship 3 major new product features")
    campfire.hush()


async def a_year(campfire: Campfire) -> None:
    """A plan with a bit of everything, that everybody has read about."""
    await campfire.live_a_year()
    campfire.hush()
