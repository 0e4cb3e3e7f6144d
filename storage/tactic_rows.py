"""A tactic as its rows, and back: one by one, and as they are read, with their owners."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, true
from sqlmodel.sql.expression import SelectOfScalar

from planning import recurrence as recurrences
from planning.priorities import SCALE, Score, Section
from planning.tactics import Finish, State, Tactic
from planning.text import folded
from storage.engine.transactions import WORKSPACE, Tx
from storage.readable import read, require, require_title
from storage.rows import AT_ONCE, batched, columns_of, rows_of
from storage.tables import TacticOwnerRow, TacticRow

_LAST_DAY = date(9999, 1, 1)
UNRATED = 5  # the place after the four sections
_TACTICS, _OWNERS = columns_of(TacticRow), columns_of(TacticOwnerRow)
IS_OPEN = _TACTICS.is_open == true()
NEITHER = rows_of(TacticRow, WORKSPACE, _TACTICS.is_open.not_in((False, True)))
"""Tactics that say neither that they are open nor that they aren't (`note_neither`)."""
# PRODUCT: Order. The index `ix_tactics_order` has it so.
METHOD_ORDER = (
    _TACTICS.place,
    _TACTICS.minus_ratio,
    _TACTICS.minus_value,
    _TACTICS.due_on,
    _TACTICS.number,
)
_OWNERS_OF = rows_of(
    TacticOwnerRow, WORKSPACE, _OWNERS.tactic.in_(bindparam("tactics", expanding=True))
).order_by(_OWNERS.position)
_NEITHER_OF_PLAN = NEITHER.where(_TACTICS.plan == bindparam("of_plan"))
ROUND_FIELDS = {
    "round",
    "rate_by",
    "revealed_at",
    "score",
    "place",
    "minus_ratio",
    "minus_value",
    "round_ends_at",
}


def read_tactics(tx: Tx, wanted: SelectOfScalar[TacticRow], **values: Any) -> tuple[Tactic, ...]:
    """The tactics of the `wanted` rows, in their order; takes two statements for up to 5,000 of them.

    `values` are the statement's bound parameters besides the workspace.
    """
    found = read(tx, wanted, TacticRow, tactic_from, **values)
    owners: dict[str, list[str]] = {tactic.id: [] for tactic in found}
    for ids in batched(owners, AT_ONCE):
        for tactic, person in read(tx, _OWNERS_OF, TacticOwnerRow, _owner, tactics=ids):
            owners[tactic].append(person)
    return tuple(replace(tactic, owners=tuple(owners[tactic.id])) for tactic in found)


def note_neither(tx: Tx, plan: str) -> None:
    """As `note_neither_among`, of one plan."""
    note_neither_among(tx, _NEITHER_OF_PLAN, of_plan=plan)


def note_neither_among(tx: Tx, wanted: SelectOfScalar[TacticRow], **values: Any) -> None:
    """Note as unreadable the tactics that say neither that they are open nor that they aren't.

    No list of open ones finds them, and SQLite stores any value. `wanted` are those of `NEITHER` that meet
    further criteria, with these bound `values`.
    """
    if tx.get_bind().dialect.name == "sqlite":
        read(tx, wanted, TacticRow, tactic_from, **values)


def tactic_row(workspace: str, tactic: Tactic) -> TacticRow:
    """The row of a tactic, with what it is sorted and searched by."""
    score = tactic.score
    return TacticRow(
        workspace=workspace,
        id=tactic.id,
        version=tactic.version,
        plan=tactic.plan,
        number=tactic.number,
        title=tactic.title,
        folded=folded(tactic.title),
        goal=tactic.goal,
        notes=tactic.notes,
        created_by=tactic.created_by,
        created_at=tactic.created_at,
        rate_by=tactic.rate_by,
        eta=tactic.eta,
        recurrence=recurrences.as_text(tactic.recurrence) if tactic.recurrence else None,
        finish=tactic.finish,
        state=tactic.state,
        finished=list(tactic.finished),
        last_done=tactic.last_done,
        dropped_because=tactic.dropped_because,
        round=tactic.round,
        revealed_at=tactic.revealed_at,
        score=_score_fields(score) if score else None,
        actual_value=tactic.actual_value,
        actual_complexity=tactic.actual_complexity,
        permalink=tactic.permalink,
        is_open=tactic.is_open,
        place=score.section if score else UNRATED,
        minus_ratio=-score.ratio if score else 0,
        minus_value=-score.value if score else 0,
        due_on=tactic.due_on or date.max,
        round_ends_at=tactic.rate_by if tactic.is_open and tactic.blind else None,
    )


def owner_rows(workspace: str, tactic: Tactic) -> list[TacticOwnerRow]:
    """The rows of a tactic's owners."""
    return [
        TacticOwnerRow(
            workspace=workspace, tactic=tactic.id, person=person, position=position, plan=tactic.plan
        )
        for position, person in enumerate(tactic.owners)
    ]


def _owner(row: TacticOwnerRow) -> tuple[str, str]:
    return row.tactic, row.person


def tactic_from(row: TacticRow) -> Tactic:
    """The tactic of a row, without its owners; raises one of `readable.FAILURES`."""
    require(row.number > 0, "number")
    require(row.round > 0, "round")
    require_title(row.title, "title")
    require(row.eta is None or row.recurrence is None, "rhythm")
    require(row.last_done is None or row.last_done < _LAST_DAY, "last_done")
    require(row.created_at.year < _LAST_DAY.year, "created_at")
    require(row.actual_value in (None, *SCALE), "actual_value")
    require(row.actual_complexity in (None, *SCALE), "actual_complexity")
    return Tactic(
        id=row.id,
        plan=row.plan,
        goal=row.goal,
        number=row.number,
        title=row.title,
        created_by=row.created_by,
        created_at=row.created_at,
        rate_by=row.rate_by,
        notes=row.notes,
        eta=row.eta,
        recurrence=recurrences.from_text(row.recurrence) if row.recurrence else None,
        finish=Finish(row.finish),
        state=State(row.state),
        finished=tuple(row.finished),
        last_done=row.last_done,
        dropped_because=row.dropped_because,
        round=row.round,
        revealed_at=row.revealed_at,
        score=_score(row.score) if row.score else None,
        actual_value=row.actual_value,
        actual_complexity=row.actual_complexity,
        permalink=row.permalink,
        version=row.version,
    )


def _score_fields(score: Score) -> dict[str, Any]:
    return {
        "value": score.value,
        "complexity": score.complexity,
        "n": score.n,
        "value_range": list(score.value_range),
        "complexity_range": list(score.complexity_range),
        "split": [list(part) for part in score.split],
    }


def _score(fields: dict[str, Any]) -> Score:
    numbers = (fields["value"], fields["complexity"], *fields["value_range"], *fields["complexity_range"])
    require(all(1 <= number <= SCALE[-1] for number in numbers), "score")
    require(type(fields["n"]) is int and fields["n"] > 0, "score")
    return Score(
        value=fields["value"],
        complexity=fields["complexity"],
        n=fields["n"],
        value_range=(fields["value_range"][0], fields["value_range"][1]),
        complexity_range=(fields["complexity_range"][0], fields["complexity_range"][1]),
        split=tuple((Section(section), _count(count)) for section, count in fields["split"]),
    )


def _count(count: object) -> int:
    if type(count) is not int or count < 0:
        raise ValueError("score")
    return count
