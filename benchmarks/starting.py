"""How long `oncourse run` takes until it can answer, beside an empty Bolt app."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.many_workspaces import OVER, install
from benchmarks.posting import MANY_WORKSPACES, PostingStub
from benchmarks.processes import EMPTY, ONCOURSE, started
from benchmarks.rows import Row
from benchmarks.stub import Stub
from bot.clock import wall_clock

ROUNDS = 5


async def starting(folder: Path) -> list[Row]:
    """Medians of several starts: on an existing database, on none, and in HTTP mode."""
    there, installed = f"sqlite:///{folder / 'there.db'}", f"sqlite:///{folder / 'installed.db'}"
    await _start(there)
    again = [await _start(there) for _ in range(ROUNDS)]
    first = [await _start(f"sqlite:///{folder / f'{number}.db'}") for number in range(ROUNDS)]
    await install(installed)
    over_http = [await _start(installed, _posting) for _ in range(ROUNDS)]
    floor = median([await _start("", command=EMPTY) for _ in range(ROUNDS)])
    beside = "an empty Bolt app"
    return [
        Row("from start to ready", median(again), "s", floor, beside),
        Row("  the first time, creating the database", median(first), "s", floor, beside),
        Row(f"{OVER}from start to ready", median(over_http), "s", floor, beside),
    ]


async def _start(
    database: str, slack_of: Callable[[], Stub] = lambda: Stub(()), command: tuple[str, ...] = ONCOURSE
) -> float:
    begun = perf_counter()
    async with slack_of() as slack, started(slack, command, database):
        await slack.connected()
        return perf_counter() - begun


def _posting() -> Stub:
    return PostingStub((), wall_clock, MANY_WORKSPACES)
