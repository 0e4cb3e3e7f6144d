"""Slack fails while a digest is sent, and until the next day: yesterday's news is not told beside today's."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox import Fault
from tests.stories.begun import begun
from tests.stories.reminded import digests, plan_with_a_goal, rate
from tests.stories.stage import Campfire, raised
from tests.stories.test_faults_of_requests import without_history

OF_DELIVERING = ("chat.", "conversations.open", "conversations.history")


async def a_map_to_buy(campfire: Campfire) -> None:
    """It is Monday 4 January, and Brian has a map to buy by Wednesday."""
    await plan_with_a_goal(campfire)
    await campfire.add_tactic("Buy a map @brian by 6 January")
    await rate(campfire.brian, "Buy a map")


due = begun(a_map_to_buy)


@pytest.fixture
async def unread(tmp_path: Path) -> AsyncIterator[Campfire]:
    """As `due`, but Oncourse was installed without being let read its own direct messages."""
    async with raised(tmp_path, without_history()) as campfire:
        await a_map_to_buy(campfire)
        yield campfire


async def a_bad_day(campfire: Campfire, first: Fault) -> None:
    """Brian's digest of Tuesday ends in `first`; then Slack is out of order until ten on Wednesday."""
    await campfire.wait_until("2027-01-05 13:59")
    campfire.slack.faults.next("chat.postMessage", first)
    campfire.slack.faults.rule = lambda method, _: (
        Fault.server_error(503) if method.startswith(OF_DELIVERING) else None
    )
    await campfire.wait_until("2027-01-06 15:00")
    campfire.slack.faults.rule = None
    await campfire.wait_until("2027-01-06 22:00")


async def test_yesterdays_digest_is_not_sent_beside_todays(due: Campfire) -> None:
    await a_bad_day(due, Fault.dropped())
    assert digests(due.brian) == ["Wed 06 Jan 10:25 1 due today"]


async def test_yesterdays_digest_that_arrived_unheard_is_found_and_follows(due: Campfire) -> None:
    await a_bad_day(due, Fault.dropped(stored=True))
    await due.brian.click("Done", "@Oncourse", within="due tomorrow")
    assert digests(due.brian) == [
        "Tue 05 Jan 09:00 ✓ All done for today",
        "Wed 06 Jan 10:25 ✓ All done for today",
    ]


async def test_nor_is_it_repeated_where_nobody_can_see_whether_it_arrived(unread: Campfire) -> None:
    await a_bad_day(unread, Fault.dropped())
    assert digests(unread.brian) == ["Wed 06 Jan 10:25 1 due today"]
