"""Dates as people type them. Our own small grammar comes first; other languages are left to dateparser.

A missing year is the next one to come. A period ("Q1", "February", "next month") means its last day, a week
its Friday. In "5/6" the day comes first, or the month where the person's locale has it so. What was read is
always echoed, so a rule may be simple.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from planning.calendar import not_past
from planning.errors import Code, PlanningError
from planning.phrases import foreign
from planning.phrases.words import MONTHS, NUMBERS, PHRASE_MAX, WEEKDAYS, any_of, number

_Candidates = Iterator[date]
_Rule = Callable[[re.Match[str], date], _Candidates]
_Grammar = tuple[tuple[re.Pattern[str], _Rule], ...]

_LEAP_YEARS_APART = 8  # at most: 1896 to 1904, 2096 to 2104
_QUARTER = 3
_UNITS = {"month": 1, "quarter": _QUARTER, "year": 12}
_STARTS = ("start", "beginning", "first day")
_DAY = timedelta(days=1)
_STEPS = {
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}
_STEPS |= {"w": _STEPS["week"], "wk": _STEPS["week"], "mth": _STEPS["month"], "yr": _STEPS["year"]}

_PREPOSITION = re.compile(r"^(?:by|on|until|till|before|due) ")
_SLASHED = re.compile(r"(.*?)([0-9]{1,2})/([0-9]{1,2})((?:/[0-9]{2}|/[0-9]{4})?)")
_SHORT = {f"eo{period[0]}": f"end of the {period}" for period in ("week", "month", "quarter", "year")}
_WEEKDAY = rf"(?:(?P<weekday>{any_of(WEEKDAYS)})\.? )"
_MONTH = rf"(?P<month>{any_of(MONTHS)})\.?"
_DAY_NUMBER = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>[0-9]{4})"
_SHORT_YEAR = r"'?(?P<year>[0-9]{4}|[2-9][0-9])"
_EDGE = r"(?:(?:the )?(?P<edge>end|start|beginning|last day|first day) (?:of )?)"
_COUNT = rf"(?P<count>[0-9]{{1,4}}|{any_of(NUMBERS)})"
_STEP = rf"{_COUNT} ?(?P<unit>day|week|wk|w|fortnight|month|mth|year|yr)s?'?"
_TOMORROW = "tomorrow|tmrw|tmr|tmw|tommorow|tommorrow|tomorow|2morrow|2moro"


def read_date(words: str, today: date, month_first: bool = False) -> date:
    """The date that `words` mean, `today` or later.

    A date without a year is the next one, or today: "29 February" is the next that exists. "Friday" is the
    coming one or today; "next Friday" is in the next week, counted from Monday. Raises DATE_PAST,
    DATE_TOO_FAR or DATE_UNREADABLE, all about "eta".
    """
    plain = _PREPOSITION.sub("", _plain(words))
    ours = find_date(plain, today, month_first) or find_date(f"in {plain}", today)
    found = ours or _in_other_words(plain, today)
    if found is None:
        raise PlanningError(Code.DATE_UNREADABLE, "eta", words=words)
    return not_past(found, today)


def find_date(words: str, today: date, month_first: bool = False) -> date | None:
    """The date that all of `words` mean in our own grammar, even a past one; None if they don't match."""
    return _found(words, today, _DAYS + _PERIODS, month_first)


def find_day(words: str, today: date, month_first: bool = False) -> date | None:
    """As `find_date`, for words that name a day and not a period such as "Q1"."""
    return _found(words, today, _DAYS, month_first)


def names_day(words: str) -> bool:
    """Whether `words` have the form of a day, be it impossible, and not of a period such as "Q1"."""
    plain = _plain(words)[: PHRASE_MAX + 1]
    return any(pattern.fullmatch(plain) or pattern.fullmatch(f"in {plain}") for pattern, _ in _DAYS)


def is_impossible(words: str, today: date, month_first: bool = False) -> bool:
    """Whether `words` have the form of a date that no calendar has: "31 June", "29 February 2027"."""
    plain = _ordered(_plain(words), month_first)
    has_form = len(plain) <= PHRASE_MAX and any(pattern.fullmatch(plain) for pattern, _ in _DAYS)
    return has_form and find_day(words, today, month_first) is None


def is_ordered_by_locale(words: str) -> bool:
    """Whether another order of day and month would make another date of `words`: "5/6", not "13/6"."""
    match = _SLASHED.fullmatch(_plain(words)[:PHRASE_MAX])
    return match is not None and max(int(match[2]), int(match[3])) <= 12 and match[2] != match[3]


def find_foreign_date(words: str, today: date) -> date | None:
    """The date that `words` mean in another language, if no English title would end so.

    That is a day with a month's name ("1 février"), or a word that isn't ASCII ("rīt").
    """
    plain = _plain(words)
    return foreign.find_date(plain, today) or (None if plain.isascii() else foreign.find_word(plain, today))


def _in_other_words(plain: str, today: date) -> date | None:
    finders = (foreign.find_date, foreign.find_word, foreign.find_span)
    return next((day for find in finders if (day := find(plain, today))), None)


def _found(words: str, today: date, grammar: _Grammar, month_first: bool) -> date | None:
    plain = _ordered(_plain(words), month_first)
    if len(plain) > PHRASE_MAX:
        return None
    matches = ((pattern.fullmatch(plain), rule) for pattern, rule in grammar)
    candidates = (day for match, rule in matches if match for day in rule(match, today))
    try:
        return _first_to_come(candidates, today)
    except (ValueError, OverflowError):  # the calendar has no such day: "31 April", "in 9999 years"
        return None


def _plain(words: str) -> str:
    plain = " ".join(words.lower().replace(",", " ").replace("\u2019", "'").split())
    return _SHORT.get(plain.strip(" .!;").removeprefix("the "), plain.strip(" .!;").removeprefix("the "))


def _ordered(plain: str, month_first: bool) -> str:
    """A date with slashes with its day first; where one order has no such month, it is the other."""
    if len(plain) > PHRASE_MAX or not (match := _SLASHED.fullmatch(plain)):
        return plain
    before, first, second, year = match.groups()
    if int(first if month_first else second) > 12:
        month_first = not month_first
    return f"{before}{second}/{first}{year}" if month_first else plain


def _first_to_come(candidates: Iterable[date], today: date) -> date | None:
    past = None
    for day in candidates:
        if day >= today:
            return day
        past = past or day
    return past


def _day_of_month(match: re.Match[str], today: date) -> _Candidates:
    parts = match.groupdict()
    month = MONTHS.get(parts["month"]) or int(parts["month"])
    days = _in_years(int(parts["day"]), month, parts["year"], today)
    if weekday := parts.get("weekday"):
        coming = _first_to_come(days, today)
        days = iter([coming] if coming and coming.weekday() == WEEKDAYS[weekday] else [])
    return days


def _in_years(day: int, month: int, year: str | None, today: date) -> _Candidates:
    if year:
        yield date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        return
    date(2000, month, day)  # raises if no year has that day
    for later in range(_LEAP_YEARS_APART + 1):
        if day != 29 or month != 2 or _is_leap(today.year + later):
            yield date(today.year + later, month, day)


def _is_leap(year: int) -> bool:
    return date(year, 3, 1) - date(year, 2, 28) > _DAY


def _day_number(match: re.Match[str], today: date) -> _Candidates:
    day = int(match["day"])
    months = (today.replace(day=1) + relativedelta(months=later) for later in range(3))
    return (
        first.replace(day=day) for first in months if (first + timedelta(days=day - 1)).month == first.month
    )


def _weekday_and_number(match: re.Match[str], today: date) -> _Candidates:
    coming = _first_to_come(_day_number(match, today), today)
    return iter([coming] if coming and coming.weekday() == WEEKDAYS[match["weekday"]] else [])


def _named_day(match: re.Match[str], today: date) -> _Candidates:
    days = {"yesterday": -1, "today": 0, "tonight": 0, "day after tomorrow": 2}
    yield today + timedelta(days=days.get(match["name"], 1))


def _weekday(match: re.Match[str], today: date) -> _Candidates:
    weekday = WEEKDAYS[match["weekday"]]
    parts = match.groupdict()
    if parts.get("which") in ("next", "nxt") or parts.get("week") == "next":
        yield _monday(today) + timedelta(days=7 + weekday)
    elif parts.get("which") == "last":
        yield today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    else:
        yield today + timedelta(days=(weekday - today.weekday()) % 7 + (7 if parts.get("after") else 0))


def _after(match: re.Match[str], today: date) -> _Candidates:
    since = match.groupdict().get("since") or "today"
    sign = -1 if since == "ago" else 1
    base = today if since in ("now", "today", "ago") else _found(since, today, _DAYS, month_first=False)
    yield (base or today) + _STEPS[match["unit"]] * number(match["count"]) * sign


def _week(match: re.Match[str], today: date) -> _Candidates:
    edge = 0 if match["edge"] in _STARTS else 4
    for later in _offsets(match):
        yield _monday(today) + timedelta(days=7 * later + edge)


def _running(match: re.Match[str], today: date) -> _Candidates:
    length = _UNITS[match["unit"]]
    for later in _offsets(match):
        yield _edge(match, (_month_index(today) // length + later) * length, length)


def _named_period(match: re.Match[str], today: date) -> _Candidates:
    parts = match.groupdict()
    month, length = _months_of(parts)
    years = [int(parts["year"])] if parts["year"] else [today.year, today.year + 1]
    for year in years:
        yield _edge(match, year * 12 + month - 1, length)


def _mid_month(match: re.Match[str], today: date) -> _Candidates:
    years = [int(match["year"])] if match["year"] else [today.year, today.year + 1]
    for year in years:
        yield date(year, MONTHS[match["month"]], 15)


def _months_of(parts: dict[str, str | None]) -> tuple[int, int]:
    if name := parts.get("month"):
        return MONTHS[name], 1
    if quarter := parts.get("quarter"):
        return (int(quarter) - 1) * _QUARTER + 1, _QUARTER
    return 1, 12


def _offsets(match: re.Match[str]) -> range:
    return range(1, 2) if match["which"] == "next" else range(2)


def _edge(match: re.Match[str], index: int, length: int) -> date:
    starts = match["edge"] in _STARTS
    year, month = divmod(index if starts else index + length, 12)
    return date(year, month + 1, 1) - (timedelta() if starts else _DAY)


def _month_index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


_DAYS: _Grammar = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})", _day_of_month),
        (
            rf"{_WEEKDAY}?(?P<day>[0-9]{{1,2}})(?P<sep>\. ?|/)(?P<month>[0-9]{{1,2}})"
            r"(?:(?P=sep)(?P<year>[0-9]{4}|[0-9]{2}))?",
            _day_of_month,
        ),
        (r"(?P<day>[0-9]{1,2})-(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})", _day_of_month),
        (r"(?P<year>20[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-3][0-9])", _day_of_month),
        (rf"{_WEEKDAY}?(?:the )?{_DAY_NUMBER} ?(?:of )?{_MONTH}(?: {_SHORT_YEAR})?", _day_of_month),
        (rf"{_WEEKDAY}?{_MONTH} (?:the )?{_DAY_NUMBER}(?: {_YEAR})?", _day_of_month),
        (rf"{_YEAR}\. gada {_DAY_NUMBER} {_MONTH}", _day_of_month),
        (r"(?P<day>[12]?[0-9]|3[01])(?:st|nd|rd|th)", _day_number),
        (rf"{_WEEKDAY}(?:the )?(?P<day>[12]?[0-9]|3[01])(?:st|nd|rd|th)", _weekday_and_number),
        (rf"(?P<name>yesterday|today|tonight|{_TOMORROW}|day after tomorrow)", _named_day),
        (rf"(?:(?P<which>this|next|nxt|last|coming) )?(?P<weekday>{any_of(WEEKDAYS)})", _weekday),
        (rf"(?P<weekday>{any_of(WEEKDAYS)}) (?:of )?(?P<week>this|next) week", _weekday),
        (rf"(?P<weekday>{any_of(WEEKDAYS)}) (?P<after>week)", _weekday),
        (rf"(?P<week>this|next) week (?:on )?(?P<weekday>{any_of(WEEKDAYS)})", _weekday),
        (rf"(?:in|within) {_STEP}(?: time)?", _after),
        (rf"{_STEP} from (?P<since>now|today|{_TOMORROW}|{any_of(WEEKDAYS)})", _after),
        (rf"{_STEP} (?P<since>ago)", _after),
        (rf"(?:mid|middle of)[- ]{_MONTH}(?: {_YEAR})?", _mid_month),
    )
)
_PERIODS: _Grammar = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        (rf"{_EDGE}(?:the |(?P<which>this|next) )?week", _week),
        (r"(?P<edge>)(?P<which>this|next) week", _week),
        (rf"{_EDGE}(?:the |(?P<which>this|next) )?(?P<unit>month|quarter|year)", _running),
        (r"(?P<edge>)(?P<which>this|next) (?P<unit>month|quarter|year)", _running),
        (rf"{_EDGE}?{_MONTH}(?: {_YEAR})?", _named_period),
        (rf"{_EDGE}?q(?P<quarter>[1-4])(?: {_YEAR})?", _named_period),
        (rf"{_EDGE}{_YEAR}", _named_period),
    )
)
