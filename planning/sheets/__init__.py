"""A plan that lives in a spreadsheet, read: bytes to rows, rows to what would be added and what is wrong."""

from planning.sheets.columns import Column
from planning.sheets.drafts import Problem
from planning.sheets.encodings import BYTES_MOST, ENCODINGS, Decoded, Unsure, decode
from planning.sheets.import_ import IDS_A_ROW, Intake, Standing, read_intake
from planning.sheets.notes import Note, Unread
from planning.sheets.owners import Crowd, crowd_of
from planning.sheets.table import MAX_ROWS, Row, Sheet, read_sheet

__all__ = [
    "BYTES_MOST",
    "ENCODINGS",
    "IDS_A_ROW",
    "MAX_ROWS",
    "Column",
    "Crowd",
    "Decoded",
    "Intake",
    "Note",
    "Problem",
    "Row",
    "Sheet",
    "Standing",
    "Unread",
    "Unsure",
    "crowd_of",
    "decode",
    "read_intake",
    "read_sheet",
]
