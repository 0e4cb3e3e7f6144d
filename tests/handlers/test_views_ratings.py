"""Rating a tactic on screen: the form, the request in a DM as it changes, and scores in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.common import scores
from handlers.views.tactics.cards import TacticCard
from handlers.views.tactics.ratings import rating_form, rating_request, read_rating_form, superseded_request
from planning.plan import CompanyGoal
from planning.priorities import Rating, score
from planning.tactics import State, Tactic
from tests.handlers.campfire import (
    BRIAN,
    GOAL,
    HAILEY,
    LISTING,
    MAYA,
    NOW,
    PLAN,
    TODAY,
    UNTIMED,
    controls,
    drawn,
    drawn_form,
    form_problems,
    problems,
    titles,
)
from tests.handlers.forms import sent

WHY = "To help us expand into a new market segment, we are building relationships with influencers."
OWN = Rating(BRIAN, 4, 2, "We know most of them already.", NOW)
THREE = (OWN, Rating(HAILEY, 5, 1, "", NOW), Rating(MAYA, 3, 4, "Finding real ones takes weeks.", NOW))
BOTH = replace(LISTING, owners=(BRIAN, HAILEY))
REVEALED = replace(BOTH, revealed_at=NOW, score=score(THREE))
AGAIN = REVEALED.second_round(datetime(2027, 1, 12, 9, 0, tzinfo=UTC))


def request(tactic: Tactic, *raters: str, own: Rating | None = None, closed: bool = False) -> TacticCard:
    ratings = THREE if tactic.score else ()
    plan = PLAN.closed(NOW) if closed else PLAN
    return TacticCard(tactic, GOAL, plan, frozenset(raters), ratings, own)


# ---- the form


def test_every_number_has_its_anchor_and_a_guess_is_welcome() -> None:
    assert drawn_form(rating_form(LISTING, WHY, OWN, metadata="{}")) == (
        "== Rate tactic ==\n"
        "*3. List 100 influencers in our niche*\n"
        "To help us expand into a new market segment, we are building relationships with influencers.\n"
        "· A rough guess is fine. "
        "Your rating stays hidden until all are shown.\n"
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


# ---- the request


def test_an_owner_is_asked_with_the_why_and_the_day() -> None:
    message = rating_request(request(BOTH))
    assert drawn(message) == (
        "*Please rate this tactic.*\n"
        "*3. List 100 influencers in our niche*\n"
        "To help us *expand into a new market segment*, we are *building relationships with influencers*, by "
        "*listing 100 influencers in our niche* (@Brian and @Hailey, by 1 February 2027).\n"
        "By Thursday 7 January 2027, please: how valuable is it, and how complex? "
        "A rough guess is fine.\n"
        "Your rating stays hidden until all are shown.\n"
        "[Rate]\n"
        "· Campfire 2027 in #social"
    )
    assert message.text == "Please rate this tactic: 3. List 100 influencers in our niche"
    assert controls(message)["tactic.rate"]["value"] == "listing"


def test_after_rating_the_request_shows_ones_own_and_how_far_the_others_are() -> None:
    assert drawn(rating_request(request(BOTH, BRIAN, own=OWN))) == (
        "*You rated value 4, complexity 2.*\n"
        "*3. List 100 influencers in our niche*\n"
        "To help us *expand into a new market segment*, we are *building relationships with influencers*, by "
        "*listing 100 influencers in our niche* (@Brian and @Hailey, by 1 February 2027).\n"
        "1 of 2 owners have rated. Ratings show when all have, or on Thursday 7 January 2027.\n"
        "[Change rating]\n"
        "· Campfire 2027 in #social"
    )


def test_after_the_reveal_the_request_shows_everybodys_numbers_and_reasons() -> None:
    message = rating_request(request(REVEALED, BRIAN, HAILEY, MAYA, own=OWN))
    assert drawn(message) == (
        "*The ratings are in.*\n"
        "*3. List 100 influencers in our niche*\n"
        "To help us *expand into a new market segment*, we are *building relationships with influencers*, by "
        "*listing 100 influencers in our niche* (@Brian and @Hailey, by 1 February 2027).\n"
        "*Ratings* 1 Quick wins: value 4 (3 to 5), complexity 2 (1 to 4), 3 ratings.\n"
        "⚠ *Contested*: 2 say quick win, 1 says money pit.\n"
        "[Start second round]\n"
        "· @Brian: value 4, complexity 2  We know most of them already.\n"
        "· @Hailey: value 5, complexity 1\n"
        "· @Maya: value 3, complexity 4  Finding real ones takes weeks.\n"
        "[Change rating]\n"
        "· Campfire 2027 in #social"
    )
    assert controls(message)["tactic.second_round"]["value"] == "listing"


def test_a_second_round_shows_how_the_first_was_split() -> None:
    screen = drawn(rating_request(request(AGAIN)))
    assert screen.startswith("*Please rate this again, in a second round.*\n")
    assert "*Ratings of the first round* 1 Quick wins: " in screen
    assert "⚠ *Contested*: 2 say quick win, 1 says money pit.\n· @Brian" in screen
    assert "By Tuesday 12 January 2027, please: " in screen


def test_the_request_of_an_earlier_round_points_to_the_new_one() -> None:
    message = superseded_request(request(AGAIN))
    assert drawn(message) == (
        "*A second round has started.*\n*3. List 100 influencers in our niche*\n· I've asked you again below."
    )
    assert controls(message) == {}


def test_a_request_that_nobody_answered_can_still_be_answered() -> None:
    screen = drawn(rating_request(request(replace(BOTH, revealed_at=NOW))))
    assert screen.startswith("*The round is over.*\n")
    assert "*Ratings* Nobody rated in time.\n[Rate]\n" in screen


@pytest.mark.parametrize(
    ("tactic", "closed", "said"),
    [
        (BOTH.done(BRIAN, TODAY), False, "It's done, so there's nothing left to rate."),
        (BOTH.dropped("No"), False, "It was dropped, so there's nothing left to rate."),
        (BOTH, True, "*Campfire 2027* is closed."),
    ],
)
def test_a_request_that_has_become_needless_says_so(tactic: Tactic, closed: bool, said: str) -> None:
    message = rating_request(request(tactic, closed=closed))
    screen = drawn(message)
    assert screen.startswith("*No rating needed any more.*\n")
    assert f"\n· {said}\n" in screen
    assert controls(message) == {}


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
    reasoned = (Rating(BRIAN, 4, 2, typed, NOW),)
    screen = drawn(rating_request(TacticCard(tactic, GOAL, replace(PLAN, name=typed), frozenset(), reasoned)))
    assert f"· @Brian: value 4, complexity 2  {typed}\n" in screen
    assert screen.endswith(f"· {typed} in #social")
    assert f"3. {typed}" in drawn_form(rating_form(tactic, typed, None, metadata="{}"))


@UNTIMED
@given(
    titles(),
    titles(),
    titles(),
    titles(80),
    st.lists(RATINGS, max_size=40).map(tuple),
    st.sampled_from(State),
    st.integers(1, 6),
    st.sampled_from((None, NOW)),
)
def test_no_request_or_form_breaks_whatever_is_typed(
    title: str,
    goal: str,
    company_goal: str,
    plan: str,
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
    whole = TacticCard(tactic, serving, replace(PLAN, name=plan), frozenset({BRIAN}), ratings, own)
    assert problems(rating_request(whole)) == []
    form = rating_form(tactic, company_goal, own, metadata="{}")
    assert form_problems(form) == []
    given_back = (own.value, own.complexity, own.reason) if own else (None, None, "")
    assert read_rating_form(sent(form)) == given_back
