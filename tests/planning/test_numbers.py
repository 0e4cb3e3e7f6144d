"""Numbers as people type them, by their locale."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.phrases import TypedNumber, in_digits, read_number
from planning.phrases.numbers import MAX_NUMBER

LINES = (Path(__file__).parent / "numbers.tsv").read_text().splitlines()
TABLE = [(*line.split("\t"), "")[:4] for line in LINES if not line.startswith("#")]
LOCALES = ("", "en-US", "en-GB", "en-IN", "de-DE", "de-CH", "fr-FR", "lv-LV", "es-LA", "pt-PT", "ja-JP")

locales = st.sampled_from(LOCALES)
floats = st.floats(allow_nan=False, allow_infinity=False)
whole_numbers = st.integers(-(10**15), 10**15)


def said(words: str, locale: str) -> tuple[str, str]:
    """The number as the table has it, or the refusal; and whether the locale decides."""
    number = read(words, locale)
    if isinstance(number, TypedNumber):
        return f"{in_digits(number.value)} {number.unit}".strip(), "by locale" if number.is_by_locale else ""
    if number.code is Code.NUMBER_AMBIGUOUS:
        return "could be {first} or {second}".format_map(number.values), ""
    return "not a number", ""


def read(words: str, locale: str = "") -> TypedNumber | PlanningError:
    """The number, or its refusal."""
    try:
        return read_number(words, locale)
    except PlanningError as refused:
        return refused


@pytest.mark.parametrize(("words", "locale", "expected", "decides"), TABLE)
def test_a_number_is_read_as_its_writer_means_it(
    words: str, locale: str, expected: str, decides: str
) -> None:
    assert said(words, locale) == (expected, decides)


@given(floats, locales)
@example(1.125, "")
@example(1e300, "de-DE")
def test_a_number_written_out_is_read_back(number: float, locale: str) -> None:
    assert read_number(in_digits(number, locale), locale).value == number


@given(whole_numbers, locales, st.sampled_from([" ", "\u00a0", "\u202f", "'", "\u2019"]))
def test_spaces_and_apostrophes_group_thousands_everywhere(number: int, locale: str, mark: str) -> None:
    assert read_number(f"{number:,}".replace(",", mark), locale).value == number


@given(whole_numbers.map(lambda number: number / 100))
def test_each_locale_reads_its_own_marks(number: float) -> None:
    english = f"{number:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert read_number(english, "en-US").value == read_number(german, "de-DE").value == number


@given(st.text(st.sampled_from("0123456789,. ")), locales)
def test_a_locale_never_changes_what_can_be_read_without_one(words: str, locale: str) -> None:
    without, within = read(words), read(words, locale)
    if isinstance(without, TypedNumber) and isinstance(within, TypedNumber):
        assert within.value == without.value


@given(st.text() | st.text(st.sampled_from("0123456789,. -'k€%")), locales)
def test_whatever_is_typed_is_a_number_or_refused(words: str, locale: str) -> None:
    number = read(words, locale)
    if isinstance(number, PlanningError):
        assert number.code in (Code.NOT_A_NUMBER, Code.NUMBER_AMBIGUOUS)
        assert number.values["words"] == words


@given(
    whole_numbers.filter(lambda number: abs(number) < 10**9), st.sampled_from(["k", " k", "K", "thousand"])
)
def test_k_means_thousand(number: int, k: str) -> None:
    assert read_number(f"{number}{k}").value == number * 1000


def test_what_is_longer_than_any_number_is_none() -> None:
    with pytest.raises(PlanningError):
        read_number("1" * (MAX_NUMBER + 1))


@pytest.mark.parametrize(
    ("words", "unit", "name", "expected"),
    [
        ("5", "EUR", "", 5),
        ("€5", "EUR", "", 5),
        ("5 eur", "€", "", 5),
        ("$5", "CAD", "", 5),
        ("€5", "EUR a month", "", 5),
        ("€5", "thousand €", "", 5),
        ("€5", "", "revenue", 5),
        ("€5", "USD", "", Code.UNIT_OTHER),
        ("5%", "EUR", "", Code.UNIT_OTHER),
        ("€5", "%", "", Code.UNIT_OTHER),
        ("5%", "a week", "", Code.UNIT_OTHER),
        ("5%", "%", "", 5),
        ("5 percent", "%", "", 5),
        ("5%", "% of visits", "", 5),
        ("12 a week", "a week", "answers", 12),
        ("12 answers", "a week", "answers", 12),
        ("12 Answers", "a week", "answers", 12),
        ("12 apples", "a week", "answers", Code.NOT_A_NUMBER),
        ("5k", "EUR", "", 5000),
        ("5 m", "EUR", "", 5_000_000),
        ("5 m", "m", "", Code.NUMBER_AMBIGUOUS),
        ("5k EUR", "k EUR", "", Code.NUMBER_AMBIGUOUS),
        ("5 EUR", "k EUR", "", 5),
        ("5", "thousand EUR", "", 5),
        ("5k2", "", "", Code.NOT_A_NUMBER),
        ("5²", "", "", Code.NOT_A_NUMBER),
        ("+50", "", "", Code.NOT_A_NUMBER),
        ("~50", "", "", Code.NOT_A_NUMBER),
        ("--5", "", "", Code.NOT_A_NUMBER),
        ("(5)", "", "", Code.NOT_A_NUMBER),
    ],
)
def test_a_unit_beside_a_number_is_the_metrics(
    words: str, unit: str, name: str, expected: float | Code
) -> None:
    if not isinstance(expected, Code):
        assert read_number(words).in_unit(unit, name) == expected
        return
    with pytest.raises(PlanningError) as refused:
        read_number(words).in_unit(unit, name, field="value")
    assert refused.value.code is expected
