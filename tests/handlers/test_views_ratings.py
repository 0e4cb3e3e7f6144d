"""Rating tactics on screen: the forms, and scores in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.common import scores
from handlers.views.tactics.ratings import (
    RATINGS_A_PAGE,
    ToRate,
    rating_form,
    ratings_form,
    read_rating_form,
    read_ratings_form,
)
from planning.plan import CompanyGoal
from planning.priorities import Rating, score
from planning.tactics import State
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    HAILEY,
    LISTING,
    MAYA,
    NOW,
    PLAN,
    UNTIMED,
    drawn_form,
    form_problems,
    titles,
)
from tests.handlers.forms import sent

WHY = "To help us expand into a new market segment, we are building relationships with influencers."
OWN = Rating(BRIAN, 4, 2, "We know most of them already.", NOW)
THREE = (OWN, Rating(HAILEY, 5, 1, "", NOW), Rating(MAYA, 3, 4, "Finding real ones takes weeks.", NOW))
BOTH = replace(LISTING, owners=(BRIAN, HAILEY))
REVEALED = replace(BOTH, revealed_at=NOW, score=score(THREE))
AGAIN = REVEALED.second_round(datetime(2027, 1, 12, 9, 0, tzinfo=UTC))


# ---- the form


def test_every_number_has_its_anchor_and_a_guess_is_welcome() -> None:
    assert drawn_form(rating_form(LISTING, WHY, OWN, metadata="{}")) == (
        "== Rate tactic ==\n"
        "*3. List 100 influencers in our niche*\n"
        "To help us expand into a new market segment, we are building relationships with influencers.\n"
        "· A rough guess is fine. Your rating stays hidden until all are shown.\n"
        "Value\n"
        "  ( ) 1 nice to have\n"
        "  ( ) 2 helps a little\n"
        "  ( ) 3 helps the goal along\n"
        "  (x) 4 moves the goal\n"
        "  ( ) 5 moves the company goal\n"
        "Complexity\n"
        "  ( ) 1 an afternoon\n"
        "  (x) 2 a few days\n"
        "  ( ) 3 a few weeks\n"
        "  ( ) 4 a month or more\n"
        "  ( ) 5 months, or people we don't have\n"
        "Why? (optional)\n"
        "  > We know most of them already.\n"
        "[Cancel] [Rate]"
    )


def test_in_a_second_round_the_form_says_why_it_asks_again() -> None:
    assert (
        "· This is the second round. The first round was split. What did you learn from each other?\n"
    ) in drawn_form(rating_form(AGAIN, WHY, None, metadata="{}"))


def test_after_the_reveal_the_form_promises_no_secrecy() -> None:
    screen = drawn_form(rating_form(REVEALED, WHY, None, metadata="{}"))
    assert "· A rough guess is fine.\n" in screen


def test_a_rating_is_read_as_it_was_given() -> None:
    assert read_rating_form(sent(rating_form(LISTING, WHY, OWN, metadata="{}"))) == (4, 2, OWN.reason)


def test_a_rating_without_numbers_is_read_as_missing() -> None:
    assert read_rating_form(sent(rating_form(LISTING, WHY, None, metadata="{}"))) == (None, None, "")


# ---- the form for all that somebody was asked to rate


def test_several_tactics_are_rated_in_one_form() -> None:
    page = [ToRate(LISTING, GOAL, OWN), ToRate(replace(AGAIN, id="again"), GOAL)]
    assert drawn_form(ratings_form(page, metadata="{}", part="1 of 2")) == (
        "== Rate your tactics ==\n"
        "· Part 1 of 2. A rough guess is fine. Skip what you can't judge. "
        "Your rating stays hidden until all are shown.\n"
        "*3. List 100 influencers in our niche*\n"
        f"· {WHY}\n"
        "Value (optional)\n"
        "  v 4 moves the goal\n"
        "Complexity (optional)\n"
        "  v 2 a few days\n"
        "Why? (optional)\n"
        "  > We know most of them already.\n"
        "*3. List 100 influencers in our niche*\n"
        f"· {WHY}\n"
        "· This is the second round. The first round was split. What did you learn from each other?\n"
        "Value (optional)\n"
        "  v (choose)\n"
        "Complexity (optional)\n"
        "  v (choose)\n"
        "Why? (optional)\n"
        "  > (empty)\n"
        "[Cancel] [Next]"
    )


def test_ratings_are_read_by_tactic_and_skipped_ones_left_out() -> None:
    other = replace(LISTING, id="other")
    page = [ToRate(LISTING, GOAL, OWN), ToRate(other, GOAL)]
    form = ratings_form(page, metadata="{}")
    assert read_ratings_form(sent(form), ["listing", "other"]) == {"listing": (4, 2, OWN.reason)}


def test_what_was_shown_meanwhile_is_named() -> None:
    form = ratings_form([ToRate(LISTING, GOAL, OWN)], metadata="{}", revealed=[LISTING])
    assert drawn_form(form).startswith(
        "== Rate your tactics ==\n"
        "⚠ *3. List 100 influencers in our niche* shows its ratings now. Send yours again to count it.\n"
    )


# ---- words


def rating(value: int, complexity: int) -> Rating:
    return Rating(BRIAN, value, complexity, "", NOW)


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ([rating(5, 1)], "1 Quick wins: value 5, complexity 1, 1 rating"),
        ([rating(4, 4), rating(4, 5)], "2 Big bets: value 4 (all 4), complexity 4.5 (4 to 5), 2 ratings"),
        ([rating(3, 3), rating(2, 1)], "3 Fill-ins: value 2.5 (2 to 3), complexity 2 (1 to 3), 2 ratings"),
        ([rating(1, 5)], "4 Money pits: value 1, complexity 5, 1 rating"),
    ],
)
def test_a_score_is_always_shown_with_its_number_and_range(ratings: list[Rating], words: str) -> None:
    counted = score(ratings)
    assert counted is not None
    assert scores.result(counted) == words


def test_a_split_begins_with_what_most_people_say() -> None:
    counted = score([rating(1, 5), rating(1, 5), rating(5, 5), rating(5, 1), rating(5, 1), rating(5, 1)])
    assert counted is not None
    assert scores.vote_split(counted) == "3 say quick win, 2 say money pit, 1 says big bet"


@pytest.mark.parametrize(
    ("owners", "raters", "words"),
    [
        ((), (), "nobody has rated yet"),
        ((), (MAYA,), "1 person has rated"),
        ((), (MAYA, BRIAN), "2 people have rated"),
        ((BRIAN,), (), "the owner hasn't rated yet"),
        ((BRIAN,), (MAYA,), "the owner hasn't rated yet (1 other person has)"),
        ((BRIAN,), (BRIAN,), "the owner has rated"),
        ((BRIAN, HAILEY), (), "0 of 2 owners have rated"),
        ((BRIAN, HAILEY), (BRIAN,), "1 of 2 owners have rated"),
        ((BRIAN, HAILEY), (BRIAN, MAYA, "UNOAH"), "1 of 2 owners have rated (2 other people have)"),
    ],
)
def test_how_far_a_round_is_names_nobody(
    owners: tuple[str, ...], raters: tuple[str, ...], words: str
) -> None:
    assert scores.progress(replace(LISTING, owners=owners), raters) == words


def test_the_deadline_is_the_day_where_the_plan_lives() -> None:
    late = replace(LISTING, rate_by=datetime(2027, 1, 7, 23, 0, tzinfo=UTC))
    assert scores.reveal_date(late, replace(PLAN, zone="Asia/Tokyo")) == (
        "Ratings show once they have, or on Friday 8 January 2027"
    )


# ---- whatever people type

RATINGS = st.builds(
    Rating,
    st.sampled_from((BRIAN, HAILEY, MAYA)),
    st.integers(1, 5),
    st.integers(1, 5),
    titles(500) | st.just(""),
    st.just(NOW),
)


def test_markup_is_shown_as_it_was_typed() -> None:
    typed = "<!channel> <@UMAYA> & &lt;"
    tactic = replace(REVEALED, title=typed)
    several = ratings_form([ToRate(tactic, replace(GOAL, title=typed))], metadata="{}", revealed=[tactic])
    assert drawn_form(several).count(typed) == 2
    assert f"3. {typed}" in drawn_form(rating_form(tactic, typed, None, metadata="{}"))


@UNTIMED
@given(
    titles(),
    titles(),
    titles(),
    st.lists(RATINGS, max_size=40).map(tuple),
    st.sampled_from(State),
    st.integers(1, 6),
    st.sampled_from((None, NOW)),
)
def test_no_form_breaks_whatever_is_typed(
    title: str,
    goal: str,
    company_goal: str,
    ratings: tuple[Rating, ...],
    state: State,
    round_: int,
    revealed_at: datetime | None,
) -> None:
    tactic = replace(
        LISTING, title=title, state=state, round=round_, revealed_at=revealed_at, score=score(ratings)
    )
    serving = replace(GOAL, title=goal, serves=CompanyGoal("segment", company_goal))
    own = ratings[0] if ratings else None
    page = [ToRate(replace(tactic, id=f"{number:032}"), serving, own) for number in range(RATINGS_A_PAGE)]
    several = ratings_form(page, metadata="{}", part="1 of 9", revealed=[tactic] * RATINGS_A_PAGE)
    assert form_problems(several) == []
    form = rating_form(tactic, company_goal, own, metadata="{}")
    assert form_problems(form) == []
    given_back = (own.value, own.complexity, own.reason) if own else (None, None, "")
    assert read_rating_form(sent(form)) == given_back
