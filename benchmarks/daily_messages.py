"""Ten thousand daily messages due at one moment, beside a raw client that posts the same bodies."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.filling import crowd, fill_with_reminders
from benchmarks.processes import BOT, RAW, megabytes, started
from benchmarks.rows import Row
from benchmarks.stub import Stub

COUNT = 10_000
A_WHILE = 600  # seconds until a benchmark is given up


async def daily_messages(folder: Path, count: int = COUNT) -> list[Row]:
    """How many a second reach people, and how much memory that takes."""
    people = crowd(count)
    database = f"sqlite:///{folder / 'daily_messages.db'}"
    await fill_with_reminders(database, people)
    async with Stub(people) as slack, started(slack, BOT, database) as pid:
        await slack.connected()
        before, most = megabytes(pid), 0.0
        begun = perf_counter()
        async with asyncio.timeout(A_WHILE):
            while len(slack.posted) < count:
                await asyncio.sleep(0.2)
                most = max(most, megabytes(pid))
        ours = count / (slack.last_post - begun)
        bodies = list(slack.posted)
    require_one_each(bodies, people)
    floor = await _raw(folder / "bodies.jsonl", bodies)
    return [
        Row(
            f"{count:,} daily messages due at once",
            ours,
            "a second",
            floor,
            "a raw client, shared session",
            ">= 0.25",
        ),
        Row("  memory it takes more, at most", most - before, "MB", bound="< 50"),
    ]


def require_one_each(bodies: Sequence[bytes], people: Sequence[str]) -> None:
    """Everybody got one; raises AssertionError."""
    got = Counter(json.loads(body)["channel"] for body in bodies)
    if got != Counter(people):
        raise AssertionError("not everybody got exactly one daily message")


async def _raw(file: Path, bodies: Sequence[bytes]) -> float:
    await asyncio.to_thread(file.write_bytes, b"\n".join(bodies))
    async with Stub(()) as slack, started(slack, (*RAW, str(file))):
        async with asyncio.timeout(A_WHILE):
            await slack.seen(len(bodies))
        return (len(bodies) - 1) / (slack.last_post - slack.first_post)
