"""The columns that a spreadsheet of a plan may have, by the names that people give them."""

import re
from collections.abc import Sequence
from enum import StrEnum

from planning.text import folded


class Column(StrEnum):
    """What is read of a row."""

    COMPANY_GOAL = "company_goal"
    GOAL = "goal"
    TACTIC = "tactic"
    OWNERS = "owners"
    ETA = "eta"
    RHYTHM = "rhythm"
    VALUE = "value"
    COMPLEXITY = "complexity"
    STATE = "state"
    NOTES = "notes"


_NAMES: dict[Column, tuple[str, ...]] = {
    Column.COMPANY_GOAL: (
        *("company goal", "company objective", "company", "business goal", "business objective"),
        *("strategic goal", "top level goal", "serves", "helps", "marketing goal"),
    ),
    Column.GOAL: ("goal", "social goal", "social media goal", "marketing objective", "goal title"),
    Column.TACTIC: (
        *("tactic", "action", "task", "activity", "activities", "initiative", "what", "to do", "todo"),
        *("title", "what is to be done"),
    ),
    Column.OWNERS: (
        *("owner", "who", "responsible", "assignee", "assigned to", "person", "people", "lead", "by whom"),
    ),
    Column.ETA: (
        *("eta", "due", "due date", "due on", "deadline", "date", "when", "by when", "finish", "finish date"),
        *("end date", "target date"),
    ),
    Column.RHYTHM: ("rhythm", "recurrence", "recurring", "repeat", "frequency", "cadence", "how often"),
    Column.VALUE: ("value", "business value", "value to the business", "impact", "benefit"),
    Column.COMPLEXITY: ("complexity", "complexity to carry out", "effort", "difficulty"),
    Column.STATE: ("state", "status", "progress"),
    Column.NOTES: ("note", "comment", "description", "detail", "remark"),
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names}
_OURS = {"number", "section"}  # of our own export; they follow from the rest
_ASIDE = re.compile(r"\s*\([^)]*\)|[^\w]+|_")


def column_named(head: str) -> Column | None:
    """The column that a cell of the first row names: "Due date", "OWNERS:", "Value (1-5)"."""
    plain = _plain(head)
    return _COLUMNS.get(plain) or _COLUMNS.get(plain.removesuffix("s"))


def passed_over(heads: Sequence[str]) -> tuple[str, ...]:
    """Of the cells of the first row, those that name nothing we know."""
    return tuple(head.strip() for head in heads if _plain(head) and _plain(head) not in _OURS)


def _plain(head: str) -> str:
    return " ".join(_ASIDE.sub(" ", folded(head)).split())
