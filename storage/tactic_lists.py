"""Lists of tactics besides a plan's pages: a person's own, those they have to rate, all of a plan."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, String, and_, bindparam, cast, exists, func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from planning.tactics import Tactic
from storage.engine.transactions import WORKSPACE, Tx
from storage.rows import AT_ONCE, batched, columns_of, rows_of, table_of
from storage.tables import PlanRow, RatingRow, SnoozeRow, TacticOwnerRow, TacticRow
from storage.tactic_rows import (
    IS_OPEN,
    METHOD_ORDER,
    NEITHER,
    note_neither,
    note_neither_among,
    read_tactics,
)
from storage.tactics import OPEN_OF_PLAN, Page

_TACTICS, _OWNERS, _PLANS = columns_of(TacticRow), columns_of(TacticOwnerRow), columns_of(PlanRow)
_BY_DATE = (_TACTICS.due_on, _TACTICS.plan, _TACTICS.number)
_OWNS = (_OWNERS.workspace == _TACTICS.workspace, _OWNERS.tactic == _TACTICS.id)
_THEIRS = _TACTICS.id.in_(
    select(_OWNERS.tactic).where(
        _OWNERS.workspace == WORKSPACE, _OWNERS.person.in_(bindparam("people", expanding=True))
    )
)
_IN_OPEN_PLAN = and_(
    _PLANS.workspace == _TACTICS.workspace, _PLANS.id == _TACTICS.plan, _PLANS.closed_at.is_(None)
)
_OWNED_BY = (
    rows_of(TacticRow, WORKSPACE, IS_OPEN, _THEIRS).join(table_of(PlanRow), _IN_OPEN_PLAN).order_by(*_BY_DATE)
)
_NEITHER_OWNED_BY = NEITHER.where(_THEIRS)
_NEITHER_OF_PLANS = NEITHER.where(_TACTICS.plan.in_(bindparam("plans", expanding=True)))
_OPEN_OWNED = OPEN_OF_PLAN.where(exists().where(*_OWNS))
_OPEN_OWNED_BY = OPEN_OF_PLAN.where(exists().where(*_OWNS, _OWNERS.person == bindparam("owner")))
_OF_IDS = rows_of(TacticRow, WORKSPACE, _TACTICS.id.in_(bindparam("ids", expanding=True)))
_OF_PLAN = rows_of(TacticRow, WORKSPACE, _TACTICS.plan == bindparam("of_plan")).order_by(_TACTICS.number)


def owned(tx: Tx, person: str) -> tuple[Tactic, ...]:
    """What a person has to do: the open tactics they own in all open plans, by due date."""
    return owned_by(tx, [person])[person]


def owned_by(tx: Tx, people: Iterable[str]) -> dict[str, tuple[Tactic, ...]]:
    """As `owned` for each of these people, by person, in two statements (SQLite: three)."""
    found: dict[str, list[Tactic]] = {person: [] for person in people}
    asked = tuple(found)
    note_neither_among(tx, _NEITHER_OWNED_BY, people=asked)
    for tactic in read_tactics(tx, _OWNED_BY, people=asked):
        for owner in tactic.owners:
            if owner in found:
                found[owner].append(tactic)
    return {person: tuple(owned) for person, owned in found.items()}


def due(tx: Tx, person: str, plans: Collection[str], today: date, limit: int) -> Page:
    """Up to `limit` of what a person has to do in these plans by `today`, by due date.

    Without what they have finished their own part of, or want to hear nothing of today.
    """
    finished = cast(col(TacticRow.finished), String).contains(f'"{person}"')
    snoozed = exists().where(
        col(SnoozeRow.workspace) == tx.workspace,
        col(SnoozeRow.person) == person,
        col(SnoozeRow.tactic) == col(TacticRow.id),
        col(SnoozeRow.until) > today,
    )
    wanted = _of_person(tx.workspace, person, plans).where(
        col(TacticRow.due_on) <= today, ~finished, ~snoozed
    )
    return _page(tx, wanted.order_by(*_BY_DATE), 0, limit)


def rating_pending_in(tx: Tx, person: str, plans: Collection[str], limit: int) -> Page:
    """Up to `limit` of the person's open tactics in these plans that wait for their rating, by due date."""
    wanted = _of_person(tx.workspace, person, plans).where(*_waits_for_rating(person))
    return _page(tx, wanted.order_by(*_BY_DATE), 0, limit)


def owned_in(tx: Tx, person: str, plans: Collection[str], offset: int, limit: int) -> Page:
    """Up to `limit` of the person's open tactics in these plans from `offset` on, in the method's order."""
    note_neither_among(tx, _NEITHER_OF_PLANS, plans=tuple(plans))
    wanted = _of_person(tx.workspace, person, plans).order_by(*METHOD_ORDER, col(TacticRow.plan))
    return _page(tx, wanted, offset, limit)


def titles_of_plan(tx: Tx, plan: str) -> tuple[tuple[str, str, str], ...]:
    """(id, goal's id, title) of all tactics of a plan, done and dropped ones too, by their number."""
    named = select(TacticRow.id, TacticRow.goal, TacticRow.title)
    of_plan = named.where(TacticRow.workspace == tx.workspace, TacticRow.plan == plan)
    found = tx.exec(of_plan.order_by(col(TacticRow.number)))
    return tuple((id_, goal, title) for id_, goal, title in found)


def open_owned(tx: Tx, plan: str) -> tuple[Tactic, ...]:
    """The open tactics of a plan that have an owner, in the method's order."""
    note_neither(tx, plan)
    return read_tactics(tx, _OPEN_OWNED, of_plan=plan)


def open_owned_in(tx: Tx, plan: str, person: str) -> tuple[Tactic, ...]:
    """The open tactics of a plan that a person owns, in the method's order."""
    note_neither(tx, plan)
    return read_tactics(tx, _OPEN_OWNED_BY, of_plan=plan, owner=person)


def owners_of_open(tx: Tx, plan: str) -> tuple[str, ...]:
    """Everybody who owns an open tactic of the plan, each once, in the order of their first tactic."""
    every = open_owned(tx, plan)
    return tuple(dict.fromkeys(owner for tactic in every for owner in tactic.owners))


def of_ids(tx: Tx, ids: Iterable[str]) -> dict[str, Tactic]:
    """The tactics of these ids that are there, open or not, by id in the order asked for."""
    asked = tuple(dict.fromkeys(ids))
    by_id: dict[str, Tactic] = {}
    for some in batched(asked, AT_ONCE):
        found = read_tactics(tx, _OF_IDS, ids=some)
        by_id |= {tactic.id: tactic for tactic in found}
    return {id_: by_id[id_] for id_ in asked if id_ in by_id}


def all_of_plan(tx: Tx, plan: str) -> tuple[Tactic, ...]:
    """All tactics of a plan, whatever their state, by number."""
    return read_tactics(tx, _OF_PLAN, of_plan=plan)


def _of_person(workspace: str, person: str, plans: Collection[str]) -> SelectOfScalar[TacticRow]:
    """The open tactics a person owns in these plans."""
    owning = (col(TacticOwnerRow.person) == person, col(TacticOwnerRow.plan).in_(plans))
    return rows_of(TacticRow, workspace, IS_OPEN).join(TacticOwnerRow, _owns()).where(*owning)


def _waits_for_rating(person: str) -> tuple[ColumnElement[bool], ...]:
    rated = exists().where(
        col(RatingRow.workspace) == col(TacticRow.workspace),
        col(RatingRow.tactic) == col(TacticRow.id),
        col(RatingRow.round) == col(TacticRow.round),
        col(RatingRow.person) == person,
    )
    return col(TacticRow.round_ends_at).is_not(None), ~rated


def _page(tx: Tx, wanted: SelectOfScalar[TacticRow], offset: int, limit: int) -> Page:
    total = tx.exec(select(func.count()).select_from(wanted.order_by(None).subquery())).one()
    return Page(read_tactics(tx, wanted.offset(offset).limit(limit)), total)


def _owns() -> ColumnElement[bool]:
    return and_(
        col(TacticOwnerRow.workspace) == col(TacticRow.workspace),
        col(TacticOwnerRow.tactic) == col(TacticRow.id),
    )
