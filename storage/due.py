"""What is due: all that a tick asks while there is nothing to do."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, bindparam, exists, select, update

from storage.engine.transactions import GlobalTx
from storage.tables import Row

# Each column is indexed where it is set and the row isn't suspended (`storage.suspension`). It is NULL
# wherever nothing waits.
DUE_COLUMNS: Sequence[Column[Any]] = [
    Row.metadata.tables[table].columns[due]
    for table, due in (
        ("tactics", "round_ends_at"),
        ("plans", "check_in_at"),
        ("check_ins", "due_at"),
        ("daily_messages", "digest_at"),
        ("deliveries", "next_try_at"),
    )
]


RETRY = timedelta(minutes=10)


def postpone(tx: GlobalTx, table: str, workspace: str, id_: str, now: datetime) -> None:
    """Retry a row that can't be processed after RETRY, if it is still due.

    `id_` is a person's id for daily messages.
    """
    (at,) = (at for at in DUE_COLUMNS if at.table.name == table)
    columns = at.table.columns
    key = columns.person if table == "daily_messages" else columns.id
    still = (columns.workspace == workspace, key == id_, at <= now)
    tx.connection().execute(update(at.table).where(*still).values({at.name: now + RETRY}))


def tables(tx: GlobalTx, now: datetime) -> frozenset[str]:
    """The names of the tables with rows that are due by `now`, in any workspace."""
    found = tx.connection().execute(_TABLES_DUE, {"now": now}).one()
    return frozenset(at.table.name for at, is_due in zip(DUE_COLUMNS, found, strict=True) if is_due)


_TABLES_DUE = select(
    *(
        exists().where(at <= bindparam("now", type_=at.type), at.table.columns.suspended_at.is_(None))
        for at in DUE_COLUMNS
    )
)
