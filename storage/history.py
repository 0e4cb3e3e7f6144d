"""The logbook of each plan."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from planning.history import PASSED_OVER, Action, Change, Entry
from storage.engine.transactions import WORKSPACE, Tx
from storage.readable import read
from storage.rows import columns_of, insert_all, rows_of
from storage.tables import HistoryRow

_HISTORY = columns_of(HistoryRow)
_NEWEST_NUMBER = select(func.max(_HISTORY.number)).where(
    _HISTORY.workspace == WORKSPACE, _HISTORY.plan == bindparam("of_plan")
)


def add(
    tx: Tx,
    *,
    plan: str,
    at: datetime,
    person: str | None,
    action: Action,
    subject: str,
    title: str,
    changes: Sequence[Change] = (),
    why: str = "",
    batch: int | None = None,
) -> Entry:
    """Write an entry under the plan's next number."""
    entry = Entry(plan, 0, at, person, action, subject, title, tuple(changes), why, batch)
    return (add_all(tx, plan, [entry]))[0]


def add_all(tx: Tx, plan: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Write entries, whatever their own numbers, under the plan's next ones."""
    number = next_number(tx, plan)
    numbered = tuple(replace(entry, number=place) for place, entry in enumerate(entries, number))
    insert_all(tx, HistoryRow, [_columns(tx.workspace, entry) for entry in numbered])
    return numbered


def next_number(tx: Tx, plan: str) -> int:
    """The number for the plan's next entry."""
    return _count(tx, plan) + 1


def batch_of(tx: Tx, entry: Entry) -> tuple[Entry, ...]:
    """What was done as one with an entry, itself among them, newest first."""
    if entry.batch is None:
        return (entry,)
    made = _newest_first(tx.workspace, entry.plan).where(col(HistoryRow.batch) == entry.batch)
    return tuple(read(tx, made, HistoryRow, _entry))


def page(tx: Tx, plan: str, offset: int, limit: int) -> tuple[tuple[Entry, ...], int]:
    """Up to `limit` entries from `offset` on, newest first, and how many there are in all."""
    shown = _newest_first(tx.workspace, plan).offset(offset).limit(limit)
    return tuple(read(tx, shown, HistoryRow, _entry)), _count(tx, plan)


def last(tx: Tx, plan: str) -> Entry | None:
    """The newest entry that an undoing would be about: ratings, reveals and readings are passed over."""
    meant = _newest_first(tx.workspace, plan).where(col(HistoryRow.action).not_in(PASSED_OVER))
    return _first(tx, meant)


def last_of(tx: Tx, plan: str, subject: str) -> Entry | None:
    """The newest change of one thing. A rating changes nothing of the tactic itself, the reveal does."""
    changes = _newest_first(tx.workspace, plan).where(
        col(HistoryRow.subject) == subject, col(HistoryRow.action) != Action.TACTIC_RATED
    )
    return _first(tx, changes)


def since(tx: Tx, plan: str, at: datetime) -> tuple[Entry, ...]:
    """The entries from `at` on, in order."""
    later = rows_of(HistoryRow, tx.workspace, HistoryRow.plan == plan, col(HistoryRow.at) >= at)
    return tuple(read(tx, later.order_by(col(HistoryRow.number)), HistoryRow, _entry))


def last_changes(tx: Tx, plan: str, subjects: Iterable[str]) -> dict[str, Entry]:
    """The newest change of each subject (id) by a person, as far as there is one.

    A rating is not a change, as in `last_of`, nor is what Oncourse did by itself.
    """
    newest = (
        select(func.max(HistoryRow.number))
        .where(HistoryRow.workspace == tx.workspace, HistoryRow.plan == plan)
        .where(col(HistoryRow.subject).in_(tuple(subjects)), col(HistoryRow.person).is_not(None))
        .where(col(HistoryRow.action) != Action.TACTIC_RATED)
        .group_by(col(HistoryRow.subject))
    )
    found = rows_of(HistoryRow, tx.workspace, HistoryRow.plan == plan, col(HistoryRow.number).in_(newest))
    return {entry.subject: entry for entry in read(tx, found, HistoryRow, _entry)}


def _count(tx: Tx, plan: str) -> int:
    """How many entries there are, which is also the newest number: entries are never taken out."""
    return tx.exec(_NEWEST_NUMBER, params=tx.bound(of_plan=plan)).one() or 0


def _newest_first(workspace: str, plan: str) -> SelectOfScalar[HistoryRow]:
    return rows_of(HistoryRow, workspace, HistoryRow.plan == plan).order_by(col(HistoryRow.number).desc())


def _first(tx: Tx, wanted: SelectOfScalar[HistoryRow]) -> Entry | None:
    found = read(tx, wanted.limit(1), HistoryRow, _entry)
    return found[0] if found else None


def _columns(workspace: str, entry: Entry) -> dict[str, Any]:
    return {
        "workspace": workspace,
        "plan": entry.plan,
        "number": entry.number,
        "at": entry.at,
        "person": entry.person,
        "action": entry.action,
        "subject": entry.subject,
        "title": entry.title,
        "changes": [[change.field, change.before, change.after] for change in entry.changes],
        "why": entry.why,
        "batch": entry.batch,
    }


def _change(field: object, before: object, after: object) -> Change:
    if not isinstance(field, str):
        raise ValueError("changes")
    return Change(field, before, after)


def _entry(row: HistoryRow) -> Entry:
    return Entry(
        plan=row.plan,
        number=row.number,
        at=row.at,
        person=row.person,
        action=Action(row.action),
        subject=row.subject,
        title=row.title,
        changes=tuple(_change(*change) for change in row.changes),
        why=row.why,
        batch=row.batch,
    )
