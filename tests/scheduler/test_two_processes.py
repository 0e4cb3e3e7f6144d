"""Two bots on one database remind the same 200 people at the same time: each of them hears once."""

import asyncio
from collections import Counter
from pathlib import Path
from time import monotonic

from bot.manifest import manifest
from sandbox import Sandbox
from storage.store import Store
from tests.scheduler.bot_process import FastClock, kill, start
from tests.scheduler.crowd import gather, got, is_owed, plan_for
from tests.stories.stage import settings_for

PEOPLE = 200


async def test_two_processes_send_nothing_twice(any_database: None, tmp_path: Path) -> None:
    epoch = monotonic()
    clock = FastClock(epoch)
    async with Sandbox(manifest(), clock) as slack:
        settings = settings_for(slack, tmp_path)
        store = await Store.open(settings.database_url, now=clock.now)
        crowd = gather(slack, PEOPLE)
        bots = [start(settings, epoch), start(settings, epoch)]
        await slack.connected(2)
        await plan_for(store, crowd)
        while await is_owed(store):  # noqa: ASYNC110 - other processes see to it
            await asyncio.sleep(0.1)
        assert all(bot.is_alive() for bot in bots)
        for bot in bots:
            kill(bot)
        await store.close()
        assert got(slack, crowd) == Counter({1: PEOPLE})
        assert slack.problems == []
