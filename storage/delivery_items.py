"""Messages that grow while they wait, and after they were sent: their payloads, added to and replaced."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, case, func, null, update
from sqlmodel import col

from planning.deliveries import Delivery, DeliveryState, Kind
from planning.delivery_payloads import Items
from storage.delivery_rows import Redraw, delivery_from
from storage.engine.transactions import Tx
from storage.readable import read
from storage.rows import columns_of, rows_of, table_of
from storage.tables import DeliveryRow

_DELIVERIES = columns_of(DeliveryRow)
_UPDATE = update(table_of(DeliveryRow)).where(
    _DELIVERIES.workspace == bindparam("of_workspace"), _DELIVERIES.id == bindparam("of_id")
)
_REPLACE_ITEMS = _UPDATE.values(items=bindparam("new_items"))
_EXTEND = _UPDATE.values(items=bindparam("new_items"), next_try_at=bindparam("new_next_try_at"))
_EXTEND_SENT = _UPDATE.values(
    items=bindparam("new_items"),
    redraw=case((_DELIVERIES.state == DeliveryState.FAILED, Redraw.NO), else_=Redraw.WANTED),
    next_try_at=case(
        (_DELIVERIES.state == DeliveryState.FAILED, null()),
        else_=func.coalesce(_DELIVERIES.next_try_at, bindparam("new_next_try_at")),
    ),
)


def extend(tx: Tx, delivery: Delivery, items: Items, next_try_at: datetime) -> None:
    """Add to the payload of a message: it is sent with it at `next_try_at`, or updated if it was sent.

    A message that is being sent is updated afterwards.
    """
    statement = _EXTEND if is_waiting(delivery) else _EXTEND_SENT
    values = {"new_items": [*delivery.items, *items], "new_next_try_at": next_try_at}
    tx.connection().execute(statement, _key(delivery) | values)


def replace_items(tx: Tx, delivery: Delivery, items: Sequence[str]) -> None:
    """Replace the payload of a message that is still to be sent."""
    tx.connection().execute(_REPLACE_ITEMS, _key(delivery) | {"new_items": list(items)})


def of_person(tx: Tx, kind: Kind, people: Collection[str], occasions: Collection[str]) -> list[Delivery]:
    """The deliveries of a kind to these people on these occasions, oldest first; locked until the commit."""
    wanted = rows_of(
        DeliveryRow,
        tx.workspace,
        col(DeliveryRow.kind) == kind,
        col(DeliveryRow.recipient).in_(tuple(people)),
        col(DeliveryRow.occasion).in_(tuple(occasions)),
    )
    return list(
        read(tx, wanted.order_by(col(DeliveryRow.occasion)).with_for_update(), DeliveryRow, delivery_from)
    )


def is_waiting(delivery: Delivery) -> bool:
    """Whether nobody has tried to send it yet."""
    return delivery.state is DeliveryState.DUE and delivery.attempts == 0


def _key(delivery: Delivery) -> dict[str, object]:
    return {"of_workspace": delivery.workspace, "of_id": delivery.id}
