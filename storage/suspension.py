"""A workspace at rest: the app was taken out of it, so nothing falls due there until it is back.

What was to fall due is put off by thousands of years, each to the day and hour it had: so an idle tick need
not step over it, and nothing has to be remembered beside it.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, bindparam, select, update

from storage.due import WAITING
from storage.engine.transactions import GlobalTx

_YEARS = 4000  # whole cycles of leap years, so that every date is there again
FAR = datetime(4000, 1, 1, tzinfo=UTC)  # from then on nothing is due but what was put off


def rest(tx: GlobalTx, workspace: str) -> None:
    """Let nothing fall due in a workspace; what is put off already stays so."""
    for due in WAITING:
        _shift(tx, workspace, due, due < FAR, _YEARS)


def wake(tx: GlobalTx, workspace: str) -> None:
    """Let fall due what was put off, when it was to; what is past by now is due at once."""
    for due in WAITING:
        _shift(tx, workspace, due, due >= FAR, -_YEARS)


def _shift(tx: GlobalTx, workspace: str, due: Column[Any], chosen: ColumnElement[bool], years: int) -> None:
    connection, table = tx.connection(), due.table
    keys = table.primary_key.columns
    found = connection.execute(select(*keys, due).where(table.c.workspace == workspace, chosen))
    rows = [
        {**{f"key_{key.name}": row[key.name] for key in keys}, "moved": _moved(row[due.name], years)}
        for row in found.mappings()
    ]
    if rows:
        of_key = [key == bindparam(f"key_{key.name}") for key in keys]
        connection.execute(update(table).where(*of_key).values({due.name: bindparam("moved")}), rows)


def _moved(due: datetime, years: int) -> datetime:
    return due.replace(year=due.year + years)
