"""The database: its opening, the upgrade of its schema, and its transactions."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Concatenate, Literal, ParamSpec, Self, TypeVar, cast
from weakref import WeakValueDictionary

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import schema
from storage.database import Database, FileId, require_ours
from storage.engine.transactions import GlobalTx, Tx, in_workspace
from storage.engine.urls import database_at

__all__ = ["AsyncTx", "GlobalTx", "Store", "Tx", "in_workspace"]

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
Batch = TypeVar("Batch")


class AsyncTx(AsyncSession):
    """A transaction, open in a coroutine: plain functions of it are run one at a time."""

    sync_session: Tx

    async def run(self, function: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `function` of this transaction returns; raises what it raises."""
        return await self.run_sync(cast("Callable[..., T]", function), *args, **kwargs)


class Store:
    """One database, open."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._engine = _engine(database)
        self._engines: dict[str, AsyncEngine] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._places = asyncio.Semaphore(database.readers_most)
        self._opened: FileId | None = None
        self._logged: set[str] = set()  # what was unreadable (`storage.readable`)

    @classmethod
    async def open(cls, url: str, *, now: Callable[[], datetime]) -> Self:
        """The database at `url`, created or upgraded as needed; of a file, a backup is put beside it before.

        `url` is "sqlite:///path", "sqlite://" for one in memory, or "postgresql://user:password@host/name",
        each also with its driver ("sqlite+aiosqlite", "postgresql+psycopg"). Raises DatabaseRefused.
        """
        database = database_at(url)
        database.require_place()
        store = cls(database)
        try:
            with database.refusing():
                await store._bring_up_to_date(now)
            store._opened = database.file_id()
        except BaseException:
            await store.close()
            raise
        return store

    def is_first(self, code: str) -> bool:
        """Whether this is asked of `code` for the first time: what fails again and again is logged once."""
        if code in self._logged:
            return False
        self._logged.add(code)
        return True

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    def displaced(self) -> Literal["file_deleted", "file_replaced"] | None:
        """Whether another file, or none, is by now where the opened one was.

        What is open goes on working on a file that nobody finds any more.
        """
        if self._opened is None or (found := self._database.file_id()) == self._opened:
            return None
        return "file_replaced" if found else "file_deleted"

    async def write(
        self,
        workspace: str,
        function: Callable[Concatenate[Tx, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """What `function` returns, run in a transaction of one workspace that writes.

        All of it is kept, or nothing if it raises. Those of one workspace take turns, in whichever process
        they are, so that what is read stays true until it is written.
        """
        async with self.transaction(workspace) as tx:
            return await tx.run(function, *args, **kwargs)

    async def read(
        self,
        workspace: str,
        function: Callable[Concatenate[Tx, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """As `write`, for what only reads: all of it from the same moment."""
        async with self.reading(workspace) as tx:
            return await tx.run(function, *args, **kwargs)

    async def write_all(
        self, function: Callable[Concatenate[GlobalTx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `write`, for what serves all workspaces at once: it has its turn alone."""
        async with self.transaction() as tx:
            return await tx.run(function, *args, **kwargs)

    async def read_all(
        self, function: Callable[Concatenate[GlobalTx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `read`, for what serves all workspaces at once."""
        async with self.reading() as tx:
            return await tx.run(function, *args, **kwargs)

    async def read_batch(self, take: Callable[[], Batch], function: Callable[[GlobalTx, Batch], T], /) -> T:
        """As `read_all`, of what `take` returns, which is called once it is its turn to read."""
        async with self.reading() as tx:
            return await tx.run(function, take())

    async def claim(
        self, function: Callable[Concatenate[GlobalTx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `write_all`, for what only takes rows that are there for one of many processes to take.

        It waits for nobody, where the database can hold single rows; what it reads besides may be changing.
        """
        async with self.claiming() as tx:
            return await tx.run(function, *args, **kwargs)

    @asynccontextmanager
    async def transaction(self, workspace: str | None = None) -> AsyncIterator[AsyncTx]:
        """A transaction that writes: kept as a whole at the end, undone as a whole by any exception.

        Those of one workspace take turns, in whichever process they are, so that what is read stays true
        until it is written; one without a workspace has its turn alone. Do not open one inside another.
        """
        async with self._writing(self._database.writing(workspace), workspace or "") as tx:
            yield tx

    @asynccontextmanager
    async def claiming(self) -> AsyncIterator[AsyncTx]:
        """A transaction that only takes what is there for one of many to take, in any workspace.

        It waits for nobody, where the database can hold single rows; what it reads besides may be changing.
        """
        async with self._writing(self._database.claiming) as tx:
            yield tx

    @asynccontextmanager
    async def reading(self, workspace: str = "") -> AsyncIterator[AsyncTx]:
        """A transaction that only reads, all of it from the same moment; writing in it is an error.

        Readers take turns in the order they came, too, as many at once as the database takes; do not open
        one inside another.
        """
        async with self._places, self._session(self._database.reading, workspace) as tx:
            yield tx

    @asynccontextmanager
    async def _writing(self, begin: str, workspace: str = "") -> AsyncIterator[AsyncTx]:
        """Those that begin alike wait here for each other, with one connection at the most."""
        turn = self._turns.setdefault(begin, asyncio.Lock())
        async with turn, self._session(begin, workspace) as tx, tx.begin():
            yield tx

    def _session(self, begin: str, workspace: str = "") -> AsyncTx:
        if begin not in self._engines:
            self._engines[begin] = self._engine.execution_options(begin=begin)
        return AsyncTx(
            self._engines[begin],
            sync_session_class=Tx,
            expire_on_commit=False,
            info={"logged": self._logged, "unreadable": {}},
            workspace=workspace,
        )

    async def _bring_up_to_date(self, now: Callable[[], datetime]) -> None:
        async with self._engine.execution_options(begin=self._database.reading).connect() as connection:
            await connection.run_sync(self._database.require_fit)
            revision = await connection.run_sync(schema.revision)
            tables = await connection.run_sync(schema.tables)
        if revision == schema.newest():
            return
        require_ours(revision, tables)
        if revision is None:
            await self._upgrade(now())
            log.info("the database was created", extra={"revision": schema.newest()})
            return
        backup = await asyncio.to_thread(self._database.back_up, revision, now())
        await self._upgrade(now())
        told = {"before": revision, "revision": schema.newest(), "backup": str(backup or "none")}
        log.info("the database was upgraded", extra=told)

    async def _upgrade(self, now: datetime) -> None:
        """Upgrade in one transaction, in which another process may have been first."""
        engine = self._engine.execution_options(begin=self._database.upgrading)
        async with engine.connect() as connection, self._database.upgraded(connection):
            await connection.run_sync(schema.upgrade, now)


def _engine(database: Database) -> AsyncEngine:
    engine = create_async_engine(database.address, poolclass=AsyncAdaptedQueuePool, **database.options)
    event.listen(engine.sync_engine, "connect", database.on_connect)

    def begin(connection: Connection) -> None:
        database.begin(connection, connection.get_execution_options()["begin"])

    event.listen(engine.sync_engine, "begin", begin)
    return engine
