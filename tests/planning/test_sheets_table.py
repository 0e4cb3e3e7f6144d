"""Spreadsheets as they come: encodings, separators, heads, quotes, and anything that is none."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Code, PlanningError
from planning.sheets import (
    MAX_BYTES,
    MAX_ROWS,
    AmbiguousEncoding,
    Column,
    Decoded,
    Row,
    Sheet,
    decode,
    read_sheet,
)
from planning.sheets.table import MAX_COLUMNS

TEXT = 'Company goal,Goal,Tactic\nRaise it,Be seen,"Müller, naïve — 10 €"\n'
CELLS = {
    Column.COMPANY_GOAL: "Raise it",
    Column.GOAL: "Be seen",
    Column.TACTIC: "Müller, naïve — 10 €",
}


def sheet_of(content: bytes | str) -> Sheet:
    """A file's bytes, or pasted text, as rows."""
    if isinstance(content, str):
        return read_sheet(content)
    decoded = decode(content)
    assert isinstance(decoded, Decoded)
    return read_sheet(decoded.text)


def refused(content: bytes | str) -> PlanningError:
    """Why it cannot be read."""
    with pytest.raises(PlanningError) as refusal:
        sheet_of(content)
    return refusal.value


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT, id="pasted"),
        pytest.param(f"\ufeff{TEXT}", id="pasted with a mark"),
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="Windows lines"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="old Mac lines"),
        pytest.param("sep=,\n" + TEXT, id="the separator told"),
    ],
)
def test_however_it_was_saved_it_says_the_same(content: bytes | str) -> None:
    assert sheet_of(content).rows == (Row(2, CELLS),)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_whatever_separates_its_cells_is_found(separator: str) -> None:
    head = separator.join(("Goal", "Tactic", "Notes"))
    sheet = read_sheet(f'{head}\nBe seen{separator}"a;b,c\td|e"{separator}"two\nlines ""quoted"""\n')
    assert sheet.rows == (
        Row(
            2,
            {Column.GOAL: "Be seen", Column.TACTIC: "a;b,c\td|e", Column.NOTES: 'two\nlines "quoted"'},
        ),
    )


def test_heads_are_known_by_their_usual_names_in_any_order_and_case() -> None:
    sheet = read_sheet(
        "STATUS;Value (1-5);Effort;Due date:;Responsible;_Task_;Social media goal;Business objective;Budget;"
        "Comments;Repeat;Number\n"
        "Done;4;2;1 May;@brian;Do it;Be seen;Raise it;100;Why not;every Monday;7\n"
    )
    assert sheet.rows[0].cells == {
        Column.STATE: "Done",
        Column.VALUE: "4",
        Column.COMPLEXITY: "2",
        Column.ETA: "1 May",
        Column.OWNERS: "@brian",
        Column.TACTIC: "Do it",
        Column.GOAL: "Be seen",
        Column.COMPANY_GOAL: "Raise it",
        Column.NOTES: "Why not",
        Column.RECURRENCE: "every Monday",
    }
    assert sheet.aside == ("Budget", "Number")
    assert sheet.rows[0].loose == (("Budget", "100"), ("Number", "7"))


def test_rows_are_numbered_as_a_spreadsheet_does_and_empty_ones_left_out() -> None:
    sheet = read_sheet('Our plan,,\n,,\nGoal,Tactic\n"Be\nseen",A\n\n , \n,,\nBe seen,B,,more\n')
    assert [(row.number, row.cell(Column.TACTIC)) for row in sheet.rows] == [(4, "A"), (8, "B")]
    assert sheet.above == ((1, "Our plan"),)


@pytest.mark.parametrize(
    ("heads", "column", "meant"),
    [
        ("Owner,Who", Column.OWNERS, "1"),
        ("Who,Owner", Column.OWNERS, "2"),
        ("Owner,Owner", Column.OWNERS, "1"),
        ("Date,Due date", Column.ETA, "2"),
        ("Due date,Date", Column.ETA, "1"),
        ("When,Deadline", Column.ETA, "2"),
        ("Date,ETA", Column.ETA, "2"),
        ("Description,Notes", Column.NOTES, "2"),
        ("Progress,Status", Column.STATE, "2"),
        ("Title,Tactic", Column.TACTIC, "2"),
    ],
)
def test_of_two_columns_for_one_thing_the_more_exact_is_read_and_the_other_kept_apart(
    heads: str, column: Column, meant: str
) -> None:
    sheet = read_sheet(f"Goal,{heads}\nBe seen,1,2\n")
    other = "2" if meant == "1" else "1"
    assert sheet.rows[0].cell(column) == meant
    assert sheet.rows[0].loose == ((heads.split(",")[int(other) - 1], other),)


def test_cells_in_no_named_column_are_kept_apart() -> None:
    (row, last) = read_sheet("Goal,,Tactic\nBe seen,why,A,more, ,most\n,only this,\n").rows
    assert row.loose == (("", "why"), ("", "more"), ("", "most"))
    assert (last.cells, last.loose) == ({}, (("", "only this"),))


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("'=1+1", "=1+1"),
        ("'-5 % on all", "-5 % on all"),
        ("'@brian", "@brian"),
        ("'＝x", "＝x"),  # noqa: RUF001 - meant
        ("'tis the season", "'tis the season"),
        ("a;'=b", "a;=b"),
    ],
)
def test_what_kept_spreadsheets_from_calculating_is_taken_away(cell: str, meant: str) -> None:
    assert read_sheet(f'Goal,Tactic\nBe seen,"{cell}"\n').rows[0].cell(Column.TACTIC) == meant


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", Code.SHEET_HEADLESS),
        (b"", Code.SHEET_HEADLESS),
        ("Owner,ETA\nBrian,Q1\n", Code.SHEET_HEADLESS),
        ("Be seen,List them,@brian\n", Code.SHEET_HEADLESS),
        ("Goal,Tactic\n,\n\n", Code.SHEET_EMPTY),
        ("Goal,Tactic\n" + "Be seen,A\n" * (MAX_ROWS + 1), Code.SHEET_TOO_LONG),
        (b"Goal,Tactic\n" + b"x" * MAX_BYTES, Code.SHEET_TOO_LARGE),
        ("Goal,Tactic\nBe seen,A" + "," * MAX_COLUMNS + "more", Code.SHEET_TOO_WIDE),
        (b"PK\x03\x04\x14\x00Goal,Tactic\nA,B\n", Code.SHEET_NOT_TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", Code.SHEET_NOT_TEXT),
    ],
)
def test_what_cannot_be_read_is_refused_as_a_whole(content: bytes | str, code: Code) -> None:
    assert refused(content).code is code


@pytest.mark.parametrize("row", ['Be seen,"open', 'Be seen,"shut" tight'])
def test_a_quote_without_a_clear_end_is_named_by_its_row(row: str) -> None:
    refusal = refused(f"Goal,Tactic\nBe seen,A\n{row}\nBe seen,B\n")
    assert (refusal.code, refusal.values) == (Code.SHEET_BROKEN, {"row": 3})


@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda tail: b"Goal,Tactic\n" + tail))
def test_no_bytes_are_too_much(content: bytes) -> None:
    try:
        decoded = decode(content)
        assert isinstance(decoded, AmbiguousEncoding) or read_sheet(decoded.text).rows
    except PlanningError as refusal:
        assert refusal.code.startswith("sheet_")  # noqa: PT017 - either is right


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), min_size=1, max_size=9))
def test_what_a_csv_writer_wrote_is_read_back(titles: list[str]) -> None:
    file = StringIO()
    csv.writer(file).writerows([["Goal", "Tactic"], *(["Be seen", title] for title in titles)])
    read = [row.cell(Column.TACTIC) for row in read_sheet(file.getvalue()).rows]
    assert [title.strip() for title in titles if "'" not in title] == [
        title for title, written in zip(read, titles, strict=True) if "'" not in written
    ]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_huge_cell_is_read_whole_and_the_rows_around_it(quote: str) -> None:
    """What is too long is said of its row, by who knows how much it may be."""
    huge = "x" * (MAX_BYTES - 100)
    sheet = read_sheet(f"Goal,Tactic\nBe seen,{quote}{huge}{quote}\nBe seen,Call\n")
    assert [row.cell(Column.TACTIC) for row in sheet.rows] == [huge, "Call"]


@given(st.text(min_size=1, max_size=50))
def test_what_is_told_of_a_file_without_columns_can_be_shown(text: str) -> None:
    with pytest.raises(PlanningError) as headless:
        read_sheet(f"{text}\x00")
    assert str(headless.value.values["words"]).isprintable()
