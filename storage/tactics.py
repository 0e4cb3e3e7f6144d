"""Tactics: one by one, as pages of a list in the method's order, and counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, bindparam, delete, func, true, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from planning.errors import Code, PlanningError
from planning.priorities import Section
from planning.tactics import State, Tactic
from storage import rows
from storage.engine.transactions import WORKSPACE, GlobalTx, Tx
from storage.readable import missing
from storage.rows import columns_of, rows_of, table_of
from storage.tables import OccurrenceRow, TacticOwnerRow, TacticRow
from storage.tactic_rows import (
    IS_OPEN,
    METHOD_ORDER,
    ROUND_FIELDS,
    UNRATED,
    note_neither,
    owner_rows,
    read_tactics,
    tactic_row,
)

# What a row that can't be read may say instead is not counted.
_STATES = frozenset(State)
_PLACES: Mapping[int, Section | None] = {UNRATED: None, **{one.value: one for one in Section}}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which tactics of a plan: those of a person, of a section or unrated, under a goal, in a state.

    `unowned` are those without owners, `due_before` a day those that were due before it.
    """

    person: str | None = None
    unowned: bool = False
    due_before: date | None = None
    section: Section | None = None
    unrated: bool = False
    goal: str | None = None
    state: Literal["open", "done", "all"] = "open"


@dataclass(frozen=True, slots=True)
class Page:
    """Some tactics of a longer list, and how long that is."""

    tactics: tuple[Tactic, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TacticCounts:
    """How many tactics of a goal are open, done and dropped."""

    open: int = 0
    done: int = 0
    dropped: int = 0


_TACTICS, _OWNERS = columns_of(TacticRow), columns_of(TacticOwnerRow)
_OF_ID = rows_of(TacticRow, WORKSPACE, _TACTICS.id == bindparam("of_id"))
_OPEN_OF_PLAN = (_TACTICS.workspace == WORKSPACE, _TACTICS.plan == bindparam("of_plan"), IS_OPEN)
OPEN_OF_PLAN = rows_of(TacticRow, WORKSPACE, *_OPEN_OF_PLAN).order_by(*METHOD_ORDER)
_COUNTS = (
    select(_TACTICS.goal, _TACTICS.state, func.count())
    .where(_TACTICS.workspace == WORKSPACE, _TACTICS.plan == bindparam("of_plan"))
    .group_by(_TACTICS.goal, _TACTICS.state)
)
_SECTION_COUNTS = select(_TACTICS.place, func.count()).where(*_OPEN_OF_PLAN).group_by(_TACTICS.place)
_OWNED = select(_OWNERS.tactic).where(
    _OWNERS.workspace == WORKSPACE,
    _OWNERS.person == bindparam("owner"),
    _OWNERS.plan == bindparam("of_plan"),
)
_OWNED_BY_ANYONE = select(_OWNERS.tactic).where(
    _OWNERS.workspace == WORKSPACE, _OWNERS.plan == bindparam("of_plan")
)
_DELETE_OWNERS = delete(table_of(TacticOwnerRow)).where(
    _OWNERS.workspace == WORKSPACE, _OWNERS.tactic == bindparam("of_id")
)
_SAVE_ROUND = (
    update(table_of(TacticRow))
    .where(_TACTICS.workspace == WORKSPACE, _TACTICS.id == bindparam("of_id"))
    .values({name: bindparam(f"new_{name}") for name in sorted(ROUND_FIELDS)})
)


def get(tx: Tx, id_: str) -> Tactic:
    """The tactic of that id; raises GONE."""
    found = read_tactics(tx, _OF_ID, of_id=id_)
    if not found:
        raise missing(tx, TacticRow)
    return found[0]


def add(tx: Tx, tactic: Tactic) -> bool:
    """Keep a new tactic; False when the tactic of that id is there already, as after a double click."""
    if rows.exists(tx, TacticRow, tactic.id):
        return False
    tx.add(tactic_row(tx.workspace, tactic))
    tx.flush()
    _put_owners(tx, tactic)
    return True


def add_all(tx: Tx, added: Sequence[Tactic]) -> None:
    """Keep tactics none of which can be there already."""
    tx.add_all(tactic_row(tx.workspace, tactic) for tactic in added)
    tx.flush()
    tx.add_all(row for tactic in added for row in owner_rows(tx.workspace, tactic))
    tx.flush()


def save(tx: Tx, tactic: Tactic) -> Tactic:
    """Keep a changed tactic, and return it with its new version; raises CHANGED_MEANWHILE or GONE."""
    saved = replace(tactic, version=tactic.version + 1)
    rows.change(tx, tactic_row(tx.workspace, saved))
    _put_owners(tx, saved)
    return saved


def save_round(tx: Tx, tactic: Tactic) -> Tactic:
    """Keep what a round of rating changes, and nothing else; raises GONE.

    The version stays, so that a reveal spoils nobody's open form.
    """
    row = tactic_row(tx.workspace, tactic)
    fields = {f"new_{name}": getattr(row, name) for name in ROUND_FIELDS}
    changed = tx.exec(_SAVE_ROUND, params=tx.bound(of_id=tactic.id, **fields))
    if not changed.rowcount:
        raise PlanningError(Code.GONE)
    return tactic


def next_number(tx: Tx, plan: str) -> int:
    """The number for the plan's next tactic."""
    return rows.next_number(tx, TacticRow, plan)


def find(tx: Tx, plan: str, words: str) -> Tactic:
    """The tactic that `words` mean, open ones first; raises as `storage.rows.find` does."""
    row = rows.find(tx, TacticRow, plan, words, first=IS_OPEN)
    return get(tx, row.id)


def numbered(tx: Tx, plan: str, number: int) -> Tactic:
    """The tactic of that number; raises REFERENCE_UNKNOWN."""
    id_ = rows.id_of_number(tx, TacticRow, plan, number)
    if id_ is None:
        raise PlanningError(Code.REFERENCE_UNKNOWN, words=str(number))
    return get(tx, id_)


def page(tx: Tx, plan: str, chosen: Filter, offset: int, limit: int) -> Page:
    """Up to `limit` of the chosen tactics from `offset` on, in the method's order (PRODUCT: Order)."""
    note_neither(tx, plan)
    counted, shown = _page_statements(_shape(chosen))
    values: dict[str, Any] = {
        "of_plan": plan,
        "section": chosen.section,
        "of_goal": chosen.goal,
        "owner": chosen.person,
        "due_before": chosen.due_before,
    }
    total = tx.exec(counted, params=tx.bound(**values)).one()
    return Page(read_tactics(tx, shown, **values, start=offset, most=limit), total)


def open_of_plan(tx: Tx, plan: str) -> tuple[Tactic, ...]:
    """All open tactics of a plan, in the method's order."""
    note_neither(tx, plan)
    return read_tactics(tx, OPEN_OF_PLAN, of_plan=plan)


def counts(tx: Tx, plan: str) -> dict[str, TacticCounts]:
    """How many tactics each goal of the plan has, by the goal's id; goals without any are missing."""
    found: dict[str, TacticCounts] = {}
    for goal, state, count in tx.exec(_COUNTS, params=tx.bound(of_plan=plan)):
        if state in _STATES:
            found[goal] = _counted(found.get(goal, TacticCounts()), State(state), count)
    return found


def count_open_of_plans(tx: Tx, plans: Iterable[str]) -> dict[str, int]:
    """How many open tactics each of these plans has; plans without any are missing."""
    of_them = (col(TacticRow.workspace) == tx.workspace, col(TacticRow.plan).in_(tuple(plans)))
    counted = select(TacticRow.plan, func.count()).where(*of_them, IS_OPEN)
    return dict(tx.exec(counted.group_by(col(TacticRow.plan))).all())


def section_counts(tx: Tx, plan: str) -> dict[Section | None, int]:
    """How many open tactics stand in each section, unrated ones under None; empty sections are missing."""
    by_place = tx.exec(_SECTION_COUNTS, params=tx.bound(of_plan=plan))
    return {_PLACES[place]: count for place, count in by_place if place in _PLACES}


def add_occurrence(tx: Tx, tactic: str, on: date, by: str, at: datetime) -> None:
    """Record that a rhythm's occurrence was completed; a second word for the same one changes nothing."""
    if tx.get(OccurrenceRow, (tx.workspace, tactic, on)) is None:
        tx.add(OccurrenceRow(workspace=tx.workspace, tactic=tactic, on=on, done_by=by, done_at=at))
        tx.flush()


def occurrences(tx: Tx, tactic: str) -> tuple[tuple[date, str], ...]:
    """The completed occurrences of a rhythm in order, each with who completed it."""
    found = select(col(OccurrenceRow.on), col(OccurrenceRow.done_by)).where(
        OccurrenceRow.workspace == tx.workspace, OccurrenceRow.tactic == tactic
    )
    return tuple((on, by) for on, by in tx.exec(found.order_by(col(OccurrenceRow.on))))


def drop_occurrences_after(tx: Tx, tactic: str, last_done: date | None) -> None:
    """Take back the completed occurrences later than `last_done`, or all of them for None."""
    unwanted = delete(OccurrenceRow).where(
        col(OccurrenceRow.workspace) == tx.workspace, col(OccurrenceRow.tactic) == tactic
    )
    if last_done is not None:
        unwanted = unwanted.where(col(OccurrenceRow.on) > last_done)
    tx.exec(unwanted)


def rounds_due(tx: GlobalTx, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(workspace, tactic id) of open tactics whose blind round has passed its deadline, oldest first."""
    ends_at = col(TacticRow.round_ends_at)
    is_due = (ends_at <= now, col(TacticRow.suspended_at).is_(None))
    due = select(TacticRow.workspace, TacticRow.id).where(*is_due).order_by(ends_at).limit(limit)
    return [(workspace, id_) for workspace, id_ in tx.exec(due)]


def next_rate_by(tx: GlobalTx) -> datetime | None:
    """The earliest deadline of a blind round, in any workspace."""
    return rows.earliest(tx, col(TacticRow.round_ends_at))


def _shape(chosen: Filter) -> Filter:
    """Which criteria a filter has, whatever their values: filters of one shape share their statements."""
    return replace(
        chosen,
        person=chosen.person and "",
        section=chosen.section and Section.QUICK_WINS,
        goal=chosen.goal and "",
        due_before=chosen.due_before and date.min,
    )


@cache
def _page_statements(shape: Filter) -> tuple[SelectOfScalar[int], SelectOfScalar[TacticRow]]:
    """How many tactics meet a filter of this shape, and some of them in the method's order."""
    criteria = tuple(_criteria(shape))
    counted = select(func.count()).where(_TACTICS.workspace == WORKSPACE, *criteria)
    in_order = rows_of(TacticRow, WORKSPACE, *criteria).order_by(*METHOD_ORDER)
    return counted, in_order.offset(bindparam("start")).limit(bindparam("most"))


def _criteria(shape: Filter) -> Iterable[ColumnElement[bool]]:
    yield _TACTICS.plan == bindparam("of_plan")
    if shape.state == "open":
        yield IS_OPEN
    if shape.state == "done":
        yield _TACTICS.is_open != true()
        yield _TACTICS.state == State.DONE
    if shape.unrated:
        yield _TACTICS.place == UNRATED
    if shape.section is not None:
        yield _TACTICS.place == bindparam("section")
    if shape.goal is not None:
        yield _TACTICS.goal == bindparam("of_goal")
    if shape.person is not None:
        yield _TACTICS.id.in_(_OWNED)
    if shape.unowned:
        yield _TACTICS.id.not_in(_OWNED_BY_ANYONE)
    if shape.due_before is not None:
        yield _TACTICS.due_on < bindparam("due_before")


def _put_owners(tx: Tx, tactic: Tactic) -> None:
    tx.exec(_DELETE_OWNERS, params=tx.bound(of_id=tactic.id))
    rows.insert_all(tx, TacticOwnerRow, [rows.values_of(row) for row in owner_rows(tx.workspace, tactic)])


def _counted(before: TacticCounts, state: State, count: int) -> TacticCounts:
    match state:
        case State.DONE:
            return replace(before, done=count)
        case State.DROPPED:
            return replace(before, dropped=count)
    return replace(before, open=before.open + count)
