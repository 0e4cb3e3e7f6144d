"""Transactions: whole or not at all, one writer at a time, readers undisturbed."""

import asyncio

import pytest

from storage import plans
from storage.engine.database import DatabaseRefused
from storage.engine.store import Store
from tests.storage.stored import W, a_plan, now
from tests.transactions import transacting


async def test_what_a_batch_reads_is_taken_once_it_is_its_turn(store: Store) -> None:
    wanted = ["a"]
    before = [asyncio.create_task(store.read_all(lambda _tx: None)) for _ in range(50)]
    batch = asyncio.create_task(store.read_batch(lambda: list(wanted), lambda _tx, taken: taken))
    await before[0]
    wanted.append("b")
    assert await batch == ["a", "b"]
    await asyncio.gather(*before)


@pytest.mark.parametrize("url", ["oncourse.db", "", "mysql://localhost/oncourse"])
async def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(DatabaseRefused, match=r"sqlite:///oncourse\.db"):
        await Store.open(url, now=now)


async def test_what_was_kept_is_there_after_reopening(bare_database: str) -> None:
    with_driver = bare_database.replace("sqlite:", "sqlite+aiosqlite:")
    without = bare_database.replace("postgresql+psycopg:", "postgresql:")
    for url, expected in ((with_driver, None), (without, a_plan())):
        store = await Store.open(url, now=now)
        with transacting(store, W) as tx:
            assert plans.open_in(tx, "CSOCIAL") == expected
            plans.add(tx, a_plan())
        await store.close()
