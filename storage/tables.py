"""The tables, without behaviour.

Every key starts with the workspace, and so does every reference, so that no row can point into another one.
Instants are aware UTC. Columns that only serve to sort or to search say so.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    MetaData,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Row(SQLModel):
    """A row of any table: it belongs to one workspace."""

    # Named constraints, because a migration can only change what has a name.
    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)

    workspace: str = Field(primary_key=True)


class VersionedRow(Row):
    """Something people edit: `version` counts its changes, from 1."""

    id: str = Field(primary_key=True)
    version: int


class NumberedRow(VersionedRow):
    """Something that is found by its number in the plan or by words of its title."""

    plan: str
    number: int
    title: str
    folded: str  # the title for searching: without regard to case


class PlanRow(VersionedRow, table=True):
    """`planning.plan.Plan` without its company goals."""

    __tablename__ = "plans"
    __table_args__ = (
        Index(
            "ix_plans_open",
            "workspace",
            "channel",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_plans_closed", "workspace", "channel", "closed_at"),
    )

    channel: str
    name: str
    starts_on: date
    ends_on: date
    creator: str
    created_at: datetime
    zone: str
    owners: list[str] = Field(sa_column=Column(JSON, nullable=False))
    rating_days: int
    check_in_weekday: int
    check_in_hour: int
    closed_at: datetime | None
    previous: str | None


class CompanyGoalRow(Row, table=True):
    """A company goal. `position` is None once it is taken out: a dropped goal may still say it served it."""

    __tablename__ = "company_goals"
    __table_args__ = (ForeignKeyConstraint(["workspace", "plan"], ["plans.workspace", "plans.id"]),)

    plan: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    position: int | None
    title: str


class GoalRow(NumberedRow, table=True):
    """`planning.goals.Goal`; exactly one of `company_goal` and `marketing_goal` is what it serves."""

    __tablename__ = "goals"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "plan"], ["plans.workspace", "plans.id"]),
        ForeignKeyConstraint(
            ["workspace", "plan", "company_goal"],
            ["company_goals.workspace", "company_goals.plan", "company_goals.id"],
        ),
        UniqueConstraint("workspace", "plan", "number"),
        CheckConstraint("(company_goal IS NULL) <> (marketing_goal IS NULL)", name="serves_one"),
    )

    company_goal: str | None
    marketing_goal: str | None
    created_at: datetime
    metrics: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    dropped: bool


class ReadingRow(Row, table=True):
    """`planning.goals.Reading`: at most one a metric and date."""

    __tablename__ = "readings"

    metric: str = Field(primary_key=True)
    on: date = Field(primary_key=True)
    value: float
    person: str


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
        Index(
            "ix_tactics_round",
            "round_ends_at",
            sqlite_where=text("round_ends_at IS NOT NULL"),
            postgresql_where=text("round_ends_at IS NOT NULL"),
        ),
    )

    goal: str
    notes: str
    created_by: str
    created_at: datetime
    rate_by: datetime
    eta: date | None
    rhythm: str | None
    finish: str
    state: str
    finished: list[str] = Field(sa_column=Column(JSON, nullable=False))
    last_done: date | None
    dropped_because: str
    round: int
    revealed_at: datetime | None
    score: dict[str, Any] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True))

    is_open: bool
    place: int
    minus_ratio: float
    minus_value: float
    due_on: date
    round_ends_at: datetime | None


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


class PersonRow(Row, table=True):
    """`planning.people.Person`, as Slack described them at `fetched_at`."""

    __tablename__ = "people"

    id: str = Field(primary_key=True)
    name: str
    zone: str
    locale: str
    deleted: bool
    bot: bool
    guest: bool
    stranger: bool
    fetched_at: datetime


class EntryRow(Row, table=True):
    """`planning.logbook.Entry`; each change is [field, before, after]."""

    __tablename__ = "logbook"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "plan"], ["plans.workspace", "plans.id"]),
        Index("ix_logbook_subject", "workspace", "plan", "subject", "number"),
    )

    plan: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime
    person: str | None
    action: str
    subject: str
    title: str
    changes: list[list[Any]] = Field(sa_column=Column(JSON, nullable=False))
    why: str


class DeliveryRow(Row, table=True):
    """`planning.deliveries.Delivery`.

    `next_try_at` is when somebody may claim it, for whatever is to be done next; None when nothing is. It
    lies ahead while somebody works on it: their lease. `redraw` is one of `storage.deliveries.Redraw`.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("workspace", "kind", "recipient", "occasion"),
        Index("ix_deliveries_subject", "workspace", "subject"),
        Index(
            "ix_deliveries_next",
            "next_try_at",
            sqlite_where=text("next_try_at IS NOT NULL"),
            postgresql_where=text("next_try_at IS NOT NULL"),
        ),
    )

    id: str = Field(primary_key=True)
    kind: str
    recipient: str
    subject: str
    occasion: str
    due_at: datetime
    state: str
    attempts: int
    channel: str
    ts: str
    redraw: int
    error: str
    next_try_at: datetime | None
