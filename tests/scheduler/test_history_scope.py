"""Installed without im:history, Oncourse cannot look whether a message arrived: it repeats that one once."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import running
from bot.manifest import manifest
from planning.deliveries import DeliveryState, Kind
from sandbox import Clock, Fault, Sandbox
from storage import deliveries
from storage.engine.store import Store
from tests.scheduler.crowd import PLAN, START, gather, got, plan_for
from tests.stories.stage import settings_for
from tests.transactions import reading


@dataclass(frozen=True, slots=True)
class Unread:
    """A workspace whose bot may not read what it wrote, and one person to be reminded at nine."""

    slack: Sandbox
    store: Store
    fan: str

    async def live_a_morning(self) -> None:
        """From a minute before nine to one o'clock."""
        await self.slack.clock.advance(timedelta(hours=4))

    @property
    def daily_messages(self) -> int:
        """How many the person has."""
        (number,) = got(self.slack, (self.fan,))
        return number

    async def state(self) -> DeliveryState:
        """What became of the daily message."""
        day = START.date().isoformat()
        with reading(self.store, PLAN.workspace) as tx:
            message = deliveries.find(tx, Kind.DAILY_MESSAGE, self.fan, day)
        assert message is not None
        return message.state


@pytest.fixture
async def unread(any_database: None, tmp_path: Path) -> AsyncIterator[Unread]:
    facts = manifest()
    facts["oauth_config"]["scopes"]["bot"].remove("im:history")
    clock = Clock(START - timedelta(minutes=1))
    async with (
        Sandbox(facts, clock) as slack,
        running(settings_for(slack, tmp_path), clock.now, clock.seconds, ticking=False) as bot,
    ):
        clock.follow(bot.ticker.next_due, bot.ticker.tick)
        await slack.connected()
        crowd = gather(slack, 1)
        await plan_for(bot.store, crowd)
        yield Unread(slack, bot.store, *crowd)


async def test_a_daily_message_that_was_lost_comes_once(unread: Unread) -> None:
    unread.slack.faults.next("chat.postMessage", Fault.dropped())
    await unread.live_a_morning()
    assert unread.daily_messages == 1
    assert await unread.state() is DeliveryState.SENT


async def test_a_daily_message_that_arrived_unheard_comes_twice(unread: Unread) -> None:
    unread.slack.faults.next("chat.postMessage", Fault.dropped(stored=True))
    await unread.live_a_morning()
    assert unread.daily_messages == 2
    assert await unread.state() is DeliveryState.SENT


async def test_a_daily_message_comes_never_more_than_twice(unread: Unread) -> None:
    unread.slack.faults.next("chat.postMessage", *[Fault.dropped(stored=True)] * 5)
    await unread.live_a_morning()
    assert unread.daily_messages == 2
    assert await unread.state() is DeliveryState.FAILED


async def test_a_refusal_before_anything_arrived_needs_no_looking(unread: Unread) -> None:
    unread.slack.faults.next("chat.postMessage", *[Fault.rate_limited(retry_after=30)] * 5)
    await unread.live_a_morning()
    assert unread.daily_messages == 1
    assert Counter(call.method for call in unread.slack.traffic)["conversations.history"] == 0
