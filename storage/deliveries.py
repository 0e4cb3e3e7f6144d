"""The queue of deliveries: each is enqueued once and claimed by one sender at a time; outcomes are stored."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Update,
    bindparam,
    case,
    func,
    literal_column,
    null,
    or_,
    update,
)
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from planning.deliveries import Delivery, DeliveryState, Kind
from planning.delivery_payloads import Payload
from planning.errors import Code, PlanningError
from storage.delivery_rows import Redraw, delivery_columns, delivery_from
from storage.due import postpone
from storage.engine.transactions import WORKSPACE, GlobalTx, Tx
from storage.held import hold
from storage.readable import read, readable
from storage.rows import all_rows_of, columns_of, earliest, insert_all, rows_of, table_of
from storage.tables import DeliveryRow

_CLAIMED_AS = {
    DeliveryState.DUE: DeliveryState.SENDING,
    DeliveryState.SENDING: DeliveryState.UNKNOWN,
    DeliveryState.UNKNOWN: DeliveryState.UNKNOWN,
    DeliveryState.SENT: DeliveryState.SENT,
}


_DELIVERIES = columns_of(DeliveryRow)
_UNIQUE = (_DELIVERIES.kind, _DELIVERIES.recipient, _DELIVERIES.occasion)
_ENQUEUED = select(*_UNIQUE).where(
    _DELIVERIES.workspace == WORKSPACE,
    *(column.in_(bindparam(f"{column.name}s", expanding=True)) for column in _UNIQUE),
)
_UPDATE = update(table_of(DeliveryRow)).where(
    _DELIVERIES.workspace == bindparam("of_workspace"), _DELIVERIES.id == bindparam("of_id")
)
_UPDATE_CLAIMED = _UPDATE.where(_DELIVERIES.attempts == bindparam("of_attempts"))
_WANTS_REDRAW = _DELIVERIES.redraw == Redraw.WANTED
# Nothing more is to be done, unless a redraw was requested since the claim; attempts start over.
_ENDED = {
    "attempts": 0,
    "error": bindparam("new_error"),
    "redraw": case((_WANTS_REDRAW, Redraw.WANTED), else_=Redraw.NO),
    "next_try_at": case((_WANTS_REDRAW, _DELIVERIES.due_at), else_=null()),
}
_END = _UPDATE_CLAIMED.values(_ENDED)
_FAIL = _UPDATE_CLAIMED.values(
    state=DeliveryState.FAILED, redraw=Redraw.NO, next_try_at=null(), error=bindparam("new_error")
)
_RETRY = _UPDATE_CLAIMED.values(
    state=bindparam("new_state"),
    next_try_at=bindparam("new_next_try_at"),
    error=bindparam("new_error"),
)
_CLAIM = _UPDATE.values(
    state=bindparam("new_state"),
    attempts=bindparam("new_attempts"),
    redraw=bindparam("new_redraw"),
    next_try_at=bindparam("lease_until"),
)
_MARK_SENT = _UPDATE.values(
    {
        **_ENDED,
        "state": DeliveryState.SENT,
        "channel": bindparam("new_channel"),
        "ts": bindparam("new_ts"),
    }
)


def new_delivery(
    tx: Tx,
    kind: Kind,
    recipient: str,
    *,
    subject: str,
    occasion: str,
    due_at: datetime,
    plan: str = "",
    payload: Payload | None = None,
    useful_until: datetime | None = None,
) -> Delivery:
    """A delivery in the transaction's workspace, with an id of its own, to be enqueued."""
    return Delivery(
        id=str(uuid4()),
        workspace=tx.workspace,
        kind=kind,
        recipient=recipient,
        subject=subject,
        occasion=occasion,
        due_at=due_at,
        plan=plan,
        items=payload.to_items() if payload else (),
        useful_until=useful_until,
    )


def enqueue(tx: Tx, delivery: Delivery) -> None:
    """Enqueue a message, to be sent from its `due_at` on, unless it is enqueued or sent already."""
    enqueue_all(tx, [delivery])


def enqueue_all(tx: Tx, new: Collection[Delivery]) -> None:
    """Enqueue messages in one workspace, each as `enqueue` does, in two statements."""
    if not new:
        return
    by_key = {(str(one.kind), one.recipient, one.occasion): one for one in new}
    kinds, recipients, occasions = (tuple(set(values)) for values in zip(*by_key, strict=True))
    asked = tx.bound(kinds=kinds, recipients=recipients, occasions=occasions)
    found = {tuple(key) for key in tx.exec(_ENQUEUED, params=asked)}
    insert_all(tx, DeliveryRow, [delivery_columns(one) for key, one in by_key.items() if key not in found])


def get(tx: Tx, id_: str) -> Delivery:
    """The delivery of that id; raises GONE."""
    found = _read(tx, rows_of(DeliveryRow, tx.workspace, col(DeliveryRow.id) == id_))
    if not found:
        raise PlanningError(Code.GONE)
    return found[0]


def find(tx: Tx, kind: Kind, recipient: str, occasion: str) -> Delivery | None:
    """The delivery of that kind to that recipient on that occasion."""
    to_recipient = rows_of(DeliveryRow, tx.workspace, *_to_recipient(kind, recipient))
    found = _read(tx, to_recipient.where(col(DeliveryRow.occasion) == occasion))
    return found[0] if found else None


def has_since(tx: Tx, kind: Kind, recipient: str, since: datetime) -> bool:
    """Whether a delivery of that kind to that recipient became due at `since` or later."""
    of_kind = select(DeliveryRow.id).where(
        DeliveryRow.workspace == tx.workspace, *_to_recipient(kind, recipient)
    )
    return tx.exec(of_kind.where(col(DeliveryRow.due_at) >= since).limit(1)).first() is not None


def undelivered(tx: Tx, plan: str, people: Iterable[str], since: datetime) -> tuple[Delivery, ...]:
    """The deliveries due at `since` or later that failed, newest first.

    It belongs to the plan; or to none, as a daily message does, and was addressed to one of these people.
    """
    to_people = (col(DeliveryRow.plan) == "") & col(DeliveryRow.recipient).in_(tuple(people))
    failed = rows_of(
        DeliveryRow,
        tx.workspace,
        _IS_FAILED,
        col(DeliveryRow.due_at) >= since,
        or_(col(DeliveryRow.plan) == plan, to_people),
    )
    return _read(tx, failed.order_by(col(DeliveryRow.due_at).desc(), col(DeliveryRow.id)))


def claim(
    tx: GlobalTx, now: datetime, lease: timedelta, limit: int, of_one: int | None = None
) -> list[Delivery]:
    """Claim up to `limit` due deliveries for the `lease`, the longest waiting first.

    Rows that another process has locked are skipped (`Store.claim`), and those for people who may not be
    written to now (`storage.held`). At most `of_one` are for one recipient,
    the first of theirs, since they are sent one after the other.

    The state of a claimed delivery says what to do: SENDING is to be sent; UNKNOWN may have been sent (its
    sender crashed, or got no answer) and is to be looked for first; SENT is to be updated.
    """
    next_try_at = col(DeliveryRow.next_try_at)
    is_due = (next_try_at <= now, col(DeliveryRow.suspended_at).is_(None))
    waiting = all_rows_of(DeliveryRow).where(*is_due).order_by(next_try_at).limit(limit)
    rows = tx.exec(waiting.with_for_update(skip_locked=True)).all()
    due = list(readable(tx, DeliveryRow, rows, delivery_from))
    readable_ids = {row.id for row, _ in due}
    for row in rows:
        if row.id not in readable_ids:
            postpone(tx, "deliveries", row.workspace, row.id, now)
    held = hold(tx, [delivery for _, delivery in due], now)
    due = [(row, delivery) for row, delivery in due if delivery.id not in held]
    chosen = _first_of_each(due, of_one or limit)
    found = [row for row, _ in chosen]
    claimed = [_claimed(delivery) for _, delivery in chosen]
    if claimed:
        tx.connection().execute(
            _CLAIM,
            [
                _key(delivery)
                | {
                    "new_state": delivery.state,
                    "new_attempts": delivery.attempts,
                    "new_redraw": _redraw_claimed(delivery, row.redraw),
                    "lease_until": now + lease,
                }
                for delivery, row in zip(claimed, found, strict=True)
            ],
        )
    return claimed


def mark_sent(tx: Tx, arrived: Mapping[Delivery, tuple[str, str]]) -> None:
    """Record that these were sent, each at its (channel, ts), even if they have been claimed again since.

    One whose content has changed since it was claimed is due for an update.
    """
    if arrived:
        tx.connection().execute(
            _MARK_SENT,
            [
                _key(delivery) | {"new_channel": channel, "new_ts": ts, "new_error": ""}
                for delivery, (channel, ts) in arrived.items()
            ],
        )


def mark_updated(tx: Tx, delivery: Delivery) -> None:
    """Record that it was updated; if its content has changed since it was claimed, it is due once more."""
    _change(tx, delivery, _END, new_error="")


def mark_failed(tx: Tx, delivery: Delivery, error: str) -> None:
    """Give it up for the reason `error`; a message that was only to be updated stays sent."""
    is_update = delivery.state is DeliveryState.SENT
    _change(tx, delivery, _END if is_update else _FAIL, new_error=error)


def retry(tx: Tx, delivery: Delivery, at: datetime, error: str) -> None:
    """Retry it at `at`. If its state is UNKNOWN, it is looked for before it is sent again."""
    state = DeliveryState.DUE if delivery.state is DeliveryState.SENDING else delivery.state
    _change(tx, delivery, _RETRY, new_state=state, new_next_try_at=at, new_error=error)


def next_due(tx: GlobalTx) -> datetime | None:
    """When the next delivery is due in any workspace, perhaps in the past; None if there is none."""
    return earliest(tx, col(DeliveryRow.next_try_at))


def count_due(tx: GlobalTx, now: datetime) -> int:
    """How many deliveries, of all workspaces, are due and not claimed."""
    is_due = (col(DeliveryRow.next_try_at) <= now, col(DeliveryRow.suspended_at).is_(None))
    return tx.exec(select(func.count()).select_from(DeliveryRow).where(*is_due)).one()


# Written out as in the condition of the index, since a parameter would keep that from being used.
_IS_FAILED = col(DeliveryRow.state) == literal_column(f"'{DeliveryState.FAILED}'")


def _to_recipient(kind: Kind, recipient: str) -> tuple[ColumnElement[bool], ...]:
    return (col(DeliveryRow.kind) == kind, col(DeliveryRow.recipient) == recipient)


def _read(tx: Tx, wanted: SelectOfScalar[DeliveryRow]) -> tuple[Delivery, ...]:
    return tuple(read(tx, wanted, DeliveryRow, delivery_from))


def _first_of_each(
    found: Iterable[tuple[DeliveryRow, Delivery]], of_one: int
) -> list[tuple[DeliveryRow, Delivery]]:
    count: Counter[tuple[str, str]] = Counter()
    first = []
    for row, delivery in found:
        count[row.workspace, row.recipient] += 1
        if count[row.workspace, row.recipient] <= of_one:
            first.append((row, delivery))
    return first


def _claimed(delivery: Delivery) -> Delivery:
    return replace(delivery, state=_CLAIMED_AS[delivery.state], attempts=delivery.attempts + 1)


def _redraw_claimed(claimed: Delivery, before: int) -> int:
    """The `redraw` of a claimed row. One that may have been sent is updated only once it was found."""
    if claimed.state is DeliveryState.UNKNOWN:
        return before
    return Redraw.UNDER_WAY if claimed.state is DeliveryState.SENT else Redraw.NO


def _change(tx: Tx, delivery: Delivery, statement: Update, **values: object) -> None:
    """Change the row, unless another process has claimed the delivery since."""
    tx.exec(statement, params={**_key(delivery), "of_attempts": delivery.attempts, **values})


def _key(delivery: Delivery) -> dict[str, str]:
    return {"of_workspace": delivery.workspace, "of_id": delivery.id}
