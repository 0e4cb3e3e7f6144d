"""Two bots share the work, and now and then one of them is killed: each person gets one daily message."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.manifest import manifest
from sandbox import Sandbox
from storage.engine.store import Store
from tests.conftest import IS_DEEP
from tests.scheduler.bot_process import SharedClock, patient
from tests.scheduler.crowd import gather, got, plan_for
from tests.scheduler.test_killed import Fate
from tests.scheduler.weather import Storm
from tests.stories.stage import settings_for

pytestmark = pytest.mark.postgresql

PEOPLE, KILLS = (2000, 50) if IS_DEEP else (600, 15)
OVER = timedelta(hours=2)
MAX_CALLS = PEOPLE // KILLS  # from one kill to the next; each person takes one at least
AFTER_CALL = 0.03  # real seconds at most, by which no outcome is decided


async def test_everybody_has_exactly_one_daily_message_whichever_is_killed(
    any_database: None, tmp_path: Path
) -> None:
    clock = SharedClock()
    async with Sandbox(manifest(), clock) as slack:
        settings = patient(settings_for(slack, tmp_path))
        store = await Store.open(settings.database_url, now=clock.now)
        crowd = gather(slack, PEOPLE)
        await plan_for(store, crowd, OVER)
        fate = slack.faults.rule = Fate(Storm(slack, 0, seed=3))
        chance = Random(4)  # noqa: S311 - to be repeatable, not secret
        clock.start(settings)
        clock.start(settings)
        killed_at_work = 0
        time = asyncio.ensure_future(clock.run(store))
        for _ in range(KILLS):
            fate.after(chance.randrange(1, MAX_CALLS))
            await fate.reached_before(time)
            await asyncio.sleep(chance.uniform(0, AFTER_CALL))
            killed_at_work += not time.done()
            clock.kill(chance.randrange(2))
            clock.start(settings)
        await time
        clock.kill()
        clock.kill()
        await store.close()
        assert killed_at_work > KILLS / 2
        assert got(slack, crowd) == Counter({1: PEOPLE})
        assert slack.problems == []
