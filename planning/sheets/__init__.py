"""A plan that lives in a spreadsheet, read: bytes to rows, rows to what would be added and what is wrong."""

from planning.sheets.columns import Column
from planning.sheets.drafts import Problem
from planning.sheets.intake import IDS_A_ROW, Intake, Standing, read_intake
from planning.sheets.owners import Crowd, crowd_of
from planning.sheets.table import BYTES_MOST, ROWS_MOST, Row, Sheet, read_sheet

__all__ = [
    "BYTES_MOST",
    "IDS_A_ROW",
    "ROWS_MOST",
    "Column",
    "Crowd",
    "Intake",
    "Problem",
    "Row",
    "Sheet",
    "Standing",
    "crowd_of",
    "read_intake",
    "read_sheet",
]
