"""What a tick costs when nothing is due, with few tactics and with many."""

from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.workspace import START, fill_plan
from planning.deliveries import Delivery
from scheduler.clock import Ticker
from scheduler.deliver import Absent, Refused
from storage.store import Store

FEW, MANY = 100, 100_000


class NobodyThere:
    """A notifier that is never asked: nothing is due."""

    async def send(self, delivery: Delivery) -> Refused:
        """Never called."""
        return Refused(delivery.id)

    async def find(self, _delivery: Delivery) -> Absent:
        """Never called."""
        return Absent()


async def idle_ticks(rounds: int = 50) -> tuple[float, float]:
    """Milliseconds of an idle tick with FEW and with MANY tactics, medians of alternating rounds."""
    with TemporaryDirectory() as folder:
        tickers = [await _ticker(Path(folder), count) for count in (FEW, MANY)]
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            for (_, ticker), times in zip(tickers, taken, strict=True):
                begun = perf_counter()
                await ticker.tick()
                times.append(perf_counter() - begun)
        for store, _ in tickers:
            await store.close()
    few, many = taken
    return median(few) * 1000, median(many) * 1000


async def _ticker(folder: Path, count: int) -> tuple[Store, Ticker]:
    def now() -> datetime:
        return START + timedelta(minutes=1)

    store = await Store.open(f"sqlite:///{folder / f'{count}.db'}", now=now)
    await fill_plan(store, "T0BENCH", count)
    return store, Ticker(store, NobodyThere(), now)
