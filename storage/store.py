"""The database: its opening, the upgrade of its schema, its transactions, and all that is SQLite's own."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, StaticPool
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import one_trip, schema

Tx = AsyncSession

# More would gain nothing in one process, and keep the one who writes waiting.
READERS = 4

_ON_CONNECT = (
    "PRAGMA busy_timeout = 5000",  # milliseconds that another process may keep us waiting
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)
_CURES = {
    sqlite3.SQLITE_NOTADB: "it is not an SQLite database. Choose another file",
    sqlite3.SQLITE_CORRUPT: "it is damaged. Put a backup in its place",
    sqlite3.SQLITE_READONLY: "it cannot be written. Let this user write the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened. Let this user read and write the file and its folder",
    sqlite3.SQLITE_PERM: "it may not be opened. Let this user read and write the file and its folder",
    sqlite3.SQLITE_FULL: "the disk is full. Make room and start again",
}


class DatabaseRefused(Exception):
    """The database cannot be used as it is; the message says why and names the cure."""


class Store:
    """One database, open."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._readers = engine.execution_options(begin="PRAGMA query_only = ON; BEGIN")
        self._writers = engine.execution_options(begin="PRAGMA query_only = OFF; BEGIN IMMEDIATE")
        self._turn = asyncio.Lock()
        self._places = asyncio.Semaphore(READERS)

    @classmethod
    async def open(cls, url: str, *, now: Callable[[], datetime]) -> Self:
        """The database at `url`, created or upgraded as needed; before an upgrade, a backup is put beside it.

        `url` is "sqlite:///path", "sqlite+aiosqlite:///path", or "sqlite://" for one in memory. Raises
        DatabaseRefused.
        """
        path = path_of(url)
        if path is not None:
            require_place(path)
        store = cls(_engine(_address(url)))
        try:
            with refusing(path):
                await store._bring_up_to_date(path, now)
        except BaseException:
            await store.close()
            raise
        return store

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """A transaction that writes: kept as a whole at the end, undone as a whole by any exception.

        Writers take turns in the order they came; do not open one inside another.
        """
        async with self._turn, AsyncSession(self._writers, expire_on_commit=False) as tx, tx.begin():
            yield tx

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        """A transaction that only reads, all of it from the same moment; writing in it is an error.

        Readers take turns in the order they came, too, READERS at once; do not open one inside another.
        """
        async with self._places, AsyncSession(self._readers, expire_on_commit=False) as tx:
            yield tx

    async def _bring_up_to_date(self, path: Path | None, now: Callable[[], datetime]) -> None:
        async with self._readers.connect() as connection:
            revision = await connection.run_sync(schema.revision)
            tables = await connection.run_sync(schema.tables)
        if revision == schema.newest():
            return
        require_ours(revision, tables)
        if revision is not None and path is not None:
            await asyncio.to_thread(_back_up, path, revision, now())
        await self._migrate(now())

    async def _migrate(self, now: datetime) -> None:
        """Upgrade in one transaction, in which another process may have been first.

        Foreign keys rest meanwhile, since SQLite changes a table by dropping and copying it; they can only
        be switched outside a transaction, and so below SQLAlchemy, which begins one with the first statement.
        """
        async with self._writers.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            await _run(driver, "PRAGMA foreign_keys = OFF")
            async with connection.begin():
                await connection.run_sync(schema.upgrade, now)
                if (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first():
                    raise DatabaseRefused(
                        "The database's rows do not fit together after its upgrade, which was undone. "
                        "Go on with the version before, and report this."
                    )
            await _run(driver, "PRAGMA foreign_keys = ON")


def path_of(url: str) -> Path | None:
    """The file of the database at `url`, there or not; None for one in memory. Raises DatabaseRefused."""
    address = _address(url)
    return None if _in_memory(address) else Path(address.database or "")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a database stands: where it is (None in memory), its revision (None before it is created)."""

    path: Path | None
    revision: str | None
    newest: str | None


def standing(url: str) -> Standing:
    """How the database at `url` stands; creates, upgrades and keeps nothing.

    Waits for as long as SQLite does. Raises DatabaseRefused when `Store.open` would, or when it stays locked.
    """
    path = path_of(url)
    if path is None:
        return Standing(None, None, schema.newest())
    require_place(path)
    if not path.exists():
        return Standing(path, None, schema.newest())
    with refusing(path), closing(_writable(path)) as raw:
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        with engine.connect() as connection:
            revision, tables = schema.revision(connection), schema.tables(connection)
    require_ours(revision, tables)
    return Standing(path, revision, schema.newest())


def _writable(path: Path) -> sqlite3.Connection:
    """A connection that has begun to write, so that what keeps us from it shows; it is never committed.

    Beginning alone does not show it: where it may not write, SQLite begins to read.
    """
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
    try:
        raw.executescript("BEGIN IMMEDIATE; PRAGMA user_version = 1")
    except sqlite3.Error as error:
        raw.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        raise DatabaseRefused(
            f"The database {path} is locked by another process. Try again in a moment, or end that process."
        ) from error
    return raw


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as unreadable:
        raise DatabaseRefused(
            'The database URL is unreadable. Write it like "sqlite:///oncourse.db".'
        ) from unreadable
    if address.drivername not in ("sqlite", "sqlite+aiosqlite"):
        raise DatabaseRefused(
            f'Databases of the kind "{address.drivername}" are not supported. Write "sqlite:///oncourse.db".'
        )
    return address.set(drivername="sqlite+aiosqlite")


def _in_memory(address: URL) -> bool:
    return address.database in (None, "", ":memory:")


def _engine(address: URL) -> AsyncEngine:
    # A database in memory is its connection, so everybody takes turns at one.
    size = 1 if _in_memory(address) else READERS + 1
    engine = create_async_engine(
        address,
        module=one_trip.driver(),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=size,
        max_overflow=0,
    )
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin only before the first write: too late
    cursor = connection.cursor()
    for statement in _ON_CONNECT:
        cursor.execute(statement)
    cursor.close()


def _on_begin(connection: Connection) -> None:
    """Begin in one trip to the driver's thread, where SQLAlchemy would make three for each statement."""
    begin = connection.get_execution_options()["begin"]
    adapted: Any = connection.connection.dbapi_connection
    try:
        adapted.run_async(lambda driver: driver.executescript(begin))
    except sqlite3.OperationalError as error:
        raise OperationalError(begin, None, error) from error


async def _run(driver: Any, statement: str) -> None:
    await (await driver.execute(statement)).close()


def require_place(path: Path) -> None:
    """A database can be at `path`; raises DatabaseRefused."""
    folder = path.absolute().parent
    if not folder.is_dir():
        raise DatabaseRefused(f"The database's folder {folder} does not exist. Create it, or choose another.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DatabaseRefused(f"The database's folder {folder} is not writable. Let this user write there.")
    if path.is_dir():
        raise DatabaseRefused(f"The database {path} is a folder. Name a file in it.")


def require_ours(revision: str | None, tables: Sequence[str]) -> None:
    """A database of that revision and with those tables is empty or one that this code can go on with.

    Raises DatabaseRefused.
    """
    if revision is None and tables:
        raise DatabaseRefused("The database belongs to something else. Choose another file.")
    if revision is not None and not schema.knows(revision):
        raise DatabaseRefused(
            f"The database was written by a newer Oncourse (revision {revision}). "
            "Install that version, or put back the backup from before its upgrade."
        )


@contextmanager
def refusing(path: Path | None) -> Iterator[None]:
    """What only a person can mend becomes DatabaseRefused; a lock, which time may mend, stays what it is."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        primary_code = getattr(original, "sqlite_errorcode", 0) & 0xFF
        if primary_code not in _CURES:
            raise
        raise DatabaseRefused(f"The database {path} is refused: {_CURES[primary_code]}.") from error


def _back_up(path: Path, revision: str, at: datetime) -> None:
    """A copy beside the file as it was at `revision`; never over an earlier copy."""
    target = path.with_name(f"{path.name}.{revision}.backup")
    if target.exists():
        target = path.with_name(f"{path.name}.{revision}.{at:%Y%m%dT%H%M%S%f}.backup")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
