"""The schedule of daily messages: when each person is processed next, once per local day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, update
from sqlmodel import col, select

from storage import rows
from storage.due import RETRY
from storage.engine.transactions import WORKSPACE, GlobalTx, Tx
from storage.readable import read_rows
from storage.rows import columns_of, rows_of
from storage.tables import DailyMessageRow

_OF_PEOPLE = rows_of(
    DailyMessageRow, WORKSPACE, columns_of(DailyMessageRow).person.in_(bindparam("people", expanding=True))
)


@dataclass(frozen=True, slots=True)
class DailyMessageState:
    """The schedule of one person's daily messages.

    `due_at` (aware UTC) is when they are processed next, None while they have nothing to be reminded of.
    `last_handled` is their last local day that was processed, `last_checked` the last one that wasn't quiet.
    """

    due_at: datetime | None = None
    last_handled: date | None = None
    last_checked: date | None = None


def schedule(tx: Tx, person: str, due_at: datetime) -> None:
    """Process a person at `due_at`, unless they are scheduled earlier already."""
    before = state(tx, person)
    if before.due_at is None or before.due_at > due_at:
        row = DailyMessageRow(
            workspace=tx.workspace,
            person=person,
            digest_at=due_at,
            handled=before.last_handled,
            looked=before.last_checked,
        )
        rows.put(tx, row)


def due(tx: GlobalTx, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(workspace, person) of up to `limit` people who are due by now, the longest waiting first."""
    digest_at = col(DailyMessageRow.digest_at)
    is_due = (digest_at <= now, col(DailyMessageRow.suspended_at).is_(None))
    waiting = select(DailyMessageRow.workspace, DailyMessageRow.person).where(*is_due)
    return [(workspace, person) for workspace, person in tx.exec(waiting.order_by(digest_at).limit(limit))]


def next_at(tx: GlobalTx) -> datetime | None:
    """When the next person is due in any workspace, perhaps in the past; None if there is none."""
    return rows.earliest(tx, col(DailyMessageRow.digest_at))


def state(tx: Tx, person: str) -> DailyMessageState:
    """The schedule of a person; an empty one if they have none."""
    return states(tx, [person])[person]


def states(tx: Tx, people: Iterable[str]) -> dict[str, DailyMessageState]:
    """As `state` for each of these people, by person, in one statement."""
    asked = tuple(people)
    found = read_rows(tx, _OF_PEOPLE, DailyMessageRow, _state, people=asked)
    return {person: DailyMessageState() for person in asked} | {row.person: state for row, state in found}


def advance(tx: Tx, before: Mapping[str, DailyMessageState], after: Mapping[str, DailyMessageState]) -> int:
    """Update the schedules of people who were processed; returns the number of updated rows.

    It is a compare-and-set on the `due_at` of `before`: rows that another process has updated since stay.
    """
    still = (col(DailyMessageRow.workspace) == tx.workspace, col(DailyMessageRow.person) == bindparam("who"))
    change = update(DailyMessageRow).where(*still, col(DailyMessageRow.digest_at) == bindparam("expected"))
    columns = ("digest_at", "handled", "looked")
    moved = tx.connection().execute(
        change.values({name: bindparam(f"new_{name}") for name in columns}),
        [
            {
                "who": person,
                "expected": before[person].due_at,
                "new_digest_at": state.due_at,
                "new_handled": state.last_handled,
                "new_looked": state.last_checked,
            }
            for person, state in after.items()
        ],
    )
    return moved.rowcount


def reset(tx: Tx, people: Iterable[str], now: datetime) -> None:
    """Reset the schedules of these people, to be retried soon, except of those who are no longer due."""
    still_due = (col(DailyMessageRow.person).in_(tuple(people)), col(DailyMessageRow.digest_at) <= now)
    tx.exec(
        update(DailyMessageRow)
        .where(col(DailyMessageRow.workspace) == tx.workspace, *still_due)
        .values(digest_at=now + RETRY, handled=None, looked=None)
        .execution_options(synchronize_session=False)
    )


def reschedule(tx: Tx, person: str, due_at: datetime) -> None:
    """Move a person to `due_at`, earlier or later, if they are scheduled at all."""
    before = state(tx, person).due_at
    if before is not None:
        _change(tx, person, before, {"digest_at": due_at})


def _change(tx: Tx, person: str, expected: datetime, values: dict[str, object]) -> bool:
    of_person = (col(DailyMessageRow.workspace) == tx.workspace, col(DailyMessageRow.person) == person)
    changed = tx.exec(
        update(DailyMessageRow)
        .where(*of_person, col(DailyMessageRow.digest_at) == expected)
        .values(values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)


def _state(row: DailyMessageRow) -> DailyMessageState:
    return DailyMessageState(row.digest_at, row.handled, row.looked)
