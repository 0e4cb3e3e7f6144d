"""Import a plan from a spreadsheet: decode the file, parse rows, validate what they would add."""

from planning.sheets.columns import Column
from planning.sheets.drafts import Problem
from planning.sheets.encodings import ENCODINGS, MAX_BYTES, AmbiguousEncoding, Decoded, decode
from planning.sheets.import_ import IDS_A_ROW, ImportResult, ImportTarget, read_import
from planning.sheets.notes import Note, NoteKind
from planning.sheets.owners import PeopleByName, people_by_name
from planning.sheets.served import Served, find_served
from planning.sheets.table import MAX_ROWS, Row, Sheet, read_sheet

__all__ = [
    "ENCODINGS",
    "IDS_A_ROW",
    "MAX_BYTES",
    "MAX_ROWS",
    "AmbiguousEncoding",
    "Column",
    "Decoded",
    "ImportResult",
    "ImportTarget",
    "Note",
    "NoteKind",
    "PeopleByName",
    "Problem",
    "Row",
    "Served",
    "Sheet",
    "decode",
    "find_served",
    "people_by_name",
    "read_import",
    "read_sheet",
]
