"""Transactions: whole or not at all, one writer at a time, readers undisturbed; and what is refused."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from planning.errors import Code, PlanningError
from storage import goals, plans
from storage import store as store_module
from storage.store import _ON_CONNECT, DatabaseRefused, Store
from tests.storage.stored import W, a_goal, a_plan, furnish, now


async def rename_plan(store: Store, addition: str) -> None:
    async with store.transaction() as tx:
        plan = await plans.get(tx, W, "plan")
        await plans.save(tx, replace(plan, name=plan.name + addition))


async def furnish_in(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)


async def furnish_and_fail(store: Store) -> None:
    async with store.transaction() as tx:
        await furnish(tx)
        raise PlanningError(Code.PLAN_CLOSED)


async def test_two_hundred_writers_at_once_lose_nothing(file_store: Store) -> None:
    await furnish_in(file_store)
    await asyncio.gather(*(rename_plan(file_store, "!") for _ in range(200)))
    async with file_store.reading() as tx:
        plan = await plans.get(tx, W, "plan")
    assert (plan.name, plan.version) == ("Campfire 2027" + 200 * "!", 201)


async def test_writers_of_one_store_take_turns_instead_of_trying_the_lock(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_ON_CONNECT", ("PRAGMA busy_timeout = 0", *_ON_CONNECT[1:]))
    store = await Store.open(url, now=now)
    await furnish_in(store)
    await asyncio.gather(*(rename_plan(store, "!") for _ in range(30)))
    async with store.reading() as tx:
        assert (await plans.get(tx, W, "plan")).version == 31
    await store.close()


async def test_two_stores_on_one_file_lose_nothing(file_store: Store, url: str) -> None:
    await furnish_in(file_store)
    other = await Store.open(url, now=now)
    await asyncio.gather(*(rename_plan(store, "!") for store in (file_store, other) for _ in range(30)))
    async with other.reading() as tx:
        plan = await plans.get(tx, W, "plan")
    await other.close()
    assert (plan.name, plan.version) == ("Campfire 2027" + 60 * "!", 61)


async def test_readers_and_writers_share_a_database_in_memory(store: Store) -> None:
    await furnish_in(store)

    async def read() -> int:
        async with store.reading() as tx:
            return (await plans.get(tx, W, "plan")).version

    *_, version = await asyncio.gather(*(rename_plan(store, "!") for _ in range(20)), read())
    assert version in range(1, 22)
    assert await read() == 21


async def test_an_exception_undoes_the_whole_transaction(store: Store) -> None:
    with pytest.raises(PlanningError):
        await furnish_and_fail(store)
    async with store.reading() as tx:
        assert await plans.open_in(tx, W, "CSOCIAL") is None


async def test_a_cancelled_writer_leaves_nothing_behind_and_gives_up_its_turn(file_store: Store) -> None:
    written, never = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with file_store.transaction() as tx:
            await furnish(tx)
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
    async with file_store.reading() as tx:
        before = await plans.get(tx, W, "plan")
        await rename_plan(file_store, "!")
        assert await plans.get(tx, W, "plan") == before
    async with file_store.reading() as tx:
        assert await plans.get(tx, W, "plan") != before


async def test_writing_while_reading_is_an_error(either_store: Store) -> None:
    await furnish_in(either_store)
    async with either_store.reading() as tx:
        with pytest.raises(OperationalError, match="readonly"):
            await plans.save(tx, a_plan(name="Never"))
    await rename_plan(either_store, "!")


async def test_a_lock_held_for_long_by_another_process_is_told(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_ON_CONNECT", ("PRAGMA busy_timeout = 0", *_ON_CONNECT[1:]))
    store = await Store.open(url, now=now)
    with closing(sqlite3.connect(tmp_path / "oncourse.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await furnish_in(store)
    await furnish_in(store)
    await store.close()


async def test_foreign_keys_are_kept(either_store: Store) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        async with either_store.transaction() as tx:
            await goals.add(tx, W, a_goal())


async def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match=r"folder .*/absent does not exist\. Create it"):
        await Store.open(f"sqlite:///{tmp_path}/absent/oncourse.db", now=now)


async def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="is a folder"):
        await Store.open(f"sqlite:///{tmp_path}", now=now)


async def test_a_folder_that_cannot_be_written_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # the user who runs the tests may write anywhere
    with pytest.raises(DatabaseRefused, match="not writable"):
        await Store.open(url, now=now)


async def test_a_file_that_is_no_database_is_refused(url: str, tmp_path: Path) -> None:
    (tmp_path / "oncourse.db").write_text("Dear diary, " * 1000)
    with pytest.raises(DatabaseRefused, match="not an SQLite database"):
        await Store.open(url, now=now)


async def test_somebody_elses_database_is_refused_and_left_alone(url: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "oncourse.db")) as other:
        other.execute("CREATE TABLE diary (day TEXT)")
    with pytest.raises(DatabaseRefused, match="belongs to something else"):
        await Store.open(url, now=now)
    with closing(sqlite3.connect(tmp_path / "oncourse.db")) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("diary",)]


@pytest.mark.parametrize("url", ["oncourse.db", "", "mysql://localhost/oncourse"])
async def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(DatabaseRefused, match=r"sqlite:///oncourse\.db"):
        await Store.open(url, now=now)


async def test_what_was_kept_is_there_after_reopening(url: str) -> None:
    for expected in (None, a_plan()):
        store = await Store.open(url.replace("sqlite:", "sqlite+aiosqlite:"), now=now)
        async with store.transaction() as tx:
            assert await plans.open_in(tx, W, "CSOCIAL") == expected
            await plans.add(tx, a_plan())
        await store.close()


async def test_processes_that_start_together_create_one_database(url: str) -> None:
    stores = await asyncio.gather(*(Store.open(url, now=now) for _ in range(4)))
    await furnish_in(stores[0])
    for store in stores:
        await rename_plan(store, "!")
        await store.close()
