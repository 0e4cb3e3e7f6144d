"""How transactions of the synchronous store end: after their caller was cancelled, by errors, by closing."""

import asyncio
import logging
import threading
import time

import pytest

from planning.errors import Code, PlanningError
from storage import plans
from storage.engine.store import Store
from storage.engine.sync import SyncStore, open_for_cli
from storage.engine.transactions import Tx
from tests.storage.stored import W, furnish, now
from tests.storage.test_engine import SOON, Gate, gate, rename, version


async def test_a_cancelled_callers_transaction_ends_whole(either_store: Store) -> None:
    await either_store.write(W, furnish)
    with gate() as held:
        writer = asyncio.create_task(either_store.write(W, rename, "!", held))
        await held.is_reached()
        writer.cancel()
        next_one = asyncio.create_task(either_store.write(W, rename, "?"))
        await asyncio.sleep(0.05)
        writer.cancel()
        await asyncio.sleep(0.05)
        assert not writer.done(), "it waits for the thread"
        assert not next_one.done(), "the turn is kept"
        held.open.set()
        with pytest.raises(asyncio.CancelledError):
            await writer
        await next_one
    assert (await either_store.read(W, plans.get, "plan")).name == "Campfire 2027!?"


async def test_a_timeout_ends_with_the_transaction(either_store: Store) -> None:
    await either_store.write(W, furnish)

    def rename_slowly(tx: Tx) -> None:
        time.sleep(0.1)
        rename(tx, "!")

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await either_store.write(W, rename_slowly)
    assert await either_store.read(W, version) == 2


async def test_one_who_is_cancelled_while_waiting_writes_nothing(either_store: Store) -> None:
    await either_store.write(W, furnish)
    with gate() as held:
        first = asyncio.create_task(either_store.write(W, rename, "!", held))
        await held.is_reached()
        waiting = asyncio.create_task(either_store.write(W, rename, "never"))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        held.open.set()
        await first
    assert await either_store.read(W, version) == 2


async def test_what_fails_after_its_caller_was_cancelled_is_logged(
    either_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_tx: Tx, gate: Gate) -> None:
        gate.pass_through()
        raise PlanningError(Code.PLAN_CLOSED)

    with gate() as held, caplog.at_level(logging.ERROR):
        writer = asyncio.create_task(either_store.write(W, fail, held))
        await held.is_reached()
        writer.cancel()
        await asyncio.sleep(0)
        held.open.set()
        with pytest.raises(asyncio.CancelledError):
            await writer
    (record,) = caplog.records
    assert record.getMessage() == "a transaction failed after its caller was cancelled"
    assert record.exc_info
    assert record.exc_info[0] is PlanningError


async def test_a_bare_next_is_an_error_and_makes_nobody_wait(either_store: Store) -> None:
    empty: list[int] = []
    async with asyncio.timeout(SOON):
        with pytest.raises(RuntimeError, match="StopIteration"):
            await either_store.write(W, lambda _tx: next(iter(empty)))
    await either_store.write(W, furnish)


async def test_closing_waits_for_what_is_under_way(database: str) -> None:
    store = await Store.open(database, now=now)
    await store.write(W, furnish)
    with gate() as held:
        writer = asyncio.create_task(store.write(W, rename, "!", held))
        await held.is_reached()
        closing = asyncio.create_task(store.close())
        await asyncio.sleep(0.05)
        assert not closing.done()
        held.open.set()
        await asyncio.gather(writer, closing)
    with open_for_cli(database, now=now) as again, again.reading(W) as tx:
        assert version(tx) == 2
    with pytest.raises(RuntimeError, match="shutdown"):
        await store.read(W, version)


async def test_no_thread_is_left_after_closing(database: str) -> None:
    store = await Store.open(database, now=now)
    await asyncio.gather(*(store.read_all(lambda _tx: time.sleep(0.01)) for _ in range(5)))
    await store.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("store_")]


async def test_a_store_whose_opening_is_cancelled_is_closed(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[SyncStore] = []
    close = SyncStore.close

    def note_and_close(store: SyncStore) -> None:
        closed.append(store)
        close(store)

    monkeypatch.setattr(SyncStore, "close", note_and_close)
    opening = asyncio.create_task(Store.open(database, now=now))
    await asyncio.sleep(0)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    assert len(closed) == 1
