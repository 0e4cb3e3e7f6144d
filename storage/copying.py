"""Everything of one database put into another one, of whichever kinds they are."""

from collections.abc import AsyncIterator

from sqlalchemy import Table, func, insert, select

from storage.database import DatabaseRefused, Standing
from storage.engine.urls import database_at
from storage.progress import Progress, ignore_progress
from storage.store import AsyncTx, Store
from storage.tables import Row

_AT_ONCE = 1000  # rows


def require_source(stands: Standing) -> None:
    """A database that stands so can be copied as it is; raises DatabaseRefused."""
    if stands.revision is None:
        raise DatabaseRefused(f"There is nothing to copy in {stands.place}. Name the database that has it.")
    if not stands.is_current:
        raise DatabaseRefused(
            f"The database {stands.place} is at revision {stands.revision}, and this Oncourse at "
            f"{stands.newest}. Start a bot of this version on it once, stop that, then copy."
        )


def require_apart(source: str, target: str) -> None:
    """Two URLs are not of the same database; raises DatabaseRefused."""
    if database_at(source).place == database_at(target).place:
        raise DatabaseRefused(
            "That is the database of DATABASE_URL itself. Name the one to copy from, and set DATABASE_URL to "
            "an empty one."
        )


async def copy(source: Store, target: Store, tell: Progress = ignore_progress) -> int:
    """Copy every row of every table, as it is, into a `target` without any; gives their number.

    Nobody writes to either meanwhile, and all comes from one moment. It is all there afterwards, or nothing.
    Raises DatabaseRefused.
    """
    async with source.transaction() as old, target.transaction() as new:
        for table in Row.metadata.sorted_tables:
            if await _count(new, table):
                raise DatabaseRefused("There is something in the database to copy to. Choose an empty one.")
        tables = Row.metadata.sorted_tables
        every = sum([await _count(old, table) for table in tables])
        count = 0
        for table in tables:
            async for some in _copied(old, new, table):
                count += some
                tell(count / every)
        return count


async def _copied(old: AsyncTx, new: AsyncTx, table: Table) -> AsyncIterator[int]:
    """Copy a table; gives how many rows were copied at a time."""
    reading, writing = await old.connection(), await new.connection()
    async with reading.stream(select(table)) as rows:
        async for some in rows.mappings().partitions(_AT_ONCE):
            await writing.execute(insert(table), [dict(row) for row in some])
            yield len(some)
    if await _count(new, table) != await _count(old, table):
        raise DatabaseRefused(f"Not all rows of {table.name} arrived. Nothing was kept. Please report this.")


async def _count(tx: AsyncTx, table: Table) -> int:
    connection = await tx.connection()
    return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())
