"""Parse dates in languages other than English with dateparser, limited to patterns of ours.

By itself dateparser finds dates in text that has none ("2020 3000 rīt").
"""

import re
from datetime import date, datetime, time, timedelta

_LANGUAGES = ["lv", "de", "fr", "es", "ru", "el"]
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)

_LETTERS = r"[^\W\d_]{2,20}\.?"
_WORD = re.compile(r"[^\W\d_]{3,20}")
_SPAN = re.compile(rf"(?:{_LETTERS} )?[0-9]{{1,3}} {_LETTERS}")
_DATE = re.compile(rf"(?:{_LETTERS} )?[0-9]{{1,2}}(?:\.|er|º)? (?:de )?{_LETTERS}(?: (?:de )?[0-9]{{4}})?")


def find_date(plain: str, today: date) -> date | None:
    """The day of a month: "1 février", "vendredi 5 février 2027"; `plain` is lower case, here and below."""
    # Relative to yesterday, today is still in the future, as in our own grammar.
    return _parsed(plain, today - _DAY, "absolute-time", ["day", "month"]) if _DATE.fullmatch(plain) else None


def find_word(plain: str, today: date) -> date | None:
    """One word: "rīt", "montag"; not a month's name alone."""
    if not _WORD.fullmatch(plain):
        return None
    if named := _parsed(plain, today, "relative-time", []):
        return named
    weekday = _parsed(plain, today - _DAY, "absolute-time", [])
    return weekday if weekday and today <= weekday < today + _WEEK else None


def find_span(plain: str, today: date) -> date | None:
    """A number of days or more: "dans 2 semaines", "3 tage"."""
    if not _SPAN.fullmatch(plain) or find_word(plain.split()[-1], today):  # "2 mañana" isn't a span
        return None
    return _parsed(plain, today, "relative-time", [])


def _parsed(plain: str, base: date, parser: str, parts: list[str]) -> date | None:
    import dateparser  # type: ignore[import-untyped]  # it has no types; slow to import, and rarely needed

    settings = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": datetime.combine(base, time()),
        "PARSERS": [parser],
        "REQUIRE_PARTS": parts,
    }
    try:
        found: datetime | None = dateparser.parse(plain, languages=_LANGUAGES, settings=settings)
    except (ValueError, OverflowError):  # out of the calendar's range
        return None
    return found.date() if found and found.time() == time() else None  # a time of day isn't an ETA
