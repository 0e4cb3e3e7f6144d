"""Messages that wait until their recipients may be written to (PRODUCT: Quiet people)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from sqlalchemy import bindparam, update
from sqlmodel import col

from planning.deliveries import Delivery, DeliveryState, Kind
from planning.quiet import may_write_at, next_moment_to_write
from storage import calendars
from storage.engine.transactions import GlobalTx, Tx, in_workspace
from storage.rows import table_of
from storage.tables import DeliveryRow

# The daily message has an hour of its own; what it gathers, and answers to what a person did, don't wait.
KINDS = (Kind.UNDELIVERABLE,)
MAX_HELD = timedelta(hours=12)  # until it is decided again, since settings and statuses change
_WAITING = (DeliveryState.DUE, DeliveryState.UNKNOWN)

_workspace = attrgetter("workspace")
_HOLD = (
    update(table_of(DeliveryRow))
    .where(
        table_of(DeliveryRow).c.workspace == bindparam("of_workspace"),
        table_of(DeliveryRow).c.id == bindparam("of_id"),
    )
    .values(next_try_at=bindparam("held_until"))
)


def hold(tx: GlobalTx, due: Iterable[Delivery], now: datetime) -> frozenset[str]:
    """Postpone those of the `due` deliveries that are for people who may not be written to; their ids."""
    waiting = [one for one in due if one.kind in KINDS and one.state in _WAITING]
    found: dict[str, datetime] = {}
    for workspace, some in groupby(sorted(waiting, key=_workspace), _workspace):
        of_workspace = list(some)
        with in_workspace(tx, workspace) as own:
            moments = _moments(own, {one.recipient for one in of_workspace}, now)
        found |= {one.id: moments[one.recipient] for one in of_workspace if one.recipient in moments}
    held = [one for one in waiting if one.id in found]
    if held:
        keys = [{"of_workspace": one.workspace, "of_id": one.id, "held_until": found[one.id]} for one in held]
        tx.connection().execute(_HOLD, keys)
    return frozenset(found)


def release(tx: Tx, person: str, now: datetime) -> None:
    """Decide again about what is held for a person: their settings or their status have changed."""
    theirs = (
        col(DeliveryRow.workspace) == tx.workspace,
        col(DeliveryRow.kind).in_(KINDS),
        col(DeliveryRow.recipient) == person,
        col(DeliveryRow.state).in_(_WAITING),
        col(DeliveryRow.next_try_at) > now,
    )
    tx.exec(
        update(DeliveryRow)
        .where(*theirs)
        .values(next_try_at=now)
        .execution_options(synchronize_session=False)
    )


def _moments(tx: Tx, people: Iterable[str], now: datetime) -> dict[str, datetime]:
    """Until when to hold what is for these people, by person; without those who may be written to."""
    latest = now + MAX_HELD
    return {
        person: min(next_moment_to_write(who, now) or latest, latest)
        for person, who in calendars.of_people(tx, people).items()
        if not may_write_at(who, now)
    }
