"""A row as the draft of a tactic and a rating, with everything in it that cannot be read."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from planning.errors import Code, PlanningError
from planning.sheets.cells import When, read_number, read_recurring, read_when
from planning.sheets.columns import Column
from planning.sheets.notes import Note, Unread
from planning.sheets.owners import Crowd, read_owners
from planning.sheets.table import Row
from planning.tactics import State, TacticDraft

Read = TypeVar("Read")
# The replacement character, and what is no text: something before us has lost what stood there.
_LOST = re.compile("[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one column of a row; the refusal is about "sheet." and the column."""

    row: int
    column: Column
    refusal: PlanningError


class Problems(list[Problem]):
    """What is wrong in one row, as it is found; and in `notes`, what of it is not taken in."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self._row = row
        self.notes = [Note(row.number, Unread.CELL, words, column) for column, words in row.loose]

    def found_by(self, column: Column, read: Callable[[str], Read]) -> Read | None:
        """What `read` makes of the cell in that column, or None.

        What it refuses is a problem of the column it names, or else of this one.
        """
        try:
            return read(require_whole(self._row.cell(column), column))
        except PlanningError as refusal:
            named = Column(refusal.field) if refusal.field in list(Column) else column
            self.append(Problem(self._row.number, named, refusal.about(f"sheet.{named}")))
            return None

    def note(self, unread: Unread, column: Column, words: str, instead: str = "") -> None:
        """Something in that column is not taken in as it stands there."""
        self.notes.append(Note(self._row.number, unread, words, column, instead))


def require_whole(words: str, column: Column) -> str:
    """The words, unless something in them was lost before they came here; then raises CELL_DAMAGED."""
    if _LOST.search(words):
        raise PlanningError(Code.CELL_DAMAGED, column, words=_LOST.sub("\ufffd", words))
    return words


def read_draft(
    row: Row, state: State | None, today: date, crowd: Crowd, members: Collection[str], problems: Problems
) -> TacticDraft:
    """The tactic of a row, still without its goal."""
    owners = problems.found_by(Column.OWNERS, lambda words: read_owners(words, crowd, members))
    if owners == () and row.cell(Column.OWNERS):
        problems.note(Unread.CELL, Column.OWNERS, row.cell(Column.OWNERS))
    when = problems.found_by(Column.ETA, lambda words: read_when(words, today)) or When()
    if when.unread:
        problems.note(Unread.TIME, Column.ETA, when.unread)
    recurring = problems.found_by(Column.RECURRENCE, lambda words: read_recurring(words, today))
    notes = problems.found_by(Column.NOTES, str)
    return TacticDraft(
        row.cell(Column.TACTIC),
        "",
        owners or (),
        when.eta,
        recurring or when.recurrence,
        notes=notes or "",
        state=state,
    )


def read_numbers(row: Row, problems: Problems) -> tuple[int | None, int | None]:
    """Value and complexity; a half that was rounded is noted."""
    value, complexity = (_number(row, column, problems) for column in (Column.VALUE, Column.COMPLEXITY))
    return value, complexity


def _number(row: Row, column: Column, problems: Problems) -> int | None:
    number = problems.found_by(column, lambda words: read_number(words, column))
    words = row.cell(column)
    if number is not None and float(words.replace(",", ".")) != number:
        problems.note(Unread.ROUNDED, column, words, str(number))
    return number
