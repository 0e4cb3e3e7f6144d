"""Copies of the whole database: made while a bot works with it, and put back when none does."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from storage.engine.database import DatabaseRefused, require_own_tables
from storage.engine.sqlite import INTERRUPTIBLE, Sqlite, file_of, opened, place_of, refusing, require_place
from storage.engine.urls import database_at
from storage.transfer.files import flush_to_disk, new_file, partial_file, rename_with_log
from storage.transfer.progress import Progress, ignore_progress

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_PAGES = 1000  # copied copied between two reports of the progress


def back_up(url: str, target: Path, report: Progress = ignore_progress) -> None:
    """A copy at `target` of the database as it is at one moment, even while others write; it was verified.

    Never over a file that is there. Raises DatabaseRefused.
    """
    source = file_of(_sqlite(url))
    with refusing(source), new_file(target) as copy:
        size = source.stat().st_size

        def on_progress() -> int:
            report(min(copy.stat().st_size / size, 1))
            return 0

        with closing(opened(source)) as database:
            database.set_progress_handler(on_progress, INTERRUPTIBLE)
            database.execute("VACUUM INTO ?", (str(copy),))
        report(1)
        _verify(copy)


def restore(
    url: str, source: Path, *, replacing: bool, now: datetime, report: Progress = ignore_progress
) -> Path | None:
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
    with partial_file(target) as fresh:
        with refusing(source):
            _copy(source, fresh, report)
            _verify(fresh)
        flush_to_disk(fresh)
        with _alone(target):
            aside = _put_aside(target, now)
            fresh.replace(target)
    return aside


def _copy(source: Path, fresh: Path, report: Progress) -> None:
    def on_progress(_status: int, remaining: int, total: int) -> None:
        report((total - remaining) / total if total else 1)

    with closing(opened(source)) as database, closing(sqlite3.connect(fresh)) as copy:
        database.backup(copy, pages=_PAGES, progress=on_progress)


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
        require_own_tables(revision and revision[0], tables)
        if revision is None:
            raise DatabaseRefused("The database is empty: no bot has started on it yet. Choose another file.")
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise DatabaseRefused("The database is damaged. Take an earlier backup.")
        if database.execute("PRAGMA foreign_key_check").fetchone():
            raise DatabaseRefused("The database's rows do not fit together. Take an earlier backup.")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """No other process uses the database meanwhile, and all of it is in its one file.

    Leaving the WAL needs a lock that no one gets while any other connection is open, however idle. A
    connection that holds its lock also holds on to its finished journal, which would be renamed with the
    database. A damaged database keeps what is beside it. Raises DatabaseRefused.
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
        else:
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        yield


def _put_aside(path: Path, now: datetime) -> Path | None:
    """Give the database another name, with what is beside it; None where there was none."""
    there = path.exists()
    aside = path.with_name(f"{path.name}.replaced-{now:%Y%m%dT%H%M%S%f}")
    rename_with_log(path, aside)
    return aside if there else None
