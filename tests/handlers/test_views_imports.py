"""What the form says of rows before anything is added, however many and whatever their words."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.views import View

from handlers.views.common.blocks import escape, escape_short, shorten
from handlers.views.common.encodings import LABELS
from handlers.views.exports.import_notes import rows_to_fix
from handlers.views.plans.import_preview import Preview, has_more
from handlers.views.plans.imports import Serving, import_form, unsure_form
from planning.sheets import (
    ENCODINGS,
    MAX_ROWS,
    AmbiguousEncoding,
    Column,
    Decoded,
    ImportTarget,
    Row,
    Sheet,
    read_import,
)
from tests.handlers.campfire import GOAL, HOSTILE, MAYA, NOW, PLAN, UNTIMED, drawn_form, form_problems

VIEW_BYTES = 250_000
TARGET = ImportTarget(PLAN, (GOAL,), (), {}, frozenset(), MAYA, NOW)


def rows(cells: dict[Column, str], count: int = 1) -> list[Row]:
    """Rows whose tactics differ."""
    return [
        Row(number, {Column.GOAL: GOAL.title, Column.TACTIC: f"Call {number}", **cells})
        for number in range(2, count + 2)
    ]


def preview_of(given_rows: list[Row], *aside: str, name: str = "plan.csv", text: str = "") -> Preview:
    found = read_import(given_rows, TARGET, str)
    sheet = Sheet(tuple(given_rows), aside, ((1, text),) if text else ())
    return Preview(TARGET, found, sheet, name, Decoded(text, "cp1257"))


def form_of(
    given_rows: list[Row], *aside: str, name: str = "plan.csv", pasted: str = "", text: str = "ā"
) -> View:
    shown = preview_of(given_rows, *aside, name=name, text=text)
    return import_form(Serving(PLAN), "Brian", metadata="{}", pasted=pasted, preview=shown, file="F1")


def is_taken(view: View) -> bool:
    """Whether Slack would take the form."""
    return form_problems(view) == [] and len(json.dumps(view.to_dict()).encode()) < VIEW_BYTES


@pytest.mark.parametrize("words", ["x" * 300, "&" * 300, "<!channel> " * 27, "“" * 300], ids=len)
@pytest.mark.parametrize("column", Column)
def test_as_many_rows_as_there_may_be_fit_with_words_as_long_as_can_be(column: Column, words: str) -> None:
    assert is_taken(form_of(rows({column: words}, MAX_ROWS), *[words] * 30, name=words, pasted=words * 20))


@UNTIMED
@given(st.dictionaries(st.sampled_from(Column), HOSTILE, min_size=1), HOSTILE)
def test_nobodys_words_become_more_than_words(cells: dict[Column, str], other: str) -> None:
    view = form_of(rows(cells), other, name=other)
    assert is_taken(view)
    for called in ("@channel", "@here"):
        assert called not in drawn_form(view)


def test_what_there_is_no_room_for_is_counted_and_stands_in_the_file() -> None:
    preview = preview_of(rows({Column.ETA: "soonish"}, 61))
    assert has_more(preview)
    assert "… and 1 more line: all are in a file" in drawn_form(form_of(rows({Column.ETA: "soonish"}, 61)))
    assert rows_to_fix(preview).count("soonish") == 61
    assert not has_more(preview_of(rows({Column.ETA: "soonish"}, 60)))


def test_what_is_read_and_left_aside_is_said() -> None:
    said = drawn_form(
        form_of(
            [*rows({Column.ETA: "1 May 2028"}, 2), *rows({Column.STATE: "done"}, 5)[2:]], "Budget", "Link"
        )
    )
    assert "⚠ 2 tactics due after the plan ends, on Friday 31 December 2027." in said
    assert "Done or dropped, so left out: rows 4 to 6." in said
    assert "Ignored columns: Budget and Link." in said


def test_every_encoding_has_its_words_and_what_is_uncertain_fits_whatever_it_says() -> None:
    assert set(LABELS) == set(ENCODINGS)
    guesses = tuple((codec, "<!channel> &" * 400) for codec in ENCODINGS[:4])
    assert is_taken(
        unsure_form(AmbiguousEncoding(guesses), "<!here>" * 60, Serving(PLAN), metadata="{}", file="F1")
    )


def test_what_is_not_read_is_said_with_its_row_and_all_of_it_in_the_file() -> None:
    loose = tuple((f"Column {number}", "&" * 300) for number in range(9))
    row = Row(7, {Column.GOAL: GOAL.title, Column.TACTIC: "Call", Column.ETA: "1 May 2027 17:00"}, loose)
    preview = preview_of([row], "Budget", text="Our plan")
    said = drawn_form(import_form(Serving(PLAN), "Brian", metadata="{}", preview=preview, file="F1"))
    assert "Row 7* Column 0 “" in said
    assert "Row 1, above the column names, isn't read: “Our plan”." in said
    assert has_more(preview)
    assert "ETA: the time 17:00 isn't kept." in rows_to_fix(preview)
    assert rows_to_fix(preview).count("&" * 300) == 9


def test_a_person_reads_which_rows_were_left_alone() -> None:
    shown = [*rows({}, 3), *rows({Column.STATE: "done"}, 9)[5:]]
    again = [replace(row, number=row.number + 20) for row in rows({}, 3)]
    said = drawn_form(form_of([*shown, *again]))
    assert "left alone: rows 22 to 24." in said
    assert "left out: rows 7 to 10." in said


@pytest.mark.parametrize("typed", ["&" * 3000, "a&" * 2000, "<>" * 9, "a b&  " * 700, "&&& ", "", "x" * 4000])
@pytest.mark.parametrize("limit", [1, 2, 5, 6, 7, 20, 3000])
def test_brief_keeps_as_much_as_there_is_room_for(typed: str, limit: int) -> None:
    """The longest of all cuts that fit, as if each were tried."""
    cuts = (escape(shorten(typed, kept)) for kept in range(limit, 0, -1 if limit < 3000 else -7))
    assert len(escape_short(typed, limit)) <= limit
    assert len(escape_short(typed, limit)) >= max((len(cut) for cut in cuts if len(cut) <= limit), default=0)
