"""PostgreSQL: what looking at a plan takes there, and two processes that remind at once."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from time import perf_counter

from benchmarks.acts import Somebody
from benchmarks.answers import medians
from benchmarks.daily_messages import A_WHILE, require_one_each
from benchmarks.filling import crowd, fill_plan, fill_with_reminders
from benchmarks.processes import BOT, started
from benchmarks.rows import Row
from benchmarks.stub import START, Stub
from storage.engine.store import Store
from tests.postgresql import bare, serving
from tests.scheduler.crowd import is_owed

COUNT = 2000


async def on_postgresql(folder: Path) -> list[Row]:
    """On a server that waits for the disk, as they all do; beside the same on SQLite, or by one process."""
    sqlite = f"sqlite:///{folder / 'beside.db'}"
    with serving(()), bare() as looked_at, bare() as by_one, bare() as by_two:
        plan, floor = await _plan(looked_at, sqlite)
        one, two = await _reminded(by_one, 1), await _reminded(by_two, 2)
    what = f"PostgreSQL: {COUNT:,} daily messages by two processes, one each"
    return [
        Row("PostgreSQL: /plan, 30 tactics", plan, "ms", floor, "SQLite"),
        Row(what, two, "a second", one, "one process"),
    ]


async def _plan(*databases: str) -> list[float]:
    """The median milliseconds of `/plan` on each."""
    people = crowd(1)
    async with AsyncExitStack() as stack:
        slacks = []
        for database in databases:
            store = await Store.open(database, now=lambda: START)
            await fill_plan(store, 30, people)
            await store.close()
            slacks.append(await stack.enter_async_context(Stub(people)))
            await stack.enter_async_context(started(slacks[-1], BOT, database))
        for slack in slacks:
            await slack.connected()
        first, second = (Somebody(slack, people[0]) for slack in slacks)
        return await medians([lambda: first.types("/plan"), lambda: second.types("/plan")])


async def _reminded(database: str, processes: int) -> float:
    """How many daily messages a second the processes send; raises AssertionError unless each is sent once."""
    people = crowd(COUNT)
    await fill_with_reminders(database, people)
    store = await Store.open(database, now=lambda: START)
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(Stub(people))
        for _ in range(processes):
            await stack.enter_async_context(started(slack, BOT, database))
        await slack.connected()
        begun = perf_counter()
        async with asyncio.timeout(A_WHILE):
            await slack.seen(COUNT)
            while await is_owed(store):  # noqa: ASYNC110 - other processes see to it
                await asyncio.sleep(0.1)
    await store.close()
    require_one_each(slack.posted, people)
    return COUNT / (slack.last_post - begun)
