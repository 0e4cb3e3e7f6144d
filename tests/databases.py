"""Databases for tests. Statements are compiled, and migrations run, once per process."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import Dialect

from storage.engine import engines, schema, sync
from storage.engine.database import Database
from tests import postgresql

Kept = bytes
"""A snapshot of a database."""

_FILE = "oncourse.db"


@contextmanager
def shared_statements() -> Iterator[None]:
    """Give all engines the first one's dialect and cache of compiled statements."""
    make = engines.make_engine
    first: dict[str, Dialect] = {}
    compiled: dict[Any, Any] = {}  # which keeps the dialects' statements apart

    def engine(database: Database) -> Engine:
        made = make(database)
        made.dialect = first.setdefault(made.dialect.name, made.dialect)
        made.update_execution_options(compiled_cache=compiled)
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sync, "make_engine", engine)
        yield


@contextmanager
def laid_schema() -> Iterator[None]:
    """Create the newest schema in one step instead of running the migrations."""
    statements = _statements()

    def upgrade(connection: Connection, _now: datetime) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "upgrade", upgrade)
        yield


def address(folder: Path) -> str:
    """The database URL of the test with this folder."""
    return postgresql.address(folder) if postgresql.wanted() else f"sqlite:///{folder / _FILE}"


def begin(folder: Path, kept: Kept | None = None) -> None:
    """Create the database of the test with this folder: from a snapshot, or empty with the newest schema."""
    if postgresql.wanted():
        postgresql.begin(folder, kept)
    else:
        (folder / _FILE).write_bytes(_migrated() if kept is None else kept)
        (folder / _FILE).chmod(0o600)


def put_aside(folder: Path) -> Kept:
    """A snapshot of this test's database, to start others from. It must be closed."""
    if postgresql.wanted():
        return postgresql.put_aside(folder)
    assert not (folder / f"{_FILE}-wal").exists(), "the database is still open"
    return (folder / _FILE).read_bytes()


def lay(path: Path) -> None:
    """Create an empty SQLite database with the newest schema."""
    path.write_bytes(_migrated())
    path.chmod(0o600)


def _statements() -> list[str]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(_migrated())
        return list(database.iterdump())[1:-1]  # between BEGIN and COMMIT


@cache
def _migrated() -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        engine = create_engine("sqlite://", creator=lambda: database)
        with engine.begin() as connection:
            schema.upgrade(connection, datetime.now(UTC))
        return database.serialize()
