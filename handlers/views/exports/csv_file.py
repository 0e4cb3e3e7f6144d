"""A plan as CSV (RFC 4180): one row per tactic, safe from formula injection."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from handlers.views.common.words import SECTIONS, recurrence
from handlers.views.exports.export_data import ExportData
from planning.goals import figure
from planning.tactics import Tactic

COLUMNS = (
    *("Company goal", "Goal", "Number", "Tactic", "State", "Owners", "ETA", "Rhythm"),
    *("Value", "Complexity", "Section", "Notes"),
)
BYTE_ORDER_MARK = "\ufeff"  # Excel needs it to detect UTF-8
# The start of a formula: at the start of a cell, or after a semicolon or tab, which separate cells in locales
# with a decimal comma. Spreadsheets accept full-width characters, too.
_FORMULA = re.compile(r"(?<![;\s])([;\s]*+)(?=[=+\-@＝＋－＠])")  # noqa: RUF001 - meant
_CELL_SEPARATORS = frozenset(";\t\r\n")


class _Lines(list[str]):
    """A file-like list for the `csv` module."""

    def write(self, line: str) -> None:
        """Append a line."""
        self.append(line)


def plan_csv(data: ExportData) -> str:
    """The file's text, starting with a byte order mark."""
    rows = ([escape_formula(cell) for cell in _cells(data, tactic)] for tactic in data.tactics)
    return BYTE_ORDER_MARK + as_csv([COLUMNS, *rows])


def as_csv(rows: Iterable[Iterable[str]], *, quoting: Literal[0, 1] = csv.QUOTE_ALL) -> str:
    """Rows as text with CRLF line ends."""
    lines = _Lines()
    csv.writer(lines, quoting=quoting).writerows(rows)
    return "".join(lines)


def escape_formula(cell: str) -> str:
    """A cell with an apostrophe before what a spreadsheet would run as a formula.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return _FORMULA.sub(_escape_match, cell)


def _escape_match(found: re.Match[str]) -> str:
    begins = found.start() == 0 or not _CELL_SEPARATORS.isdisjoint(found[1])
    return f"{found[1]}'" if begins else found[1]


def _cells(data: ExportData, tactic: Tactic) -> Iterator[str]:
    goal, score = data.goal_of(tactic), tactic.score
    yield goal.serves.title
    yield goal.title
    yield str(tactic.number)
    yield tactic.title
    yield tactic.state
    yield ", ".join(data.named(tactic.owners))
    yield tactic.eta.isoformat() if tactic.eta else ""
    yield recurrence(tactic.recurrence) if tactic.recurrence else ""
    yield figure(score.value) if score else ""
    yield figure(score.complexity) if score else ""
    yield SECTIONS[score.section] if score else ""
    yield tactic.notes
