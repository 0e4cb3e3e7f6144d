"""Parse a row into the draft of a tactic and a rating, and collect its problems."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from planning.errors import Code, PlanningError
from planning.sheets.cells import When, read_number, read_recurring, read_when
from planning.sheets.columns import Column
from planning.sheets.notes import Note, NoteKind
from planning.sheets.owners import PeopleByName, read_owners
from planning.sheets.table import Row
from planning.tactics import State, TacticDraft

Read = TypeVar("Read")
# The replacement character and control characters: the file was damaged before it was uploaded.
_DAMAGED = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in one column of a row; the error's field is "sheet.<column>"."""

    row: int
    column: Column
    refusal: PlanningError


class Problems(list[Problem]):
    """Collects the problems of one row, and `notes` about what is ignored in it."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self._row = row
        self.notes = [Note(row.number, NoteKind.CELL, words, column) for column, words in row.loose]

    def try_read(self, column: Column, read: Callable[[str], Read]) -> Read | None:
        """Parse the cell in that column with `read`; None if it raises PlanningError.

        The problem is filed under the error's field if that is a column, else under this one.
        """
        try:
            return read(require_whole(self._row.cell(column), column))
        except PlanningError as refusal:
            named = Column(refusal.field) if refusal.field in list(Column) else column
            self.append(Problem(self._row.number, named, refusal.about(f"sheet.{named}")))
            return None

    def note(self, kind: NoteKind, column: Column, words: str, instead: str = "") -> None:
        """Note that something in that column is ignored or changed."""
        self.notes.append(Note(self._row.number, kind, words, column, instead))


def require_whole(words: str, column: Column) -> str:
    """Return the words; raises CELL_DAMAGED if they have damaged characters."""
    if _DAMAGED.search(words):
        raise PlanningError(Code.CELL_DAMAGED, column, words=_DAMAGED.sub("\ufffd", words))
    return words


def read_draft(
    row: Row,
    state: State | None,
    today: date,
    people: PeopleByName,
    members: Collection[str],
    problems: Problems,
) -> TacticDraft:
    """The tactic of a row, without its goal."""
    owners = problems.try_read(Column.OWNERS, lambda words: read_owners(words, people, members))
    if owners == () and row.cell(Column.OWNERS):
        problems.note(NoteKind.CELL, Column.OWNERS, row.cell(Column.OWNERS))
    when = problems.try_read(Column.ETA, lambda words: read_when(words, today)) or When()
    if when.ignored_time:
        problems.note(NoteKind.TIME, Column.ETA, when.ignored_time)
    recurring = problems.try_read(Column.RECURRENCE, lambda words: read_recurring(words, today)) or When()
    for column, cell in ((Column.ETA, when), (Column.RECURRENCE, recurring)):
        if cell.ignored:
            problems.note(NoteKind.CELL, column, cell.ignored)
    notes = problems.try_read(Column.NOTES, str)
    return TacticDraft(
        row.cell(Column.TACTIC),
        "",
        owners or (),
        when.eta,
        recurring.recurrence or when.recurrence,
        notes=notes or "",
        state=state,
    )


def read_numbers(row: Row, problems: Problems) -> tuple[int | None, int | None]:
    """Value and complexity; adds a note if one was rounded."""
    value, complexity = (_number(row, column, problems) for column in (Column.VALUE, Column.COMPLEXITY))
    return value, complexity


def _number(row: Row, column: Column, problems: Problems) -> int | None:
    number = problems.try_read(column, lambda words: read_number(words, column))
    words = row.cell(column)
    if number is not None and float(words.replace(",", ".")) != number:
        problems.note(NoteKind.ROUNDED, column, words, str(number))
    return number
