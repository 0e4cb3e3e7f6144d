"""How long `oncourse run` takes until it is connected."""

from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.processes import ONCOURSE, started
from benchmarks.rows import Row
from benchmarks.stub import Stub

ROUNDS = 5


async def starting(folder: Path) -> list[Row]:
    """Medians of several starts, with a database that is there already and with none."""
    there = f"sqlite:///{folder / 'there.db'}"
    await _start(there)
    again = [await _start(there) for _ in range(ROUNDS)]
    first = [await _start(f"sqlite:///{folder / f'{number}.db'}") for number in range(ROUNDS)]
    return [
        Row("from start to ready", median(again), "s", bound="< 1.5"),
        Row("  the first time, creating the database", median(first), "s", bound="< 1.5"),
    ]


async def _start(database: str) -> float:
    begun = perf_counter()
    async with Stub(()) as slack, started(slack, ONCOURSE, database):
        await slack.connected()
        return perf_counter() - begun
