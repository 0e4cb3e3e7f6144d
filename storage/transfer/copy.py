"""Everything of one database put into another one, of whichever kinds they are."""

from collections.abc import Iterator

from sqlalchemy import Table, func, insert, select

from storage.engine.database import DatabaseRefused, DatabaseStatus
from storage.engine.sync import SyncStore
from storage.engine.transactions import GlobalTx
from storage.engine.urls import database_at
from storage.tables import Row
from storage.transfer.progress import Progress, ignore_progress

_AT_ONCE = 1000  # rows


def require_source(status: DatabaseStatus) -> None:
    """A database in this state can be copied as it is; raises DatabaseRefused."""
    if status.revision is None:
        raise DatabaseRefused(f"There is nothing to copy in {status.place}. Name the database that has it.")
    if not status.is_current:
        raise DatabaseRefused(
            f"The database {status.place} is at revision {status.revision}, and this Oncourse at "
            f"{status.newest}. Start a bot of this version on it once, stop that, then copy."
        )


def require_apart(source: str, target: str) -> None:
    """Two URLs are not of the same database; raises DatabaseRefused."""
    if database_at(source).place == database_at(target).place:
        raise DatabaseRefused(
            "That is the database of DATABASE_URL itself. Name the one to copy from, and set DATABASE_URL to "
            "an empty one."
        )


def copy(source: SyncStore, target: SyncStore, report: Progress = ignore_progress) -> int:
    """Copy every row of every table, as it is, into a `target` without any; returns their number.

    Neither is written to meanwhile, and all comes from one moment. It is all there afterwards, or nothing.
    Raises DatabaseRefused.
    """
    with source.writing_all() as old, target.writing_all() as new:
        tables = Row.metadata.sorted_tables
        if any(_count(new, table) for table in tables):
            raise DatabaseRefused("There is something in the database to copy to. Choose an empty one.")
        every = sum(_count(old, table) for table in tables)
        count = 0
        for table in tables:
            for some in _copied(old, new, table):
                count += some
                report(count / every)
        return count


def _copied(old: GlobalTx, new: GlobalTx, table: Table) -> Iterator[int]:
    """Copy a table; gives how many rows were copied at a time."""
    streamed = select(table).execution_options(stream_results=True)
    for some in old.connection().execute(streamed).mappings().partitions(_AT_ONCE):
        new.connection().execute(insert(table), [dict(row) for row in some])
        yield len(some)
    if _count(new, table) != _count(old, table):
        raise DatabaseRefused(f"Not all rows of {table.name} arrived. Nothing was kept. Please report this.")


def _count(tx: GlobalTx, table: Table) -> int:
    return tx.connection().execute(select(func.count()).select_from(table)).scalar_one()
