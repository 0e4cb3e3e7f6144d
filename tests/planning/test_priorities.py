"""Ratings, sections, contested tactics and the end of a blind round."""

from datetime import timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.priorities import Rating, Section, new_rating, reveals, score, section
from tests.planning.world import NOW, rating

ONE_TO_FIVE = st.integers(1, 5)
RATINGS = st.lists(st.builds(rating, ONE_TO_FIVE, ONE_TO_FIVE), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("value", "complexity", "expected"),
    [
        (5, 1, Section.QUICK_WINS),
        (4, 3, Section.QUICK_WINS),
        (3.5, 3, Section.QUICK_WINS),
        (5, 4, Section.BIG_BETS),
        (3.5, 3.5, Section.BIG_BETS),
        (3, 3, Section.FILL_INS),
        (2, 1, Section.FILL_INS),
        (3, 3.5, Section.MONEY_PITS),
        (1, 5, Section.MONEY_PITS),
    ],
)
def test_high_means_strictly_above_the_midpoint_on_both_axes(
    value: float, complexity: float, expected: Section
) -> None:
    assert section(value, complexity) is expected


def test_value_2_complexity_1_never_comes_before_value_5_complexity_4() -> None:
    low, high = score([rating(2, 1)]), score([rating(5, 4)])
    assert low is not None
    assert high is not None
    assert low.ratio > high.ratio
    assert low.section > high.section


@given(RATINGS)
def test_a_score_is_the_medians_with_n_and_range(ratings: list[Rating]) -> None:
    found = score(ratings)
    assert found is not None
    assert found.value == median(r.value for r in ratings)
    assert found.complexity == median(r.complexity for r in ratings)
    assert found.n == len(ratings) == sum(count for _, count in found.split)
    assert found.value_range[0] <= found.value <= found.value_range[1]
    assert found.complexity_range[0] <= found.complexity <= found.complexity_range[1]


@given(RATINGS)
def test_contested_means_that_raters_stand_in_several_sections(ratings: list[Rating]) -> None:
    found = score(ratings)
    assert found is not None
    assert found.contested == (len({section(r.value, r.complexity) for r in ratings}) > 1)


def test_the_split_counts_raters_by_section() -> None:
    found = score([rating(5, 2, "A"), rating(4, 1, "B"), rating(2, 5, "C")])
    assert found is not None
    assert found.split == ((Section.QUICK_WINS, 2), (Section.MONEY_PITS, 1))


def test_without_ratings_there_is_no_score() -> None:
    assert score([]) is None


@pytest.mark.parametrize(
    ("owners", "raters", "late", "over"),
    [
        (["A", "B"], ["A"], False, False),
        (["A", "B"], ["A", "B"], False, True),
        (["A", "B"], ["A", "C", "D"], False, False),
        (["A"], ["A"], False, True),
        ([], ["C"], False, False),
        ([], ["C", "D"], False, True),
        (["A", "B"], [], True, True),
        ([], [], True, True),
    ],
)
def test_a_round_is_over_when_every_owner_has_rated_or_at_the_deadline(
    owners: list[str], raters: list[str], late: bool, over: bool
) -> None:
    deadline = NOW if late else NOW + timedelta(minutes=1)
    assert reveals(owners, raters, deadline, NOW) is over


@pytest.mark.parametrize(
    ("value", "complexity", "code", "field"),
    [
        (None, 3, Code.EMPTY, "value"),
        (3, None, Code.EMPTY, "complexity"),
        (0, 3, Code.OUT_OF_RANGE, "value"),
        (3, 6, Code.OUT_OF_RANGE, "complexity"),
    ],
)
def test_a_rating_needs_both_numbers_from_1_to_5(
    value: int | None, complexity: int | None, code: Code, field: str
) -> None:
    with pytest.raises(PlanningError) as refused:
        new_rating("U0BRIAN", value, complexity, "", NOW)
    assert (refused.value.code, refused.value.field) == (code, field)
