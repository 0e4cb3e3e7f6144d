"""Calendar feeds: a secret URL for each plan and person who asked for one, until they revoke it."""

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
    """Store the secret of a feed; an earlier secret of the same feed stops working."""
    row = CalendarFeedRow(workspace=tx.workspace, plan=feed.plan, person=feed.person, secret=hashed(secret))
    rows.put(tx, row)


def of_secret(tx: Tx, secret: str) -> Feed | None:
    """The feed of a secret; None if it was revoked or never existed."""
    row = tx.exec(
        rows_of(CalendarFeedRow, tx.workspace, CalendarFeedRow.secret == hashed(secret))
    ).one_or_none()
    return Feed(row.plan, row.person) if row else None


def exists(tx: Tx, feed: Feed) -> bool:
    """Whether the person has a feed of the plan's calendar."""
    of_both = (CalendarFeedRow.plan == feed.plan, CalendarFeedRow.person == feed.person)
    return tx.exec(rows_of(CalendarFeedRow, tx.workspace, *of_both)).one_or_none() is not None


def drop(tx: Tx, feed: Feed) -> None:
    """Revoke the feed; its URL stops working."""
    tx.exec(
        delete(CalendarFeedRow).where(
            col(CalendarFeedRow.workspace) == tx.workspace,
            col(CalendarFeedRow.plan) == feed.plan,
            col(CalendarFeedRow.person) == feed.person,
        )
    )
