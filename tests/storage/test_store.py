"""Transactions: whole or not at all, one writer at a time, readers undisturbed."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from planning.errors import Code, PlanningError
from storage import goals, plans
from storage.database import DatabaseRefused
from storage.engine.store import Store, reading, transacting
from tests.storage.stored import W, a_goal, a_plan, furnish, now


async def rename_plan(store: Store, addition: str) -> None:
    with transacting(store) as tx:
        plan = plans.get(tx, W, "plan")
        plans.save(tx, replace(plan, name=plan.name + addition))


async def furnish_in(store: Store) -> None:
    with transacting(store) as tx:
        furnish(tx)


async def furnish_and_fail(store: Store) -> None:
    with transacting(store) as tx:
        furnish(tx)
        raise PlanningError(Code.PLAN_CLOSED)


async def test_two_hundred_writers_at_once_lose_nothing(file_store: Store) -> None:
    await furnish_in(file_store)
    await asyncio.gather(*(rename_plan(file_store, "!") for _ in range(200)))
    with reading(file_store) as tx:
        plan = plans.get(tx, W, "plan")
    assert (plan.name, plan.version) == ("Campfire 2027" + 200 * "!", 201)


async def test_two_stores_on_one_file_lose_nothing(file_store: Store, database: str) -> None:
    await furnish_in(file_store)
    other = await Store.open(database, now=now)
    await asyncio.gather(*(rename_plan(store, "!") for store in (file_store, other) for _ in range(30)))
    with reading(other) as tx:
        plan = plans.get(tx, W, "plan")
    await other.close()
    assert (plan.name, plan.version) == ("Campfire 2027" + 60 * "!", 61)


async def test_readers_and_writers_share_a_database_in_memory(store: Store) -> None:
    await furnish_in(store)

    async def read() -> int:
        with reading(store) as tx:
            return (plans.get(tx, W, "plan")).version

    *_, version = await asyncio.gather(*(rename_plan(store, "!") for _ in range(20)), read())
    assert version in range(1, 22)
    assert await read() == 21


async def test_an_exception_undoes_the_whole_transaction(store: Store) -> None:
    with pytest.raises(PlanningError):
        await furnish_and_fail(store)
    with reading(store) as tx:
        assert plans.open_in(tx, W, "CSOCIAL") is None


async def test_a_cancelled_writer_leaves_nothing_behind_and_gives_up_its_turn(file_store: Store) -> None:
    written, never = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        with transacting(file_store) as tx:
            furnish(tx)
            written.set()
            await never.wait()

    writer = asyncio.create_task(write())
    await written.wait()
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer
    await furnish_in(file_store)


async def test_a_reader_sees_one_moment_while_others_write(file_store: Store) -> None:
    await furnish_in(file_store)
    with reading(file_store) as tx:
        before = plans.get(tx, W, "plan")
        await rename_plan(file_store, "!")
        assert plans.get(tx, W, "plan") == before
    with reading(file_store) as tx:
        assert plans.get(tx, W, "plan") != before


async def test_what_a_batch_reads_is_taken_once_it_is_its_turn(store: Store) -> None:
    wanted = ["a"]
    before = [asyncio.create_task(store.read_all(lambda _tx: None)) for _ in range(50)]
    batch = asyncio.create_task(store.read_batch(lambda: list(wanted), lambda _tx, taken: taken))
    await before[0]
    wanted.append("b")
    assert await batch == ["a", "b"]
    await asyncio.gather(*before)


async def test_writing_while_reading_is_an_error(either_store: Store) -> None:
    await furnish_in(either_store)
    with reading(either_store) as tx, pytest.raises(DBAPIError, match=r"readonly|read-only"):
        plans.save(tx, a_plan(name="Never"))
    await rename_plan(either_store, "!")


async def test_foreign_keys_are_kept(either_store: Store) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), transacting(either_store) as tx:
        goals.add(tx, W, a_goal())


@pytest.mark.parametrize("url", ["oncourse.db", "", "mysql://localhost/oncourse"])
async def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(DatabaseRefused, match=r"sqlite:///oncourse\.db"):
        await Store.open(url, now=now)


async def test_what_was_kept_is_there_after_reopening(bare_database: str) -> None:
    with_driver = bare_database.replace("sqlite:", "sqlite+aiosqlite:")
    without = bare_database.replace("postgresql+psycopg:", "postgresql:")
    for url, expected in ((with_driver, None), (without, a_plan())):
        store = await Store.open(url, now=now)
        with transacting(store) as tx:
            assert plans.open_in(tx, W, "CSOCIAL") == expected
            plans.add(tx, a_plan())
        await store.close()


async def test_processes_that_start_together_create_one_database(bare_database: str) -> None:
    stores = await asyncio.gather(*(Store.open(bare_database, now=now) for _ in range(4)))
    await furnish_in(stores[0])
    for store in stores:
        await rename_plan(store, "!")
        await store.close()
