"""The database server goes away for a while: people are told, nothing is lost, and then all goes on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests import postgresql
from tests.databases import address
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.stage import Campfire

pytestmark = pytest.mark.postgresql

planned = begun(a_plan, a_goal)


@asynccontextmanager
async def away(folder: Path) -> AsyncIterator[None]:
    """Meanwhile nobody gets into the database, and who was in is out."""
    postgresql.shut(address(folder))
    try:
        yield
    finally:
        postgresql.open_again(address(folder))


async def test_people_are_told_and_go_on_as_soon_as_it_is_back(planned: Campfire, tmp_path: Path) -> None:
    maya = planned.maya
    async with away(tmp_path):
        await maya.command("/plan", "#social")
        assert "something broke on my side" in maya.news()
    await maya.command("/plan", "#social")
    assert "Social media 2027" in maya.news()


async def test_a_form_sent_meanwhile_stays_open_with_what_was_typed(
    planned: Campfire, tmp_path: Path
) -> None:
    maya = planned.maya
    await maya.command("/tactic add List 100 influencers @brian by 1 February", "#social")
    async with away(tmp_path):
        await maya.submit()
        assert "List 100 influencers" in maya.form()
    await maya.submit()
    assert maya.modal is None
    assert "List 100 influencers" in maya.news()
    await planned.wait_until("2027-01-04 15:00")
    assert "List 100 influencers" in planned.brian.news()
