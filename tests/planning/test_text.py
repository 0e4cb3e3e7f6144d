"""What people type, made fit to keep."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning import text
from planning.errors import Code, PlanningError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  List  100\n influencers ", "List 100 influencers"),
        ("emoji 🎉 stay", "emoji 🎉 stay"),
        ("רשימה של משפיענים", "רשימה של משפיענים"),
        ("\u202eturned\u202c around", "turned around"),
        ("no\x00 control\x07 characters", "no control characters"),
        ("<!channel> & <@U1>", "<!channel> & <@U1>"),
    ],
)
def test_a_line_keeps_the_words(typed: str, kept: str) -> None:
    assert text.line(typed, "title") == kept


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\x00", None, "\u202e"])
def test_a_line_without_words_is_refused_at_its_field(typed: str | None) -> None:
    with pytest.raises(PlanningError) as refused:
        text.line(typed, "title")
    assert (refused.value.code, refused.value.field) == (Code.EMPTY, "title")


def test_ten_thousand_characters_are_refused_with_both_numbers() -> None:
    with pytest.raises(PlanningError) as refused:
        text.line("x" * 10_000, "title")
    assert refused.value.code is Code.TOO_LONG
    assert refused.value.values == {"count": 10_000, "most": 300}


@given(st.text(max_size=400))
def test_a_line_is_one_line_within_its_length_or_refused(typed: str) -> None:
    with suppress(PlanningError):
        kept = text.line(typed, "title")
        assert 1 <= len(kept) <= text.TITLE_MAX
        assert kept == " ".join(kept.split())


@given(st.text(max_size=400))
def test_keeping_twice_changes_nothing_more(typed: str) -> None:
    once = text.paragraphs(typed, "notes")
    assert text.paragraphs(once, "notes") == once


def test_lines_skip_blank_ones_and_count() -> None:
    assert text.lines("one\n\n  two  \n", "goals", most=2) == ("one", "two")
    with pytest.raises(PlanningError) as refused:
        text.lines("one\ntwo\nthree", "goals", most=2)
    assert refused.value.code is Code.TOO_MANY


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        *(
            ("1. List 5 cafés", "List 5 cafés"),
            ("12) List", "List"),
            ("(3) List", "List"),
            ("b) List", "List"),
        ),
        *(("• List", "List"), ("- [ ] List", "List"), ("[x] List", "List"), ("☐ List", "List")),
        *(("> List", "List"), ("> > - *List*", "List"), ("“List”", "List"), ("„List“", "List")),
        *(('"List"', "List"), ("`List`", "List"), ("_List_", "List"), ("*List*", "List")),
        *(("“Best of” reel", None), ('"Fresh" vs "Frozen"', None), ("*Big* news", None), ("-5% promo", None)),
        *(("1. februārī", None), ("3. FC fan post", None), ("1.5 million", None), ("3D tour", None)),
        *(("•", None), ("1.", None), ("", None), ("“”", None), ("* *", "*")),
    ],
)
def test_what_a_list_or_quotation_puts_around_a_title_leaves_it(typed: str, title: str | None) -> None:
    assert text.unmarked(typed) == (typed if title is None else title)
