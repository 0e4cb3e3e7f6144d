"""Synchronous engines: how connections are made, how transactions on them begin, how a schema is upgraded."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from threading import Lock
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool, StaticPool

from storage.engine.database import Database, DatabaseRefused
from storage.engine.sqlite import Sqlite

DIRECT = 8  # connections for those who open a transaction in their own thread, besides those of the store
_ALEMBIC = Lock()  # it keeps what it is doing in global variables


@dataclass(frozen=True, slots=True)
class Places:
    """How many transactions may run at once.

    Without places of their own, claims take writers' places. In memory, where all share one connection, there
    is one place for everybody.
    """

    writers: int
    readers: int
    claims: int = 0
    are_shared: bool = False

    @property
    def threads(self) -> int:
        """How many threads that takes."""
        return 1 if self.are_shared else self.writers + self.readers + self.claims


def places(database: Database) -> Places:
    """The number of places. More would be slower: Python runs one thread at a time."""
    match database:
        case Sqlite(path=None):
            return Places(writers=1, readers=1, are_shared=True)
        case Sqlite():
            return Places(writers=1, readers=2)
    return Places(writers=2, readers=2, claims=1)  # a writer may be waiting for another process


def make_engine(database: Database) -> Engine:
    """An engine whose transactions begin with the statements of the execution option `begin`."""
    if isinstance(database, Sqlite):
        engine = _sqlite_engine(database)
    else:
        engine = create_engine(
            database.address,
            pool_size=places(database).threads,
            max_overflow=DIRECT,
            pool_timeout=10,
            pool_pre_ping=True,  # a connection that was lost since is replaced
        )
    event.listen(engine, "connect", database.on_connect)
    event.listen(engine, "begin", _begin)
    return engine


def alone(database: Database) -> AbstractContextManager[Any]:
    """To be entered for each transaction: in memory, one at a time uses the one connection that there is."""
    return Lock() if places(database).are_shared else nullcontext()


@contextmanager
def upgrading(database: Database, connection: Connection) -> Iterator[None]:
    """A transaction in which the schema may be changed; it is undone where rows no longer fit together."""
    with _ALEMBIC:
        if isinstance(database, Sqlite):
            with _upgrading_sqlite(connection):
                yield
        else:
            with connection.begin():
                yield


def _sqlite_engine(database: Sqlite) -> Engine:
    any_thread = {"check_same_thread": False}
    if database.path is None:
        return create_engine(database.address, poolclass=StaticPool, connect_args=any_thread)
    return create_engine(
        database.address,
        poolclass=QueuePool,
        pool_size=places(database).threads,
        max_overflow=DIRECT,
        connect_args=any_thread,
    )


def _begin(connection: Connection) -> None:
    """Begin a transaction, in one trip to the database; the driver begins nothing by itself."""
    statements = connection.get_execution_options()["begin"]
    driver: Any = connection.connection.driver_connection
    try:
        if isinstance(driver, sqlite3.Connection):
            driver.executescript(statements)
        else:
            driver.execute(statements, prepare=False)  # as several statements cannot be prepared
    except (sqlite3.Error, psycopg.Error) as error:
        raise OperationalError(statements, None, error) from error


@contextmanager
def _upgrading_sqlite(connection: Connection) -> Iterator[None]:
    """Foreign keys are off meanwhile, since SQLite changes a table by copying it and dropping the old one.

    They can only be switched outside a transaction, and so below SQLAlchemy, which would begin one.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            yield
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise DatabaseRefused(
                    "The database's rows do not fit together after its upgrade, which was undone. "
                    "Go on with the version before, and report this."
                )
    finally:
        driver.execute("PRAGMA foreign_keys = ON")
