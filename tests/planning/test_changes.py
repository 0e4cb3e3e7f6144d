"""What `/tactic move` and `/tactic assign` say, and whom handles mean."""

from datetime import date

import pytest

from planning.errors import Code, PlanningError
from planning.people import Person
from planning.phrases import (
    Speaker,
    handles_of,
    people_by_handle,
    read_assign,
    read_message,
    read_message_tactic,
    read_when,
    split_move,
)

TODAY = date(2027, 3, 3)  # a Wednesday
SPEAKER = Speaker(TODAY, "U0ME", people={"@brian": "U0BRIAN", "@maya": "U0MAYA"})
FRIDAY = date(2027, 3, 5)


@pytest.mark.parametrize(
    ("typed", "which", "when"),
    [
        *(("3 to friday", "3", "friday"), ("#3 by friday", "#3", "friday"), ("3 friday", "3", "friday")),
        *(
            ("3 monday to friday", "3", "monday to friday"),
            ("100 influencers to friday", "100 influencers", "friday"),
        ),
        *(("call press friday", "call press", "friday"), ("call press", "call press", ""), ("3", "3", "")),
        *(("3 whenever", "3", "whenever"), ("3 to", "3", "to"), ("", "", "")),
    ],
)
def test_a_move_names_a_tactic_and_a_date(typed: str, which: str, when: str) -> None:
    assert split_move(typed, SPEAKER) == (which, when)


@pytest.mark.parametrize(
    ("typed", "which", "owners", "eta", "not_read"),
    [
        ("6 @brian by friday", "6", ("U0BRIAN",), FRIDAY, ()),
        ("6 to @brian and me, friday", "6", ("U0BRIAN", "U0ME"), FRIDAY, ()),
        ("6 brian", "6", ("U0BRIAN",), None, ()),
        ("#6 me", "#6", ("U0ME",), None, ()),
        ("6 @brain", "6", (), None, ("@brain",)),
        ("6", "6", (), None, ()),
        ("100 influencers to @brian by friday", "100 influencers", ("U0BRIAN",), FRIDAY, ()),
        ("call press @maya", "call press", ("U0MAYA",), None, ()),
    ],
)
def test_an_assignment_names_a_tactic_its_owners_and_a_date(
    typed: str, which: str, owners: tuple[str, ...], eta: date | None, not_read: tuple[str, ...]
) -> None:
    found_which, found = read_assign(typed, SPEAKER)
    assert (found_which, found.owners, found.eta, found.not_read) == (which, owners, eta, not_read)


def test_a_date_that_has_passed_is_refused() -> None:
    for read in (
        lambda: read_assign("6 @brian by yesterday", SPEAKER),
        lambda: read_when("yesterday", SPEAKER),
    ):
        with pytest.raises(PlanningError) as refused:
            read()
        assert (refused.value.code, refused.value.field) == (Code.DATE_PAST, "eta")


def test_a_handle_means_the_one_person_of_the_channel_who_goes_by_it() -> None:
    brian, other, maya, away = (
        Person("U1", "Brian"),
        Person("U2", "Brian"),
        Person("U3", "Maya Lee"),
        Person("U4", "Theo"),
    )
    by_name = {"brian": (brian, other), "maya lee": (maya,), "theo": (away,)}
    text = "Call @Brian, @maya's team and @theo, mail a@b.lv, owner: maya"
    handles = handles_of(text)
    assert handles == ("brian", "maya", "theo")
    assert people_by_handle(handles, by_name, {"U1", "U3"}) == {"@brian": "U1", "@maya": "U3"}
    assert people_by_handle(handles, by_name, {"U1", "U2", "U3"}) == {"@maya": "U3"}


@pytest.mark.parametrize(
    ("message", "title", "eta", "owners"),
    [
        ("Call the press by friday @brian", "Call the press", FRIDAY, ("U0BRIAN",)),
        ("Call the press. Due by friday, @brian!", "Call the press", FRIDAY, ("U0BRIAN",)),
        ("Call the press. We met on 2 April.", "Call the press", None, ()),
        ("Call the press. Ask @brian about it.", "Call the press", None, ()),
        ("> Call the press yesterday", "Call the press yesterday", None, ()),
        ("", "", None, ()),
    ],
)
def test_a_message_says_title_date_and_owners(
    message: str, title: str, eta: date | None, owners: tuple[str, ...]
) -> None:
    found = read_message_tactic(read_message(message, {}), SPEAKER)
    assert (found.title, found.eta, found.owners) == (title, eta, owners)


def test_words_written_before_count_from_their_own_day() -> None:
    said = read_message("Call the press tomorrow", {})
    found = read_message_tactic(said, Speaker(TODAY, written=date(2027, 3, 1)))
    assert found.refusal
    assert found.refusal.code is Code.DATE_PAST
    assert found.title == "Call the press tomorrow"
    assert read_message_tactic(said, Speaker(TODAY, written=TODAY)).eta == date(2027, 3, 4)
