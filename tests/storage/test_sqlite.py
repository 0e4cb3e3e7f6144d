"""SQLite's own: its lock, and the files and folders that are refused."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import select

from storage import plans, sqlite, topics
from storage.database import DatabaseRefused
from storage.engine.store import Store, reading, transacting
from storage.sqlite import _ON_CONNECT
from storage.tables import PlanRow
from tests.storage.stored import W, now
from tests.storage.test_store import furnish_in, rename_plan

pytestmark = pytest.mark.sqlite


async def test_writers_of_one_store_take_turns_instead_of_trying_the_lock(
    bare_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_ON_CONNECT", ("PRAGMA busy_timeout = 0", *_ON_CONNECT[1:]))
    store = await Store.open(bare_database, now=now)
    await furnish_in(store)
    await asyncio.gather(*(rename_plan(store, "!") for _ in range(30)))
    with reading(store) as tx:
        assert (plans.get(tx, W, "plan")).version == 31
    await store.close()


async def test_a_lock_held_for_long_by_another_process_is_told(
    bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_ON_CONNECT", ("PRAGMA busy_timeout = 0", *_ON_CONNECT[1:]))
    store = await Store.open(bare_database, now=now)
    with closing(sqlite3.connect(tmp_path / "oncourse.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await furnish_in(store)
    await furnish_in(store)
    await store.close()


async def test_after_a_lock_the_same_transaction_is_begun_before_it_goes_on(
    bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_ON_CONNECT", ("PRAGMA busy_timeout = 0", *_ON_CONNECT[1:]))
    store = await Store.open(bare_database, now=now)
    await furnish_in(store)
    with closing(sqlite3.connect(tmp_path / "oncourse.db", isolation_level=None)) as other:

        async def goes_on_and_fails() -> None:
            with transacting(store, W) as tx:
                other.execute("BEGIN IMMEDIATE")
                with pytest.raises(OperationalError, match="locked"):
                    plans.get(tx, W, "plan")
                other.execute("ROLLBACK")
                topics.changed(tx, W, "members", ["C1"])
                raise ConnectionError

        with pytest.raises(ConnectionError):
            await goes_on_and_fails()
        assert other.execute("SELECT count(*) FROM topics").fetchone() == (0,)
    await store.close()


async def test_what_is_fetched_little_by_little_keeps_writers_out_from_the_beginning(
    bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(bare_database, now=now)
    await furnish_in(store)
    with closing(sqlite3.connect(tmp_path / "oncourse.db", isolation_level=None, timeout=0)) as other:
        with transacting(store) as tx:
            async with (tx.connection()).stream(select(PlanRow)) as rows:
                assert [row.id async for row in rows] == ["plan"]
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("UPDATE plans SET name = 'other'")
    await store.close()


async def test_what_cannot_be_committed_is_undone_before_others_come(
    bare_database: str, tmp_path: Path
) -> None:
    store = await Store.open(bare_database, now=now)
    await furnish_in(store)
    with closing(sqlite3.connect(tmp_path / "oncourse.db", isolation_level=None, timeout=0)) as other:

        async def fails_at_its_end() -> None:
            with transacting(store, W) as tx:
                await (tx.connection()).execute(text("PRAGMA defer_foreign_keys = ON"))
                tx.exec(delete(PlanRow))

        with pytest.raises(IntegrityError):
            await fails_at_its_end()
        other.execute("UPDATE plans SET name = 'other'")  # nobody holds the lock
    with reading(store) as tx:
        assert (plans.get(tx, W, "plan")).name == "other"
    await store.close()


async def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match=r"folder .*/absent does not exist\. Create it"):
        await Store.open(f"sqlite:///{tmp_path}/absent/oncourse.db", now=now)


async def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="is a folder"):
        await Store.open(f"sqlite:///{tmp_path}", now=now)


async def test_a_folder_that_cannot_be_written_is_refused(
    bare_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # the user who runs the tests may write anywhere
    with pytest.raises(DatabaseRefused, match="not writable"):
        await Store.open(bare_database, now=now)


async def test_a_file_that_is_no_database_is_refused(bare_database: str, tmp_path: Path) -> None:
    (tmp_path / "oncourse.db").write_text("Dear diary, " * 1000)
    with pytest.raises(DatabaseRefused, match="not an SQLite database"):
        await Store.open(bare_database, now=now)


async def test_somebody_elses_database_is_refused_and_left_alone(bare_database: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "oncourse.db")) as other:
        other.execute("CREATE TABLE diary (day TEXT)")
    with pytest.raises(DatabaseRefused, match="belongs to something else"):
        await Store.open(bare_database, now=now)
    with closing(sqlite3.connect(tmp_path / "oncourse.db")) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("diary",)]
