"""Parse single cells: dates, numbers, states. Ambiguous values are errors, never guessed."""

import re
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from planning.errors import Code, PlanningError
from planning.phrases import PHRASE_MAX, QuickAdd, Speaker, read_date, read_quick_add, read_recurrence
from planning.priorities import one_to_five
from planning.recurrence import Recurrence
from planning.sheets.columns import Column
from planning.tactics import State
from planning.text import folded

_DAY_AND_TIME = re.compile(
    r"(?P<day>.*\S)(?:,? at |,? |T)(?P<time>[0-9]{1,2}(?:[:.][0-9]{2}){1,2}(?:[.,][0-9]{1,9})?"
    r"(?: ?[ap]\.?m\.?)?(?:Z| ?[+-][0-9]{2}:?[0-9]{2})?|[0-9]{1,2} ?[ap]\.?m\.?)",
    re.IGNORECASE,
)
_MIDNIGHT = re.compile(r"0{1,2}:00(?::00(?:[.,]0{1,9})?)?")
_NUMBERS = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_DAY_OR_MONTH = re.compile(r"(?<![0-9/-])([0-9]{1,2})[ ]?[/-][ ]?([0-9]{1,2})(?![0-9])")
_NAMED_MONTH = re.compile(r"([0-9]{1,2})[- ]([^\W\d_]{3,12})\.?(?:[- ]([0-9]{4}|[0-9]{2}))?")
_EDGE_DAY = re.compile(r"(?:on )?(?:the )?(first|last) day of ", re.IGNORECASE)
_IN_ONE_PERIOD = re.compile(r"\b(?:of|in) (?:the|a|this|next) (?:week|month|quarter|year)\b")
_REPEATS = re.compile(r"\b(?:every|each)\b")
_MONTHS_OF_A_YEAR = 12
_NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")
_STATES: dict[str, State | None] = {
    **dict.fromkeys(("not started", "open", "to do", "todo", "new")),
    "proposed": State.PROPOSED,
    **dict.fromkeys(("planned", "scheduled"), State.PLANNED),
    **dict.fromkeys(("under way", "underway", "in progress", "started", "doing", "ongoing"), State.UNDER_WAY),
    **dict.fromkeys(("done", "finished", "completed", "complete"), State.DONE),
    **dict.fromkeys(("dropped", "cancelled", "canceled", "abandoned"), State.DROPPED),
}


@dataclass(frozen=True, slots=True)
class When:
    """A parsed cell of a date or recurrence; `ignored_time` is a time of day in it, `ignored` other words."""

    eta: date | None = None
    recurrence: Recurrence | None = None
    ignored_time: str = ""
    ignored: str = ""


def read_when(words: str, today: date) -> When:
    """Parse a cell of the date column: a date if possible, else a recurrence.

    A time of day is ignored. Raises as `planning.phrases` does, or DATE_AMBIGUOUS about "eta".
    """
    if not words:
        return When()
    plain = " ".join(words.split())
    if len(plain) > PHRASE_MAX:
        raise PlanningError(Code.DATE_UNREADABLE, "eta", words=words)
    try:
        return When(_date(plain, today))
    except PlanningError as refusal:
        if refusal.code is not Code.DATE_UNREADABLE:
            raise
        if timed := _DAY_AND_TIME.fullmatch(plain):
            when = read_when(timed["day"].removesuffix(" at"), today)
            time = "" if _MIDNIGHT.fullmatch(timed["time"]) else timed["time"]
            return replace(when, ignored_time=f"{when.ignored_time} {time}".strip())
        if _names_one_day(plain):
            raise
        if recurrence := read_recurrence(plain, today):
            return When(recurrence=recurrence)
        if half := _half_read(plain, today):
            return half
        raise


def read_recurring(words: str, today: date) -> When:
    """Parse a recurrence; raises RECURRENCE_UNREADABLE, _NO_DAY or DATE_AMBIGUOUS, about "rhythm"."""
    if not words:
        return When()
    _require_one_order(words, "rhythm")
    if recurrence := read_recurrence(words, today):
        return When(recurrence=recurrence)
    half = _half_read(words, today)
    if half is None or half.recurrence is None:
        raise PlanningError(Code.RECURRENCE_UNREADABLE, "rhythm", words=words)
    return half


def _half_read(words: str, today: date) -> When | None:
    """What quick add reads of a cell, if it names all the rest: "every Friday except holidays"."""
    found = read_quick_add(words, Speaker(today)) if len(words) <= PHRASE_MAX else QuickAdd("")
    if found.refusal or found.is_day_assumed or not (found.eta or found.recurrence):
        return None
    ignored = " ".join(found.not_read)
    is_named = set(found.title.split()) <= set(ignored.split())
    return When(found.eta, found.recurrence, ignored=ignored) if is_named else None


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
    """Parse a state; None for words such as "not started". Raises STATE_UNKNOWN."""
    plain = folded(words).strip(" .")
    if plain and plain not in _STATES:
        raise PlanningError(Code.STATE_UNKNOWN, Column.STATE, words=words)
    return _STATES.get(plain)


def _date(plain: str, today: date) -> date:
    if edge := _EDGE_DAY.match(plain):
        plain = f"{'start' if edge[1].lower() == 'first' else 'end'} of {plain[edge.end() :]}"
    return read_date(_unambiguous(plain), today)


def _names_one_day(plain: str) -> bool:
    """Whether it is in a single period, so that it doesn't recur: "the first Friday of the month"."""
    said = plain.lower()
    return bool(_IN_ONE_PERIOD.search(said)) and not _REPEATS.search(said)


def _unambiguous(words: str) -> str:
    """Convert a numeric date to day first, for `read_date`; raises DATE_AMBIGUOUS if either may be the day.

    With dots, the day is first everywhere.
    """
    _require_one_order(words, "eta")
    if named := _NAMED_MONTH.fullmatch(words):
        day, month, year = named.groups("")
        return f"{day} {month} {_in_full(year)}".strip()
    numbers = _NUMBERS.fullmatch(words)
    if numbers is None:
        return words
    first, _, second, year = numbers.groups("")
    day, month = (second, first) if int(second) > _MONTHS_OF_A_YEAR else (first, second)
    return "/".join(filter(None, (day, month, _in_full(year))))


def _require_one_order(words: str, field: str) -> None:
    """Raise DATE_AMBIGUOUS about `field` if `words` have a date whose day could be its month."""
    for either in _DAY_OR_MONTH.finditer(words):
        if either[1] != either[2] and max(int(either[1]), int(either[2])) <= _MONTHS_OF_A_YEAR:
            raise PlanningError(Code.DATE_AMBIGUOUS, field, words=words)


def _in_full(year: str) -> str:
    return f"20{year}" if len(year) == 2 else year
