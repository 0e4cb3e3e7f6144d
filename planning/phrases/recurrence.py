"""Recurrences as people type them: "the 30th of every month", "every other Tuesday until the end of June"."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from planning.errors import Code, PlanningError
from planning.phrases import dates
from planning.phrases.words import MONTHS, NUMBERS, PHRASE_MAX, WEEKDAYS, any_of, number
from planning.recurrence import (
    LAST,
    Monthly,
    MonthlyOnDay,
    MonthlyOnLastWorkingDay,
    MonthlyOnWeekday,
    Recurrence,
    Weekly,
    occurrences,
)

_Rule = Callable[[re.Match[str], date], Recurrence]

_QUARTER, _YEAR = 3, 12
_LAST_DAY = 31
_TURNS = {"other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST}
_NTHS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_SAME = {
    "each": "every",
    "daily": "every day",
    "everyday": "every day",
    "weekdays": "every weekday",
    "weekly": "every week",
    "biweekly": "every 2 weeks",
    "bi-weekly": "every 2 weeks",
    "fortnightly": "every 2 weeks",
    "fortnight": "2 weeks",
    "monthly": "every month",
    "quarterly": "every quarter",
    "yearly": "every year",
    "annually": "every year",
}
_ONCE = re.compile(r"^once (?:(?:a|an|per) |(?=every |each ))")
_UNSAID = ("the", "on", "of", "in", "at")

_STARTING = ("starting", "beginning", "from")
_BOUNDS = re.compile(
    r" (until|till|til|through(?! fri)|thru|up to|ending|starting|beginning|from|for) (?:on )?"
)
_LENGTH = re.compile(rf"(?:the next )?((?:[0-9]{{1,4}}|{any_of(NUMBERS)}) (?:day|week|month|year)s?)")
_SIGNS = re.compile(r"[,&+]|(?<=[a-z])/(?=[a-z])")
_OF_PERIOD = re.compile(r"\b(?:of|in) (?:the|a) (month|quarter)\b")
_WEEKDAY_NAMES = re.compile(any_of(WEEKDAYS))
_EVERY = rf"every(?: (?P<every>[0-9]{{1,4}}|{any_of(NUMBERS | _TURNS)}))?"
_COUNTED = rf"every(?: (?P<count>[0-9]{{1,4}}|{any_of(NUMBERS)}))?"
_WEEKS = rf"{_EVERY} weeks?"
_MONTHS = rf"{_EVERY} (?P<unit>month|quarter)s?"
_DAY = r"(?:(?:day )?(?P<day>[0-9]{1,4})(?:st|nd|rd|th)?|(?P<edge>first day|last day|end))"
_NTH = rf"(?P<nth>{any_of(_NTHS)}) (?P<weekday>{any_of(WEEKDAYS)})"
_WORKING_DAY = "(?:working day|workday|weekday|business day)"
_SOME_DAYS = rf"(?P<weekdays>{any_of(WEEKDAYS)}s?(?: (?:and )?{any_of(WEEKDAYS)}s?)*)"
_PLURAL_DAYS = "(?!(?:thurs|tues)$)" + _SOME_DAYS.replace("s?", "s")
_YEARS_DAY = (
    rf"(?P<date>[0-9]{{1,2}}(?:st|nd|rd|th|\.)? {any_of(MONTHS)}"
    rf"|{any_of(MONTHS)} [0-9]{{1,2}}(?:st|nd|rd|th)?)"
)


def read_recurrence(
    words: str, today: date, *, month_first: bool = False, assume_day: bool = False
) -> Recurrence | None:
    """The recurrence that all of `words` mean, starting `today` unless they say when, or None.

    Every n weeks or months count from the first date to come; a quarter's first and last month hold what is
    "the 1st" and what is "the last" of it. One that names no day ("weekly") takes that of `today` with
    `assume_day`. Raises RECURRENCE_NO_DAY for it otherwise, RECURRENCE_UNREADABLE for an impossible one ("the
    32nd of every month", "until 31 June"), both about "rhythm".
    """
    lower = _ONCE.sub(_every, " ".join(words.lower().split()).strip(" .!;"))
    if len(lower) > PHRASE_MAX:
        return None
    rule, *bounds = _BOUNDS.split(lower)
    begins: date | None = today
    until: date | None = None
    for word, said in zip(bounds[::2], bounds[1::2], strict=True):
        found = _length(said, begins or today) if word == "for" else _bound(said, today, month_first)
        if found is None:
            return None
        begins, until = (found, until) if word in _STARTING else (begins, found)
    recurrence = _unbounded(rule, begins or today, assume_day)
    return replace(recurrence, until=until) if recurrence and until else recurrence


def _every(once: re.Match[str]) -> str:
    return "" if once[0] == "once " else "every "


def _bound(words: str, today: date, month_first: bool) -> date | None:
    if dates.is_impossible(words, today, month_first):
        raise PlanningError(Code.RECURRENCE_UNREADABLE, "rhythm", words=words)
    return dates.find_date(words, today, month_first)


def _length(words: str, begins: date) -> date | None:
    match = _LENGTH.fullmatch(words)
    return dates.find_date(f"in {match[1]}", begins) if match else None


def _unbounded(words: str, today: date, assume_day: bool) -> Recurrence | None:
    plain = _plain(words)
    for pattern, rule in _GRAMMAR:
        if match := pattern.fullmatch(plain):
            return rule(match, today)
    if not (match := _WITHOUT_DAY.fullmatch(plain)):
        return None
    if not assume_day:
        raise PlanningError(Code.RECURRENCE_NO_DAY, "rhythm", words=words)
    return _on_todays_day(match, today)


def _plain(words: str) -> str:
    spaced = _SIGNS.sub(" and ", words).replace("and and", "and")
    spaced = _OF_PERIOD.sub(r"every \1", " ".join(spaced.split()))
    kept = (_SAME.get(word, word) for word in spaced.strip(" .!;").split() if word not in _UNSAID)
    return " ".join(kept).removesuffix(" and").replace("every day every", "every")


def _on_todays_day(match: re.Match[str], today: date) -> Recurrence:
    if match["every"] or match["weeks"]:
        return Weekly(today, frozenset({today.weekday()}), _turns(match["every"]))
    months = {"month": 1, "quarter": _QUARTER, "year": _YEAR}[match["long"]]
    return MonthlyOnDay(today, today.day, months * _turns(match["count"]))


def _on_day(match: re.Match[str], today: date) -> Recurrence:
    edges = {"first day": 1, "last day": _LAST_DAY, "end": _LAST_DAY}
    day = int(match["day"]) if match["day"] else edges[match["edge"]]
    return _monthly(MonthlyOnDay(today, day), match, closing=match["edge"] in ("last day", "end"))


def _on_nth_weekday(match: re.Match[str], today: date) -> Recurrence:
    nth = _NTHS[match["nth"]]
    recurrence = MonthlyOnWeekday(today, nth, WEEKDAYS[match["weekday"]])
    return _monthly(recurrence, match, closing=nth == LAST)


def _on_last_working_day(match: re.Match[str], today: date) -> Recurrence:
    return _monthly(MonthlyOnLastWorkingDay(today), match, closing=True)


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


def _every_year(match: re.Match[str], today: date) -> Recurrence:
    day = dates.find_day(match["date"], today)
    if day is None:
        raise PlanningError(Code.RECURRENCE_UNREADABLE, "rhythm", words=match["date"])
    return MonthlyOnDay(day, day.day, _YEAR)


def _monthly(recurrence: Monthly, match: re.Match[str], closing: bool) -> Recurrence:
    quarterly = match["unit"] == "quarter"
    every = _turns(match["every"]) * (_QUARTER if quarterly else 1)
    if every == 1:
        return recurrence
    months = {_QUARTER - 1 if closing else 0} if quarterly else {0, 1, 2}
    fitting = (
        day for day in occurrences(recurrence, recurrence.starts_on) if (day.month - 1) % _QUARTER in months
    )
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
        (rf"(?:every )?last {_WORKING_DAY} {_MONTHS}", _on_last_working_day),
        (rf"{_MONTHS} last {_WORKING_DAY}", _on_last_working_day),
        (r"every (?P<day>[0-9]{1,4})(?:st|nd|rd|th)", _on_every_nth),
        (rf"{_EVERY} {_SOME_DAYS}", _on_weekdays),
        (rf"{_WEEKS} {_SOME_DAYS}", _on_weekdays),
        (rf"{_SOME_DAYS} {_WEEKS}", _on_weekdays),
        (_PLURAL_DAYS, _on_weekdays),
        (rf"every (?:{_WORKING_DAY}|(?P<all>day))", _on_working_days),
        (r"(?P<all>)(?:working days|workdays)", _on_working_days),
        (r"(?P<all>)(?:every )?mon(?:day)? ?(?:-|\u2013|to|through) ?fri(?:day)?", _on_working_days),
        (rf"every year {_YEARS_DAY}", _every_year),
        (rf"{_YEARS_DAY} every year", _every_year),
    )
)
# "Every other month" is not among them: it may mean twice a month as well.
_WITHOUT_DAY = re.compile(
    rf"every(?: (?P<every>[0-9]{{1,4}}|{any_of(NUMBERS | _TURNS)}))? (?P<weeks>week)s?"
    rf"|{_COUNTED} (?P<long>month|quarter|year)s?"
)
