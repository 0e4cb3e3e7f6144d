"""Calendars that people have by an address: one for each plan and person, until they take it back."""

from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import col

from storage import rows
from storage.engine.transactions import Tx
from storage.rows import hashed, rows_of
from storage.tables import CalendarFeedRow


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose calendar it is, and of which plan."""

    plan: str
    person: str


def put(tx: Tx, feed: Feed, secret: str) -> None:
    """Let the plan's calendar be had by `secret`, and no more by the one before."""
    row = CalendarFeedRow(workspace=tx.workspace, plan=feed.plan, person=feed.person, secret=hashed(secret))
    rows.put(tx, row)


def of_secret(tx: Tx, secret: str) -> Feed | None:
    """What is had by a secret; None where it was taken back, or never given."""
    row = tx.exec(
        rows_of(CalendarFeedRow, tx.workspace, CalendarFeedRow.secret == hashed(secret))
    ).one_or_none()
    return Feed(row.plan, row.person) if row else None


def exists(tx: Tx, feed: Feed) -> bool:
    """Whether the person has the plan's calendar by an address."""
    of_both = (CalendarFeedRow.plan == feed.plan, CalendarFeedRow.person == feed.person)
    return tx.exec(rows_of(CalendarFeedRow, tx.workspace, *of_both)).one_or_none() is not None


def drop(tx: Tx, feed: Feed) -> None:
    """Let nobody have it any more."""
    tx.exec(
        delete(CalendarFeedRow).where(
            col(CalendarFeedRow.workspace) == tx.workspace,
            col(CalendarFeedRow.plan) == feed.plan,
            col(CalendarFeedRow.person) == feed.person,
        )
    )
