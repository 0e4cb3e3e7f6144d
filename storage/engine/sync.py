"""The database in the calling thread: each transaction is a `with` block.

Commands and tests use it as it is. The bot uses it in the threads of `storage.engine.store`.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Literal, Self, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from storage.engine import schema
from storage.engine.database import Database, DatabaseRefused, DatabaseStatus, FileId, require_own_tables
from storage.engine.engines import alone, make_engine, upgrading
from storage.engine.transactions import GlobalTx, Tx
from storage.engine.urls import database_at, database_status

log = logging.getLogger(__name__)

AnyTx = TypeVar("AnyTx", bound=Session)


class SyncStore:
    """One database, open. Open no transaction inside another: it could wait for that one."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._engine = make_engine(database)
        self._engines: dict[str, Engine] = {}
        self._alone = alone(database)
        self._opened: FileId | None = None
        self._logged: set[str] = set()  # the codes of what could not be read (`storage.readable`)

    @classmethod
    def open(cls, url: str, *, now: Callable[[], datetime]) -> Self:
        """The database at `url`, created or upgraded as needed; a file is backed up before it is upgraded.

        `url` is "sqlite:///path", "sqlite://" for one in memory, or "postgresql://user:password@host/name".
        Raises DatabaseRefused.
        """
        database = database_at(url)
        database.require_place()
        store = cls(database)
        try:
            with database.refusing():
                store._bring_up_to_date(now)
            store._opened = database.file_id()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close every connection that no transaction is using."""
        self._engine.dispose()

    def is_first(self, code: str) -> bool:
        """Whether this is asked of `code` for the first time: what fails again and again is logged once."""
        if code in self._logged:
            return False
        self._logged.add(code)
        return True

    def displaced(self) -> Literal["file_deleted", "file_replaced"] | None:
        """Whether the file that was opened has been deleted or replaced since.

        The open connections go on using a file that no other process can open any more.
        """
        if self._opened is None or (found := self.database.file_id()) == self._opened:
            return None
        return "file_replaced" if found else "file_deleted"

    @contextmanager
    def writing(self, workspace: str | None) -> Iterator[Tx]:
        """A transaction that writes: kept as a whole at the end, undone as a whole by any exception.

        Those of one workspace take turns, in whichever process they are, so that what is read stays true
        until it is written. For None, it waits for those of every workspace.
        """
        begin = self.database.writing(workspace)
        with self._transaction(Tx(self._bind(begin), workspace=workspace or "", **self._options())) as tx:
            yield tx

    @contextmanager
    def reading(self, workspace: str = "") -> Iterator[Tx]:
        """A transaction that only reads, all of it from the same moment; writing in it is an error."""
        begin = self.database.reading
        with self._transaction(Tx(self._bind(begin), workspace=workspace, **self._options())) as tx:
            yield tx

    @contextmanager
    def writing_all(self) -> Iterator[GlobalTx]:
        """As `writing`, for what serves all workspaces at once."""
        begin = self.database.writing(None)
        with self._transaction(Session(self._bind(begin), **self._options())) as tx:
            yield tx

    @contextmanager
    def reading_all(self) -> Iterator[GlobalTx]:
        """As `reading`, for what serves all workspaces at once."""
        with self._transaction(Session(self._bind(self.database.reading), **self._options())) as tx:
            yield tx

    @contextmanager
    def claiming(self) -> Iterator[GlobalTx]:
        """A transaction that only claims rows from a queue shared with other processes.

        It waits for no lock if the database can lock single rows; other rows that it reads may be changing.
        """
        with self._transaction(Session(self._bind(self.database.claiming), **self._options())) as tx:
            yield tx

    @contextmanager
    def _transaction(self, tx: AnyTx) -> Iterator[AnyTx]:
        """Begin with the first statement; end with COMMIT, after which prepared statements stay prepared."""
        with self._alone, tx, tx.begin():
            yield tx

    def _bind(self, begin: str) -> Engine:
        if begin not in self._engines:
            self._engines[begin] = self._engine.execution_options(begin=begin)
        return self._engines[begin]

    def _options(self) -> dict[str, Any]:
        return {"expire_on_commit": False, "info": {"logged": self._logged, "unreadable": {}}}

    def _bring_up_to_date(self, now: Callable[[], datetime]) -> None:
        with self._bind(self.database.reading).connect() as connection, connection.begin():
            self.database.require_fit(connection)
            revision, tables = schema.revision(connection), schema.tables(connection)
        if revision == schema.newest():
            return
        require_own_tables(revision, tables)
        if revision is None:
            self._upgrade(now())
            log.info("the database was created", extra={"revision": schema.newest()})
            return
        backup = self.database.back_up(revision, now())
        self._upgrade(now())
        details = {"before": revision, "revision": schema.newest(), "backup": str(backup or "none")}
        log.info("the database was upgraded", extra=details)

    def _upgrade(self, now: datetime) -> None:
        """Upgrade in one transaction, in which another process may have been first."""
        engine = self._bind(self.database.upgrading)
        with engine.connect() as connection, upgrading(self.database, connection):
            schema.upgrade(connection, now)


@contextmanager
def open_for_cli(url: str, *, now: Callable[[], datetime], creating: bool = False) -> Iterator[SyncStore]:
    """The database at `url`, for a command that does one thing with it.

    Only a bot upgrades a database, and only when `creating` one is made. Raises DatabaseRefused.
    """
    _require_ready(database_status(url, to_write=False), creating)
    store = SyncStore.open(url, now=now)
    try:
        with store.database.refusing():
            yield store
    finally:
        store.close()


def _require_ready(status: DatabaseStatus, creating: bool) -> None:
    if status.revision is None and not creating:
        there = status.path is None or status.path.exists()
        what = "There is nothing in the database" if there else "There is no database"
        raise DatabaseRefused(f"{what} {status.place}. Set DATABASE_URL to the one you mean.")
    if status.revision is not None and not status.is_current:
        raise DatabaseRefused(
            f"The database {status.place} is at revision {status.revision}, and this Oncourse at "
            f"{status.newest}. Nothing was changed. Start a bot of this version on it once (oncourse run), "
            "which upgrades it, then try again."
        )
