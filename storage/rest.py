"""A workspace at rest: the app was taken out of it, so nothing falls due there until it is back.

What was to fall due is put off by thousands of years, each to the day and hour it had: so an idle tick need
not step over it, and nothing has to be remembered beside it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, bindparam, select, update

from storage.store import Tx
from storage.tables import Row

_YEARS = 4000  # whole cycles of leap years, so that every date is there again
_FAR = 4000  # the year from which on nothing is due but what was put off
_DUE = (
    ("deliveries", "next_try_at"),
    ("digests", "digest_at"),
    ("plans", "check_in_at"),
    ("check_ins", "due_at"),
    ("tactics", "round_ends_at"),
)


async def rest(tx: Tx, workspace: str) -> None:
    """Let nothing fall due in a workspace; what is put off already stays so."""
    await _shift(tx, workspace, _YEARS, resting=False)


async def wake(tx: Tx, workspace: str) -> None:
    """Let fall due what was put off, when it was to; what is past by now is due at once."""
    await _shift(tx, workspace, -_YEARS, resting=True)


async def _shift(tx: Tx, workspace: str, years: int, *, resting: bool) -> None:
    for name, due in _DUE:
        table = Row.metadata.tables[name]
        await _shift_column(tx, table, table.c[due], workspace, years, resting)


async def _shift_column(
    tx: Tx, table: Table, due: Column[Any], workspace: str, years: int, resting: bool
) -> None:
    connection = await tx.connection()
    far = datetime.fromisoformat(f"{_FAR}-01-01T00:00:00+00:00")
    chosen = due >= far if resting else due < far
    keys = table.primary_key.columns
    found = await connection.execute(select(*keys, due).where(table.c.workspace == workspace, chosen))
    rows = [
        {**{f"key_{key.name}": row[key.name] for key in keys}, "moved": _moved(row[due.name], years)}
        for row in found.mappings()
    ]
    if rows:
        of_key = [key == bindparam(f"key_{key.name}") for key in keys]
        await connection.execute(update(table).where(*of_key).values({due.name: bindparam("moved")}), rows)


def _moved(due: datetime, years: int) -> datetime:
    return due.replace(year=due.year + years)
