"""Lists of tactics beyond the pages of one plan: a person's own, what they owe, a plan's as a whole."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, String, and_, cast, exists, func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from planning.tactics import Tactic
from storage.engine.transactions import Tx
from storage.rows import AT_ONCE, batched, rows_of
from storage.tables import PlanRow, RatingRow, SnoozeRow, TacticOwnerRow, TacticRow
from storage.tactic_rows import IS_OPEN, METHOD_ORDER, note_neither, read_tactics
from storage.tactics import Page

_BY_DATE = (col(TacticRow.due_on), col(TacticRow.plan), col(TacticRow.number))


def owned(tx: Tx, person: str) -> tuple[Tactic, ...]:
    """What a person has to do: the open tactics they own in all open plans, by due date."""
    return owned_by(tx, [person])[person]


def owned_by(tx: Tx, people: Iterable[str]) -> dict[str, tuple[Tactic, ...]]:
    """As `owned` for each of these people, by person, in two statements (SQLite: three)."""
    found: dict[str, list[Tactic]] = {person: [] for person in people}
    theirs = select(TacticOwnerRow.tactic).where(
        col(TacticOwnerRow.workspace) == tx.workspace, col(TacticOwnerRow.person).in_(found)
    )
    note_neither(tx, col(TacticRow.id).in_(theirs))
    wanted = rows_of(TacticRow, tx.workspace, IS_OPEN, col(TacticRow.id).in_(theirs)).join(
        PlanRow, _in_open_plan()
    )
    for tactic in read_tactics(tx, wanted.order_by(*_BY_DATE)):
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


def rating_owed_in(tx: Tx, person: str, plans: Collection[str], limit: int) -> Page:
    """Up to `limit` of the person's open tactics in these plans that wait for their rating, by due date."""
    wanted = _of_person(tx.workspace, person, plans).where(*_waits_for_rating(person))
    return _page(tx, wanted.order_by(*_BY_DATE), 0, limit)


def owned_in(tx: Tx, person: str, plans: Collection[str], offset: int, limit: int) -> Page:
    """Up to `limit` of the person's open tactics in these plans from `offset` on, in the method's order."""
    note_neither(tx, col(TacticRow.plan).in_(plans))
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
    note_neither(tx, col(TacticRow.plan) == plan)
    return read_tactics(tx, _open_of(tx.workspace, plan).where(_is_owned()))


def open_owned_in(tx: Tx, plan: str, person: str) -> tuple[Tactic, ...]:
    """The open tactics of a plan that a person owns, in the method's order."""
    note_neither(tx, col(TacticRow.plan) == plan)
    by_person = col(TacticOwnerRow.person) == person
    return read_tactics(tx, _open_of(tx.workspace, plan).where(_is_owned(by_person)))


def owners_of_open(tx: Tx, plan: str) -> tuple[str, ...]:
    """Everybody who owns an open tactic of the plan, each once, in the order of their first tactic."""
    every = open_owned(tx, plan)
    return tuple(dict.fromkeys(owner for tactic in every for owner in tactic.owners))


def of_ids(tx: Tx, ids: Iterable[str]) -> dict[str, Tactic]:
    """The tactics of these ids that are there, open or not, by id in the order asked for."""
    asked = tuple(dict.fromkeys(ids))
    by_id: dict[str, Tactic] = {}
    for some in batched(asked, AT_ONCE):
        found = read_tactics(tx, rows_of(TacticRow, tx.workspace, col(TacticRow.id).in_(some)))
        by_id |= {tactic.id: tactic for tactic in found}
    return {id_: by_id[id_] for id_ in asked if id_ in by_id}


def all_of_plan(tx: Tx, plan: str) -> tuple[Tactic, ...]:
    """All tactics of a plan, whatever their state, by number."""
    return read_tactics(tx, _of_plan(tx.workspace, plan))


def _in_open_plan() -> ColumnElement[bool]:
    return and_(
        col(PlanRow.workspace) == col(TacticRow.workspace),
        col(PlanRow.id) == col(TacticRow.plan),
        col(PlanRow.closed_at).is_(None),
    )


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


def _open_of(workspace: str, plan: str) -> SelectOfScalar[TacticRow]:
    return rows_of(TacticRow, workspace, TacticRow.plan == plan, IS_OPEN).order_by(*METHOD_ORDER)


def _of_plan(workspace: str, plan: str) -> SelectOfScalar[TacticRow]:
    return rows_of(TacticRow, workspace, TacticRow.plan == plan).order_by(col(TacticRow.number))


def _is_owned(*criteria: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(_owns(), *criteria)


def _owns() -> ColumnElement[bool]:
    return and_(
        col(TacticOwnerRow.workspace) == col(TacticRow.workspace),
        col(TacticOwnerRow.tactic) == col(TacticRow.id),
    )
