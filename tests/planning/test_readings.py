"""A reading in one line, behind the goal it is for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.goals import Metric
from planning.phrases import read_reading

TUESDAY = date(2027, 1, 5)
ANSWERS = (Metric("m", "answers", "a week"),)
SEVERAL = (Metric("f", "Mastodon followers"), Metric("r", "revenue from ads", "EUR"), Metric("n", "NPS 2027"))


def said(
    words: str, metrics: tuple[Metric, ...], locale: str = "en-GB"
) -> tuple[str, float | None, date | None]:
    """The metric's name, the number and the day that a line says."""
    found = read_reading(words, metrics, TUESDAY, locale)
    name = found.metric.name if found.metric else ""
    return name, found.number.value if found.number else None, found.on


@pytest.mark.parametrize(
    ("words", "number", "on"),
    [
        ("1450", 1450, None),
        ("1 200", 1200, None),
        ("1,200", 1200, None),
        ("5k", 5000, None),
        ("to 12", 12, None),
        (": 12", 12, None),
        ("= 12", 12, None),
        ("is now 12", 12, None),
        ("12 a week", 12, None),
        ("12 answers", 12, None),
        ("answers 12", 12, None),
        ("Answers: 12", 12, None),
        ("answers is at 12", 12, None),
        ("12 today", 12, date(2027, 1, 5)),
        ("12 yesterday", 12, date(2027, 1, 4)),
        ("12 on Monday", 12, date(2027, 1, 4)),
        ("12 on Friday", 12, date(2027, 1, 1)),
        ("12 on 3 January", 12, date(2027, 1, 3)),
        ("12 on 31 December", 12, date(2026, 12, 31)),
        ("12 on 31/12", 12, date(2026, 12, 31)),
        ("12 on 2026-12-31", 12, date(2026, 12, 31)),
        ("12 on 1 February 2027", 12, date(2027, 2, 1)),
        ("", None, None),
        ("answers", None, None),
        ("yesterday", None, date(2027, 1, 4)),
    ],
)
def test_a_line_says_the_number_and_the_day(words: str, number: float | None, on: date | None) -> None:
    assert said(words, ANSWERS) == ("answers", number, on)


@pytest.mark.parametrize(
    ("words", "metric", "number"),
    [
        ("1450", "", 1450),
        ("followers 1450", "Mastodon followers", 1450),
        ("1450 followers", "Mastodon followers", 1450),
        ("mastodon followers: 1450", "Mastodon followers", 1450),
        ("revenue from ads 5k", "revenue from ads", 5000),
        ("€ 1 200", "revenue from ads", 1200),
        ("1200 EUR", "revenue from ads", 1200),
        ("NPS 2027 41", "NPS 2027", 41),
        ("NPS 2027", "NPS 2027", None),
        ("$5", "", 5),
    ],
)
def test_of_several_metrics_the_line_names_one(words: str, metric: str, number: float | None) -> None:
    assert said(words, SEVERAL) == (metric, number, None)


@pytest.mark.parametrize(
    ("words", "metrics", "code"),
    [
        ("many", ANSWERS, Code.NOT_A_NUMBER),
        ("5 to 600", ANSWERS, Code.NOT_A_NUMBER),
        ("+50", ANSWERS, Code.NOT_A_NUMBER),
        ("12 apples", ANSWERS, Code.NOT_A_NUMBER),
        ("12 apples", SEVERAL, Code.NOT_A_NUMBER),
        ("€12", ANSWERS, Code.UNIT_OTHER),
        ("revenue from ads $12", SEVERAL, Code.UNIT_OTHER),
        ("1 " * 400, ANSWERS, Code.NOT_A_NUMBER),
    ],
)
def test_what_is_no_reading_is_refused(words: str, metrics: tuple[Metric, ...], code: Code) -> None:
    with pytest.raises(PlanningError) as refused:
        said(words, metrics)
    assert refused.value.code is code


def test_a_number_that_could_be_two_is_refused_where_no_locale_is_known() -> None:
    with pytest.raises(PlanningError) as refused:
        said("1,200", ANSWERS, "")
    assert refused.value.code is Code.NUMBER_AMBIGUOUS


@given(
    st.text() | st.text(st.sampled_from("on 0123456789./,%k€friday")), st.sampled_from([ANSWERS, SEVERAL, ()])
)
def test_any_line_is_read_or_refused(words: str, metrics: tuple[Metric, ...]) -> None:
    try:
        found = read_reading(words, metrics, TUESDAY, "en-US")
    except PlanningError as refused:
        known = (Code.NOT_A_NUMBER, Code.NUMBER_AMBIGUOUS, Code.UNIT_OTHER)
        if refused.code not in known:
            raise
    else:
        assert found.metric is None or found.metric in metrics
