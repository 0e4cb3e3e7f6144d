"""What is changed or ignored in a row when it is imported: shown with the row."""

from dataclasses import dataclass
from enum import StrEnum


class NoteKind(StrEnum):
    """Why something in a file is ignored or changed. `views.plans.import_preview` has the messages."""

    CELL = "cell"  # a cell in an unknown column, or with nothing we know
    COMPANY_GOAL = "company_goal"  # from the rows above, but the goal has another one in the plan
    HEADING = "heading"  # a company goal without rows below it
    ROUNDED = "rounded"  # a half, counted as the next whole number
    STATE = "state"  # contradicted by owners and dates
    TIME = "time"  # a time of day beside a date


@dataclass(frozen=True, slots=True)
class Note:
    """What was ignored or changed: row number, words, column name, and what is used instead."""

    row: int
    kind: NoteKind
    words: str
    column: str = ""
    instead: str = ""
