"""Two bots on one database remind the same 200 people at the same time: each of them hears once."""

from collections import Counter
from pathlib import Path

from bot.manifest import manifest
from sandbox import Sandbox
from storage.engine.store import Store
from tests.scheduler.bot_process import SharedClock, patient
from tests.scheduler.crowd import gather, got, plan_for
from tests.stories.stage import settings_for

PEOPLE = 200


async def test_two_processes_send_nothing_twice(any_database: None, tmp_path: Path) -> None:
    clock = SharedClock()
    async with Sandbox(manifest(), clock) as slack:
        settings = patient(settings_for(slack, tmp_path))
        store = await Store.open(settings.database_url, now=clock.now)
        crowd = gather(slack, PEOPLE)
        clock.start(settings)
        clock.start(settings)
        await slack.connected(2)
        await plan_for(store, crowd)
        await clock.run(store)
        assert all(bot.process.is_alive() for bot in clock.bots)
        clock.kill()
        clock.kill()
        await store.close()
        assert got(slack, crowd) == Counter({1: PEOPLE})
        assert slack.problems == []
