"""Calendars that people have by an address."""

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field

from storage.tables.base import Row


class CalendarFeedRow(Row, table=True):
    """A person's feed of a plan's calendar: `secret` is the SHA-256 of the secret in its URL."""

    __tablename__ = "calendar_feeds"
    __table_args__ = (
        ForeignKeyConstraint(["workspace", "plan"], ["plans.workspace", "plans.id"]),
        Index("ix_calendar_feeds_secret", "workspace", "secret", unique=True),
    )

    plan: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    secret: str
