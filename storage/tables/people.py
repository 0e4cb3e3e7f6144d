"""People, how they want to be reminded, and when they are."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, ForeignKeyConstraint
from sqlmodel import Field

from storage.tables.base import Row, due_index, suspended_at


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
    country: str
    status_away: bool
    status_until: datetime | None
    fetched_at: datetime


class PreferencesRow(Row, table=True):
    """`planning.reminders.Preferences`, of those who changed them."""

    __tablename__ = "preferences"

    person: str = Field(primary_key=True)
    hour: int
    lead_days: list[int] = Field(sa_column=Column(JSON, nullable=False))
    away_from: date | None
    away_to: date | None
    country: str
    region: str
    work_from: int
    work_to: int


class DailyMessageRow(Row, table=True):
    """`storage.daily_messages.DailyMessageState`: when a person's next daily message is due.

    `digest_at` is None while they have nothing to be reminded of.
    """

    __tablename__ = "daily_messages"
    __table_args__ = (due_index("ix_daily_messages_next", "digest_at"),)

    person: str = Field(primary_key=True)
    digest_at: datetime | None
    handled: date | None
    looked: date | None
    suspended_at: datetime | None = suspended_at()


class NewsRow(Row, table=True):
    """`planning.news.News` that no message has said yet."""

    __tablename__ = "news"
    __table_args__ = (ForeignKeyConstraint(["workspace", "tactic"], ["tactics.workspace", "tactics.id"]),)

    person: str = Field(primary_key=True)
    tactic: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    changed_by: str
    at: datetime


class SnoozeRow(Row, table=True):
    """A tactic that a person isn't reminded of before the day `until`."""

    __tablename__ = "snoozes"
    __table_args__ = (ForeignKeyConstraint(["workspace", "tactic"], ["tactics.workspace", "tactics.id"]),)

    person: str = Field(primary_key=True)
    tactic: str = Field(primary_key=True)
    until: date
