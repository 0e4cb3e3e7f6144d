"""Check-ins, their counts and answers as rows, and back; check-ins as they are read, with those asked."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import cast, get_args

from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from planning.check_ins import Answer, CheckIn, CheckInState, Course, CourseCounts, Decision, PersonState
from storage.engine.transactions import Tx
from storage.readable import read, read_rows, require
from storage.rows import rows_of
from storage.tables import AnswerRow, CheckInPersonRow, CheckInRow


def read_check_ins(tx: Tx, wanted: SelectOfScalar[CheckInRow]) -> tuple[CheckIn, ...]:
    """The check-ins of the `wanted` rows, in their order; takes two statements, however many they are."""
    found = read(tx, wanted, CheckInRow, check_in_from)
    asked: dict[str, list[str]] = {check_in.id: [] for check_in in found}
    people = rows_of(
        CheckInPersonRow,
        tx.workspace,
        col(CheckInPersonRow.check_in).in_(asked),
        CheckInPersonRow.state != "skipped",
    )
    in_order = people.order_by(col(CheckInPersonRow.position))
    for row, (person, _) in read_rows(tx, in_order, CheckInPersonRow, person_from):
        asked[row.check_in].append(person)
    return tuple(replace(check_in, asked=tuple(asked[check_in.id])) for check_in in found)


def person_from(row: CheckInPersonRow) -> tuple[str, PersonState]:
    """Who is asked, and how far they are."""
    require(row.state in get_args(PersonState), "state")
    return row.person, cast("PersonState", row.state)


def check_in_row(workspace: str, check_in: CheckIn, due_at: datetime | None) -> CheckInRow:
    """The row of a check-in with which something is to be done at `due_at`."""
    return CheckInRow(
        workspace=workspace,
        id=check_in.id,
        plan=check_in.plan,
        on=check_in.on,
        state=check_in.state,
        opened_at=check_in.opened_at,
        nudge_at=check_in.nudge_at,
        closes_at=check_in.closes_at,
        due_at=due_at,
        counts=None,
    )


def check_in_from(row: CheckInRow) -> CheckIn:
    """The check-in of a row, without the people asked."""
    return CheckIn(
        id=row.id,
        plan=row.plan,
        on=row.on,
        state=CheckInState(row.state),
        opened_at=row.opened_at,
        nudge_at=row.nudge_at,
        closes_at=row.closes_at,
    )


def counts_fields(counts: CourseCounts) -> dict[str, int]:
    """Counts as plain JSON values."""
    return asdict(counts)


def counts_from(fields: dict[str, int]) -> CourseCounts:
    """Counts from their plain JSON values; raises TypeError or ValueError."""
    require(all(type(count) is int and count >= 0 for count in fields.values()), "counts")
    return CourseCounts(**fields)


def answer_row(workspace: str, answer: Answer) -> AnswerRow:
    """The row of an answer."""
    return AnswerRow(
        workspace=workspace,
        check_in=answer.check_in,
        tactic=answer.tactic,
        person=answer.person,
        course=answer.course,
        happened=answer.happened,
        decision=answer.decision,
        reason=answer.reason,
        at=answer.at,
        new_eta=answer.new_eta,
        taker=answer.taker,
    )


def answer_from(row: AnswerRow) -> Answer:
    """The answer of a row."""
    return Answer(
        check_in=row.check_in,
        tactic=row.tactic,
        person=row.person,
        course=Course(row.course),
        happened=row.happened,
        decision=Decision(row.decision) if row.decision else None,
        reason=row.reason,
        at=row.at,
        new_eta=row.new_eta,
        taker=row.taker,
    )
