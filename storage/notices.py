"""Notices that a person can't be reached, one a plan owner, and whether they were reached or back since."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, update
from sqlmodel import col, select

from planning.deliveries import GONE, LEFT_CHANNEL, Delivery, DeliveryState, Kind
from planning.errors import Code
from storage.delivery_rows import delivery_from
from storage.engine.transactions import Tx
from storage.rows import rows_of
from storage.tables import DeliveryRow

_BACK = "back:"  # what the occasion of a notice begins with that is past


def active(tx: Tx, person: str) -> list[Delivery]:
    """The notices about a person who could not be reached, and has not been since.

    They are back where Slack said so (`mark_reachable`), or took a message for them after the notice: of the
    notice's plan, where they had only left its channel.
    """
    found = tx.exec(rows_of(DeliveryRow, tx.workspace, *_about(person)))
    notices = [notice for notice in map(delivery_from, found) if notice.items[1] != Code.BOT_NOT_IN_CHANNEL]
    return [notice for notice in notices if not _was_reached(tx, notice)]


def mark_reachable(tx: Tx, person: str, plans: Collection[str] = ()) -> None:
    """A person is in the workspace again, or with `plans` in the channel of these: what was told is past."""
    found = [delivery_from(row) for row in tx.exec(rows_of(DeliveryRow, tx.workspace, *_about(person)))]
    past = [
        notice.id
        for notice in found
        if notice.items[1] in GONE
        and (
            (plans and set(plans) & set(notice.items[2:])) or (not plans and notice.items[1] != LEFT_CHANNEL)
        )
    ]
    if past:
        tx.exec(
            update(DeliveryRow)
            .where(col(DeliveryRow.workspace) == tx.workspace, col(DeliveryRow.id).in_(past))
            .values(occasion=_BACK + col(DeliveryRow.id))
            .execution_options(synchronize_session=False)
        )


def _about(person: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(DeliveryRow.subject) == person,
        col(DeliveryRow.kind) == Kind.UNDELIVERABLE,
        col(DeliveryRow.occasion).not_like(f"{_BACK}%"),
    )


def _was_reached(tx: Tx, notice: Delivery) -> bool:
    since = select(DeliveryRow.id).where(
        DeliveryRow.workspace == notice.workspace,
        DeliveryRow.recipient == notice.subject,
        col(DeliveryRow.kind) != Kind.HOME,
        DeliveryRow.state == DeliveryState.SENT,
        col(DeliveryRow.due_at) > notice.due_at,
    )
    if notice.items[1] == LEFT_CHANNEL:
        since = since.where(col(DeliveryRow.plan).in_(notice.items[2:]))
    return tx.exec(since.limit(1)).first() is not None
