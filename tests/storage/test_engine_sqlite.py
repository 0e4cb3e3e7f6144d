"""SQLite's own, of the synchronous store: its lock, and who waits for it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from storage import deliveries, plans
from storage.engine import sqlite
from storage.engine.sqlite import _ON_CONNECT
from storage.engine.store import Store
from storage.engine.transactions import Tx
from tests.storage.stored import NOW, W, furnish, now
from tests.storage.test_engine import rename, version

pytestmark = pytest.mark.sqlite


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections that do not wait for the lock."""
    monkeypatch.setattr(sqlite, "_ON_CONNECT", ("PRAGMA busy_timeout = 0", *_ON_CONNECT[1:]))


async def test_writers_and_claims_of_one_store_take_turns_instead_of_trying_the_lock(
    database: str, impatient: None
) -> None:
    store = await Store.open(database, now=now)
    await store.write(W, furnish)
    claims = [store.claim(deliveries.count_due, NOW) for _ in range(30)]
    await asyncio.gather(*(store.write(W, rename, "!") for _ in range(30)), *claims)
    assert await store.read(W, version) == 31
    await store.close()


async def test_a_lock_held_for_long_by_another_process_is_told(
    database: str, tmp_path: Path, impatient: None
) -> None:
    store = await Store.open(database, now=now)
    with closing(sqlite3.connect(tmp_path / "oncourse.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await store.write(W, furnish)
        assert await store.read(W, plans.open_in, "CSOCIAL") is None
    await store.write(W, furnish)
    await store.close()


async def test_a_writer_has_the_lock_before_it_reads(database: str, tmp_path: Path) -> None:
    def write_elsewhere(tx: Tx) -> None:
        version(tx)
        with (
            closing(sqlite3.connect(tmp_path / "oncourse.db", isolation_level=None, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("UPDATE plans SET name = 'other'")

    store = await Store.open(database, now=now)
    await store.write(W, furnish)
    await store.write(W, write_elsewhere)
    await store.close()


async def test_a_file_that_was_deleted_or_replaced_is_noticed(database: str, tmp_path: Path) -> None:
    store = await Store.open(database, now=now)
    assert store.displaced() is None
    kept = (tmp_path / "oncourse.db").rename(tmp_path / "kept.db")
    assert store.displaced() == "file_deleted"
    (tmp_path / "oncourse.db").write_bytes(kept.read_bytes())
    assert store.displaced() == "file_replaced"
    await store.close()
