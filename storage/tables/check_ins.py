"""Check-ins, who is asked, and their answers."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, ForeignKeyConstraint, Index
from sqlmodel import Field

from storage.tables.base import Row, due_index, partial_index, suspended_at


class CheckInRow(Row, table=True):
    """`planning.check_ins.CheckIn` without the people asked.

    `due_at` is when it is to be closed; None when it is. `nudge_at` serves rows of earlier versions.
    `counts` are those of its summary.
    """

    __tablename__ = "check_ins"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "plan"], ["plans.workspace", "plans.id"]),
        Index("ix_check_ins_plan", "workspace", "plan", "opened_at"),
        partial_index("ix_check_ins_open", "workspace", "plan", where="state = 'open'", unique=True),
        due_index("ix_check_ins_due", "due_at"),
    )

    id: str = Field(primary_key=True)
    plan: str
    on: date
    state: str
    opened_at: datetime
    nudge_at: datetime
    closes_at: datetime
    due_at: datetime | None
    counts: dict[str, int] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True))
    suspended_at: datetime | None = suspended_at()


class CheckInPersonRow(Row, table=True):
    """How far a person is with a check-in (a `PersonState`); `position` keeps their order."""

    __tablename__ = "check_in_people"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "check_in"], ["check_ins.workspace", "check_ins.id"]),
        Index("ix_check_in_people_person", "workspace", "person", "state"),
    )

    check_in: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    position: int
    state: str


class AnswerRow(Row, table=True):
    """`planning.check_ins.Answer`: the newest of one person for one tactic."""

    __tablename__ = "answers"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "check_in"], ["check_ins.workspace", "check_ins.id"]),
        ForeignKeyConstraint(["workspace", "tactic"], ["tactics.workspace", "tactics.id"]),
    )

    check_in: str = Field(primary_key=True)
    tactic: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    course: str
    happened: str
    decision: str | None
    reason: str
    at: datetime
    new_eta: date | None
    taker: str
