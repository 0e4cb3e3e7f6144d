"""PostgreSQL's own, of the synchronous store: whose turn it is among processes, and connections that die."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from planning.deliveries import Delivery, Kind
from storage import deliveries, plans
from storage.engine.store import Store
from storage.engine.transactions import GlobalTx, Tx
from tests.storage.stored import NOW, OTHER, W, a_plan, furnish, now
from tests.storage.test_engine import SOON, Gate, gate, rename, version
from tests.transactions import transacting

pytestmark = pytest.mark.postgresql

LEASE = timedelta(minutes=2)
DAILY = Delivery("first", W, Kind.DAILY_MESSAGE, "UMAYA", "UMAYA", "2027-01-04", NOW)


async def somebody_waits(store: Store) -> None:
    """Return once a connection waits for a lock."""

    def count(tx: GlobalTx) -> int:
        waiting = text(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(tx.connection().execute(waiting).scalar_one())

    async with asyncio.timeout(SOON):
        while not await store.read_all(count):
            pass


async def end_connections(database: str) -> None:
    """As a server does that is started again."""
    async with await psycopg.AsyncConnection.connect(plain(database), autocommit=True) as admin:
        await admin.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def plain(database: str) -> str:
    """Its URL as PostgreSQL's own tools write it."""
    return database.replace("postgresql+psycopg:", "postgresql:")


def claim_some(tx: GlobalTx, held: Gate | None = None) -> list[str]:
    found = deliveries.claim(tx, NOW, LEASE, 3)
    if held:
        held.pass_through()
    return [delivery.id for delivery in found]


def owe_five(tx: Tx) -> None:
    for number in range(5):
        deliveries.enqueue(tx, replace(DAILY, id=f"d{number}", recipient=f"U{number}"))


async def test_writers_of_one_workspace_take_turns_and_others_do_not_meet(
    file_store: Store, other_store: Store
) -> None:
    await file_store.write(W, furnish)
    with gate() as held:
        first = asyncio.create_task(file_store.write(W, rename, "!", held))
        await held.is_reached()
        assert await other_store.write(OTHER, plans.add, a_plan(OTHER))
        second = asyncio.create_task(other_store.write(W, rename, "?"))
        await somebody_waits(file_store)
        held.open.set()
        await asyncio.gather(first, second)
    assert (await file_store.read(W, plans.get, "plan")).name == "Campfire 2027!?"


async def test_a_writer_of_everything_waits_for_every_workspace(
    file_store: Store, other_store: Store
) -> None:
    await file_store.write(W, furnish)
    with gate() as held:
        first = asyncio.create_task(file_store.write(W, rename, "!", held))
        await held.is_reached()
        everything = asyncio.create_task(other_store.write_all(only_name))
        await somebody_waits(file_store)
        held.open.set()
        await first
        assert await everything == "Campfire 2027!"


def only_name(tx: GlobalTx) -> str:
    return str(tx.connection().execute(text("SELECT name FROM plans")).scalar_one())


async def test_a_crowd_of_writers_leaves_threads_to_readers_and_claims(
    file_store: Store, other_store: Store
) -> None:
    await file_store.write(W, furnish)
    await file_store.write(W, owe_five)
    with gate() as held:
        first = asyncio.create_task(other_store.write(W, rename, "?", held))
        await held.is_reached()
        crowd = [asyncio.create_task(file_store.write(W, rename, "!")) for _ in range(50)]
        crowd += [asyncio.create_task(file_store.write_all(lambda _tx: None)) for _ in range(50)]
        await somebody_waits(other_store)
        async with asyncio.timeout(SOON):
            assert await file_store.read(W, version) == 1
            assert len(await file_store.claim(claim_some)) == 3
        held.open.set()
        await asyncio.gather(first, *crowd)


async def test_claims_wait_for_nobody(file_store: Store, other_store: Store) -> None:
    await file_store.write(W, owe_five)
    with gate() as held:
        first = asyncio.create_task(file_store.claim(claim_some, held))
        await held.is_reached()
        async with asyncio.timeout(SOON):
            others = await other_store.claim(claim_some)
        held.open.set()
        assert [len(found) for found in (await first, others)] == [3, 2]
        assert not {*first.result()} & {*others}


async def test_after_the_server_was_started_again_all_goes_on(file_store: Store, database: str) -> None:
    await file_store.write(W, furnish)
    await end_connections(database)
    await asyncio.gather(*(file_store.read(W, version) for _ in range(5)))
    await file_store.write(W, rename, "!")


async def test_a_connection_that_dies_undoes_its_transaction_only(file_store: Store, database: str) -> None:
    await file_store.write(W, furnish)
    with gate() as held:
        writer = asyncio.create_task(file_store.write(W, rename, "lost", held))
        await held.is_reached()
        await end_connections(database)
        held.open.set()
        with pytest.raises(OperationalError):
            await writer
    await file_store.write(W, rename, "!")
    assert (await file_store.read(W, plans.get, "plan")).name == "Campfire 2027!"


async def test_nobody_waits_for_a_lock_for_ever(
    file_store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.postgresql._ON_CONNECT", "SET lock_timeout = '1ms'")
    impatient = await Store.open(database, now=now)
    await file_store.write(W, furnish)
    with transacting(file_store, W) as tx:
        version(tx)
        with pytest.raises(OperationalError, match="lock timeout"):
            await impatient.write(W, rename, "!")
    await impatient.write(W, rename, "!")
    await impatient.close()


async def test_limits_are_set_on_every_connection(file_store: Store) -> None:
    def limits(tx: GlobalTx) -> list[str]:
        names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
        return [str(tx.connection().execute(text(f"SHOW {name}")).scalar_one()) for name in names]

    assert "0" not in await file_store.read_all(limits)


async def test_prepared_statements_stay_prepared_after_reading(file_store: Store) -> None:
    def prepared(tx: GlobalTx) -> int:
        count = text("SELECT count(*) FROM pg_prepared_statements WHERE NOT from_sql")
        return int(tx.connection().execute(count).scalar_one())

    await file_store.write(W, furnish)
    for _ in range(20):
        await file_store.read(W, version)
    assert await file_store.read_all(prepared)
