"""Whether there is anything to do at all: all that a tick asks while nothing is due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, exists, or_, update
from sqlmodel import select

from storage.engine.transactions import GlobalTx
from storage.tables import Row

# Each is indexed where it is not empty, and empty wherever nothing waits.
WAITING: Sequence[Column[Any]] = [
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


def put_off(tx: GlobalTx, table: str, workspace: str, id_: str, now: datetime) -> None:
    """Let what cannot be worked on wait, unless it is not due any more; `id_` is a person's among digests."""
    (at,) = (at for at in WAITING if at.table.name == table)
    columns = at.table.columns
    key = columns.person if table == "daily_messages" else columns.id
    still = (columns.workspace == workspace, key == id_, at <= now)
    tx.connection().execute(update(at.table).where(*still).values({at.name: now + RETRY}))


def anything(tx: GlobalTx, now: datetime) -> bool:
    """Whether a round, a check-in, a reminder or a delivery is due by `now`, in any workspace."""
    return bool(tx.exec(select(or_(*(exists().where(at <= now) for at in WAITING)))).one())
