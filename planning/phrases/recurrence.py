"""Rhythms as people type them: "the 30th of every month", "every other Tuesday"."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from planning.errors import Code, PlanningError
from planning.phrases.words import NUMBERS, PHRASE_MAX, WEEKDAYS, any_of, number
from planning.recurrence import LAST, MonthlyOnDay, MonthlyOnWeekday, Recurrence, Weekly, occurrences

_Rule = Callable[[re.Match[str], date], Recurrence]

_QUARTER = 3
_LAST_DAY = 31
_TURNS = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST}
_NTHS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_SAME = {
    "each": "every",
    "monthly": "every month",
    "weekly": "every week",
    "quarterly": "every quarter",
    "fortnightly": "every 2 weeks",
    "fortnight": "2 weeks",
}
_UNSAID = ("the", "on", "of", "in")

_SIGNS = re.compile(r"[,/&+]")
_OF_PERIOD = re.compile(r"\b(?:of|in) (?:the|a) (month|quarter)\b")
_WEEKDAY_NAMES = re.compile(any_of(WEEKDAYS))
_EVERY = rf"every(?: (?P<every>[0-9]{{1,4}}|{any_of(NUMBERS | _TURNS)}))?"
_WEEKS = rf"{_EVERY} weeks?"
_MONTHS = rf"{_EVERY} (?P<unit>month|quarter)s?"
_DAY = r"(?:(?:day )?(?P<day>[0-9]{1,4})(?:st|nd|rd|th)?|(?P<edge>first day|last day|end))"
_NTH = rf"(?P<nth>{any_of(_NTHS)}) (?P<weekday>{any_of(WEEKDAYS)})"
_SOME_DAYS = rf"(?P<weekdays>{any_of(WEEKDAYS)}s?(?: (?:and )?{any_of(WEEKDAYS)}s?)*)"
_PLURAL_DAYS = _SOME_DAYS.replace("s?", "s")


def read_recurrence(words: str, today: date) -> Recurrence | None:
    """The rhythm that all of `words` mean, starting `today`, or None when they mean none.

    Every n weeks or months count from the first date to come; a quarter's first and last month hold what is
    "the 1st" and what is "the last" of it. Raises RHYTHM_NO_DAY for a rhythm that names no day ("weekly"),
    RHYTHM_UNREADABLE for an impossible one ("the 32nd of every month"), both about "rhythm".
    """
    plain = _plain(words)
    if len(plain) > PHRASE_MAX:
        return None
    for pattern, rule in _GRAMMAR:
        if match := pattern.fullmatch(plain):
            return rule(match, today)
    return None


def _plain(words: str) -> str:
    spaced = _SIGNS.sub(" and ", words.lower()).replace("and and", "and")
    spaced = _OF_PERIOD.sub(r"every \1", " ".join(spaced.split()))
    kept = (_SAME.get(word, word) for word in spaced.strip(" .!;").split() if word not in _UNSAID)
    return " ".join(kept)


def _on_day(match: re.Match[str], today: date) -> Recurrence:
    edges = {"first day": 1, "last day": _LAST_DAY, "end": _LAST_DAY}
    day = int(match["day"]) if match["day"] else edges[match["edge"]]
    return _monthly(MonthlyOnDay(today, day), match, closing=match["edge"] in ("last day", "end"))


def _on_nth_weekday(match: re.Match[str], today: date) -> Recurrence:
    nth = _NTHS[match["nth"]]
    recurrence = MonthlyOnWeekday(today, nth, WEEKDAYS[match["weekday"]])
    return _monthly(recurrence, match, closing=nth == LAST)


def _on_every_nth(match: re.Match[str], today: date) -> Recurrence:
    return MonthlyOnDay(today, int(match["day"]))


def _on_weekdays(match: re.Match[str], today: date) -> Recurrence:
    names = _WEEKDAY_NAMES.findall(match["weekdays"])
    recurrence = Weekly(today, frozenset(WEEKDAYS[name] for name in names))
    every = _turns(match.groupdict().get("every"))
    if every == 1:
        return recurrence
    return replace(recurrence, starts_on=next(occurrences(recurrence, today), today), every=every)


def _on_working_days(match: re.Match[str], today: date) -> Recurrence:
    return Weekly(today, frozenset(range(7 if match["all"] else 5)))


def _without_day(match: re.Match[str], _today: date) -> Recurrence:
    raise PlanningError(Code.RECURRENCE_NO_DAY, "rhythm", words=match.string)


def _monthly(recurrence: MonthlyOnDay | MonthlyOnWeekday, match: re.Match[str], closing: bool) -> Recurrence:
    quarterly = match["unit"] == "quarter"
    every = _turns(match["every"]) * (_QUARTER if quarterly else 1)
    if every == 1:
        return recurrence
    dates = occurrences(recurrence, recurrence.starts_on)
    months = {_QUARTER - 1 if closing else 0} if quarterly else {0, 1, 2}
    fitting = (day for day in dates if (day.month - 1) % _QUARTER in months)
    return replace(recurrence, starts_on=next(fitting, recurrence.starts_on), every=every)


def _turns(word: str | None) -> int:
    if word is None:
        return 1
    return _TURNS[word] if word in _TURNS else number(word)


_GRAMMAR: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"(?:every )?{_DAY} {_MONTHS}", _on_day),
        (rf"{_MONTHS} {_DAY}", _on_day),
        (rf"(?:every )?{_NTH} {_MONTHS}", _on_nth_weekday),
        (rf"{_MONTHS} {_NTH}", _on_nth_weekday),
        (r"every (?P<day>[0-9]{1,4})(?:st|nd|rd|th)", _on_every_nth),
        (rf"{_EVERY} {_SOME_DAYS}", _on_weekdays),
        (rf"{_WEEKS} {_SOME_DAYS}", _on_weekdays),
        (rf"{_SOME_DAYS} {_WEEKS}", _on_weekdays),
        (_PLURAL_DAYS, _on_weekdays),
        (r"every (?:weekday|working day|(?P<all>day))", _on_working_days),
        (rf"{_EVERY} (?:week|month|quarter)s?", _without_day),
    )
)
