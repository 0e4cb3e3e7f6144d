"""The last turn of each person and plan in the schedule, and what it changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import col

from storage.engine.transactions import Tx
from storage.rows import table_of
from storage.tables import ScheduleStepRow

DIGEST, CHECK_IN = "digest", "check-in"

_TURNS = table_of(ScheduleStepRow)


def record(tx: Tx, kind: str, at: datetime, before: Mapping[str, Mapping[str, Any]]) -> None:
    """These subjects (ids) have their turn at that moment; what was `before` it is kept until the next."""
    connection = tx.connection()
    theirs = (col(ScheduleStepRow.kind) == kind, col(ScheduleStepRow.subject).in_(before))
    connection.execute(delete(_TURNS).where(_TURNS.c.workspace == tx.workspace, *theirs))
    rows = [
        {"workspace": tx.workspace, "kind": kind, "subject": subject, "at": at, "before": was}
        for subject, was in before.items()
    ]
    connection.execute(insert(_TURNS), rows)
