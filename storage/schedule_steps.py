"""The last step of each person and plan in the schedule, and the state before it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import col

from storage.engine.transactions import Tx
from storage.rows import table_of
from storage.tables import ScheduleStepRow

DIGEST, CHECK_IN = "digest", "check-in"

_STEPS = table_of(ScheduleStepRow)


def record(tx: Tx, kind: str, at: datetime, before: Mapping[str, Mapping[str, Any]]) -> None:
    """Record a step of these subjects (ids) at `at`, with the state `before` it, until their next step."""
    connection = tx.connection()
    of_subjects = (col(ScheduleStepRow.kind) == kind, col(ScheduleStepRow.subject).in_(before))
    connection.execute(delete(_STEPS).where(_STEPS.c.workspace == tx.workspace, *of_subjects))
    rows = [
        {"workspace": tx.workspace, "kind": kind, "subject": subject, "at": at, "before": state}
        for subject, state in before.items()
    ]
    connection.execute(insert(_STEPS), rows)
