"""The columns of a spreadsheet, by the names that people use for them."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from planning.text import folded


class Column(StrEnum):
    """A column that is imported."""

    COMPANY_GOAL = "company_goal"
    GOAL = "goal"
    TACTIC = "tactic"
    OWNERS = "owners"
    ETA = "eta"
    RECURRENCE = "rhythm"
    VALUE = "value"
    COMPLEXITY = "complexity"
    STATE = "state"
    NOTES = "notes"


# The most specific names first: of "Due date" and "Date", the former is used.
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
        *("eta", "due date", "due", "due on", "due by", "deadline", "target date", "finish date", "end date"),
        *("by when", "finish", "finish by", "when", "date"),
    ),
    Column.RECURRENCE: ("rhythm", "recurrence", "recurring", "repeat", "frequency", "cadence", "how often"),
    Column.VALUE: ("value", "business value", "value to the business", "impact", "benefit"),
    Column.COMPLEXITY: ("complexity", "complexity to carry out", "effort", "difficulty"),
    Column.STATE: ("state", "status", "progress"),
    Column.NOTES: ("note", "comment", "description", "detail", "remark"),
}
_COLUMNS = {name: (column, rank) for column, names in _NAMES.items() for rank, name in enumerate(names)}
_ASIDE = re.compile(r"\([^()]*\)|[^\w(]+|[_(]")
_MAX_HEAD = 100
"""Characters; a longer cell is not a column's name."""


def places_of(heads: Sequence[str]) -> Mapping[int, Column]:
    """The index of each known column. Of several names for one, the most specific wins, then the first."""
    best: dict[Column, tuple[int, int]] = {}
    for place, head in enumerate(heads):
        if known := _known(head):
            column, rank = known
            best[column] = min(best.get(column, (rank, place)), (rank, place))
    return {place: column for column, (_, place) in best.items()}


def column_named(head: str) -> Column | None:
    """The column for a heading: "Due date", "OWNERS:", "Value (1-5)"."""
    known = _known(head)
    return known[0] if known else None


def _known(head: str) -> tuple[Column, int] | None:
    if not head.strip() or len(head) > _MAX_HEAD:
        return None
    plain = " ".join(_ASIDE.sub(" ", folded(head)).split())
    return _COLUMNS.get(plain) or _COLUMNS.get(plain.removesuffix("s"))
