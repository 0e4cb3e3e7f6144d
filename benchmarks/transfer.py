"""`python -m benchmarks.transfer`: export and import of 100,000 tactics, beside a bot that goes on writing.

It prints the peak memory of the commands, how long they took, and the slowest write of the bot meanwhile.
"""

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.filling import copy_all, crowd, fill_plan, schedule
from benchmarks.stub import START, TEAM
from planning.people import Person
from storage import people
from storage.engine.store import Store
from storage.engine.transactions import Tx

TACTICS, PEOPLE, PLANS = 1000, 100, 100
BOT_WORKSPACE = "T0BESIDE"
PAUSE = 0.02  # seconds between the bot's writes


@dataclass(frozen=True, slots=True)
class Measured:
    """A command: its peak memory in MB, its seconds, and the slowest and median write beside it, in ms."""

    memory: float
    seconds: float
    slowest: float
    median: float


async def main(plans: int) -> None:
    """Measure and print."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        source, target = folder / "source.db", folder / "target.db"
        store = await _filled(source, plans)
        await _report(
            f"export of {plans * TACTICS:,} tactics",
            store,
            source,
            "export",
            folder / "all.json",
            "--workspace",
            TEAM,
        )
        await store.close()
        store = await Store.open(f"sqlite:///{target}", now=lambda: START)
        await _report(f"import of {plans * TACTICS:,} tactics", store, target, "import", folder / "all.json")
        await store.close()


async def _filled(file: Path, plans: int) -> Store:
    store = await Store.open(f"sqlite:///{file}", now=lambda: START)
    owners = crowd(PEOPLE)
    await fill_plan(store, TACTICS, owners)
    await schedule(store, owners, START + timedelta(days=1))
    if plans > 1:
        await copy_all(store, plans - 1)
    return store


async def _report(what: str, store: Store, database: Path, *command: object) -> None:
    found = await _measured(store, database, [str(part) for part in command])
    print(
        f"{what}: {found.memory:.0f} MB, {found.seconds:.1f} s; a write beside it took {found.median:.1f} ms,"
        f" the slowest {found.slowest:.0f} ms",
        flush=True,
    )


async def _measured(store: Store, database: Path, command: Sequence[str]) -> Measured:
    begun = perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())", *command),
        env=os.environ | {"DATABASE_URL": f"sqlite:///{database}"},
    )
    ended = asyncio.create_task(process.wait())
    taken = []
    while not ended.done():
        began = perf_counter()
        await store.write(BOT_WORKSPACE, _write)
        taken.append((perf_counter() - began) * 1000)
        await asyncio.sleep(PAUSE)
    if await ended:
        raise SystemExit(f"{command[0]} failed")
    # Of the greatest child so far: the import follows the export, and takes more.
    memory = getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024
    return Measured(memory, perf_counter() - begun, max(taken), sorted(taken)[len(taken) // 2])


def _write(tx: Tx) -> None:
    people.put(tx, Person("U0BESIDE", "somebody"), START)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else PLANS))
