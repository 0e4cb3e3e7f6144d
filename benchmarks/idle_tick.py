"""What a tick costs when nothing is due, with few tactics and people and with very many."""

from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.filling import copy_all, crowd, fill_plan, schedule
from benchmarks.rows import Row
from benchmarks.stub import START
from planning.deliveries import Delivery
from scheduler.clock import Ticker
from scheduler.delivery import Absent, Refused
from storage.engine.store import Store

TACTICS, PEOPLE = 1000, 100
COPIES = 1000
ROUNDS = 100


class NobodyThere:
    """A notifier that is never asked: nothing is due."""

    async def send(self, delivery: Delivery, _until: datetime) -> Refused:
        """Never called."""
        return Refused(delivery.id)

    async def find(self, _delivery: Delivery) -> Absent:
        """Never called."""
        return Absent()


async def idle_tick(folder: Path, copies: int = COPIES) -> Row:
    """An idle tick with `copies` plans of 1,000 tactics and 100 people beside one with one of them."""
    few, many = await _store(folder / "few.db", 1), await _store(folder / "many.db", copies)
    tickers = [Ticker(store, NobodyThere(), _at_noon) for store in (few, many)]
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for ticker, times in zip(tickers, taken, strict=True):
            begun = perf_counter()
            await ticker.tick()
            times.append(perf_counter() - begun)
    for store in (few, many):
        await store.close()
    floor, ours = (median(times) * 1000 for times in taken)
    what = f"an idle tick, {copies * TACTICS:,} tactics, {copies * PEOPLE:,} people"
    return Row(what, ours, "ms", floor, f"{TACTICS:,} tactics, {PEOPLE} people", "<= 2")


async def _store(file: Path, plans: int) -> Store:
    store = await Store.open(f"sqlite:///{file}", now=_at_noon)
    people = crowd(PEOPLE)
    await fill_plan(store, TACTICS, people)
    await schedule(store, people, START + timedelta(days=1))
    if plans > 1:
        await copy_all(store, plans - 1)
    return store


def _at_noon() -> datetime:
    return START + timedelta(hours=3)
