"""Two processes serve one workspace, and Slack tells each thing to one of them only."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import running
from tests.stories.begun import a_plan, begun
from tests.stories.stage import Campfire, settings_for

pytestmark = pytest.mark.both_databases

JOIN = "A plan is for the people of its channel. Join the channel, then try again."
OFTEN = 8  # so that each of the two is asked

planned = begun(a_plan)


@pytest.fixture
async def served_by_two(planned: Campfire, tmp_path: Path) -> AsyncIterator[Campfire]:
    """Campfire with a second bot on the same database."""
    settings, clock = settings_for(planned.slack, tmp_path), planned.slack.clock
    async with running(settings, clock.now, clock.seconds, ticking=False) as second:

        async def both_are_idle() -> None:
            await planned.bot.idle()
            await second.idle()

        planned.slack.after_action = both_are_idle
        await planned.slack.connected(2)
        yield planned


async def test_whoever_left_the_channel_reads_on_through_neither(served_by_two: Campfire) -> None:
    brian = served_by_two.brian
    for _ in range(OFTEN):  # both remember who is in the channel
        await brian.command("/plan", "#social")
        assert "Social media 2027" in brian.news()
    await brian.command("/goal add Be heard", "#social")
    await brian.choose("Which company goal does it help?", "Ship 3 major new product features")
    await served_by_two.slack.leave("Brian", "#social")
    for _ in range(OFTEN):
        await brian.submit()
        assert JOIN in brian.form()


async def test_whoever_comes_is_let_in_by_both(served_by_two: Campfire) -> None:
    newcomer = served_by_two.slack.add_person("Lena")
    for person in (served_by_two.maya, served_by_two.brian) * OFTEN:
        await person.command("/plan", "#social")
    await served_by_two.slack.join(newcomer, "#social")
    for _ in range(OFTEN):
        await newcomer.command("/plan", "#social")
        assert "Social media 2027" in newcomer.news()


async def test_what_one_changes_the_other_shows(served_by_two: Campfire) -> None:
    for number in range(OFTEN):
        await served_by_two.maya.command("/plan settings", "#social")
        await served_by_two.maya.fill("Name", f"Campfire {number}")
        await served_by_two.maya.submit()
        await served_by_two.brian.command("/plan", "#social")
        assert f"Campfire {number}" in served_by_two.brian.news()
