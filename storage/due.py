"""Whether there is anything to do at all: all that a tick asks while nothing is due."""

from datetime import datetime

from sqlalchemy import exists, or_
from sqlmodel import col, select

from storage.store import Tx
from storage.tables import CheckInRow, DeliveryRow, DigestRow, PlanRow, TacticRow

# Each is indexed where it is not empty, and empty wherever nothing waits.
_WAITING = (
    col(TacticRow.round_ends_at),
    col(PlanRow.check_in_at),
    col(CheckInRow.due_at),
    col(DigestRow.digest_at),
    col(DeliveryRow.next_try_at),
)


async def anything(tx: Tx, now: datetime) -> bool:
    """Whether a round, a check-in, a reminder or a delivery is due by `now`, in any workspace."""
    return bool((await tx.exec(select(or_(*(exists().where(at <= now) for at in _WAITING))))).one())
