"""Parse CSV into rows with known columns; cells of other columns are separate."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planning.errors import Code, PlanningError
from planning.sheets.columns import Column, places_of
from planning.sheets.encodings import MAX_BYTES
from planning.sheets.served import split_served

MAX_ROWS = 300
csv.field_size_limit(MAX_BYTES)  # a cell that is too long is a problem of its row
MAX_COLUMNS = 256
_HEAD_WITHIN = 10
"""Rows in which to look for the headings: there may be a title above them."""
_DELIMITERS = ",;\t|"
_DELIMITER_LINE = re.compile(r'\s*"?sep=([,;|\t])"?[ \t]*\r?\n', re.IGNORECASE)
# Against formula injection; the export does this too.
_DEFUSED = re.compile(r"(?<![;\s])([;\s]*+)'(?=[=+\-@＝＋－＠])")  # noqa: RUF001 - meant
_CELL_BEGINS = frozenset(";\t\r\n")
_LINE_ENDS = str.maketrans(dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n"))


@dataclass(frozen=True, slots=True)
class Row:
    """A row, numbered from 1 as in the spreadsheet; empty cells are missing.

    `loose` are its cells in unknown columns, as (column name or "", cell).
    """

    number: int
    cells: Mapping[Column, str]
    loose: tuple[tuple[str, str], ...] = ()

    def cell(self, column: Column) -> str:
        """The cell in that column; "" if it is empty."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that aren't empty; unknown columns (`aside`), and lines `above` the headings by number.

    `serves` are the words of the line that says what all of it serves, "" without one; `names_goals` says
    whether there is a column for goals.
    """

    rows: tuple[Row, ...]
    aside: tuple[str, ...] = ()
    above: tuple[tuple[int, str], ...] = ()
    serves: str = ""
    names_goals: bool = True


def read_sheet(text: str, field: str = "file") -> Sheet:
    """Parse CSV, separated by commas, semicolons, tabs or bars.

    Raises SHEET_HEADLESS, SHEET_BROKEN (row), SHEET_EMPTY, SHEET_TOO_LONG or SHEET_TOO_WIDE, all about
    `field`.
    """
    try:
        return _sheet(text.removeprefix("\ufeff"))
    except PlanningError as refusal:
        raise refusal.about(field) from refusal


def _sheet(text: str) -> Sheet:
    delimiter_line = _DELIMITER_LINE.match(text)
    delimiters = delimiter_line[1] if delimiter_line else _DELIMITERS
    serves, table = split_served(text[delimiter_line.end() :] if delimiter_line else text)
    head, columns, records = _table(table, delimiters)
    rows = tuple(row for row in _rows(head, columns, records) if row.cells or row.loose)
    if not any(row.cells for row in rows):
        raise PlanningError(Code.SHEET_EMPTY)
    if len(rows) > MAX_ROWS:
        raise PlanningError(Code.SHEET_TOO_LONG, count=len(rows), most=MAX_ROWS)
    if any(cell.strip() for record in records for cell in record[MAX_COLUMNS:]):
        raise PlanningError(Code.SHEET_TOO_WIDE, most=MAX_COLUMNS)
    unread = [name.strip() for place, name in enumerate(records[head]) if place not in columns]
    lines = (
        (number, " ".join(filter(None, map(_plain, record))))
        for number, record in enumerate(records[:head], 1)
    )
    above = tuple(line for line in lines if line[1])
    return Sheet(rows, tuple(filter(None, unread)), above, serves, Column.GOAL in columns.values())


def _table(text: str, delimiters: str) -> tuple[int, Mapping[int, Column], Sequence[list[str]]]:
    """The index of the heading row, the columns by index, and all rows.

    The delimiter is the one that yields the most known columns.
    """
    lines = [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    tried = [(_head(lines, delimiter), delimiter) for delimiter in delimiters]
    (place, columns), delimiter = max(tried, key=lambda one: len(one[0][1]))
    if not {Column.GOAL, Column.TACTIC} & set(columns.values()):
        first = next((line.strip() for line in lines if line.strip()), "")
        raise PlanningError(Code.SHEET_HEADLESS, words="".join(filter(str.isprintable, first)))
    return place, columns, _records(lines, delimiter)


def _head(lines: Sequence[str], delimiter: str) -> tuple[int, Mapping[int, Column]]:
    records = _leniently(lines, delimiter)
    named = [(place, places_of(cells[:MAX_COLUMNS])) for place, cells in enumerate(records)]
    return max(named, key=lambda one: len(one[1]), default=(0, {}))


def _leniently(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The first rows, up to the first error."""
    found: list[list[str]] = []
    try:
        for cells in csv.reader(lines, delimiter=delimiter):
            found.append(cells)
            if len(found) == _HEAD_WITHIN:
                break
    except csv.Error:
        return found
    return found


def _records(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """All rows; raises SHEET_BROKEN at the first with broken quoting."""
    found: list[list[str]] = []
    try:
        found.extend(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as broken:
        raise PlanningError(Code.SHEET_BROKEN, row=len(found) + 1) from broken
    return found


def _rows(head: int, columns: Mapping[int, Column], records: Sequence[list[str]]) -> Iterator[Row]:
    heads = records[head]
    for number, record in enumerate(records[head + 1 :], head + 2):
        cells = [(place, _plain(cell)) for place, cell in enumerate(record)]
        said = {columns[place]: cell for place, cell in cells if cell and place in columns}
        loose = ((_head_at(heads, place), cell) for place, cell in cells if cell and place not in columns)
        yield Row(number, said, tuple(loose))


def _head_at(heads: Sequence[str], place: int) -> str:
    return heads[place].strip() if place < len(heads) else ""


def _plain(cell: str) -> str:
    """A cell without the apostrophe against formula injection."""
    return _DEFUSED.sub(_undefused, cell.translate(_LINE_ENDS).strip()).strip()


def _undefused(found: re.Match[str]) -> str:
    begins = found.start() == 0 or not _CELL_BEGINS.isdisjoint(found[1])
    return found[1] if begins else found[0]
