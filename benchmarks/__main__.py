"""`make bench`: measures, prints a table, writes it to RESULTS.md; exits 1 when a bound is not met."""

import asyncio
import logging
import sys
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.acts import Somebody
from benchmarks.answers import AT_ONCE, FIFTY, LARGE, many_at_once, one_at_a_time
from benchmarks.daily_messages import daily_messages
from benchmarks.filling import crowd, fill_plan
from benchmarks.idle_tick import idle_tick
from benchmarks.machine import described
from benchmarks.many_workspaces import many_workspaces
from benchmarks.on_postgresql import on_postgresql
from benchmarks.people_at_once import PEOPLE, people_at_once
from benchmarks.processes import BOT, EMPTY, HAND_WRITTEN, megabytes, started
from benchmarks.recording import record
from benchmarks.rows import Row, markdown_table, text_table
from benchmarks.starting import starting
from benchmarks.stub import CHANNEL, START, Stub
from storage.engine.store import Store

RESULTS = Path(__file__).with_name("RESULTS.md")
SAID = """# What was measured

By `make bench`, on {day:%-d %B %Y}. Each figure stands beside its floor, measured in the same run; only the
ratios mean anything on another machine. What is measured has a process of its own. Slack is a stub in the
measuring process (`benchmarks/stub.py`), which answers every call at once, checks nothing and has no limits.

{machine}

{table}
"""


async def main() -> bool:
    """Measure everything, print and write it; whether every bound is met."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        rows = [
            *await answering(folder),
            await idle_tick(folder),
            *await daily_messages(folder),
            *await many_workspaces(folder),
            *await on_postgresql(folder),
            *await starting(folder),
        ]
    print(f"{described()}\n\n{text_table(rows)}")
    said = SAID.format(day=datetime.now(UTC), machine=described(), table=markdown_table(rows))
    await asyncio.to_thread(RESULTS.write_text, said, "utf-8")
    return all(row.met for row in rows)


async def answering(folder: Path) -> Iterable[Row]:
    """All that people wait for, and the memory of the bot after it."""
    people = crowd(PEOPLE)
    database, recorded = [f"sqlite:///{folder / name}" for name in ("answers.db", "recorded.db")]
    for url in (database, recorded):
        await _fill(url, people)
    recording = await record(Stub(people), recorded, folder)
    async with AsyncExitStack() as stack:
        slack, hand_written, empty = [await stack.enter_async_context(Stub(people)) for _ in range(3)]
        pid = await stack.enter_async_context(started(slack, BOT, database))
        await stack.enter_async_context(started(hand_written, (*HAND_WRITTEN, str(recording)), recorded))
        await stack.enter_async_context(started(empty, EMPTY))
        for each in (slack, hand_written, empty):
            await each.connected()
        rows = [
            *await one_at_a_time(slack, hand_written),
            await many_at_once([Somebody(slack, person) for person in people[:AT_ONCE]], empty),
            *await people_at_once(slack, hand_written),
        ]
        return [*rows, Row("memory resident after all that", megabytes(pid), "MB", bound="< 150")]


async def _fill(database: str, people: Sequence[str]) -> None:
    store = await Store.open(database, now=lambda: START)
    for count, channel in ((30, CHANNEL), (50, FIFTY), (2000, LARGE)):
        await fill_plan(store, count, people, channel)
    await store.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    sys.exit(0 if asyncio.run(main()) else 1)
