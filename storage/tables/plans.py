"""Plans, their company goals, goals and readings, and the logbook."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from storage.tables.base import NumberedRow, Row, VersionedRow, due_index, partial_index, suspended_at


class PlanRow(VersionedRow, table=True):
    """`planning.plan.Plan` without its company goals.

    `check_in_at` is when its next check-in opens; None for a closed plan, or until that is settled.
    """

    __tablename__ = "plans"
    __table_args__ = (
        partial_index("ix_plans_open", "workspace", "channel", where="closed_at IS NULL", unique=True),
        due_index("ix_plans_check_in", "check_in_at"),
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
    check_in_at: datetime | None = None
    suspended_at: datetime | None = suspended_at()


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


class HistoryRow(Row, table=True):
    """`planning.history.Entry`; each change is [field, before, after]."""

    __tablename__ = "history"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "plan"], ["plans.workspace", "plans.id"]),
        Index("ix_history_subject", "workspace", "plan", "subject", "number"),
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
    batch: int | None = None
