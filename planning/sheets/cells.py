"""Single cells, read: dates, numbers, states. What could mean two things is refused, never guessed."""

import re
from datetime import date
from math import ceil

from planning.errors import Code, PlanningError
from planning.phrases import read_date, read_rhythm
from planning.priorities import one_to_five
from planning.rhythm import Rhythm
from planning.sheets.columns import Column
from planning.tactics import State
from planning.text import folded

_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(?::00(?:\.0+)?)?$")
_NUMBERS = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_NAMED_MONTH = re.compile(r"([0-9]{1,2})[- ]([^\W\d_]{3,12})\.?(?:[- ]([0-9]{4}|[0-9]{2}))?")
_MONTHS_OF_A_YEAR = 12
_NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")
_STATES: dict[str, State | None] = {
    **dict.fromkeys(("proposed", "planned", "not started", "open", "to do", "todo", "new", "scheduled")),
    **dict.fromkeys(("under way", "underway", "in progress", "started", "doing", "ongoing"), State.UNDER_WAY),
    **dict.fromkeys(("done", "finished", "completed", "complete"), State.DONE),
    **dict.fromkeys(("dropped", "cancelled", "canceled", "abandoned"), State.DROPPED),
}


def read_when(words: str, today: date) -> tuple[date | None, Rhythm | None]:
    """An ETA, or the rhythm in its place; raises as the phrases do, or DATE_AMBIGUOUS about "eta"."""
    if not words:
        return None, None
    if rhythm := read_rhythm(words, today):
        return None, rhythm
    return read_date(_unambiguous(_MIDNIGHT.sub("", words)), today), None


def read_recurring(words: str, today: date) -> Rhythm | None:
    """A rhythm; raises RHYTHM_UNREADABLE or RHYTHM_NO_DAY."""
    rhythm = read_rhythm(words, today) if words else None
    if words and rhythm is None:
        raise PlanningError(Code.RHYTHM_UNREADABLE, "rhythm", words=words)
    return rhythm


def read_number(words: str, column: Column) -> int | None:
    """A value or complexity from 1 to 5; a median such as 3.5 is rounded up, which keeps its section.

    Raises NOT_A_NUMBER or OUT_OF_RANGE about the column.
    """
    if not words:
        return None
    if not _NUMBER.fullmatch(words):
        raise PlanningError(Code.NOT_A_NUMBER, column, words=words)
    number = float(words.replace(",", "."))
    is_median = number >= 1 and (2 * number).is_integer()
    return one_to_five(column, ceil(number) if is_median else 0)


def read_state(words: str) -> State | None:
    """The state that is not what it follows from owners and dates; raises STATE_UNKNOWN."""
    plain = folded(words).strip(" .")
    if plain and plain not in _STATES:
        raise PlanningError(Code.STATE_UNKNOWN, Column.STATE, words=words)
    return _STATES.get(plain)


def _unambiguous(words: str) -> str:
    """A date of numbers as `read_date` takes it, day first; raises DATE_AMBIGUOUS where either may be.

    What separates days and months by dots puts the day first everywhere.
    """
    if named := _NAMED_MONTH.fullmatch(words):
        day, month, year = named.groups("")
        return f"{day} {month} {_in_full(year)}".strip()
    numbers = _NUMBERS.fullmatch(words)
    if numbers is None:
        return words
    first, _, second, year = numbers.groups("")
    if int(first) != int(second) and max(int(first), int(second)) <= _MONTHS_OF_A_YEAR:
        raise PlanningError(Code.DATE_AMBIGUOUS, "eta", words=words)
    day, month = (second, first) if int(second) > _MONTHS_OF_A_YEAR else (first, second)
    return "/".join(filter(None, (day, month, _in_full(year))))


def _in_full(year: str) -> str:
    return f"20{year}" if len(year) == 2 else year
