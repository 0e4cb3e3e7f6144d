"""Check-ins: when a plan's next one opens, the one going on, the people asked and their answers."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import EllipsisType

from sqlalchemy import ColumnElement, and_, exists, literal_column, update
from sqlalchemy.orm import Mapped
from sqlmodel import col, select

from planning.check_ins import Answer, CheckIn, CheckInState, CourseCounts, PersonState
from planning.errors import Code, PlanningError
from storage import rows
from storage.check_in_rows import (
    answer_from,
    answer_row,
    check_in_row,
    counts_fields,
    counts_from,
    person_from,
    read_check_ins,
)
from storage.engine.transactions import GlobalTx, Tx
from storage.readable import SPARE, missing, read
from storage.rows import rows_of
from storage.tables import AnswerRow, CheckInPersonRow, CheckInRow, PlanRow, TacticOwnerRow, TacticRow
from storage.tactic_rows import IS_OPEN


def plans_due(tx: GlobalTx, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(workspace, plan id) of up to `limit` plans whose next check-in is to open by now, oldest first."""
    at = col(PlanRow.check_in_at)
    due_now = select(PlanRow.workspace, PlanRow.id).where(at <= now, col(PlanRow.suspended_at).is_(None))
    due_now = due_now.order_by(at).limit(limit)
    return [(workspace, plan) for workspace, plan in tx.exec(due_now)]


def next_of(tx: Tx, plan: str) -> datetime | None:
    """When the plan's next check-in opens; None for a closed plan, or while none is scheduled."""
    at = select(col(PlanRow.check_in_at)).where(PlanRow.workspace == tx.workspace, PlanRow.id == plan)
    return tx.exec(at).one_or_none()


def set_next(
    tx: Tx,
    plan: str,
    at: datetime | None,
    *,
    expected: datetime | EllipsisType | None = ...,
) -> bool:
    """Schedule the plan's next check-in (aware UTC); whether a row was updated.

    With `expected`, it is a compare-and-set: nothing changes if another process has rescheduled it since.
    A closed plan gets no check-in.
    """
    criteria = [col(PlanRow.workspace) == tx.workspace, col(PlanRow.id) == plan]
    if at is not None:
        criteria.append(col(PlanRow.closed_at).is_(None))
    if not isinstance(expected, EllipsisType):
        criteria.append(col(PlanRow.check_in_at) == expected)
    changed = tx.exec(
        update(PlanRow).where(*criteria).values(check_in_at=at).execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)


def next_due(tx: GlobalTx) -> datetime | None:
    """When a check-in is to be opened, nudged or closed next in any workspace, which may be in the past."""
    moments = [rows.earliest(tx, col(at)) for at in (PlanRow.check_in_at, CheckInRow.due_at)]
    return min((moment for moment in moments if moment), default=None)


def add(tx: Tx, check_in: CheckIn, asked: Mapping[str, PersonState]) -> bool:
    """Insert a check-in with the people `asked`, in their order, and each one's state.

    False, and nothing is inserted, if the check-in of that id exists already or another one of the plan is
    still open. An open one is due at its nudge.
    """
    is_open = check_in.state is CheckInState.OPEN
    if _row(tx, check_in.id):
        return False
    if is_open and open_of(tx, check_in.plan):
        return False
    tx.add(check_in_row(tx.workspace, check_in, check_in.nudge_at if is_open else None))
    tx.flush()
    tx.add_all(
        CheckInPersonRow(
            workspace=tx.workspace, check_in=check_in.id, person=person, position=position, state=state
        )
        for position, (person, state) in enumerate(asked.items())
    )
    tx.flush()
    return True


def get(tx: Tx, id_: str) -> CheckIn:
    """The check-in of that id, whatever its state; raises GONE.

    `asked` of any check-in read here has the people it was added with or who came later, without skipped
    ones.
    """
    found = of_ids(tx, [id_])
    if not found:
        raise missing(tx, CheckInRow)
    return found[id_]


def of_ids(tx: Tx, ids: Iterable[str]) -> dict[str, CheckIn]:
    """The check-ins of these ids that are there, whatever their state, by id."""
    asked = tuple(ids)
    if not asked:
        return {}
    wanted = rows_of(CheckInRow, tx.workspace, col(CheckInRow.id).in_(asked))
    return {check_in.id: check_in for check_in in read_check_ins(tx, wanted)}


def open_of(tx: Tx, plan: str) -> CheckIn | None:
    """The plan's open check-in, of which there is at most one."""
    going_on = rows_of(CheckInRow, tx.workspace, CheckInRow.plan == plan, _IS_OPEN)
    found = read_check_ins(tx, going_on)
    return found[0] if found else None


def newest(tx: Tx, plan: str, before: CheckIn | None = None) -> CheckIn | None:
    """The plan's newest check-in that was held and closed; if asked for, the newest opened `before` one."""
    held = rows_of(CheckInRow, tx.workspace, CheckInRow.plan == plan, CheckInRow.state == CheckInState.CLOSED)
    if before is not None:
        held = held.where(col(CheckInRow.opened_at) < before.opened_at)
    newest_first = held.order_by(col(CheckInRow.opened_at).desc())
    found = read_check_ins(tx, newest_first.limit(SPARE))
    return found[0] if found else None


def due(tx: GlobalTx, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(workspace, check-in id) of up to `limit` that are to be nudged or closed by now, oldest first."""
    due_at = col(CheckInRow.due_at)
    is_due = (due_at <= now, col(CheckInRow.suspended_at).is_(None))
    due_now = select(CheckInRow.workspace, CheckInRow.id).where(*is_due).order_by(due_at).limit(limit)
    return [(workspace, id_) for workspace, id_ in tx.exec(due_now)]


def is_due(tx: Tx, id_: str, now: datetime) -> bool:
    """Whether a check-in is still to be nudged or closed by now."""
    still = (CheckInRow.workspace == tx.workspace, CheckInRow.id == id_, col(CheckInRow.due_at) <= now)
    return tx.exec(select(CheckInRow.id).where(*still)).first() is not None


def save(tx: Tx, check_in: CheckIn, *, due_at: datetime | None, counts: CourseCounts | None = None) -> None:
    """Update a check-in, its next due date, and the counts of its summary if given; raises GONE.

    The people asked change by `set_person` only.
    """
    row = check_in_row(tx.workspace, check_in, due_at)
    kept = {"workspace", "id", "suspended_at", *(() if counts else ("counts",))}
    row.counts = counts_fields(counts) if counts else None
    changed = tx.exec(
        update(CheckInRow)
        .where(col(CheckInRow.workspace) == tx.workspace, col(CheckInRow.id) == check_in.id)
        .values(row.model_dump(exclude=kept))
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:
        raise PlanningError(Code.GONE)


def counts_of(tx: Tx, id_: str) -> CourseCounts | None:
    """The counts of the check-in's summary, once there is one."""
    found = read(tx, rows_of(CheckInRow, tx.workspace, CheckInRow.id == id_), CheckInRow, _counted)
    return found[0][1] if found else None


def last_counts(tx: Tx, before: CheckIn, most: int) -> tuple[tuple[date, CourseCounts], ...]:
    """The days and the counts of up to `most` check-ins of the same plan opened earlier, in order of time."""
    closed = rows_of(
        CheckInRow,
        tx.workspace,
        CheckInRow.plan == before.plan,
        CheckInRow.state == CheckInState.CLOSED,
        col(CheckInRow.opened_at) < before.opened_at,
    )
    newest_first = closed.order_by(col(CheckInRow.opened_at).desc()).limit(most)
    counted = read(tx, newest_first, CheckInRow, _counted)
    return tuple((on, counts) for on, counts in reversed(counted) if counts)


def people(tx: Tx, id_: str) -> dict[str, PersonState]:
    """Each person's state in the check-in, in the order they were asked."""
    found = rows_of(CheckInPersonRow, tx.workspace, CheckInPersonRow.check_in == id_)
    in_order = found.order_by(col(CheckInPersonRow.position))
    return dict(read(tx, in_order, CheckInPersonRow, person_from))


def set_person(tx: Tx, id_: str, person: str, state: PersonState) -> None:
    """Save a person's state in the check-in; new people come after the others."""
    asked = rows_of(CheckInPersonRow, tx.workspace, CheckInPersonRow.check_in == id_)
    known = tx.exec(asked.where(col(CheckInPersonRow.person) == person)).one_or_none()
    position = known.position if known else len(people(tx, id_))
    row = CheckInPersonRow(
        workspace=tx.workspace, check_in=id_, person=person, position=position, state=state
    )
    rows.put(tx, row)


def pending_of(tx: Tx, person: str) -> tuple[CheckIn, ...]:
    """The open check-ins that wait for an answer of a person, oldest first.

    One of whose plan they own nothing open any more has nothing to ask them.
    """
    ids = (pending_of_people(tx, [person]))[person]
    found = of_ids(tx, ids)
    return tuple(found[id_] for id_ in ids if id_ in found)


def pending_of_people(tx: Tx, people: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """As `pending_of` for each of these people, by person, but only the ids, in one statement."""
    found: dict[str, list[str]] = {person: [] for person in people}
    asked, person = CheckInPersonRow, col(CheckInPersonRow.person)
    of_them = and_(
        col(asked.workspace) == col(CheckInRow.workspace), col(asked.check_in) == col(CheckInRow.id)
    )
    waiting = (
        select(asked.person, CheckInRow.id)
        .join(CheckInRow, of_them)
        .where(
            asked.workspace == tx.workspace,
            person.in_(found),
            asked.state == "owed",
            _IS_OPEN,
            _owns_open(person),
        )
    )
    for owing, id_ in tx.exec(waiting.order_by(col(CheckInRow.opened_at), col(CheckInRow.id))):
        found[owing].append(id_)
    return {person: tuple(ids) for person, ids in found.items()}


def put_answer(tx: Tx, answer: Answer) -> None:
    """Insert an answer, or update the same person's answer about the same tactic in the same check-in."""
    rows.put(tx, answer_row(tx.workspace, answer))


def answers(tx: Tx, id_: str) -> tuple[Answer, ...]:
    """All answers to the check-in, in the order of time."""
    found = rows_of(AnswerRow, tx.workspace, AnswerRow.check_in == id_)
    in_order = found.order_by(col(AnswerRow.at), col(AnswerRow.person), col(AnswerRow.tactic))
    return tuple(read(tx, in_order, AnswerRow, answer_from))


# Written out as in the condition of the index, since a parameter would keep that from being used.
_IS_OPEN = col(CheckInRow.state) == literal_column(f"'{CheckInState.OPEN}'")


def _row(tx: Tx, id_: str) -> CheckInRow | None:
    return tx.exec(rows_of(CheckInRow, tx.workspace, CheckInRow.id == id_)).one_or_none()


def _counted(row: CheckInRow) -> tuple[date, CourseCounts | None]:
    return row.on, counts_from(row.counts) if row.counts else None


def _owns_open(person: Mapped[str]) -> ColumnElement[bool]:
    """Whether a person owns something open in the check-in's plan."""
    owned = and_(
        col(TacticOwnerRow.workspace) == col(TacticRow.workspace),
        col(TacticOwnerRow.tactic) == col(TacticRow.id),
        col(TacticOwnerRow.person) == person,
    )
    return exists().where(
        col(TacticRow.workspace) == col(CheckInRow.workspace),
        col(TacticRow.plan) == col(CheckInRow.plan),
        IS_OPEN,
        owned,
    )
