"""Two bots share the work, and fifty times one of them is killed: each of 2,000 people hears once."""

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from bot.manifest import manifest
from sandbox import Sandbox
from storage.store import Store
from tests.scheduler.bot_process import FastClock, kill, start
from tests.scheduler.crowd import gather, got, is_owed, plan_for
from tests.scheduler.test_killed import Fate
from tests.scheduler.weather import Storm
from tests.stories.stage import settings_for

pytestmark = pytest.mark.postgresql

PEOPLE, KILLS = 2000, 50
OVER = timedelta(hours=2)  # some 30 seconds of the fast clock
CALLS_MOST = 2 * PEOPLE // KILLS  # from one kill to the next; it takes two for each person
AFTER_CALL, QUIET = 0.03, 2  # real seconds at most


async def test_everybody_has_exactly_one_digest_whichever_is_killed(
    any_database: None, tmp_path: Path
) -> None:
    epoch = monotonic()
    clock = FastClock(epoch)
    async with Sandbox(manifest(), clock) as slack:
        settings = settings_for(slack, tmp_path)
        store = await Store.open(settings.database_url, now=clock.now)
        crowd = gather(slack, PEOPLE)
        await plan_for(store, crowd, OVER)
        fate = slack.faults.rule = Fate(Storm(slack, 0, seed=3))
        chance = Random(4)  # noqa: S311 - to be repeatable, not secret
        bots = [start(settings, epoch), start(settings, epoch)]
        killed_at_work = 0
        for _ in range(KILLS):
            fate.after(chance.randrange(1, CALLS_MOST))
            with suppress(TimeoutError):
                await asyncio.wait_for(fate.reached.wait(), timeout=QUIET)
            await asyncio.sleep(chance.uniform(0, AFTER_CALL))
            killed_at_work += await is_owed(store)
            victim = chance.randrange(2)
            kill(bots[victim])
            bots[victim] = start(settings, epoch)
        while await is_owed(store):  # noqa: ASYNC110 - other processes see to it
            await asyncio.sleep(0.1)
        for bot in bots:
            kill(bot)
        await store.close()
        assert killed_at_work > KILLS / 2
        assert got(slack, crowd) == Counter({1: PEOPLE})
        assert slack.problems == []
