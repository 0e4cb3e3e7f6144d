"""How processes keep in step: versions of what they cache, the last steps of the schedule, imports."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from storage.tables.base import STAYS, Row


class CacheVersionRow(Row, table=True):
    """The version of what processes cache; none of it needs to be backed up."""

    __tablename__ = "cache_versions"
    __table_args__ = STAYS

    topic: str = Field(primary_key=True)
    about: str = Field(primary_key=True)
    version: int


class ScheduleStepRow(Row, table=True):
    """The last step of a person's daily message or a plan's check-in (`subject`), and the state `before` it.

    `at` is when it was by our clock: only one that was ahead can have put it into the future.
    """

    __tablename__ = "schedule_steps"
    __table_args__ = (Index("ix_schedule_steps_at", "at"), STAYS)

    kind: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    at: datetime
    before: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class ImportRow(Row, table=True):
    """An import under way, whose rows are stored under a temporary `workspace` id until it is complete.

    `digest` is the SHA-256 of the file. From `finished_at` on, the temporary rows are only to be deleted.
    """

    __tablename__ = "imports"
    __table_args__ = STAYS

    digest: str
    started_at: datetime
    finished_at: datetime | None
