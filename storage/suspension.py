"""Suspended workspaces: those that removed the app, in which nothing falls due until it is installed again.

The flag is on each row that has a due date, and their partial indexes leave suspended rows out. An idle tick
therefore costs the same however much is suspended.
"""

from datetime import datetime

from sqlalchemy import update

from storage.due import DUE_COLUMNS
from storage.engine.transactions import GlobalTx


def suspend(tx: GlobalTx, workspace: str, now: datetime) -> None:
    """Suspend whatever waits for a due date in the workspace; what is suspended already stays so."""
    for due in DUE_COLUMNS:
        columns = due.table.columns
        waits = (columns.workspace == workspace, due.is_not(None), columns.suspended_at.is_(None))
        tx.connection().execute(update(due.table).where(*waits).values(suspended_at=now))


def resume(tx: GlobalTx, workspace: str) -> None:
    """Resume everything in the workspace at its old due dates; what is overdue by now is due at once."""
    for due in DUE_COLUMNS:
        columns = due.table.columns
        suspended = (columns.workspace == workspace, columns.suspended_at.is_not(None))
        tx.connection().execute(update(due.table).where(*suspended).values(suspended_at=None))
