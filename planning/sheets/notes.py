"""What is changed or ignored in a row when it is imported: shown with the row."""

from dataclasses import dataclass
from enum import StrEnum


class Unread(StrEnum):
    """Why something in a file is not in what is added. `handlers.views.plans.imports` has the words."""

    CELL = "cell"  # a cell in no column that is read, or one that says nothing we know
    COMPANY_GOAL = "company_goal"  # that of the rows above, while the goal helps another one here
    HEADING = "heading"  # a company goal that no row below belongs to
    ROUNDED = "rounded"  # a half, counted as the next whole number
    STATE = "state"  # one that follows from owners and dates, and is another here
    TIME = "time"  # a time of day beside a date


@dataclass(frozen=True, slots=True)
class Note:
    """One such thing: the row, the words there, the name of their column, and what counts instead of them."""

    row: int
    unread: Unread
    words: str
    column: str = ""
    instead: str = ""
