"""SQLite's driver with one trip to its thread for each statement, where SQLAlchemy's own makes four.

Making a cursor, executing, fetching and closing are a trip each there, and a trip takes longer than most
statements do. What begins a transaction goes with its first statement.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any, NamedTuple

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util import await_


class _Found(NamedTuple):
    """What a statement came to."""

    rows: Sequence[Any] = ()
    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that has all it found, and is closed, as soon as its statement was executed."""

    __slots__ = ("_found",)

    _awaitable_cursor_close = False
    _adapt_connection: "_Connection"

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._rows = deque()
        self._found = _Found()

    @property
    def description(self) -> Any:
        """Of the columns that were found."""
        return self._found.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._found.rowcount

    @property
    def lastrowid(self) -> Any:
        """Of the row that was inserted."""
        return self._found.lastrowid

    def execute(self, operation: Any, parameters: Any = None) -> None:
        """Execute a statement."""
        self._take(lambda driver: driver.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        """Execute a statement with each of the parameters."""
        self._take(lambda driver: driver.executemany(operation, seq_of_parameters))

    def close(self) -> None:
        """Forget what was not fetched; for the driver it is closed already."""
        self._rows.clear()

    def _take(self, statement: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> None:
        self._found = self._adapt_connection.in_one_trip(statement)
        self._rows = deque(self._found.rows)


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ("_beginning",)

    _cursor_cls = _Cursor

    def __init__(self, *arg: Any) -> None:
        super().__init__(*arg)
        self._beginning = ""

    def begin(self, statements: str) -> None:
        """Begin a transaction with these, on the trip of the first statement in it."""
        self._beginning = statements

    def cursor(self, server_side: bool = False) -> Any:
        """A cursor; one that fetches little by little goes its own ways, and finds the transaction begun."""
        if server_side and self._beginning:
            self.in_one_trip(lambda driver: driver.execute("SELECT 1"))
        return super().cursor(server_side)

    def commit(self) -> None:
        """Keep what was written; where that fails it is undone, since SQLAlchemy takes it to be ended."""
        try:
            super().commit()
        except Exception:
            self.rollback()
            raise

    def in_one_trip(self, statement: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> _Found:
        """Execute, fetch and close in the driver's thread; raises what the driver does."""

        def to_its_end(driver: sqlite3.Connection) -> _Found:
            if self._beginning:
                driver.executescript(self._beginning)
                self._beginning = ""
            with closing(statement(driver)) as cursor:
                rows = cursor.fetchall() if cursor.description else ()
                return _Found(rows, cursor.description, cursor.rowcount, cursor.lastrowid)

        driver: Any = self._connection
        try:
            found: _Found = await_(driver._execute(to_its_end, driver._conn))  # noqa: SLF001 - takes functions
        except Exception as error:  # noqa: BLE001 - as SQLAlchemy does: it decides what is raised
            self._handle_exception(error)
        return found


class _Driver(AsyncAdapt_aiosqlite_dbapi):
    def connect(self, *arg: Any, **kw: Any) -> _Connection:
        """A connection, open."""
        return _Connection(self, super().connect(*arg, **kw).driver_connection)


def driver() -> Any:
    """For `create_async_engine(module=...)`."""
    return _Driver(aiosqlite, sqlite3)
