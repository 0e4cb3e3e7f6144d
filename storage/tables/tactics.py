"""Tactics, their owners, ratings and completed occurrences."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from storage.tables.base import NumberedRow, Row, due_index, suspended_at


class TacticRow(NumberedRow, table=True):
    """`planning.tactics.Tactic` without its owners.

    Only to sort and search: `is_open`, `place` (the section, or 5 for unrated), `minus_ratio` and
    `minus_value` (0 for unrated; negative, so that the best comes first in a plain ascending index), `due_on`
    (`date.max` for none), and `round_ends_at` (None unless a blind round of an open tactic is going on).
    """

    __tablename__ = "tactics"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "plan"], ["plans.workspace", "plans.id"]),
        ForeignKeyConstraint(["workspace", "goal"], ["goals.workspace", "goals.id"]),
        UniqueConstraint("workspace", "plan", "number"),
        Index(
            "ix_tactics_order",
            "workspace",
            "plan",
            "is_open",
            "place",
            "minus_ratio",
            "minus_value",
            "due_on",
            "number",
        ),
        Index("ix_tactics_goal", "workspace", "goal", "state"),
        due_index("ix_tactics_round", "round_ends_at"),
    )

    goal: str
    notes: str
    created_by: str
    created_at: datetime
    rate_by: datetime
    eta: date | None
    recurrence: str | None
    finish: str
    state: str
    finished: list[str] = Field(sa_column=Column(JSON, nullable=False))
    last_done: date | None
    dropped_because: str
    round: int
    revealed_at: datetime | None
    score: dict[str, Any] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True))
    actual_value: int | None
    actual_complexity: int | None
    permalink: str

    is_open: bool
    place: int
    minus_ratio: float
    minus_value: float
    due_on: date
    round_ends_at: datetime | None
    suspended_at: datetime | None = suspended_at()


class TacticOwnerRow(Row, table=True):
    """One owner of a tactic; `position` keeps their order."""

    __tablename__ = "tactic_owners"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "tactic"], ["tactics.workspace", "tactics.id"]),
        Index("ix_tactic_owners_person", "workspace", "person", "plan", "tactic"),
    )

    tactic: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    position: int
    plan: str


class RatingRow(Row, table=True):
    """`planning.priorities.Rating`, of one round of a tactic."""

    __tablename__ = "ratings"
    __table_args__ = (ForeignKeyConstraint(["workspace", "tactic"], ["tactics.workspace", "tactics.id"]),)

    tactic: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    person: str = Field(primary_key=True)
    value: int
    complexity: int
    reason: str
    at: datetime


class OccurrenceRow(Row, table=True):
    """A completed due date of a tactic with a rhythm."""

    __tablename__ = "occurrences"
    __table_args__ = (ForeignKeyConstraint(["workspace", "tactic"], ["tactics.workspace", "tactics.id"]),)

    tactic: str = Field(primary_key=True)
    on: date = Field(primary_key=True)
    done_by: str
    done_at: datetime
