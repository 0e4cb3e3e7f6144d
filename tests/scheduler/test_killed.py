"""The bot is killed again and again while it reminds people in a storm: each of them gets one message."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.manifest import manifest
from sandbox import Fault, Sandbox
from storage.engine.store import Store
from tests.conftest import IS_DEEP
from tests.scheduler.bot_process import SharedClock, patient
from tests.scheduler.crowd import gather, got, plan_for
from tests.scheduler.weather import DELIVERING, Storm
from tests.stories.stage import settings_for

PEOPLE, KILLS = (500, 100) if IS_DEEP else (200, 40)
OVER = timedelta(hours=2)
MAX_CALLS = 12  # from one start to the next
STARTING, AFTER_CALL = 0.3, 0.03  # real seconds at most, by which no outcome is decided


class Fate:
    """A storm that notes when a bot has made so many of the calls that deliver."""

    def __init__(self, storm: Storm) -> None:
        self._storm = storm
        self._calls = 0
        self._reached = asyncio.Event()

    def after(self, calls: int) -> None:
        """From now on, fate is reached once so many calls have come."""
        self._calls = calls
        self._reached.clear()

    async def reached_before(self, end: asyncio.Future[None]) -> None:
        """Wait for that, or for the end, whatever comes first; raises what has brought about the end."""
        reached = asyncio.ensure_future(self._reached.wait())
        await asyncio.wait((reached, end), return_when=asyncio.FIRST_COMPLETED)
        reached.cancel()
        if end.done():
            end.result()

    def __call__(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """What befalls this call: what the storm says."""
        if method in DELIVERING:
            self._calls -= 1
            if self._calls <= 0:
                self._reached.set()
        return self._storm(method, arguments)


async def test_everybody_has_exactly_one_daily_message_however_often_the_bot_is_killed(
    any_database: None, tmp_path: Path
) -> None:
    clock = SharedClock()
    async with Sandbox(manifest(), clock) as slack:
        settings = patient(settings_for(slack, tmp_path))
        store = await Store.open(settings.database_url, now=clock.now)
        crowd = gather(slack, PEOPLE)
        await plan_for(store, crowd, OVER)
        fate = slack.faults.rule = Fate(Storm(slack, 0.1, seed=3))
        chance = Random(4)  # noqa: S311 - to be repeatable, not secret
        killed_at_work = 0
        time = asyncio.ensure_future(clock.run(store))
        for _ in range(KILLS):
            calls = chance.randrange(MAX_CALLS)
            fate.after(calls)
            clock.start(settings)
            if calls:
                await fate.reached_before(time)
            await asyncio.sleep(chance.uniform(0, AFTER_CALL if calls else STARTING))
            killed_at_work += not time.done()
            clock.kill()
        clock.start(settings)
        await time
        clock.kill()
        await store.close()
        assert killed_at_work > KILLS / 2
        assert got(slack, crowd) == Counter({1: PEOPLE})
        assert slack.problems == []
