"""A delivery as its row, and back."""

from enum import IntEnum
from typing import Any

from planning.deliveries import Delivery, DeliveryState, Kind
from storage.readable import require
from storage.tables import DeliveryRow


class Redraw(IntEnum):
    """Whether a message that was sent is to be updated."""

    NO = 0
    WANTED = 1
    UNDER_WAY = 2  # claimed, and not requested again since


def delivery_columns(delivery: Delivery) -> dict[str, Any]:
    """The row of a delivery that is to be worked on from its `due_at` on, by its columns."""
    return {
        "workspace": delivery.workspace,
        "id": delivery.id,
        "kind": delivery.kind,
        "recipient": delivery.recipient,
        "subject": delivery.subject,
        "occasion": delivery.occasion,
        "due_at": delivery.due_at,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "channel": delivery.channel,
        "ts": delivery.ts,
        "redraw": Redraw.WANTED if delivery.redraw else Redraw.NO,
        "error": delivery.error,
        "plan": delivery.plan,
        "items": list(delivery.items),
        "useful_until": delivery.useful_until,
        "next_try_at": delivery.due_at,
    }


def delivery_from(row: DeliveryRow) -> Delivery:
    """The delivery of a row; raises one of `readable.FAILURES`."""
    require(row.attempts >= 0, "attempts")
    require(row.redraw in tuple(Redraw), "redraw")
    return Delivery(
        id=row.id,
        workspace=row.workspace,
        kind=Kind(row.kind),
        recipient=row.recipient,
        subject=row.subject,
        occasion=row.occasion,
        due_at=row.due_at,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        channel=row.channel,
        ts=row.ts,
        redraw=row.redraw != Redraw.NO,
        error=row.error,
        plan=row.plan,
        items=tuple(row.items),
        useful_until=row.useful_until,
    )
