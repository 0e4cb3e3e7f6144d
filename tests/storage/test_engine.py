"""The synchronous store: transactions whole or not at all, turns, snapshots, and of one workspace or all."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from planning.errors import Code, PlanningError
from storage import goals, plans
from storage.engine.database import DatabaseRefused
from storage.engine.store import Store
from storage.engine.sync import open_for_cli
from storage.engine.transactions import GlobalTx, Tx, in_workspace
from tests import postgresql
from tests.storage.stored import W, a_goal, a_plan, furnish, now
from tests.transactions import reading, transacting

SOON = 10  # seconds

asked_by: ContextVar[str] = ContextVar("asked_by", default="nobody")


class Gate:
    """Holds a transaction in its thread until it is opened."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def pass_through(self) -> None:
        self.reached.set()
        assert self.open.wait(SOON)

    async def is_reached(self) -> None:
        assert await asyncio.to_thread(self.reached.wait, SOON)


@contextmanager
def gate() -> Iterator[Gate]:
    """A gate, which is open in the end."""
    made = Gate()
    try:
        yield made
    finally:
        made.open.set()


def rename(tx: Tx, addition: str, gate: Gate | None = None) -> None:
    plan = plans.get(tx, "plan")
    if gate:
        gate.pass_through()
    plans.save(tx, replace(plan, name=plan.name + addition))


def version(tx: Tx) -> int:
    return plans.get(tx, "plan").version


def furnish_and_fail(tx: Tx, error: Exception) -> None:
    furnish(tx)
    raise error


async def test_a_function_runs_in_a_thread_of_the_store(either_store: Store) -> None:
    def where(_tx: GlobalTx) -> tuple[str, str]:
        return threading.current_thread().name.partition("_")[0], asked_by.get()

    asked_by.set("Maya")
    for run in (either_store.read, either_store.write):
        assert await run(W, where) == ("store", "Maya")
    for run_all in (either_store.read_all, either_store.write_all, either_store.claim):
        assert await run_all(where) == ("store", "Maya")


async def test_arguments_reach_the_function_and_its_workspace_is_known(either_store: Store) -> None:
    def echo(tx: Tx, /, *args: int, **kwargs: int) -> tuple[str, tuple[int, ...], dict[str, int]]:
        return tx.workspace, args, kwargs

    assert await either_store.read(W, echo, 1, 2, other=3) == (W, (1, 2), {"other": 3})


async def test_a_part_of_a_global_transaction_belongs_to_a_workspace(either_store: Store) -> None:
    def furnish_both(tx: GlobalTx) -> None:
        for workspace in (W, "TOTHER"):
            with in_workspace(tx, workspace) as own:
                furnish(own)

    await either_store.write_all(furnish_both)
    assert await either_store.read("TOTHER", lambda tx: plans.get(tx, "plan").workspace) == "TOTHER"


async def test_two_hundred_writers_at_once_lose_nothing(either_store: Store) -> None:
    await either_store.write(W, furnish)
    await asyncio.gather(*(either_store.write(W, rename, "!") for _ in range(200)))
    plan = await either_store.read(W, plans.get, "plan")
    assert (plan.name, plan.version) == ("Campfire 2027" + 200 * "!", 201)


async def test_two_stores_on_one_database_lose_nothing(file_store: Store, database: str) -> None:
    await file_store.write(W, furnish)
    other = await Store.open(database, now=now)
    await asyncio.gather(*(store.write(W, rename, "!") for store in (file_store, other) for _ in range(30)))
    assert await other.read(W, version) == 61
    await other.close()


async def test_writers_of_everything_take_turns_with_those_of_a_workspace(file_store: Store) -> None:
    def rename_anywhere(tx: GlobalTx) -> None:
        with in_workspace(tx, W) as own:
            rename(own, "?")

    await file_store.write(W, furnish)
    both = [file_store.write_all(rename_anywhere), file_store.write(W, rename, "!")]
    await asyncio.gather(*both, *(file_store.write_all(rename_anywhere) for _ in range(10)))
    assert await file_store.read(W, version) == 13


async def test_readers_and_writers_share_a_database(either_store: Store) -> None:
    await either_store.write(W, furnish)
    writers = [either_store.write(W, rename, "!") for _ in range(20)]
    *_, found = await asyncio.gather(*writers, either_store.read(W, version))
    assert found in range(1, 22)
    assert await either_store.read(W, version) == 21


async def test_an_exception_undoes_the_whole_transaction(either_store: Store) -> None:
    with pytest.raises(PlanningError):
        await either_store.write(W, furnish_and_fail, PlanningError(Code.PLAN_CLOSED))
    assert await either_store.read(W, plans.open_in, "CSOCIAL") is None


async def test_what_cannot_be_committed_is_undone_before_others_come(either_store: Store) -> None:
    def fail_at_commit(tx: Tx) -> None:
        if not postgresql.wanted():
            tx.connection().execute(text("PRAGMA defer_foreign_keys = ON"))
        goals.add(tx, a_goal())

    with pytest.raises(IntegrityError):
        await either_store.write(W, fail_at_commit)
    await either_store.write(W, furnish)


async def test_a_reader_sees_one_moment_while_others_write(file_store: Store) -> None:
    def versions(tx: Tx, gate: Gate) -> tuple[int, int]:
        before = version(tx)
        gate.pass_through()
        tx.expire_all()
        return before, version(tx)

    await file_store.write(W, furnish)
    with gate() as held:
        found = asyncio.create_task(file_store.read(W, versions, held))
        await held.is_reached()
        await file_store.write(W, rename, "!")
        held.open.set()
        assert await found == (1, 1)
    assert await file_store.read(W, version) == 2


async def test_readers_do_not_wait_for_writers(file_store: Store) -> None:
    await file_store.write(W, furnish)
    with gate() as held:
        writers = [asyncio.create_task(file_store.write(W, rename, "!", held)) for _ in range(20)]
        await held.is_reached()
        async with asyncio.timeout(SOON):
            assert await file_store.read(W, version) == 1
        held.open.set()
        await asyncio.gather(*writers)


async def test_writing_while_reading_is_an_error(either_store: Store) -> None:
    await either_store.write(W, furnish)
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        await either_store.read(W, plans.save, a_plan(name="Never"))
    await either_store.write(W, rename, "!")


async def test_foreign_keys_are_kept(either_store: Store) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        await either_store.write(W, goals.add, a_goal())


async def test_a_transaction_can_be_opened_in_the_calling_thread(either_store: Store) -> None:
    with transacting(either_store, W) as tx:
        assert tx.workspace == W
    with pytest.raises(PlanningError), transacting(either_store, W) as tx:
        furnish_and_fail(tx, PlanningError(Code.GONE))
    with reading(either_store, W) as tx:
        assert plans.open_in(tx, "CSOCIAL") is None
    await either_store.write(W, furnish)
    with transacting(either_store, W) as tx:
        rename(tx, "!")
    with transacting(either_store) as tx:
        assert version(tx) == 2


def test_a_command_opens_only_what_is_there(bare_database: str) -> None:
    with pytest.raises(DatabaseRefused, match="There is no"), open_for_cli(bare_database, now=now):
        pass
    with open_for_cli(bare_database, now=now, creating=True) as store, store.writing(W) as tx:
        furnish(tx)
    with open_for_cli(bare_database, now=now) as store, store.reading(W) as tx:
        assert version(tx) == 1


async def test_processes_that_start_together_create_one_database(bare_database: str) -> None:
    stores = await asyncio.gather(*(Store.open(bare_database, now=now) for _ in range(4)))
    await stores[0].write(W, furnish)
    for store in stores:
        await store.write(W, rename, "!")
    assert await stores[0].read(W, version) == 5
    for store in stores:
        await store.close()


@pytest.mark.sqlite
async def test_in_memory_every_store_is_another_database(any_database: None) -> None:
    first, second = await asyncio.gather(*(Store.open("sqlite://", now=now) for _ in range(2)))
    await first.write(W, furnish)
    assert await second.read(W, plans.open_in, "CSOCIAL") is None
    for store in (first, second):
        await store.close()
