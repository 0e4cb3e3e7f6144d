"""Deliveries: owed once, claimed by one sender at a time, and what became of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
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
from planning.errors import Code, PlanningError
from storage.delivery_rows import Redraw, delivery_columns, delivery_from
from storage.due import put_off
from storage.engine.transactions import GlobalTx, Tx
from storage.readable import read, readable
from storage.rows import all_rows_of, earliest, insert_all, rows_of
from storage.tables import DeliveryRow

_CLAIMED_AS = {
    DeliveryState.DUE: DeliveryState.SENDING,
    DeliveryState.SENDING: DeliveryState.UNKNOWN,
    DeliveryState.UNKNOWN: DeliveryState.UNKNOWN,
    DeliveryState.SENT: DeliveryState.SENT,
}


def enqueue(tx: Tx, delivery: Delivery) -> None:
    """Owe somebody a message from its `due_at` on; nothing happens when it is owed or sent already."""
    enqueue_all(tx, [delivery])


def enqueue_all(tx: Tx, owed: Collection[Delivery]) -> None:
    """Owe several messages in one workspace, each as `enqueue` does, in two statements."""
    named = {(delivery.kind, delivery.recipient, delivery.occasion): delivery for delivery in owed}
    unique = (DeliveryRow.kind, DeliveryRow.recipient, DeliveryRow.occasion)
    among = (col(column).in_({key[place] for key in named}) for place, column in enumerate(unique))
    there = set(tx.exec(select(*unique).where(DeliveryRow.workspace == tx.workspace, *among)))
    new = [delivery_columns(delivery) for key, delivery in named.items() if key not in there]
    insert_all(tx, DeliveryRow, new)


def enqueue_new(tx: Tx, owed: Iterable[Delivery]) -> None:
    """Owe messages none of which can be owed already, since what they are about is new."""
    insert_all(tx, DeliveryRow, [delivery_columns(delivery) for delivery in owed])


def get(tx: Tx, id_: str) -> Delivery:
    """The delivery of that id; raises GONE."""
    found = _read(tx, rows_of(DeliveryRow, tx.workspace, col(DeliveryRow.id) == id_))
    if not found:
        raise PlanningError(Code.GONE)
    return found[0]


def of(tx: Tx, kind: Kind, recipient: str, occasion: str) -> Delivery | None:
    """The delivery of that kind to that recipient on that occasion."""
    to_recipient = rows_of(DeliveryRow, tx.workspace, *_to_recipient(kind, recipient))
    found = _read(tx, to_recipient.where(col(DeliveryRow.occasion) == occasion))
    return found[0] if found else None


def undelivered(tx: Tx, plan: str, people: Iterable[str], since: datetime) -> tuple[Delivery, ...]:
    """What was due at `since` or later and failed, newest first.

    It belongs to the plan, or to no plan at all, as a digest does, and was to go to one of these people.
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
    """Up to `limit` deliveries that have something to be done now; nobody else gets them for the `lease`.

    Those that another process holds at this moment are left to it (`Store.claim`). Not more than `of_one`
    are for one recipient, whose deliveries follow each other; the first of them.

    What is to be done follows from the state: SENDING is to be sent; UNKNOWN may have been sent (its sender
    vanished, or could not tell) and is to be looked for first; SENT is to be drawn anew.
    """
    next_try_at = col(DeliveryRow.next_try_at)
    is_due = (next_try_at <= now, col(DeliveryRow.suspended_at).is_(None))
    waiting = all_rows_of(DeliveryRow).where(*is_due).order_by(next_try_at).limit(limit)
    rows = tx.exec(waiting.with_for_update(skip_locked=True)).all()
    due = list(readable(tx, DeliveryRow, rows, delivery_from))
    readable_ids = {row.id for row, _ in due}
    for row in rows:
        if row.id not in readable_ids:
            put_off(tx, "deliveries", row.workspace, row.id, now)
    kept = _some_of_each(due, of_one or limit)
    found = [row for row, _ in kept]
    claimed = [_claimed(delivery) for _, delivery in kept]
    _change_each(
        tx,
        {
            delivery: {
                "state": delivery.state,
                "attempts": delivery.attempts,
                "redraw": _redraw_claimed(delivery, row.redraw),
            }
            for delivery, row in zip(claimed, found, strict=True)
        },
        {"next_try_at": now + lease},
    )
    return claimed


def sent_all(tx: Tx, arrived: Mapping[Delivery, tuple[str, str]]) -> None:
    """These have arrived, each at its (channel, ts), which is true however late it is said.

    If what one shows has changed since it was claimed, it is due for drawing anew.
    """
    places = {delivery: {"channel": channel, "ts": ts} for delivery, (channel, ts) in arrived.items()}
    _change_each(tx, places, {**_ended(), "state": DeliveryState.SENT})


def drawn(tx: Tx, delivery: Delivery) -> None:
    """It was drawn anew; if what it shows has changed since it was claimed, it is due for that once more."""
    _change(tx, delivery, _ended())


def failed(tx: Tx, delivery: Delivery, error: str) -> None:
    """It is given up, for the reason `error`; a message that was only to be drawn anew stays sent."""
    if delivery.state is DeliveryState.SENT:
        _change(tx, delivery, _ended(error))
    else:
        given_up = {"state": DeliveryState.FAILED, "redraw": Redraw.NO, "next_try_at": None, "error": error}
        _change(tx, delivery, given_up)


def again(tx: Tx, delivery: Delivery, at: datetime, error: str) -> None:
    """It is to be tried again at `at`. Given as UNKNOWN, it is looked for before it is sent again."""
    state = DeliveryState.DUE if delivery.state is DeliveryState.SENDING else delivery.state
    _change(tx, delivery, {"state": state, "next_try_at": at, "error": error})


def next_due(tx: GlobalTx) -> datetime | None:
    """When something is to be done next in any workspace, which may be in the past."""
    return earliest(tx, col(DeliveryRow.next_try_at))


def count_due(tx: GlobalTx, now: datetime) -> int:
    """How many deliveries, of all workspaces, wait to be claimed."""
    is_due = (col(DeliveryRow.next_try_at) <= now, col(DeliveryRow.suspended_at).is_(None))
    return tx.exec(select(func.count()).select_from(DeliveryRow).where(*is_due)).one()


# Written out as in the conditions of indexes, since parameters would keep these from being used.
_IS_FAILED = col(DeliveryRow.state) == literal_column(f"'{DeliveryState.FAILED}'")


def _to_recipient(kind: Kind, recipient: str) -> tuple[ColumnElement[bool], ...]:
    return (col(DeliveryRow.kind) == kind, col(DeliveryRow.recipient) == recipient)


def _read(tx: Tx, wanted: SelectOfScalar[DeliveryRow]) -> tuple[Delivery, ...]:
    return tuple(read(tx, wanted, DeliveryRow, delivery_from))


def _some_of_each(
    found: Iterable[tuple[DeliveryRow, Delivery]], of_one: int
) -> list[tuple[DeliveryRow, Delivery]]:
    turn: Counter[tuple[str, str]] = Counter()
    kept = []
    for row, delivery in found:
        turn[row.workspace, row.recipient] += 1
        if turn[row.workspace, row.recipient] <= of_one:
            kept.append((row, delivery))
    return kept


def _claimed(delivery: Delivery) -> Delivery:
    return replace(delivery, state=_CLAIMED_AS[delivery.state], attempts=delivery.attempts + 1)


def _redraw_claimed(claimed: Delivery, before: int) -> int:
    """One that may have been sent is drawn, if at all, only after it was looked for: that stays as it is."""
    if claimed.state is DeliveryState.UNKNOWN:
        return before
    return Redraw.UNDER_WAY if claimed.state is DeliveryState.SENT else Redraw.NO


def _ended(error: str = "") -> dict[str, object]:
    """Nothing more is to be done, unless drawing anew was wanted since the claim; attempts start over."""
    wanted = col(DeliveryRow.redraw) == Redraw.WANTED
    return {
        "attempts": 0,
        "error": error,
        "redraw": case((wanted, Redraw.WANTED), else_=Redraw.NO),
        "next_try_at": case((wanted, col(DeliveryRow.due_at)), else_=null()),
    }


def _change(tx: Tx, delivery: Delivery, values: Mapping[str, object]) -> None:
    """Change the row, unless somebody has claimed the delivery since."""
    tx.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.workspace) == delivery.workspace, col(DeliveryRow.id) == delivery.id)
        .where(col(DeliveryRow.attempts) == delivery.attempts)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _change_each(
    tx: GlobalTx, own: Mapping[Delivery, Mapping[str, object]], shared: Mapping[str, object]
) -> None:
    """Change the rows of deliveries, each to its `own` values, all of the same columns, and the `shared`."""
    if not own:
        return
    of_id = (col(DeliveryRow.workspace) == bindparam("of"), col(DeliveryRow.id) == bindparam("which"))
    columns: dict[str, object] = {name: bindparam(f"new_{name}") for name in next(iter(own.values()))}
    tx.connection().execute(
        update(DeliveryRow).where(*of_id).values({**columns, **shared}),
        [
            {"of": delivery.workspace, "which": delivery.id}
            | {f"new_{name}": value for name, value in values.items()}
            for delivery, values in own.items()
        ],
    )
