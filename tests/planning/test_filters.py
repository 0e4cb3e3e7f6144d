"""Which tactics a person asks to see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.phrases import TacticFilter, read_filter
from planning.phrases.filters import MINE, UNOWNED
from planning.priorities import Section

filters = st.builds(
    TacticFilter,
    st.sampled_from(["", MINE, UNOWNED, "U0BRIAN"]),
    st.sampled_from(["open", "overdue", "done", "all"]),
    st.none() | st.sampled_from(Section),
    st.booleans(),
    st.none() | st.integers(1, 999),
)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("", ""),
        ("open", ""),
        ("tactics", ""),
        ("mine", "mine"),
        ("Mine", "mine"),
        ("my tactics", "mine"),
        ("<@U0BRIAN|brian>", "person:U0BRIAN"),
        ("<@U0BRIAN>", "person:U0BRIAN"),
        ("of <@U0BRIAN|brian>", "person:U0BRIAN"),
        ("overdue", "overdue"),
        ("late", "overdue"),
        ("overdue <@U0BRIAN|brian>", "person:U0BRIAN overdue"),
        ("<@U0BRIAN|brian> overdue", "person:U0BRIAN overdue"),
        ("my overdue tactics", "mine overdue"),
        ("mine, overdue", "mine overdue"),
        ("mine done", "mine done"),
        ("quick wins", "section:1"),
        ("Quick Wins", "section:1"),
        ("1", "section:1"),
        ("section 2", "section:2"),
        ("big bet", "section:2"),
        ("fill-ins", "section:3"),
        ("fill ins", "section:3"),
        ("money pits", "section:4"),
        ("my quick wins", "mine section:1"),
        ("overdue quick wins of <@U0BRIAN|brian>", "person:U0BRIAN overdue section:1"),
        ("goal 2", "goal:2"),
        ("#2", "goal:2"),
        ("quick wins for goal 2", "section:1 goal:2"),
        ("unrated", "unrated"),
        ("not rated yet", "unrated"),
        ("mine unrated", "mine unrated"),
        ("no owner", "unowned"),
        ("unassigned", "unowned"),
        ("quick wins without an owner", "unowned section:1"),
        ("done", "done"),
        ("all", "all"),
        ("all of goal 3", "all goal:3"),
    ],
)
def test_a_list_is_asked_for_in_words(words: str, text: str) -> None:
    assert read_filter(words).text == text


@pytest.mark.parametrize("words", ["overdue @brian", "@Brian overdue", "late tactics of @brian"])
def test_a_handle_names_a_person(words: str) -> None:
    assert read_filter(words, {"@brian": "U0BRIAN"}).text == "person:U0BRIAN overdue"
    with pytest.raises(PlanningError):
        read_filter(words)


@pytest.mark.parametrize(
    ("words", "named", "nearest"),
    [
        ("mien", "mien", "mine"),
        ("overdeu", "overdeu", "overdue"),
        ("qick wins", "qick wins", "quick wins"),
        ("blue", "blue", None),
        ("5", "5", None),
        ("done overdue", "done overdue", None),
        ("1 2", "1 2", None),
        ("<@U1|a> <@U2|b>", "@a @b", None),
        ("mine " * 20, "mine " * 20, None),
    ],
)
def test_what_cannot_be_listed_is_named(words: str, named: str, nearest: str | None) -> None:
    with pytest.raises(PlanningError) as refused:
        read_filter(words)
    assert refused.value.code is Code.FILTER_UNKNOWN
    assert (refused.value.values["words"], refused.value.values.get("nearest")) == (named, nearest)


@given(filters)
def test_a_filter_comes_back_from_a_button_as_it_was(chosen: TacticFilter) -> None:
    assert TacticFilter.from_text(chosen.text) == chosen


@pytest.mark.parametrize("text", ["blue", "section:5", "goal:x", "person"])
def test_a_buttons_value_that_nothing_wrote_is_refused(text: str) -> None:
    with pytest.raises(PlanningError) as refused:
        TacticFilter.from_text(f"mine {text}")
    assert refused.value.code is Code.FILTER_UNKNOWN
