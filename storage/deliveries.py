"""Deliveries: owed once, claimed by one sender at a time, and what became of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, literal_column, null, or_, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from planning.deliveries import Delivery, DeliveryState, Kind
from storage.delivery_rows import Redraw, delivery_from, delivery_row
from storage.rows import rows_of
from storage.store import Tx
from storage.tables import DeliveryRow

_CLAIMED_AS = {
    DeliveryState.DUE: DeliveryState.SENDING,
    DeliveryState.SENDING: DeliveryState.UNKNOWN,
    DeliveryState.UNKNOWN: DeliveryState.UNKNOWN,
    DeliveryState.SENT: DeliveryState.SENT,
}
_DRAWN_ALREADY = (DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.SENT)


async def owe(tx: Tx, delivery: Delivery) -> None:
    """Owe somebody a message from its `due_at` on; nothing happens when it is owed or sent already."""
    await owe_all(tx, delivery.workspace, [delivery])


async def owe_all(tx: Tx, workspace: str, owed: Collection[Delivery]) -> None:
    """Owe several messages in one workspace, each as `owe` does, in two statements."""
    named = {(delivery.kind, delivery.recipient, delivery.occasion): delivery for delivery in owed}
    unique = (DeliveryRow.kind, DeliveryRow.recipient, DeliveryRow.occasion)
    among = (col(column).in_({key[place] for key in named}) for place, column in enumerate(unique))
    there = set(await tx.exec(select(*unique).where(DeliveryRow.workspace == workspace, *among)))
    tx.add_all(delivery_row(delivery) for key, delivery in named.items() if key not in there)
    await tx.flush()


async def owe_new(tx: Tx, owed: Iterable[Delivery]) -> None:
    """Owe messages none of which can be owed already, since what they are about is new."""
    tx.add_all(map(delivery_row, owed))
    await tx.flush()


async def of(tx: Tx, workspace: str, kind: Kind, recipient: str, occasion: str) -> Delivery | None:
    """The delivery of that kind to that recipient on that occasion."""
    to_recipient = (DeliveryRow.kind == kind, DeliveryRow.recipient == recipient)
    found = await _read(tx, rows_of(DeliveryRow, workspace, *to_recipient, DeliveryRow.occasion == occasion))
    return found[0] if found else None


async def at(tx: Tx, workspace: str, channel: str, ts: str) -> Delivery | None:
    """The delivery that is the message at `channel` and `ts`."""
    found = await _read(tx, rows_of(DeliveryRow, workspace, *_message(channel, ts)))
    return found[0] if found else None


async def of_plan(
    tx: Tx, workspace: str, plan: str, states: Iterable[DeliveryState], limit: int
) -> tuple[Delivery, ...]:
    """Up to `limit` deliveries that belong to a plan and are in one of these states, earliest due first."""
    wanted = rows_of(DeliveryRow, workspace, DeliveryRow.plan == plan)
    in_state = wanted.where(col(DeliveryRow.state).in_(tuple(states)))
    return await _read(tx, in_state.order_by(col(DeliveryRow.due_at), col(DeliveryRow.id)).limit(limit))


async def undelivered(
    tx: Tx, workspace: str, plan: str, people: Iterable[str], since: datetime
) -> tuple[Delivery, ...]:
    """What was due at `since` or later and failed, newest first.

    It belongs to the plan, or to no plan at all, as a digest does, and was to go to one of these people.
    """
    to_people = (col(DeliveryRow.plan) == "") & col(DeliveryRow.recipient).in_(tuple(people))
    failed = rows_of(
        DeliveryRow,
        workspace,
        _IS_FAILED,
        col(DeliveryRow.due_at) >= since,
        or_(col(DeliveryRow.plan) == plan, to_people),
    )
    return await _read(tx, failed.order_by(col(DeliveryRow.due_at).desc(), col(DeliveryRow.id)))


async def claim(tx: Tx, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
    """Up to `limit` deliveries that have something to be done now; nobody else gets them for the `lease`.

    What is to be done follows from the state: SENDING is to be sent; UNKNOWN may have been sent (its sender
    vanished, or could not tell) and is to be looked for first; SENT is to be drawn anew.
    """
    next_try_at = col(DeliveryRow.next_try_at)
    waiting = select(DeliveryRow).where(next_try_at <= now).order_by(next_try_at).limit(limit)
    found = (await tx.exec(waiting.execution_options(populate_existing=True))).all()
    claims = [await _claim(tx, delivery_from(row), now + lease) for row in found]
    return [delivery for delivery in claims if delivery is not None]


async def sent(tx: Tx, delivery: Delivery, channel: str, ts: str, items: tuple[str, ...] = ()) -> None:
    """It has arrived at `channel` and `ts`, which is true however late it is said.

    `items` are what it was drawn with, if that was settled only now. If what it shows has changed since it
    was claimed, it is due for drawing anew.
    """
    arrived: dict[str, object] = {"state": DeliveryState.SENT, "channel": channel, "ts": ts}
    if items:
        arrived["items"] = list(items)
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


async def give_up(tx: Tx, delivery: Delivery, error: str) -> None:
    """It is of no use any more, for the reason `error`; as `failed`, but without having been tried."""
    await failed(tx, delivery, error)


async def again(tx: Tx, delivery: Delivery, at: datetime, error: str) -> None:
    """It is to be tried again at `at`. Given as UNKNOWN, it is looked for before it is sent again."""
    state = DeliveryState.DUE if delivery.state is DeliveryState.SENDING else delivery.state
    await _change(tx, delivery, {"state": state, "next_try_at": at, "error": error})


async def redraw(tx: Tx, workspace: str, subject: str) -> None:
    """What messages about `subject` show has changed: those sent, or being sent, are to be drawn anew."""
    await _redraw(tx, workspace, col(DeliveryRow.subject) == subject)


async def redraw_at(tx: Tx, workspace: str, channel: str, ts: str) -> None:
    """What the message at `channel` and `ts` shows has changed; nothing happens if it is none of ours."""
    await _redraw(tx, workspace, *_message(channel, ts))


async def redraw_newest(tx: Tx, workspace: str, kind: Kind, recipient: str) -> None:
    """What the newest message of a kind to a recipient shows has changed; earlier ones stay as they are."""
    drawn_already = (
        select(DeliveryRow.id)
        .where(DeliveryRow.workspace == workspace, DeliveryRow.kind == kind)
        .where(DeliveryRow.recipient == recipient, col(DeliveryRow.state).in_(_DRAWN_ALREADY))
    )
    newest = drawn_already.order_by(col(DeliveryRow.due_at).desc(), col(DeliveryRow.id)).limit(1)
    await _redraw(tx, workspace, col(DeliveryRow.id).in_(newest))


async def redraw_kind(
    tx: Tx, workspace: str, kind: Kind, recipients: Collection[str] | SelectOfScalar[str]
) -> None:
    """What everything of a kind to any of these recipients shows has changed."""
    to_them = col(DeliveryRow.recipient).in_(recipients)
    await _redraw(tx, workspace, col(DeliveryRow.kind) == kind, to_them)


async def next_due(tx: Tx) -> datetime | None:
    """When something is to be done next in any workspace, which may be in the past."""
    next_try_at = col(DeliveryRow.next_try_at)
    earliest = select(next_try_at).where(next_try_at.is_not(None)).order_by(next_try_at).limit(1)
    return (await tx.exec(earliest)).one_or_none()


# Written out as in the conditions of indexes, since parameters would keep these from being used.
_IS_FAILED = col(DeliveryRow.state) == literal_column(f"'{DeliveryState.FAILED}'")
_WAS_SENT = col(DeliveryRow.ts) != literal_column("''")


def _message(channel: str, ts: str) -> tuple[ColumnElement[bool], ...]:
    """What finds a message by where it was sent."""
    return (col(DeliveryRow.channel) == channel, col(DeliveryRow.ts) == ts, _WAS_SENT)


async def _read(tx: Tx, wanted: SelectOfScalar[DeliveryRow]) -> tuple[Delivery, ...]:
    return tuple(delivery_from(row) for row in await tx.exec(wanted))


async def _redraw(tx: Tx, workspace: str, *criteria: ColumnElement[bool]) -> None:
    await tx.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.workspace) == workspace, col(DeliveryRow.state).in_(_DRAWN_ALREADY), *criteria)
        .values(
            redraw=Redraw.WANTED,
            next_try_at=func.coalesce(DeliveryRow.next_try_at, DeliveryRow.due_at),
        )
        .execution_options(synchronize_session=False)
    )


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
