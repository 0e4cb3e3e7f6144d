"""Copies of the whole database: made while a bot works with it, and put back when none does."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from storage.database import DatabaseRefused, require_ours
from storage.sqlite import Sqlite, file_of, opened, place_of, refusing, require_place
from storage.store import database_at

_BESIDE = ("", "-wal", "-shm")  # what SQLite keeps beside a database belongs to that one alone
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


def back_up(url: str, target: Path) -> None:
    """A copy at `target` of the database as it is at one moment, whoever writes meanwhile; it was verified.

    Never over a file that is there. Raises DatabaseRefused.
    """
    source = file_of(_sqlite(url))
    with new_file(target) as copy, refusing(source):
        with closing(opened(source)) as database:
            database.execute("VACUUM INTO ?", (str(copy),))
        _verify(copy)
        _settle(copy)
        copy.replace(target)


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """An empty file beside `target` that only this user may read; `target` is taken meanwhile.

    Where it is not put in the place of `target`, both are gone afterwards.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL, mode=0o600))
    except FileExistsError:
        raise DatabaseRefused(f"There is a file {target} already. Choose a name that is free.") from None
    except OSError as error:
        raise DatabaseRefused(f"{target} cannot be written: {error.strerror}. Choose another.") from error
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL, mode=0o600))
        yield partial
    except BaseException:
        target.unlink()
        raise
    finally:
        partial.unlink(missing_ok=True)


def restore(url: str, source: Path, *, replacing: bool, now: datetime) -> Path | None:
    """Put a copy in the place of the database at `url`; where there was one, its new name is returned.

    It is of a revision that this code knows, and is brought up to date when a bot starts. Raises
    DatabaseRefused, also while anybody works with the database.
    """
    target = place_of(_sqlite(url))
    require_place(target)
    if not source.is_file():
        raise DatabaseRefused(f"There is no file {source}. Name one that oncourse backup made.")
    if target.exists() and not replacing:
        raise DatabaseRefused(
            f"There is a database {target} already. Add --replace to put it aside, under another name, "
            "or set DATABASE_URL to another file."
        )
    fresh = target.with_name(f".{target.name}.partial")
    fresh.unlink(missing_ok=True)
    try:
        with refusing(source):
            with closing(opened(source)) as database, closing(sqlite3.connect(fresh)) as copy:
                database.backup(copy)
            _verify(fresh)
        _settle(fresh)
        with _alone(target):
            aside = _put_aside(target, now)
            fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return aside


def _sqlite(url: str) -> Sqlite:
    database = database_at(url)
    if isinstance(database, Sqlite):
        return database
    raise DatabaseRefused(
        "A server's database is copied by the server's own tools. To make a copy: pg_dump --format=custom "
        "--file=oncourse.dump NAME. To put it back, while no bot runs: pg_restore --clean --if-exists "
        "--single-transaction --dbname=NAME oncourse.dump."
    )


def _verify(path: Path) -> None:
    """The file is a whole database of ours; raises DatabaseRefused."""
    with closing(opened(path)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        known = "alembic_version" in tables
        revision = database.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
        require_ours(revision and revision[0], tables)
        if revision is None:
            raise DatabaseRefused("The database is empty: no bot has started on it yet. Choose another file.")
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise DatabaseRefused("The database is damaged. Take an earlier backup.")
        if database.execute("PRAGMA foreign_key_check").fetchone():
            raise DatabaseRefused("The database's rows do not fit together. Take an earlier backup.")


def _settle(path: Path) -> None:
    """Let the disk have all of the file."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else works with the database meanwhile, and all of it is in its one file.

    Leaving the WAL needs a lock that nobody gets while any other connection is open, however idle. A damaged
    database nobody can work with. Raises DatabaseRefused.
    """
    if not path.exists():
        yield
        return
    with closing(opened(path)) as database:
        try:
            database.execute("PRAGMA busy_timeout = 1000")
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA journal_mode = DELETE")
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            primary_code = error.sqlite_errorcode & 0xFF
            if primary_code in _BUSY:
                raise DatabaseRefused(f"A bot works with {path}. Stop it, then restore.") from error
            if primary_code not in _DAMAGED:
                raise
        yield


def _put_aside(path: Path, now: datetime) -> Path | None:
    """Rename the database, with what is beside it; where it is now, or None where there was none."""
    there = path.exists()
    aside = path.with_name(f"{path.name}.replaced-{now:%Y%m%dT%H%M%S%f}")
    for beside in _BESIDE:
        part = path.with_name(path.name + beside)
        if part.exists():
            part.replace(aside.with_name(aside.name + beside))
    return aside if there else None
