"""All that is SQLite's own."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from storage.engine import schema
from storage.engine.database import (
    HELD,
    IN_MEMORY,
    DatabaseRefused,
    DatabaseStatus,
    FileId,
    require_own_tables,
)
from storage.lenient import lenient_text
from storage.transfer.files import FileTaken, make_private, new_file

_ON_CONNECT = (
    "PRAGMA busy_timeout = 5000",  # milliseconds that another process may keep us waiting
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)
_TRYING, _PAUSE = 5, 0.1  # seconds: as long as the timeout above
_WAITING = 30  # seconds that a bot's short transactions may keep a command waiting
INTERRUPTIBLE = (
    10_000  # steps of SQLite's own between one look at whether a person has pressed Ctrl-C and the next
)
_CURES = {
    sqlite3.SQLITE_NOTADB: "it is not an SQLite database. Choose another file",
    sqlite3.SQLITE_CORRUPT: "it is damaged. Put a backup in its place",
    sqlite3.SQLITE_READONLY: "it cannot be written. Let this user write the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened. Let this user read and write the file and its folder",
    sqlite3.SQLITE_PERM: "it may not be opened. Let this user read and write the file and its folder",
    sqlite3.SQLITE_FULL: "the disk is full. Make room and start again",
    sqlite3.SQLITE_IOERR: "it can't be read or written. Check the disk, or restore a backup",
}


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A database in a file, or for a `path` of None in memory."""

    path: Path | None
    address: URL
    kind = "sqlite"
    reading = "PRAGMA query_only = ON; BEGIN"
    claiming = upgrading = "PRAGMA query_only = OFF; BEGIN IMMEDIATE"

    @classmethod
    def at(cls, address: URL) -> "Sqlite":
        """The database at the address; raises DatabaseRefused for one that is written wrongly."""
        _require_three_slashes(address)
        in_memory = address.database in (None, "", ":memory:")
        path = None if in_memory else Path(address.database or "")
        return cls(path, address.set(drivername="sqlite+pysqlite"))

    @property
    def place(self) -> str:
        """Where it is."""
        return IN_MEMORY if self.path is None else str(self.path)

    def writing(self, _workspace: str | None) -> str:
        """One writes at a time, whatever the workspace."""
        return self.upgrading

    def on_connect(self, connection: Any, _record: object) -> None:
        """Begin nothing by itself: the driver would do so only before the first write, which is too late."""
        connection.isolation_level = None
        connection.text_factory = lenient_text
        cursor = connection.cursor()
        for statement in _ON_CONNECT:
            cursor.execute(statement)
        _keep_a_log(cursor)
        cursor.close()

    def require_place(self) -> None:
        """There is a folder for it, and a new file is its user's alone; raises DatabaseRefused."""
        if self.path is not None:
            require_place(self.path)
            make_private(self.path)

    def require_fit(self, _connection: Connection) -> None:
        """Nothing about it can be set wrongly."""

    def refusing(self) -> AbstractContextManager[None]:
        """What only a person can mend becomes DatabaseRefused."""
        return refusing(self.path)

    def file_id(self) -> FileId | None:
        """Which file is at its path."""
        try:
            found = self.path.stat() if self.path else None
        except FileNotFoundError:
            return None
        return (found.st_dev, found.st_ino) if found else None

    def compact(self) -> None:
        """Nothing that was deleted stays in the file or its log."""
        with refusing(path := file_of(self)), closing(opened(path)) as database:
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def back_up(self, revision: str, at: datetime) -> Path | None:
        """A copy beside the file as it was at `revision`; never over an earlier copy."""
        if self.path is None:
            return None
        target = self.path.with_name(f"{self.path.name}.{revision}.backup")
        try:
            _copy(self.path, target)
        except FileTaken:
            target = target.with_suffix(f".{at:%Y%m%dT%H%M%S%f}.backup")
            _copy(self.path, target)
        return target

    def status(self, *, to_write: bool) -> DatabaseStatus:
        """Its status; raises DatabaseRefused, also when it stays locked for as long as SQLite waits."""
        if self.path is None:
            return DatabaseStatus(IN_MEMORY, None, None, schema.newest())
        require_place(self.path)
        if not self.path.exists():
            return DatabaseStatus(str(self.path), self.path, None, schema.newest())
        with self.refusing(), closing(_writable(self.path) if to_write else _connected(self.path)) as raw:
            engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
            with engine.connect() as connection:
                revision, tables = schema.revision(connection), schema.tables(connection)
        require_own_tables(revision, tables)
        return DatabaseStatus(str(self.path), self.path, revision, schema.newest())


def place_of(database: Sqlite) -> Path:
    """The file of the database, there or not; raises DatabaseRefused for one in memory."""
    if database.path is None:
        raise DatabaseRefused("A database in memory cannot be kept. Set DATABASE_URL to one in a file.")
    return database.path


def file_of(database: Sqlite) -> Path:
    """The file of the database, which is there; raises DatabaseRefused."""
    path = place_of(database)
    if not path.is_file():
        raise DatabaseRefused(f"There is no database {path}. Set DATABASE_URL to the one you mean.")
    return path


def _keep_a_log(cursor: Any) -> None:
    """Let readers and the writer not wait for each other.

    The first connection changes the file so; of several that do at once, SQLite refuses some without waiting.
    """
    end = monotonic() + _TRYING
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or monotonic() > end:
                raise
            sleep(_PAUSE)
        else:
            return


def require_place(path: Path) -> None:
    """A database can be at `path`; raises DatabaseRefused."""
    folder = path.absolute().parent
    if not folder.is_dir():
        raise DatabaseRefused(f"The database's folder {folder} does not exist. Create it, or choose another.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DatabaseRefused(f"The database's folder {folder} is not writable. Let this user write there.")
    if path.is_dir():
        raise DatabaseRefused(f"The database {path} is a folder. Name a file in it.")


@contextmanager
def refusing(path: Path | None) -> Iterator[None]:
    """What only a person can mend becomes DatabaseRefused; a lock, which time may mend, stays what it is."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        primary_code = _code(error.orig if isinstance(error, DBAPIError) else error)
        if primary_code == sqlite3.SQLITE_INTERRUPT:  # by a key that was pressed while a handler looked
            raise KeyboardInterrupt from error
        if primary_code not in _CURES:
            raise
        raise DatabaseRefused(f"The database {path} is refused: {_CURES[primary_code]}.") from error


def advice(error: sqlite3.Error) -> str | None:
    """What a person can do about it, wherever it comes from; None where it may be our own fault."""
    primary_code = _code(error)
    if primary_code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return HELD
    return f"The database is refused: {_CURES[primary_code]}." if primary_code in _CURES else None


def opened(path: Path) -> sqlite3.Connection:
    """A connection to a database that is there: none is made."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    database = sqlite3.connect(uri, uri=True, timeout=_WAITING, isolation_level=None)
    database.set_progress_handler(lambda: 0, INTERRUPTIBLE)  # Ctrl-C works meanwhile
    return database


def _copy(source: Path, target: Path) -> None:
    with (
        new_file(target) as partial,
        closing(sqlite3.connect(source)) as database,
        closing(sqlite3.connect(partial)) as copy,
    ):
        database.backup(copy)


def _require_three_slashes(address: URL) -> None:
    """Two slashes would name a server; what follows a question mark would get lost."""
    if address.query:
        raise DatabaseRefused("An SQLite database takes no options: leave out what follows the ? in its URL.")
    if address.host is None and address.username is None:
        return
    path = "/".join(filter(None, (address.host, address.database)))
    raise DatabaseRefused(
        "The database's URL has two slashes where three belong. "
        f"Write it like sqlite:///{path if address.username is None else 'oncourse.db'}."
    )


def _connected(path: Path) -> sqlite3.Connection:
    """For a look: one that could not write would leave its log behind."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)


def _writable(path: Path) -> sqlite3.Connection:
    """A connection that has begun to write, so that what keeps us from it shows; it is never committed.

    Beginning alone does not show it: where it may not write, SQLite begins to read.
    """
    raw = _connected(path)
    try:
        raw.executescript("BEGIN IMMEDIATE; PRAGMA user_version = 1")
    except sqlite3.Error as error:
        raw.close()
        if _code(error) != sqlite3.SQLITE_BUSY:
            raise
        raise DatabaseRefused(
            f"The database {path} is locked by another process. Try again in a moment, or end that process."
        ) from error
    return raw


def _code(error: BaseException | None) -> int:
    """The primary code of one of SQLite's errors; 0 of any other."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
