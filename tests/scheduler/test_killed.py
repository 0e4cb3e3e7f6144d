"""The bot is killed a hundred times while it reminds 500 people in a storm: each of them hears once."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from bot.manifest import manifest
from sandbox import Fault, Sandbox
from storage.store import Store
from tests.scheduler.bot_process import FastClock, kill, start
from tests.scheduler.crowd import gather, got, is_owed, plan_for
from tests.scheduler.weather import DELIVERING, Storm
from tests.stories.stage import settings_for

PEOPLE, KILLS = 500, 100
OVER = timedelta(hours=2)  # some 30 seconds of the fast clock
CALLS_MOST = 24  # from one start to the next
STARTING, AFTER_CALL, QUIET = 0.3, 0.03, 0.6  # real seconds at most


class Fate:
    """A storm that notes when a bot has made so many of the calls that deliver."""

    def __init__(self, storm: Storm) -> None:
        self._storm = storm
        self._calls = 0
        self.reached = asyncio.Event()

    def after(self, calls: int) -> None:
        """From now on, `reached` is set once so many calls have come."""
        self._calls = calls
        self.reached.clear()

    def __call__(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """What befalls this call: what the storm says."""
        if method in DELIVERING:
            self._calls -= 1
            if self._calls <= 0:
                self.reached.set()
        return self._storm(method, arguments)


async def test_everybody_has_exactly_one_digest_however_often_the_bot_is_killed(
    any_database: None, tmp_path: Path
) -> None:
    epoch = monotonic()
    clock = FastClock(epoch)
    async with Sandbox(manifest(), clock) as slack:
        settings = settings_for(slack, tmp_path).model_copy(update={"slack_timeout": 0.2})
        store = await Store.open(settings.database_url, now=clock.now)
        crowd = gather(slack, PEOPLE)
        await plan_for(store, crowd, OVER)
        fate = slack.faults.rule = Fate(Storm(slack, 0.1, seed=3))
        chance = Random(4)  # noqa: S311 - to be repeatable, not secret
        killed_at_work = 0
        for _ in range(KILLS):
            killed_at_work += await is_owed(store)
            calls = chance.randrange(CALLS_MOST)
            fate.after(calls)
            bot = start(settings, epoch)
            if calls:
                with suppress(TimeoutError):
                    await asyncio.wait_for(fate.reached.wait(), timeout=QUIET)
            await asyncio.sleep(chance.uniform(0, AFTER_CALL if calls else STARTING))
            kill(bot)
        bot = start(settings, epoch)
        while await is_owed(store):  # noqa: ASYNC110 - another process sees to it
            await asyncio.sleep(0.1)
        kill(bot)
        await store.close()
        assert killed_at_work > KILLS / 2
        assert got(slack, crowd) == Counter({1: PEOPLE})
        assert slack.problems == []
