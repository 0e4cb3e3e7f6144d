"""Nothing in a file vanishes unsaid: it is added, named as wrong, or named as not taken in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Code
from planning.recurrence import MonthlyOnDay, Weekly
from planning.sheets import Column, ImportResult, NoteKind, Row, Sheet, read_import, read_sheet
from tests.planning.test_sheets_import import TARGET, of, one_cell, parse, wrong
from tests.planning.world import TODAY

GOOD = {Column.GOAL: "Build relationships", Column.TACTIC: "Call the press"}


def said(found: ImportResult) -> list[tuple[int, NoteKind, str, str, str]]:
    return [(note.row, note.kind, note.column, note.words, note.instead) for note in found.notes]


# --- a column that names a date reads dates first


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("end of the month", date(2027, 1, 31)),
        ("End of month", date(2027, 1, 31)),
        ("the end of this month", date(2027, 1, 31)),
        ("last day of the month", date(2027, 1, 31)),
        ("the last day of May", date(2027, 5, 31)),
        ("on the first day of Q2", date(2027, 4, 1)),
        ("start of next month", date(2027, 2, 1)),
        ("end of the quarter", date(2027, 3, 31)),
        ("the 30th", date(2027, 1, 30)),
        ("by 13/4", date(2027, 4, 13)),
    ],
)
def test_words_that_can_be_a_date_are_one(words: str, meant: date) -> None:
    (tactic,) = one_cell(Column.ETA, words).tactics
    assert (tactic.eta, tactic.recurrence) == (meant, None)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("the 30th of every month", MonthlyOnDay(TODAY, 30)),
        ("last day of every month", MonthlyOnDay(TODAY, 31)),
        ("every Monday", Weekly(TODAY, frozenset({0}))),
        ("Mondays", Weekly(TODAY, frozenset({0}))),
    ],
)
def test_words_that_say_how_often_are_a_rhythm(words: str, meant: object) -> None:
    (tactic,) = one_cell(Column.ETA, words).tactics
    assert (tactic.eta, tactic.recurrence) == (None, meant)


@pytest.mark.parametrize("words", ["first Friday of the month", "the last working day of this month"])
def test_one_day_that_is_not_understood_is_not_taken_for_many(words: str) -> None:
    assert wrong(one_cell(Column.ETA, words)) == [(7, "eta", Code.DATE_UNREADABLE)]


@pytest.mark.parametrize(
    "words",
    [
        "5/6",
        "by 5/6",
        "until 5/6/2027",
        "Friday 5/6",
        "5/6 10:00",
        "05-06-2027",
        "5 / 6",
        "on 5/6.",
        "the 5/6",
    ],
)
def test_a_day_that_could_be_a_month_is_not_guessed_wherever_it_stands(words: str) -> None:
    assert wrong(one_cell(Column.ETA, words)) == [(7, "eta", Code.DATE_AMBIGUOUS)]


# --- what is changed on import


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("2027-02-01 14:30", "14:30"),
        ("2027-02-01T14:30:00", "14:30:00"),
        ("2027-02-01T00:00:00Z", "00:00:00Z"),
        ("2027-02-01 09:00:00+02:00", "09:00:00+02:00"),
        ("1 February at 5pm", "5pm"),
        ("1 February, 5 p.m.", "5 p.m."),
        ("1.2.2027 10.30", "10.30"),
        ("1 February 10:00 12:00", "10:00 12:00"),
    ],
)
def test_a_time_of_day_is_named(words: str, time: str) -> None:
    found = one_cell(Column.ETA, words)
    assert [tactic.eta for tactic in found.tactics] == [date(2027, 2, 1)]
    assert said(found) == [(7, NoteKind.TIME, "eta", time, "")]


@pytest.mark.parametrize(
    "words", ["1 February, after the fair", "1 February (or so)", "1 or 2 February", "TBD"]
)
def test_words_beside_a_date_make_the_row_one_to_fix(words: str) -> None:
    assert wrong(one_cell(Column.ETA, words)) == [(7, "eta", Code.DATE_UNREADABLE)]


def test_a_half_is_named_with_what_it_counts_as() -> None:
    found = of("Goal|Tactic|Value|Complexity\nBuild relationships|A|3,5|4.0\n")
    assert said(found) == [(2, NoteKind.ROUNDED, "value", "3,5", "4")]


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ("planned||", [("planned", "proposed")]),
        ("Proposed|Brian|1 May", [("Proposed", "planned")]),
        ("planned|Brian|1 May", []),
        ("open|Brian|1 May", []),
        ("in progress||", []),
    ],
)
def test_a_state_that_follows_from_the_rest_is_named_where_it_is_another(
    cells: str, note: list[tuple[str, str]]
) -> None:
    found = of(f"Goal|Tactic|State|Owner|ETA\nBuild relationships|A|{cells}\n")
    assert said(found) == [(2, NoteKind.STATE, "state", *words) for words in note]


def test_cells_of_other_columns_and_of_none_are_named() -> None:
    found = of("Goal|Tactic|Owner|Who|Budget|\nBuild relationships|A|Brian|Hailey|10|why|more\n|||||only\n")
    assert said(found) == [
        (2, NoteKind.CELL, "Who", "Hailey", ""),
        (2, NoteKind.CELL, "Budget", "10", ""),
        (2, NoteKind.CELL, "", "why", ""),
        (2, NoteKind.CELL, "", "more", ""),
        (3, NoteKind.CELL, "", "only", ""),
    ]


def test_owners_that_name_nobody_are_named() -> None:
    assert said(one_cell(Column.OWNERS, " , ; ")) == [(7, NoteKind.CELL, "owners", " , ; ", "")]


def test_a_company_goal_above_that_is_not_used_is_named() -> None:
    found = of("Company goal|Goal|Tactic\nShip 3 features||\n|Build relationships|A\n")
    assert said(found) == [
        (3, NoteKind.COMPANY_GOAL, "company_goal", "Ship 3 features", "Expand into a new market segment")
    ]


def test_a_heading_without_rows_is_named() -> None:
    found = of("Company goal|Goal|Tactic\nBe rich||\nShip 3 features|Be seen|A\nBe famous||\n")
    assert said(found) == [
        (2, NoteKind.HEADING, "company_goal", "Be rich", ""),
        (4, NoteKind.HEADING, "company_goal", "Be famous", ""),
    ]


@pytest.mark.parametrize("lost", ["\ufffd", "\x00", "\x1a", "\x92"])
@pytest.mark.parametrize("column", [column for column in Column if column is not Column.COMPANY_GOAL])
def test_what_was_damaged_before_is_not_taken_in(column: Column, lost: str) -> None:
    found = parse([Row(7, {**GOOD, Column.COMPANY_GOAL: "Ship 3 features", column: f"a{lost}b"})])
    assert Code.CELL_DAMAGED in [problem.refusal.code for problem in found.problems]
    assert not found.tactics


def test_a_damaged_goal_is_not_inherited_by_the_rows_below() -> None:
    found = of("Company goal|Goal|Tactic\nShip 3 features|R\ufffdg\ufffd|A\n||B\n")
    assert wrong(found) == [(2, "goal", Code.CELL_DAMAGED), (3, "goal", Code.CELL_DAMAGED)]


def test_what_is_said_of_rows_is_part_of_what_was_seen() -> None:
    row = Row(2, GOOD)
    assert parse([row]).fingerprint != parse([replace(row, loose=(("Budget", "10"),))]).fingerprint


# --- the kind


HEADS = (
    *("Company goal", "Goal", "Tactic", "Owner", "Who", "Due date", "Date", "Rhythm", "Value", "Complexity"),
    *("Status", "Progress", "Notes", "Comment", "Budget", "Section", ""),
)
CELLS = st.sampled_from(
    (
        *("", "", "Build relationships", "Ship 3 features", "Be seen", "A", "B", "Brian", "@hailey.h"),
        *(
            "Nobody",
            ",",
            "1 May",
            "1 May 10:00",
            "5/6",
            "31 January 2026",
            "every Monday",
            "end of the month",
        ),
        *("TBD", "3", "3.5", "9", "planned", "Done", "open", "in progress", "soon", "\u201cquoted\u201d"),
        *("a\ufffdb", "List 100 influencers"),
    )
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    heads = ["Goal", *draw(st.lists(st.sampled_from(HEADS), min_size=2, max_size=8))]
    width = st.integers(len(heads) - 1, len(heads) + 2)
    cells = st.lists(width.flatmap(lambda count: st.lists(CELLS, min_size=count, max_size=count)), max_size=5)
    rows = [["Goal title row"], heads, *draw(cells), ["Build relationships", *["A"] * (len(heads) - 1)]]
    return read_sheet("\n".join("|".join(row) for row in rows) + "\n")


def unsaid(sheet: Sheet, found: ImportResult) -> Iterator[tuple[int, str]]:
    """The cells that are neither added nor spoken of."""
    spoken = {problem.row for problem in found.problems} | {*found.known_rows, *found.closed_rows}
    noted = {(note.row, note.words) for note in found.notes}
    tactics = {tactic.title: tactic for tactic in found.tactics}
    for row in sheet.rows:
        if row.number in spoken:
            continue
        yield from ((row.number, words) for _, words in row.loose if (row.number, words) not in noted)
        tactic = tactics.get(row.cell(Column.TACTIC))
        for column, words in row.cells.items():
            taken = column in (Column.COMPANY_GOAL, Column.GOAL) or (
                tactic is not None
                and {
                    Column.TACTIC: tactic.title == words,
                    Column.OWNERS: bool(tactic.owners),
                    Column.ETA: bool(tactic.eta or tactic.recurrence),
                    Column.RECURRENCE: tactic.recurrence is not None,
                    Column.VALUE: tactic.id in found.ratings,
                    Column.COMPLEXITY: tactic.id in found.ratings,
                    Column.STATE: words in ("open", "in progress") or tactic.state == words,
                    Column.NOTES: tactic.notes == words,
                }[column]
            )
            if not taken and (row.number, words) not in noted:
                yield row.number, words


@given(sheets())
def test_every_cell_is_added_or_spoken_of(sheet: Sheet) -> None:
    found = read_import(sheet.rows, TARGET, lambda number: f"new{number}")
    assert list(unsaid(sheet, found)) == []
    assert sheet.above == ((1, "Goal title row"),)
    titles = [*(tactic.title for tactic in found.tactics), *(goal.title for goal in found.goals)]
    assert not any("\ufffd" in title for title in titles)


@pytest.mark.parametrize("words", ["every Monday until 5/6", "Fridays from 5/6/2027"])
def test_a_rhythm_with_a_day_that_could_be_a_month_is_refused(words: str) -> None:
    assert wrong(one_cell(Column.RECURRENCE, words)) == [(7, "rhythm", Code.DATE_AMBIGUOUS)]
    assert wrong(one_cell(Column.ETA, words)) == [(7, "eta", Code.DATE_AMBIGUOUS)]


@pytest.mark.parametrize("column", [Column.ETA, Column.RECURRENCE])
def test_what_is_half_understood_is_named_with_its_row(column: Column) -> None:
    found = one_cell(column, "every Monday except bank holidays")
    assert [tactic.recurrence for tactic in found.tactics] == [Weekly(TODAY, frozenset({0}))]
    assert said(found) == [(7, NoteKind.CELL, column, "except bank holidays", "")]
