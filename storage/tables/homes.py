"""What people's Homes show."""

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from storage.tables.base import Row


class HomeRow(Row, table=True):
    """`storage.homes.Home`, of everybody who has ever opened theirs."""

    __tablename__ = "homes"

    person: str = Field(primary_key=True)
    welcomed: bool
    note: str
    tactics_from: int
    plans_from: int


class HomePlanRow(Row, table=True):
    """A plan that a person's Home shows, so that it is redrawn when the plan changes."""

    __tablename__ = "home_plans"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "plan"], ["plans.workspace", "plans.id"]),
        ForeignKeyConstraint(["workspace", "person"], ["homes.workspace", "homes.person"]),
        Index("ix_home_plans_person", "workspace", "person"),
    )

    plan: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
