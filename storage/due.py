"""Whether there is anything to do at all: all that a tick asks while nothing is due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, and_, exists, or_, update
from sqlmodel import select

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


def anything(tx: GlobalTx, now: datetime) -> bool:
    """Whether a round, a check-in, a reminder or a delivery is due by `now`, in any workspace."""
    due = (and_(at <= now, at.table.columns.suspended_at.is_(None)) for at in DUE_COLUMNS)
    return bool(tx.exec(select(or_(*(exists().where(one) for one in due)))).one())
