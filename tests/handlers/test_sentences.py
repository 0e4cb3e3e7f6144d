"""The why chain in words: Campfire's plan, the marketing goals, and titles that are no verb phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.common.sentences import MIN_LIMIT, gerund, infinitive, why
from handlers.views.common.verbs import PARTICIPLES, participle
from planning.plan import MARKETING_GOALS

SEGMENT = "Expand into a new market segment"
FEATURES = "Ship 3 major new product features"
INFLUENCERS = (
    "Discover and build relationships with influencers who can carry our message in the new target market"
)


@pytest.mark.parametrize(
    ("company_goal", "goal", "sentence"),
    [
        (
            SEGMENT,
            INFLUENCERS,
            "To help us expand into a new market segment, we are discovering and building relationships with "
            "influencers who can carry our message in the new target market.",
        ),
        (
            SEGMENT,
            "Partner with influencers and brands to attract and grow our audience in the new target market",
            "To help us expand into a new market segment, we are partnering with influencers and brands to "
            "attract and grow our audience in the new target market.",
        ),
        (
            SEGMENT,
            "Create and promote brand content that drives funnel growth in the new market and positions us "
            "as the go-to option",
            "To help us expand into a new market segment, we are creating and promoting brand content that "
            "drives funnel growth in the new market and positions us as the go-to option.",
        ),
        (
            FEATURES,
            "Run social media campaigns that promote the product launches",
            "To help us ship 3 major new product features, we are running social media campaigns that "
            "promote the product launches.",
        ),
        (
            FEATURES,
            "Raise awareness of the new features and drive engagement with them",
            "To help us ship 3 major new product features, we are raising awareness of the new features and "
            "driving engagement with them.",
        ),
        (
            "Improve the NPS score among our MVU customers.",
            "Building relationships.",
            "To help us improve the NPS score among our MVU customers, we are building relationships.",
        ),
        (
            "Brand love",
            "100 influencers",
            "To help us with “Brand love”, we are working on “100 influencers”.",
        ),
        (
            "Becoming known",
            "Lead generation",
            "To help us with becoming known, we are working on “Lead generation”.",
        ),
    ],
)
def test_the_alignment_of_a_goal(company_goal: str, goal: str, sentence: str) -> None:
    assert why(company_goal, goal) == sentence


@pytest.mark.parametrize(
    ("tactic", "owners", "when", "sentence"),
    [
        (
            "Build a list of 100 influencers in our target niche who may be open to sponsored posts",
            ["Brian"],
            "by 1 February",
            "To help us expand into a new market segment, we are building relationships with influencers, by "
            "building a list of 100 influencers in our target niche who may be open to sponsored posts "
            "(Brian, by 1 February).",
        ),
        (
            "Direct message each of them to see whether they would like to work with us",
            ["Brian"],
            "",
            "To help us expand into a new market segment, we are building relationships with influencers, by "
            "direct messaging each of them to see whether they would like to work with us (Brian).",
        ),
        (
            "Set up 1 sponsored post with a brand or influencer each month",
            ["Brian", "Hailey", "Ann"],
            "the 30th of every month",
            "To help us expand into a new market segment, we are building relationships with influencers, by "
            "setting up 1 sponsored post with a brand or influencer each month (Brian, Hailey and Ann, the "
            "30th of every month).",
        ),
        (
            "Press kit",
            [],
            "",
            "To help us expand into a new market segment, we are building relationships with influencers, "
            "by: Press kit.",
        ),
    ],
)
def test_why_a_tactic_is_done(tactic: str, owners: list[str], when: str, sentence: str) -> None:
    assert why(SEGMENT, "Build relationships with influencers", tactic, owners, when) == sentence


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Increase brand awareness", "increasing brand awareness"),
        ("Drive traffic to our website", "driving traffic to our website"),
        ("Generate new leads", "generating new leads"),
        ("Grow revenue", "growing revenue"),
        ("Boost brand engagement", "boosting brand engagement"),
        ("Build a community around our business", "building a community around our business"),
        ("Increase press mentions", "increasing press mentions"),
        ("Research and learn about our customers", "researching and learning about our customers"),
    ],
)
def test_every_marketing_goal_is_a_verb_phrase(title: str, expected: str) -> None:
    assert title in {goal.title for goal in MARKETING_GOALS.values()}
    assert len(MARKETING_GOALS) == 8
    assert gerund(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("List 100 influencers", "listing 100 influencers"),
        ("Plan, shoot and publish videos", "planning, shooting and publishing videos"),
        ("Actively promote posts and test new formats", "actively promoting posts and testing new formats"),
        (
            "Drive traffic to our site and raise awareness",
            "driving traffic to our site and raising awareness",
        ),
        ("Create posts and share them", "creating posts and sharing them"),
        ("Increase reach and share of voice", "increasing reach and share of voice"),
        ("Increase awareness and reach", "increasing awareness and reach"),
        ("Help customers find and use it", "helping customers find and use it"),
        ("Help grow and retain our audience", "helping grow and retain our audience"),
        ("Direct traffic to the shop", "directing traffic to the shop"),
        ("A/B test our adverts", "A/B testing our adverts"),
        ("Co-host an event", "co-hosting an event"),
        ("Lead our market", "leading our market"),
        ("Be the go-to option", "being the go-to option"),
        ("  set   up a shop. ", "setting up a shop"),
        ("Building trust", "building trust"),
    ],
)
def test_gerund(title: str, expected: str) -> None:
    assert gerund(title) == expected


@pytest.mark.parametrize(
    "title",
    ["", "Brand love", "100 influencers", "Lead generation", "Marketing plan", "SET list", "Market share"],
)
def test_what_is_no_verb_phrase_is_not_bent(title: str) -> None:
    assert gerund(title) is None
    assert infinitive(title) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Improve the NPS score.", "improve the NPS score"),
        ("A/B test our adverts", "A/B test our adverts"),
        ("Building trust", None),
    ],
)
def test_bare(title: str, expected: str | None) -> None:
    assert infinitive(title) == expected


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        *(("run", "running"), ("begin", "beginning"), ("embed", "embedding"), ("submit", "submitting")),
        *(("visit", "visiting"), ("open", "opening"), ("feedback", None), ("see", "seeing"), ("be", "being")),
        *(("create", "creating"), ("re-engage", "re-engaging"), ("re-", None), ("travel", "travelling")),
    ],
)
def test_participles(verb: str, expected: str | None) -> None:
    assert participle(verb) == expected


def test_the_list_of_verbs_is_broad() -> None:
    assert len(PARTICIPLES) > 250


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        (
            500,
            "To help us expand into a new market segment, we are building relationships with influencers, by "
            "listing 100 influencers in our niche (Brian, by 1 February).",
        ),
        (
            140,
            "To help us expand into a new market segment, we are building relationships with…, by listing "
            "100 influencers in our… (Brian, by 1 February).",
        ),
        (80, "To help us expand into a new…, we are building relationships…, by listing 100…"),
        (60, "To help us expand into a…, we are building…, by listing 100…"),
    ],
)
def test_a_limit_shortens_the_longest_parts_first(limit: int, sentence: str) -> None:
    goal, tactic = "Build relationships with influencers", "List 100 influencers in our niche"
    assert why(SEGMENT, goal, tactic, ["Brian"], "by 1 February", limit) == sentence


def test_a_limit_too_small_for_any_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match=str(MIN_LIMIT)):
        why(SEGMENT, INFLUENCERS, limit=MIN_LIMIT - 1)


def test_emphasis_is_given_to_the_parts_and_to_nothing_else() -> None:
    def bold(words: str) -> str:
        return f"*{words.replace('&', '&amp;')}*"

    assert why("Brand & love", "Ship it", "List 5", ["<@U1>"], "today", emphasis=bold) == (
        "To help us with “*Brand &amp; love*”, we are *shipping it*, by *listing 5* (<@U1>, today)."
    )


titles = st.text(min_size=1, max_size=300).filter(str.strip) | st.lists(
    st.sampled_from(["Build", "and", "to", "who", "share,", "a", "Lead", "help", "quickly", "NPS", "test."]),
    min_size=1,
    max_size=40,
).map(" ".join)


@given(titles, titles, st.none() | titles, st.lists(titles, max_size=3), titles, st.integers(MIN_LIMIT, 400))
def test_a_sentence_fits_its_limit(
    company_goal: str, goal: str, tactic: str | None, owners: list[str], when: str, limit: int
) -> None:
    sentence = why(company_goal, goal, tactic, owners, when, limit, lambda words: f"*{words}*")
    assert len(sentence) <= limit
    assert sentence.startswith("To help us ")
    assert ", we are " in sentence
    assert sentence.endswith((".", "…*"))


@given(titles)
def test_a_bent_title_keeps_all_its_words(title: str) -> None:
    words = " ".join(title.split()).rstrip(" .!;").split(" ")
    for bent in (gerund(title), infinitive(title)):
        assert bent is None or len(bent.split(" ")) == len(words)
