"""A row as the draft of a tactic and a rating, with everything in it that cannot be read."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from planning.errors import PlanningError
from planning.sheets.cells import read_number, read_recurring, read_when
from planning.sheets.columns import Column
from planning.sheets.owners import Crowd, read_owners
from planning.sheets.table import Row
from planning.tactics import State, TacticDraft

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one column of a row; the refusal is about "sheet." and the column."""

    row: int
    column: Column
    refusal: PlanningError


class Problems(list[Problem]):
    """What is wrong in one row, as it is found."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self._row = row

    def found_by(self, column: Column, read: Callable[[str], Read]) -> Read | None:
        """What `read` makes of the cell in that column, or None.

        What it refuses is a problem of the column it names, or else of this one.
        """
        try:
            return read(self._row.cell(column))
        except PlanningError as refusal:
            named = Column(refusal.field) if refusal.field in list(Column) else column
            self.append(Problem(self._row.number, named, refusal.about(f"sheet.{named}")))
            return None


def read_draft(
    row: Row, state: State | None, today: date, crowd: Crowd, members: Collection[str], problems: Problems
) -> TacticDraft:
    """The tactic of a row, still without its goal."""
    owners = problems.found_by(Column.OWNERS, lambda words: read_owners(words, crowd, members))
    when = problems.found_by(Column.ETA, lambda words: read_when(words, today))
    recurring = problems.found_by(Column.RHYTHM, lambda words: read_recurring(words, today))
    eta, in_its_place = when or (None, None)
    return TacticDraft(
        row.cell(Column.TACTIC),
        "",
        owners or (),
        eta,
        recurring or in_its_place,
        notes=row.cell(Column.NOTES),
        state=state,
    )


def read_numbers(problems: Problems) -> tuple[int | None, int | None]:
    """Value and complexity."""
    value = problems.found_by(Column.VALUE, lambda words: read_number(words, Column.VALUE))
    complexity = problems.found_by(Column.COMPLEXITY, lambda words: read_number(words, Column.COMPLEXITY))
    return value, complexity
