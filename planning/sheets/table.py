"""From a file's bytes, or pasted words, to rows under known columns, however the spreadsheet wrote them."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planning.errors import Code, PlanningError
from planning.sheets.columns import Column, column_named, passed_over

BYTES_MOST = 500_000
ROWS_MOST = 300
_HEAD_WITHIN = 10
"""Rows in which the names of the columns are looked for: a title may stand above them."""
_DELIMITERS = ",;\t|"
_TOLD_DELIMITER = re.compile(r'\s*"?sep=([,;|\t])"?[ \t]*\r?\n', re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NUL_SHARE = 4
"""One byte of so many is NUL: Latin letters in UTF-16."""
# Put by whoever wrote the file, so that no spreadsheet calculates what people typed (the export does, too).
_DEFUSED = re.compile(r"(^|[;\t\r\n])(\s*)'(?=[=+\-@＝＋－＠])")  # noqa: RUF001 - meant


@dataclass(frozen=True, slots=True)
class Row:
    """A row as its spreadsheet numbers it, from 1; empty cells are missing."""

    number: int
    cells: Mapping[Column, str]

    def cell(self, column: Column) -> str:
        """What stands in that column; "" where nothing does."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that say anything, and the names of the columns that are not read."""

    rows: tuple[Row, ...]
    aside: tuple[str, ...] = ()


def read_sheet(content: bytes | str, field: str = "file") -> Sheet:
    """The rows of a CSV: commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252.

    Raises SHEET_TOO_LARGE, SHEET_NOT_TEXT, SHEET_HEADLESS, SHEET_BROKEN (row), SHEET_EMPTY or SHEET_TOO_LONG,
    all about `field`.
    """
    try:
        return _sheet(content)
    except PlanningError as refusal:
        raise refusal.about(field) from refusal


def _sheet(content: bytes | str) -> Sheet:
    text = _text(content) if isinstance(content, bytes) else content
    told = _TOLD_DELIMITER.match(text)
    delimiters = told[1] if told else _DELIMITERS
    head, columns, records = _table(text[told.end() :] if told else text, delimiters)
    rows = tuple(row for row in _rows(head, columns, records) if row.cells)
    if not rows:
        raise PlanningError(Code.SHEET_EMPTY)
    if len(rows) > ROWS_MOST:
        raise PlanningError(Code.SHEET_TOO_LONG, count=len(rows), most=ROWS_MOST)
    unread = [name for place, name in enumerate(records[head]) if place not in columns]
    return Sheet(rows, passed_over(unread))


def _text(content: bytes) -> str:
    if len(content) > BYTES_MOST:
        raise PlanningError(Code.SHEET_TOO_LARGE, most=BYTES_MOST // 1000)
    if content.startswith(_WORKBOOKS):
        raise PlanningError(Code.SHEET_NOT_TEXT)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.removeprefix(mark).decode(encoding, "replace")
    if content.count(0) * _NUL_SHARE > len(content):
        return content.decode("utf-16-le" if content[1::2].count(0) else "utf-16-be", "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _table(text: str, delimiters: str) -> tuple[int, Mapping[int, Column], Sequence[list[str]]]:
    """Where the names of the columns stand, which column each place is, and all rows.

    What the rows are cut at is what makes the most columns known.
    """
    lines = [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    tried = [(_head(lines, delimiter), delimiter) for delimiter in delimiters]
    (place, columns), delimiter = max(tried, key=lambda one: len(one[0][1]))
    if Column.GOAL not in columns.values():
        first = next((line.strip() for line in lines if line.strip()), "")
        raise PlanningError(Code.SHEET_HEADLESS, words=first)
    return place, columns, _records(lines, delimiter)


def _head(lines: Sequence[str], delimiter: str) -> tuple[int, Mapping[int, Column]]:
    records = _leniently(lines, delimiter)
    named = [(place, _columns(cells)) for place, cells in enumerate(records)]
    return max(named, key=lambda one: len(one[1]), default=(0, {}))


def _columns(cells: Iterable[str]) -> Mapping[int, Column]:
    """The first place of each known column."""
    places: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        if column := column_named(cell):
            places.setdefault(column, place)
    return {place: column for column, place in places.items()}


def _leniently(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The first rows, as far as they can be read."""
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
    """All rows; raises SHEET_BROKEN at the first that has no clear end, since nothing after it is certain."""
    found: list[list[str]] = []
    try:
        found.extend(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as broken:
        raise PlanningError(Code.SHEET_BROKEN, row=len(found) + 1) from broken
    return found


def _rows(head: int, columns: Mapping[int, Column], records: Sequence[list[str]]) -> Iterable[Row]:
    for number, cells in enumerate(records[head + 1 :], head + 2):
        said = {columns[place]: _plain(cell) for place, cell in enumerate(cells) if place in columns}
        yield Row(number, {column: cell for column, cell in said.items() if cell})


def _plain(cell: str) -> str:
    return _DEFUSED.sub(r"\1\2", cell.strip()).strip()
