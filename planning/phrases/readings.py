"""A reading as a command brings it, behind the goal: "1450", "followers 1 200", "12 %, yesterday"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from planning.errors import Code, PlanningError
from planning.goals import Metric
from planning.phrases import dates
from planning.phrases.numbers import TypedNumber, read_number
from planning.text import folded

MAX_READING = 600
"""Characters: a metric's name, a number and a day are shorter."""

_JOINING = frozenset((":", "=", "to", "is", "at", "now", "on"))
_DAYS_BEFORE_WORDS = re.compile(r"(?:today|yesterday)", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_YEAR_OR_DISTANCE = re.compile(r"[0-9]{4}|/[0-9]+/|\b(?:in|tomorrow)\b", re.IGNORECASE)
_MAX_DAY = 4  # words
_WEEK, _YEAR = timedelta(days=6), timedelta(days=364)


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """What was said of a reading: the metric, the number (which is in its unit) and the day."""

    metric: Metric | None = None
    number: TypedNumber | None = None
    on: date | None = None


def read_reading(
    text: str, metrics: Sequence[Metric], today: date, locale: str, *, month_first: bool = False
) -> ReadingWords:
    """What the words behind a goal say of a reading of one of its `metrics`.

    The metric is the only one, or the one that is named. Raises NOT_A_NUMBER, NUMBER_AMBIGUOUS or UNIT_OTHER.
    """
    words = text.split()
    if len(text) > MAX_READING:
        raise PlanningError(Code.NOT_A_NUMBER, words=text)
    words, on = _without_day(words, today, month_first)
    words, metric = _without_name(words, metrics)
    words = _without_joining(words)
    if not words:
        return ReadingWords(metric or _only(metrics), None, on)
    number = read_number(" ".join(words), locale)
    metric = metric or _meant(number, metrics)
    _require_unit(number, metric or Metric("", ""))
    return ReadingWords(metric, number, on)


def _without_day(words: list[str], today: date, month_first: bool) -> tuple[list[str], date | None]:
    """The words without the day at their end: "today", "yesterday", "on 3 January", "on Friday"."""
    if words and _DAYS_BEFORE_WORDS.fullmatch(words[-1]):
        return [*words[:-1]], dates.find_day(words[-1], today)
    for start in range(max(0, len(words) - _MAX_DAY - 1), len(words) - 1):
        if words[start].lower() == "on" and (day := _past_day(words[start + 1 :], today, month_first)):
            return words[:start], day
    return words, None


def _past_day(words: list[str], today: date, month_first: bool) -> date | None:
    """The day that words mean, which has come if it has no year: "Friday" is the last one, or today."""
    said = " ".join(words)
    found = dates.find_day(said, today, month_first)
    if found is None or found <= today or _YEAR_OR_DISTANCE.search(said):
        return found
    earlier = (dates.find_day(said, today - back, month_first) for back in (_WEEK, _YEAR))
    return next((day for day in earlier if day and day <= today), found)


def _without_name(words: list[str], metrics: Sequence[Metric]) -> tuple[list[str], Metric | None]:
    """The words without a metric's whole name at their beginning or end, and that metric."""
    said = [folded(word.rstrip(":=")) for word in words]
    for metric in sorted(metrics, key=lambda metric: -len(metric.name)):
        name = folded(metric.name).split()
        if name and said[: len(name)] == name:
            return words[len(name) :], metric
        if name and said[-len(name) :] == name:
            return words[: -len(name)], metric
    return words, None


def _without_joining(words: list[str]) -> list[str]:
    """The words without "to" or ":" before the number."""
    first = next((place for place, word in enumerate(words) if _DIGIT.search(word)), len(words))
    before = [word.rstrip(":=") for word in words[:first] if word.lower() not in _JOINING]
    return [*filter(None, before), *words[first:]]


def _only(metrics: Sequence[Metric]) -> Metric | None:
    return metrics[0] if len(metrics) == 1 else None


def _meant(number: TypedNumber, metrics: Sequence[Metric]) -> Metric | None:
    """The only metric; or the only one with the unit beside the number, or with that word in its name."""
    if number.unit and len(metrics) > 1:
        return _only([metric for metric in metrics if _fits_well(number, metric)])
    return _only(metrics)


def _fits_well(number: TypedNumber, metric: Metric) -> bool:
    """Whether the metric has that unit, or the word in its name; one without a unit takes any sign."""
    if not metric.unit and folded(number.unit) not in folded(metric.name):
        return False
    try:
        _require_unit(number, metric)
    except PlanningError:
        return False
    return True


def _require_unit(number: TypedNumber, metric: Metric) -> None:
    """The words beside the number are the metric's unit or a part of its name; raises as `in_unit` does."""
    is_of_name = folded(number.unit) in folded(metric.name)
    number.in_unit(metric.unit, number.unit if is_of_name else metric.name)
