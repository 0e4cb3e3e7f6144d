"""A message read as the beginning of a tactic: whatever was written, the form can be sent."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning import text
from planning.errors import Code, PlanningError
from planning.phrases import MessageWords, mentioned, messages, read_message

NAMES = {"UHAILEY": "Hailey", "UEVIL": "<!channel>"}


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Call the press", "Call the press"),
        ("Call the press. They like us", "Call the press"),
        ("Call the press.", "Call the press"),
        ("Call the press, and so on ...", "Call the press, and so on ..."),
        ("Call the press! Now", "Call the press!"),
        ("Is 3.5 enough? Yes", "Is 3.5 enough?"),
        ("e.g. call the press", "e.g. call the press"),
        ("Call  the\tpress\nsoon", "Call the press"),
        ("• Call the press\n• Call the radio", "Call the press"),
        ("- Call the press", "Call the press"),
        ("*Call the press*", "Call the press"),
        ("snake_case_words stay", "snake_case_words stay"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("```call()```", "call()"),
        ("&gt; Call the press\n&gt; now", "Call the press"),
        ("<@UHAILEY> calls <@UNOBODY>", "@Hailey calls @UNOBODY"),
        ("<@UHAILEY|hailey> calls", "@Hailey calls"),
        ("<@UEVIL> calls", "@@channel calls"),
        ("<!channel> <!here|here> call", "@channel @here call"),
        ("<!subteam^S1|@press> call", "@press call"),
        ("<#C1|general> calls", "#general calls"),
        ("<https://example.com|The press> &amp; <https://example.com>", "The press & https://example.com"),
        ("<mailto:press@example.com|press@example.com>", "press@example.com"),
        ("&lt;!channel&gt; R&amp;D", "<!channel> R&D"),
        ("", ""),
        (" \n\t\n ", ""),
    ],
)
def test_the_title_is_the_first_sentence_as_people_read_it(written: str, title: str) -> None:
    assert read_message(written, NAMES).title == title


@pytest.mark.parametrize(
    ("written", "notes"),
    [
        ("Call the press", ""),
        ("  Call the press \n", ""),
        ("Call the press.", ""),
        ("Call the press. Now", "Call the press. Now"),
        ("Call the press\n\nnow", "Call the press\n\nnow"),
        ("x" * 301, "x" * 301),
        ("x" * 3001, "x" * 2999 + "…"),
    ],
)
def test_the_notes_are_the_whole_where_that_is_more(written: str, notes: str) -> None:
    assert read_message(written, NAMES).notes == notes


def test_who_is_mentioned() -> None:
    assert mentioned("<@U1> and <@W2|b>, <@U1> again, not <#C3> or <!channel>") == ("U1", "W2")


def refused(title: str) -> Code | None:
    """Why a title cannot be kept."""
    try:
        text.line(title, "title")
    except PlanningError as refusal:
        return refusal.code
    return None


@given(st.text(st.sampled_from("ab .!?\n*_`~<>@#|&;:!-^U1é…\u202e\x00"), max_size=5000))
def test_whatever_is_written_the_form_takes(written: str) -> None:
    said = read_message(written, NAMES)
    assert isinstance(said, MessageWords)
    assert len(said.title) <= text.TITLE_MAX
    assert len(said.notes) <= text.NOTES_MAX
    text.paragraphs(said.notes, "notes")
    assert refused(said.title) in (None, Code.EMPTY)  # empty where nothing to be seen was written


@given(st.text(st.sampled_from("ab *_~`\n>"), max_size=14))
def test_marks_go_in_pairs_as_slack_takes_them(written: str) -> None:
    """As a pattern would take them that looks for the end of each mark anew, which is slow in long lines."""
    pattern = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)([^\n]+?)(?<=\S)\1(?![\w*_~`])")
    lines = written.split("\n")
    assert [messages._unmarked(line) for line in lines] == [pattern.sub(r"\2", line) for line in lines]
