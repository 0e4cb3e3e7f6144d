"""How long `oncourse run` takes until people can be served."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.many_workspaces import OVER, install
from benchmarks.posting import MANY_WORKSPACES, PostingStub
from benchmarks.processes import ONCOURSE, started
from benchmarks.rows import Row
from benchmarks.stub import Stub
from bot.clock import wall_clock

ROUNDS = 5


async def starting(folder: Path) -> list[Row]:
    """Medians of several starts: with a database that is there already, with none, and in HTTP mode."""
    there, installed = f"sqlite:///{folder / 'there.db'}", f"sqlite:///{folder / 'installed.db'}"
    await _start(there)
    again = [await _start(there) for _ in range(ROUNDS)]
    first = [await _start(f"sqlite:///{folder / f'{number}.db'}") for number in range(ROUNDS)]
    await install(installed)
    over_http = [await _start(installed, _posting) for _ in range(ROUNDS)]
    return [
        Row("from start to ready", median(again), "s", bound="< 1.5"),
        Row("  the first time, creating the database", median(first), "s", bound="< 1.5"),
        Row(f"{OVER}from start to ready", median(over_http), "s", bound="< 1.5"),
    ]


async def _start(database: str, slack_of: Callable[[], Stub] = lambda: Stub(())) -> float:
    begun = perf_counter()
    async with slack_of() as slack, started(slack, ONCOURSE, database):
        await slack.connected()
        return perf_counter() - begun


def _posting() -> Stub:
    return PostingStub((), wall_clock, MANY_WORKSPACES)
