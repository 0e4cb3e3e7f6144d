"""Notices that a person can't be reached, one for each plan owner, and whether they were reached since."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, update
from sqlmodel import col, select

from planning.deliveries import GONE, LEFT_CHANNEL, Delivery, DeliveryState, Kind
from planning.delivery_payloads import UndeliverablePayload
from planning.errors import Code
from storage.delivery_rows import delivery_from
from storage.engine.transactions import Tx
from storage.rows import rows_of
from storage.tables import DeliveryRow

_BACK = "back:"  # the prefix of the occasion of notices that have ended


def active(tx: Tx, person: str) -> list[Delivery]:
    """The notices about a person who could not be reached, and has not been since.

    They were reached once Slack said so (`mark_reachable`), or accepted a later message to them: one of the
    notice's plan, if they had only left its channel.
    """
    found = tx.exec(rows_of(DeliveryRow, tx.workspace, *_about(person)))
    notices = [notice for notice in map(delivery_from, found) if _error(notice) != Code.BOT_NOT_IN_CHANNEL]
    return [notice for notice in notices if not _was_reached(tx, notice)]


def mark_reachable(tx: Tx, person: str, plans: Collection[str] = ()) -> None:
    """End the notices about a person who is in the workspace again, or in the channels of `plans` (ids)."""
    found = [delivery_from(row) for row in tx.exec(rows_of(DeliveryRow, tx.workspace, *_about(person)))]
    past = [notice.id for notice in found if _is_ended(notice, plans)]
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


def _is_ended(notice: Delivery, plans: Collection[str]) -> bool:
    payload = UndeliverablePayload.from_items(notice.items)
    if payload.error not in GONE:
        return False
    return bool(set(plans) & set(payload.plans)) if plans else payload.error != LEFT_CHANNEL


def _error(notice: Delivery) -> str:
    return UndeliverablePayload.from_items(notice.items).error


def _was_reached(tx: Tx, notice: Delivery) -> bool:
    since = select(DeliveryRow.id).where(
        DeliveryRow.workspace == notice.workspace,
        DeliveryRow.recipient == notice.subject,
        col(DeliveryRow.kind) != Kind.HOME,
        DeliveryRow.state == DeliveryState.SENT,
        col(DeliveryRow.due_at) > notice.due_at,
    )
    payload = UndeliverablePayload.from_items(notice.items)
    if payload.error == LEFT_CHANNEL:
        since = since.where(col(DeliveryRow.plan).in_(payload.plans))
    return tx.exec(since.limit(1)).first() is not None
