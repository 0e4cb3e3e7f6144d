"""Deliveries: owed once, claimed by one sender at a time, and what became of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import case, func, null, update
from sqlmodel import col, select

from planning.deliveries import Delivery, DeliveryState, Kind
from storage.rows import rows_of
from storage.store import Tx
from storage.tables import DeliveryRow


class Redraw(IntEnum):
    """Whether a message that was sent is to be drawn anew."""

    NO = 0
    WANTED = 1
    UNDER_WAY = 2  # and not wanted once more since that began


_CLAIMED_AS = {
    DeliveryState.DUE: DeliveryState.SENDING,
    DeliveryState.SENDING: DeliveryState.UNKNOWN,
    DeliveryState.UNKNOWN: DeliveryState.UNKNOWN,
    DeliveryState.SENT: DeliveryState.SENT,
}


async def owe(tx: Tx, delivery: Delivery) -> None:
    """Owe somebody a message from its `due_at` on; nothing happens when it is owed or sent already."""
    if await of(tx, delivery.workspace, delivery.kind, delivery.recipient, delivery.occasion):
        return
    tx.add(_row(delivery))
    await tx.flush()


async def of(tx: Tx, workspace: str, kind: Kind, recipient: str, occasion: str) -> Delivery | None:
    """The delivery of that kind to that recipient on that occasion."""
    wanted = rows_of(
        DeliveryRow,
        workspace,
        DeliveryRow.kind == kind,
        DeliveryRow.recipient == recipient,
        DeliveryRow.occasion == occasion,
    )
    row = (await tx.exec(wanted)).one_or_none()
    return _delivery(row) if row else None


async def claim(tx: Tx, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
    """Up to `limit` deliveries that have something to be done now; nobody else gets them for the `lease`.

    What is to be done follows from the state: SENDING is to be sent; UNKNOWN may have been sent (its sender
    vanished, or could not tell) and is to be looked for first; SENT is to be drawn anew.
    """
    next_try_at = col(DeliveryRow.next_try_at)
    waiting = select(DeliveryRow).where(next_try_at <= now).order_by(next_try_at).limit(limit)
    found = (await tx.exec(waiting.execution_options(populate_existing=True))).all()
    claims = [await _claim(tx, _delivery(row), now + lease) for row in found]
    return [delivery for delivery in claims if delivery is not None]


async def sent(tx: Tx, delivery: Delivery, channel: str, ts: str) -> None:
    """It has arrived at `channel` and `ts`, which is true however late it is said.

    If what it shows has changed since it was claimed, it is due for drawing anew.
    """
    arrived = {"state": DeliveryState.SENT, "channel": channel, "ts": ts}
    await _change(tx, delivery, _ended() | arrived, any_attempt=True)


async def drawn(tx: Tx, delivery: Delivery) -> None:
    """It was drawn anew; if what it shows has changed since it was claimed, it is due for that once more."""
    await _change(tx, delivery, _ended())


async def failed(tx: Tx, delivery: Delivery, error: str) -> None:
    """It is given up, for the reason `error`; a message that was only to be drawn anew stays sent."""
    if delivery.state is DeliveryState.SENT:
        await _change(tx, delivery, _ended(error))
    else:
        given_up = {"state": DeliveryState.FAILED, "redraw": Redraw.NO, "next_try_at": None, "error": error}
        await _change(tx, delivery, given_up)


async def again(tx: Tx, delivery: Delivery, at: datetime, error: str) -> None:
    """It is to be tried again at `at`. Given as UNKNOWN, it is looked for before it is sent again."""
    state = DeliveryState.DUE if delivery.state is DeliveryState.SENDING else delivery.state
    await _change(tx, delivery, {"state": state, "next_try_at": at, "error": error})


async def redraw(tx: Tx, workspace: str, subject: str) -> None:
    """What messages about `subject` show has changed: those sent, or being sent, are to be drawn anew."""
    drawn_already = (DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.SENT)
    await tx.exec(
        update(DeliveryRow)
        .where(
            col(DeliveryRow.workspace) == workspace,
            col(DeliveryRow.subject) == subject,
            col(DeliveryRow.state).in_(drawn_already),
        )
        .values(
            redraw=Redraw.WANTED,
            next_try_at=func.coalesce(DeliveryRow.next_try_at, DeliveryRow.due_at),
        )
        .execution_options(synchronize_session=False)
    )


async def next_due(tx: Tx) -> datetime | None:
    """When something is to be done next in any workspace, which may be in the past."""
    next_try_at = col(DeliveryRow.next_try_at)
    earliest = select(next_try_at).where(next_try_at.is_not(None)).order_by(next_try_at).limit(1)
    return (await tx.exec(earliest)).one_or_none()


async def _claim(tx: Tx, delivery: Delivery, until: datetime) -> Delivery | None:
    """The delivery as claimed, or None when another process was first."""
    claimed = replace(delivery, state=_CLAIMED_AS[delivery.state], attempts=delivery.attempts + 1)
    values: dict[str, object] = {
        "state": claimed.state,
        "attempts": claimed.attempts,
        "next_try_at": until,
    }
    if claimed.state is not DeliveryState.UNKNOWN:  # which is drawn, if at all, only after it was looked for
        redrawing = claimed.state is DeliveryState.SENT
        values["redraw"] = Redraw.UNDER_WAY if redrawing else Redraw.NO
    return claimed if await _change(tx, delivery, values) else None


def _ended(error: str = "") -> dict[str, object]:
    """Nothing more is to be done, unless drawing anew was wanted since the claim; attempts start over."""
    wanted = col(DeliveryRow.redraw) == Redraw.WANTED
    return {
        "attempts": 0,
        "error": error,
        "redraw": case((wanted, Redraw.WANTED), else_=Redraw.NO),
        "next_try_at": case((wanted, col(DeliveryRow.due_at)), else_=null()),
    }


async def _change(
    tx: Tx, delivery: Delivery, values: Mapping[str, object], *, any_attempt: bool = False
) -> bool:
    """Change the row; unless for `any_attempt`, only when nobody has claimed the delivery since."""
    of_id = (col(DeliveryRow.workspace) == delivery.workspace, col(DeliveryRow.id) == delivery.id)
    unclaimed = () if any_attempt else (col(DeliveryRow.attempts) == delivery.attempts,)
    changed = await tx.exec(
        update(DeliveryRow)
        .where(*of_id, *unclaimed)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)


def _row(delivery: Delivery) -> DeliveryRow:
    return DeliveryRow(
        workspace=delivery.workspace,
        id=delivery.id,
        kind=delivery.kind,
        recipient=delivery.recipient,
        subject=delivery.subject,
        occasion=delivery.occasion,
        due_at=delivery.due_at,
        state=delivery.state,
        attempts=delivery.attempts,
        channel=delivery.channel,
        ts=delivery.ts,
        redraw=Redraw.WANTED if delivery.redraw else Redraw.NO,
        error=delivery.error,
        next_try_at=delivery.due_at,
    )


def _delivery(row: DeliveryRow) -> Delivery:
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
    )
