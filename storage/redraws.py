"""Redraws: messages that show what has changed are to be updated, those sent or being sent."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Update, bindparam, func, literal_column, update
from sqlmodel import select

from planning.deliveries import PERSONAL, RETIRED, DeliveryState, Kind
from storage.delivery_rows import Redraw
from storage.engine.transactions import WORKSPACE, Tx
from storage.rows import columns_of, table_of
from storage.tables import DeliveryRow, HomePlanRow

_DELIVERIES, _HOME_PLANS = columns_of(DeliveryRow), columns_of(HomePlanRow)
_SENT = (DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.SENT)
# A message that is still to be sent needs no update. It is locked all the same until the change is committed:
# otherwise it could be claimed and sent with what was there before.
_LOCKED = (DeliveryState.DUE, *_SENT)


def redraw(tx: Tx, subject: str, *, besides: Kind | None = None) -> None:
    """Update the messages about `subject` (an id), but those of the kind `besides`."""
    if besides:
        _redraw(tx, _REDRAW_SUBJECT_BESIDES, of_subject=subject, besides=besides)
    else:
        _redraw(tx, _REDRAW_SUBJECT, of_subject=subject)


def redraw_at(tx: Tx, channel: str, ts: str) -> None:
    """Update the message at `channel` and `ts`, if it is one of ours."""
    _redraw(tx, _REDRAW_MESSAGE, of_channel=channel, of_ts=ts)


def redraw_newest(tx: Tx, kind: Kind, recipient: str) -> None:
    """Update the newest message of a kind to a recipient; earlier ones stay as they are."""
    _redraw(tx, _REDRAW_NEWEST, of_kind=kind, of_recipient=recipient)


def redraw_personal(tx: Tx, person: str) -> None:
    """Update a person's newest daily message and "New for you"; earlier ones stay as they are."""
    for kind in PERSONAL:
        redraw_newest(tx, kind, person)


def redraw_kind(tx: Tx, kind: Kind, recipients: Collection[str]) -> None:
    """Update everything of a kind to any of these recipients."""
    _redraw(tx, _REDRAW_KIND, of_kind=kind, recipients=tuple(recipients))


def redraw_homes_with(tx: Tx, plan: str) -> None:
    """Update every Home that shows a plan (id)."""
    _redraw(tx, _REDRAW_HOMES, of_plan=plan)


def _redraw(tx: Tx, statement: Update, **values: object) -> None:
    tx.exec(statement, params=tx.bound(**values))


def _redrawing(*criteria: ColumnElement[bool]) -> Update:
    return (
        update(table_of(DeliveryRow))
        .where(
            _DELIVERIES.workspace == WORKSPACE,
            _DELIVERIES.state.in_(_LOCKED),
            _DELIVERIES.kind.not_in(RETIRED),
            *criteria,
        )
        .values(
            redraw=Redraw.WANTED,
            next_try_at=func.coalesce(_DELIVERIES.next_try_at, _DELIVERIES.due_at),
        )
    )


def _is_newest_sent() -> ColumnElement[bool]:
    """Not by its id: by the time the row is locked, a later one may have been drawn."""
    newest = (
        select(func.max(_DELIVERIES.due_at))
        .where(_DELIVERIES.workspace == WORKSPACE, *_TO_RECIPIENT, _DELIVERIES.state.in_(_SENT))
        .correlate(None)
        .scalar_subquery()
    )
    is_newest: ColumnElement[bool] = _DELIVERIES.due_at >= func.coalesce(newest, _DELIVERIES.due_at)
    return is_newest


_TO_RECIPIENT = (
    _DELIVERIES.kind == bindparam("of_kind"),
    _DELIVERIES.recipient == bindparam("of_recipient"),
)
_REDRAW_SUBJECT = _redrawing(_DELIVERIES.subject == bindparam("of_subject"))
_REDRAW_SUBJECT_BESIDES = _REDRAW_SUBJECT.where(_DELIVERIES.kind != bindparam("besides"))
# Written out as in the condition of the index, which a parameter would keep from being used.
_WAS_SENT = _DELIVERIES.ts != literal_column("''")
_REDRAW_MESSAGE = _redrawing(
    _DELIVERIES.channel == bindparam("of_channel"), _DELIVERIES.ts == bindparam("of_ts"), _WAS_SENT
)
_REDRAW_NEWEST = _redrawing(*_TO_RECIPIENT, _is_newest_sent())
_REDRAW_KIND = _redrawing(
    _DELIVERIES.kind == bindparam("of_kind"),
    _DELIVERIES.recipient.in_(bindparam("recipients", expanding=True)),
)
_REDRAW_HOMES = _redrawing(
    _DELIVERIES.kind == Kind.HOME,
    _DELIVERIES.recipient.in_(
        select(_HOME_PLANS.person).where(
            _HOME_PLANS.workspace == WORKSPACE, _HOME_PLANS.plan == bindparam("of_plan")
        )
    ),
)
