"""Several numbers, and a rating in one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.phrases import RatingWords, read_rating, read_several
from planning.phrases.several import MAX_SEVERAL


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("2, 3", (2, 3)),
        ("2 3", (2, 3)),
        ("2,3", (2, 3)),
        ("3 2", (3, 2)),
        ("2 and 3", (2, 3)),
        ("2, 3 and 4", (2, 3, 4)),
        ("2, 3, and 4", (2, 3, 4)),
        ("2 & 3", (2, 3)),
        ("#2 #3", (2, 3)),
        ("2-4", (2, 3, 4)),
        ("2 \u2013 4", (2, 3, 4)),
        ("2 to 4", (2, 3, 4)),
        ("#2-#4", (2, 3, 4)),
        ("1, 3-5", (1, 3, 4, 5)),
        ("2, 2, 3", (2, 3)),
        ("2", ()),
        ("#2", ()),
        ("2 2", ()),
        ("4-2", ()),
        ("4-2, 7", ()),
        ("", ()),
        ("List 100 influencers", ()),
        ("100 influencers", ()),
        ("2, x", ()),
        ("2.5", ()),
        ("2 3" * 300, ()),
    ],
)
def test_several_tactics_are_named_by_their_numbers(words: str, numbers: tuple[int, ...]) -> None:
    assert read_several(words) == numbers


@pytest.mark.parametrize("words", ["1-51", "1-30, 41-80"])
def test_more_than_fit_are_refused(words: str) -> None:
    with pytest.raises(PlanningError) as refused:
        read_several(words)
    assert (refused.value.code, refused.value.values["most"]) == (Code.TOO_MANY, MAX_SEVERAL)


@given(
    st.lists(st.integers(1, 999), min_size=2, max_size=20, unique=True),
    st.sampled_from([", ", " ", ",", " and "]),
)
def test_numbers_keep_their_order(numbers: list[int], between: str) -> None:
    assert read_several(between.join(map(str, numbers))) == tuple(numbers)


@pytest.mark.parametrize(
    ("words", "rating"),
    [
        ("6 5 2", RatingWords("6", 5, 2)),
        ("#6 5 2", RatingWords("#6", 5, 2)),
        ("6: 5, 2", RatingWords("6", 5, 2)),
        ("6 5/2", RatingWords("6", 5, 2)),
        ("6 5 and 2", RatingWords("6", 5, 2)),
        ("6 value 5 complexity 2", RatingWords("6", 5, 2)),
        ("6 value 5, complexity 2", RatingWords("6", 5, 2)),
        ("6 v5 c2", RatingWords("6", 5, 2)),
        ("6 5 2 our niche answers", RatingWords("6", 5, 2, "our niche answers")),
        ("List influencers 5 2", RatingWords("List influencers", 5, 2)),
        ("List 100 influencers 5/2", RatingWords("List 100 influencers", 5, 2)),
        ("6", None),
        ("6 5", None),
        ("List 100 influencers", None),
        ("5/2", None),
        ("", None),
    ],
)
def test_a_rating_is_read_behind_its_tactic(words: str, rating: RatingWords | None) -> None:
    assert read_rating(words) == rating


@pytest.mark.parametrize(
    ("words", "field"), [("6 7 2", "value"), ("6 5 0", "complexity"), ("Call 9/1", "value")]
)
def test_a_rating_is_from_1_to_5(words: str, field: str) -> None:
    with pytest.raises(PlanningError) as refused:
        read_rating(words)
    assert (refused.value.code, refused.value.field) == (Code.OUT_OF_RANGE, field)
