"""Numbers as people type them: "5k", "1 200", "1,200" in en-US, "1.200" in de, "12.5 %", "€ 3,50".

Spaces and apostrophes always group thousands. What a comma or a full stop means follows from the number where
it can ("1,200.5", "1.200.000", "3,50"), else from the person's locale (Unicode's CLDR), else it is refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from planning.errors import Code, PlanningError
from planning.text import folded

MAX_NUMBER = 400
"""Characters: more than the digits of any float."""

_DIGITS = re.compile(r"[0-9]+(?:[ .,'][0-9]+)*")
_SPACED = re.compile(r"(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3}(?:'[0-9]{3})+)(?![0-9])")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_INDIAN = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}")
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = str.maketrans(
    {"\u2212": "-", "\u2019": "'", **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "), "\u066b": "."}
)

_SCALES = {
    **dict.fromkeys(("k", "thousand", "tsd", "tys", "tūkst"), 1_000),
    **dict.fromkeys(("m", "mn", "mln", "mio", "million", "millions", "millionen", "miljoni"), 1_000_000),
    **dict.fromkeys(("bn", "mrd", "mld"), 1_000_000_000),
}
_SAME_UNIT = (  # ways to write one unit, or units that one sign may mean
    {"%", "percent", "per cent", "pct", "prozent", "procenti"},
    {"€", "eur", "euro", "euros"},
    {"$", "us$", "c$", "a$", "usd", "cad", "aud", "nzd", "mxn", "dollar", "dollars"},
    {"£", "gbp", "pound", "pounds"},
    {"¥", "jpy", "cny", "rmb", "yen", "yuan"},
    {"kr", "sek", "nok", "dkk", "isk"},
    {"zł", "zl", "pln"},
    {"kč", "czk"},
    {"fr", "chf"},
    {"r$", "brl"},
    {"₹", "inr", "rupees"},
    {"₩", "krw", "won"},
    {"₺", "try"},
    {"₴", "uah"},
    {"₪", "ils"},
)
_MARKS = frozenset().union(*_SAME_UNIT)

# By language: the mark before decimals ("," or "."). The other one groups, except where spaces do.
_POINT, _COMMA, _COMMA_AND_SPACES = (".", ","), (",", "."), (",", "")
_STYLES = {
    **dict.fromkeys(("en", "he", "ja", "ko", "th", "zh"), _POINT),
    **dict.fromkeys(("da", "de", "el", "es", "hr", "id", "is", "it", "nl"), _COMMA),
    **dict.fromkeys(("pt", "ro", "sl", "sr", "tr", "vi"), _COMMA),
    **dict.fromkeys(("bg", "cs", "et", "fi", "fr", "hu", "lt", "lv", "nb"), _COMMA_AND_SPACES),
    **dict.fromkeys(("no", "pl", "ru", "sk", "sv", "uk"), _COMMA_AND_SPACES),
}
_REGIONS = {
    **dict.fromkeys(("de-CH", "de-LI", "it-CH"), (".", "")),
    **dict.fromkeys(("es-MX", "es-US", "es-PR"), _POINT),
    "pt-PT": _COMMA_AND_SPACES,
}
_MIXED = ("es-LA", "es-419", "en-ZA")  # both ways are in use there


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number from `words`, with the unit beside it, as typed; "" for none.

    `is_by_locale` says that another locale would make another number of it. `scaled_by` is the word that has
    multiplied it: "k" or "million".
    """

    value: float
    words: str
    unit: str = ""
    is_by_locale: bool = False
    scaled_by: str = ""

    def in_unit(self, unit: str, name: str = "", *, field: str | None = None) -> float:
        """The value for a metric with this unit and name, either of which may be beside the number.

        About `field`, raises UNIT_OTHER for a currency or percent sign that isn't the metric's, NOT_A_NUMBER
        for other words, and NUMBER_AMBIGUOUS for "5k" where the unit is itself "k EUR" or "m".
        """
        typed = folded(self.unit)
        if self.scaled_by and folded(self.scaled_by) in folded(unit).split():
            plain = in_digits(self.value / _SCALES[self.scaled_by])
            both = {"first": plain, "second": in_digits(self.value)}
            raise PlanningError(Code.NUMBER_AMBIGUOUS, field, words=self.words, **both)
        if typed in ("", folded(unit), folded(name)):
            return self.value
        if typed not in _MARKS:
            raise PlanningError(Code.NOT_A_NUMBER, field, words=self.words)
        if unit and not any(typed in same and _names_any(unit, same) for same in _SAME_UNIT):
            raise PlanningError(Code.UNIT_OTHER, field, words=self.words, unit=unit)
        return self.value


def read_number(words: str, locale: str = "") -> TypedNumber:
    """The number that all of `words` mean to a person of this locale (such as "en-US"; "" if unknown).

    Raises NUMBER_AMBIGUOUS (values: words, and both numbers) where it could be two, else NOT_A_NUMBER.
    """
    plain = _plain(words)
    digits = _DIGITS.search(plain) if len(plain) <= MAX_NUMBER else None
    if digits is None:
        raise PlanningError(Code.NOT_A_NUMBER, words=words)
    before, after = plain[: digits.start()].strip(), plain[digits.end() :].strip()
    figures = digits[0]
    if before[-1:] in (".", ","):  # ".5"
        before, figures = before[:-1].rstrip(), f"0{before[-1]}{figures}"
    scaled_by, unit_after = _scale(after)
    scale = _SCALES.get(scaled_by, 1)
    unit_before = before.replace("-", "", 1).strip()
    factor = -scale if "-" in before else scale
    numbers = [float(number * factor) + 0.0 for number in _read(figures, locale)]  # 0.0 where it is -0.0
    is_split = (unit_before and unit_after) or "-" in unit_before or any(map(str.isdecimal, unit_after))
    if not numbers or is_split or not isfinite(numbers[0]):
        raise PlanningError(Code.NOT_A_NUMBER, words=words)
    if len(numbers) > 1 and not _style_decides(figures, locale):
        first, second = map(in_digits, numbers)
        raise PlanningError(Code.NUMBER_AMBIGUOUS, words=words, first=first, second=second)
    return TypedNumber(numbers[0], words, unit_before or unit_after, len(numbers) > 1, scaled_by)


def in_digits(number: float, locale: str = "") -> str:
    """A number in full as `read_number` reads it in this locale, without a unit: "1234.5", or "1234,5"."""
    written = f"{Decimal(repr(number)):f}"
    whole, _, decimals = written.partition(".")
    decimals = decimals.rstrip("0")
    if _GROUPED.fullmatch(f"{whole.lstrip('-')}.{decimals}"):
        decimals += "0"  # "1.125" could be two things
    style = _style(locale)
    return f"{whole}{style[0] if style else '.'}{decimals}" if decimals else whole


def _plain(words: str) -> str:
    """The words with digits of any script as ours, and one kind of space, minus and apostrophe."""
    signs = words[: MAX_NUMBER + 1].translate(_SIGNS)
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in signs)
    return " ".join(digits.split())


def _scale(after: str) -> tuple[str, str]:
    """The word behind a number that multiplies it, if it has one, and the rest."""
    word = _WORD.match(after)
    if word and word[0].lower() in _SCALES:
        return word[0].lower(), after[word.end() :].removeprefix(".").strip()
    return "", after.strip()


def _read(figures: str, locale: str) -> tuple[Decimal, ...]:
    """What digits with marks between them can mean, the locale's own meaning first; () for nothing."""
    joined = _without_spaces(figures)
    marks = [sign for sign in joined if sign in ".,"]
    if not marks:
        return (Decimal(joined),) if joined.isdecimal() else ()
    if len(marks) > 1:
        return _read_several_marks(joined, locale)
    whole, _, decimals = joined.partition(marks[0])
    if not (whole.isdecimal() and decimals.isdecimal()):
        return ()
    number, grouped = Decimal(f"{whole}.{decimals}"), Decimal(whole + decimals)
    style = _style(locale)
    if joined == figures and _GROUPED.fullmatch(figures):
        return (number, grouped) if style and marks[0] == style[0] else (grouped, number)
    is_misplaced = style and marks[0] == style[1] and joined == figures and len(decimals) > 2 and whole != "0"
    return () if is_misplaced else (number,)  # "1,2000" where a comma groups is neither


def _without_spaces(figures: str) -> str:
    """The digits without the spaces or apostrophes that group thousands, if all of them do."""
    found = _SPACED.match(figures)
    if found is None:
        return figures
    return found[0].replace(" ", "").replace("'", "") + figures[found.end() :]


def _read_several_marks(joined: str, locale: str) -> tuple[Decimal, ...]:
    """ "1,200.5" and "1.200.000" can mean one thing only; () if the marks are misplaced."""
    last = max(joined.rfind("."), joined.rfind(","))
    has_decimals = joined.count(joined[last]) == 1
    whole, decimals = (joined[:last], joined[last:]) if has_decimals else (joined, "")
    if not (_GROUPED.fullmatch(whole) or (locale.endswith("-IN") and _INDIAN.fullmatch(whole))):
        return ()
    digits = whole.replace(",", "").replace(".", "")
    return (Decimal(f"{digits}.{decimals[1:]}"),) if decimals[1:].isdecimal() else (Decimal(digits),)


def _style_decides(figures: str, locale: str) -> bool:
    style = _style(locale)
    return style is not None and any(mark and mark in figures for mark in style)


def _style(locale: str) -> tuple[str, str] | None:
    """The mark before decimals and the one that groups thousands ("" for a space); None if not known."""
    if locale in _MIXED:
        return None
    return _REGIONS.get(locale) or _STYLES.get(locale.partition("-")[0])


def _names_any(unit: str, names: set[str]) -> bool:
    said = folded(unit)
    return bool(names & {said, *_WORD.findall(said), *said.split()}) or any(
        name in said for name in names if not name.isalpha()
    )
