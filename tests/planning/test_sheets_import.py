"""What rows come to in a plan: what is new, what is there already, and what is wrong with which row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Code
from planning.goals import Goal
from planning.people import Person
from planning.plan import MARKETING_GOALS
from planning.recurrence import MonthlyOnDay
from planning.sheets import Column, ImportResult, ImportTarget, Row, people_by_name, read_import, read_sheet
from planning.tactics import State
from tests.planning.world import NOW, PLAN, TODAY

SEGMENT, FEATURES = PLAN.company_goals
RELATIONS = Goal("S1", "P1", 1, "Build relationships", SEGMENT, NOW)
GONE = Goal("S2", "P1", 2, "Be on paper", SEGMENT, NOW, dropped=True)
PEOPLE = {
    "brian": Person("U0BRIAN", "Brian"),
    "hailey": Person("U0HAILEY", "Hailey"),
    "smith": Person("U0SMITH", "Smith, Ann & Co"),
    "left": Person("U0OLD", "Otto", deleted=True),
    "bot": Person("U0BOT", "Oncourse", bot=True),
    "away": Person("U0AWAY", "Ana"),
    "twin": Person("U0TWIN", "Alex"),
    "other twin": Person("U0TWIN2", "Alex"),
    "old hailey": Person("U0HAILEY0", "Hailey", deleted=True),
}
BY_NAME = people_by_name((person, (person.name, f"{handle}.h")) for handle, person in PEOPLE.items())
TARGET = ImportTarget(
    plan=PLAN,
    goals=(RELATIONS, GONE),
    tactics=(("A1", "S1", "List 100 influencers"), ("A2", "S2", "Print a flyer")),
    people=BY_NAME,
    members=frozenset({"U0BRIAN", "U0HAILEY", "U0SMITH", "U0TWIN", "U0TWIN2", "U0BOT"}),
    by="U0MAYA",
    now=NOW,
    rate_by=NOW + timedelta(days=3),
)
Wrong = tuple[int, str, Code]


def parse(rows: Sequence[Row], target: ImportTarget = TARGET) -> ImportResult:
    return read_import(rows, target, lambda number: f"new{number}")


def of(sheet: str, target: ImportTarget = TARGET) -> ImportResult:
    """What a sheet comes to, which is written with bars."""
    return parse(read_sheet(sheet).rows, target)


def wrong(found: ImportResult) -> list[Wrong]:
    return [(one.row, one.column, one.refusal.code) for one in found.problems]


def one_cell(column: Column, words: str) -> ImportResult:
    """A good row but for this cell."""
    cells = {Column.GOAL: "Build relationships", Column.TACTIC: "Call the press", column: words}
    return parse([Row(7, cells)])


def test_a_row_is_a_tactic_with_its_goal_and_the_importers_own_rating() -> None:
    found = of(
        "Company goal|Goal|Tactic|Owners|ETA|Value|Complexity|Notes|State\n"
        "Ship 3 features|Be seen|Film our office|@brian, Hailey|1 February|5|2|In the kitchen|in progress\n"
    )
    (goal,), (tactic,) = found.goals, found.tactics
    assert (goal.title, goal.serves) == ("Be seen", FEATURES)
    assert (tactic.title, tactic.goal, tactic.owners) == ("Film our office", goal.id, ("U0BRIAN", "U0HAILEY"))
    assert (tactic.eta, tactic.notes, tactic.state) == (
        date(2027, 2, 1),
        "In the kitchen",
        State.UNDER_WAY,
    )
    assert [(one.person, one.value, one.complexity) for one in found.ratings.values()] == [("U0MAYA", 5, 2)]
    assert (list(found.ratings), found.rows, wrong(found)) == ([tactic.id], 1, [])


def test_what_stands_in_the_plan_already_is_left_alone_whatever_else_its_row_says() -> None:
    found = of(
        "Goal|Tactic|ETA|State\n"
        "build  RELATIONSHIPS|list 100 Influencers|no date|no state\n"
        "Be on paper|Print a flyer||\n"
        "Build relationships|||\n"
    )
    assert (found.known_rows, found.rows, wrong(found)) == ((2, 3, 4), 0, [])


def test_a_second_row_of_the_same_tactic_is_left_alone() -> None:
    found = of("Goal|Tactic\nBuild relationships|Call\nBuild relationships|call\n")
    assert (len(found.tactics), found.known_rows) == (1, (3,))


def test_what_is_done_or_dropped_stays_behind() -> None:
    found = of("Goal|Tactic|State|ETA\nBuild relationships|A|Done|\nNo such goal|B|cancelled|1 May 2020\n")
    assert (found.closed_rows, found.rows, wrong(found)) == ((2, 3), 0, [])


def test_cells_that_were_merged_mean_the_row_above() -> None:
    found = of(
        "Company goal|Goal|Tactic\n"
        "Ship 3 features||\n"
        "|Be seen|A\n"
        "||B\n"
        "|Be heard|C\n"
        "Expand into a new market segment|Be there|D\n"
        "|Be seen|E\n"
    )
    assert [(goal.title, goal.serves) for goal in found.goals] == [
        ("Be seen", FEATURES),
        ("Be heard", FEATURES),
        ("Be there", SEGMENT),
    ]
    titles = {goal.id: goal.title for goal in found.goals}
    assert [(tactic.title, titles[tactic.goal]) for tactic in found.tactics] == [
        *(("A", "Be seen"), ("B", "Be seen"), ("C", "Be heard"), ("D", "Be there"), ("E", "Be seen")),
    ]


def test_another_company_goal_does_not_take_the_goal_of_the_one_above() -> None:
    found = of("Company goal|Goal|Tactic\nShip 3 features|Be seen|A\nExpand into a new market segment||B\n")
    assert wrong(found) == [(3, "goal", Code.EMPTY)]


def test_a_marketing_goal_can_be_served_and_a_goal_added_alone() -> None:
    found = of("Company goal|Goal|Tactic\nGrow revenue|Sell merchandise|\n")
    assert [goal.serves for goal in found.goals] == [MARKETING_GOALS["revenue"]]
    assert (found.rows, found.tactics) == (1, ())


def test_a_goal_that_was_dropped_may_be_added_anew() -> None:
    found = of("Company goal|Goal|Tactic\nShip 3 features|Be on paper|Print a poster\n")
    assert [goal.serves for goal in found.goals] == [FEATURES]


def test_a_goal_comes_only_with_a_row_that_is_good() -> None:
    found = of(
        "Company goal|Goal|Tactic|ETA\nShip 3 features|Be seen|A|soonish\n|||\nShip 3 features|Be heard|B|\n"
    )
    assert [goal.title for goal in found.goals] == ["Be heard"]
    assert wrong(found) == [(2, "eta", Code.DATE_UNREADABLE)]


def test_everything_wrong_in_a_row_is_named() -> None:
    found = of(
        "Company goal|Goal|Tactic|Owners|ETA|Rhythm|Value|Complexity|State\n"
        f"Be rich|Be seen|{'x' * 301}|@nobody|3/4/2027|sometimes|6|much|maybe\n"
    )
    assert sorted(wrong(found)) == [
        (2, "company_goal", Code.SERVED_UNKNOWN),
        (2, "complexity", Code.NOT_A_NUMBER),
        (2, "eta", Code.DATE_AMBIGUOUS),
        (2, "owners", Code.OWNER_NOT_FOUND),
        (2, "rhythm", Code.RECURRENCE_UNREADABLE),
        (2, "state", Code.STATE_UNKNOWN),
        (2, "tactic", Code.TOO_LONG),
        (2, "value", Code.OUT_OF_RANGE),
    ]
    assert (found.bad_rows, found.rows) == (1, 0)


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("|Be seen|A|", ("company_goal", Code.EMPTY)),
        ("Ship 3 features||A|", ("goal", Code.EMPTY)),
        ("Ship 3 features|Be seen||1 May", ("tactic", Code.EMPTY)),
        ("Ship 3 features|Build relationships|A|", ("company_goal", Code.SERVES_ANOTHER)),
        (f"Ship 3 features|{'x' * 301}|A|", ("goal", Code.TOO_LONG)),
    ],
)
def test_a_row_without_its_place_is_named(row: str, named: tuple[str, Code]) -> None:
    assert wrong(of(f"Company goal|Goal|Tactic|ETA\n{row}\n")) == [(2, *named)]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2027-02-01", date(2027, 2, 1)),
        ("2027-02-01 00:00:00", date(2027, 2, 1)),
        ("2027-02-01T00:00", date(2027, 2, 1)),
        ("1.2.2027", date(2027, 2, 1)),
        ("13/04/2027", date(2027, 4, 13)),
        ("04/13/2027", date(2027, 4, 13)),
        ("13-04-27", date(2027, 4, 13)),
        ("04/04/2027", date(2027, 4, 4)),
        ("31/12", date(2027, 12, 31)),
        ("1-Feb-27", date(2027, 2, 1)),
        ("1-Feb", date(2027, 2, 1)),
        ("Feb 1, 2027", date(2027, 2, 1)),
        ("Monday 1 February 2027", date(2027, 2, 1)),
        ("Q1", date(2027, 3, 31)),
        ("March", date(2027, 3, 31)),
        ("end of month", date(2027, 1, 31)),
        ("next Friday", date(2027, 1, 15)),
        ("1. februārī", date(2027, 2, 1)),
    ],
)
def test_dates_are_read_as_everywhere_and_as_spreadsheets_write_them(words: str, meant: date) -> None:
    (tactic,) = one_cell(Column.ETA, words).tactics
    assert tactic.eta == meant


@pytest.mark.parametrize("words", ["03/04/2027", "3/4/27", "03-04-2027", "3/4"])
def test_a_day_that_could_be_a_month_is_named_and_not_guessed(words: str) -> None:
    assert wrong(one_cell(Column.ETA, words)) == [(7, "eta", Code.DATE_AMBIGUOUS)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("2026-12-31", Code.DATE_PAST),
        ("45678", Code.DATE_UNREADABLE),
        ("monthly", Code.RECURRENCE_NO_DAY),
        ("31/02/2027", Code.DATE_UNREADABLE),
    ],
)
def test_a_date_that_cannot_be_is_named(words: str, code: Code) -> None:
    assert [one.refusal.code for one in one_cell(Column.ETA, words).problems] == [code]


def test_a_rhythm_may_stand_where_a_date_is_expected() -> None:
    (tactic,) = one_cell(Column.ETA, "the 30th of every month").tactics
    assert tactic.recurrence == MonthlyOnDay(TODAY, 30)


def test_a_date_and_a_rhythm_are_too_much() -> None:
    found = of("Goal|Tactic|ETA|Rhythm\nBuild relationships|A|1 May|every Monday\n")
    assert wrong(found) == [(2, "rhythm", Code.ETA_AND_RECURRENCE)]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("@brian.h", ["U0BRIAN"]),
        ("brian; HAILEY", ["U0BRIAN", "U0HAILEY"]),
        ("Brian and Hailey & brian.h", ["U0BRIAN", "U0HAILEY"]),
        ("Brian, Smith, Ann & Co, Hailey", ["U0BRIAN", "U0SMITH", "U0HAILEY"]),
        ("U0BRIAN", ["U0BRIAN"]),
        (" , ;", []),
    ],
)
def test_owners_are_known_by_name_handle_or_id(words: str, ids: list[str]) -> None:
    (tactic,) = one_cell(Column.OWNERS, words).tactics
    assert list(tactic.owners) == ids


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Brian, Nobody", Code.OWNER_NOT_FOUND),
        ("brian@campfire.example", Code.OWNER_BY_EMAIL),
        ("Otto", Code.OWNER_DEACTIVATED),
        ("Oncourse", Code.OWNER_IS_BOT),
        ("Ana", Code.OWNER_NOT_IN_CHANNEL),
        ("Alex", Code.OWNER_AMBIGUOUS),
        (", ".join("abcdefghijklmnopqrstuvwxyzabcdefghijklmnop"), Code.TOO_MANY),
    ],
)
def test_owners_who_cannot_be_are_named(words: str, code: Code) -> None:
    assert wrong(one_cell(Column.OWNERS, words)) == [(7, "owners", code)]


@pytest.mark.parametrize(
    ("words", "meant"), [("1", 1), ("5", 5), ("4.0", 4), ("3,5", 4), ("2.5", 3), ("1.5", 2), ("4.50", 5)]
)
def test_a_median_becomes_the_next_whole_number_of_the_same_section(words: str, meant: int) -> None:
    found = of(f"Goal|Tactic|Value|Complexity\nBuild relationships|A|{words}|{words}\n")
    (rating,) = found.ratings.values()
    assert (rating.value, rating.complexity) == (meant, meant)
    assert (rating.value > 3) == (float(words.replace(",", ".")) > 3)


@pytest.mark.parametrize("words", ["0", "0.5", "5.5", "6", "3.2", "999"])
def test_what_is_no_value_from_one_to_five_is_named(words: str) -> None:
    found = of(f"Goal|Tactic|Value|Complexity\nBuild relationships|A|{words}|2\n")
    assert wrong(found) == [(2, "value", Code.OUT_OF_RANGE)]


@pytest.mark.parametrize(("cells", "column"), [("4|", "complexity"), ("|4", "value")])
def test_half_a_rating_is_named(cells: str, column: str) -> None:
    found = of(f"Goal|Tactic|Value|Complexity\nBuild relationships|A|{cells}\n")
    assert wrong(found) == [(2, column, Code.EMPTY)]


CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["Build relationships", "Ship 3 features", "1 May", "3/4", "Done", "@brian.h", "4", "Q1"]
    ),
)
ROWS = st.lists(st.dictionaries(st.sampled_from(Column), CELLS.map(str.strip).filter(bool)), max_size=6)


@given(ROWS)
def test_every_row_comes_to_something_and_twice_adds_nothing_more(cells: list[dict[Column, str]]) -> None:
    rows = [Row(number, said) for number, said in enumerate(cells, 2) if said]
    found = parse(rows)
    headings = sum(set(row.cells) == {Column.COMPANY_GOAL} for row in rows)
    assert found.rows + len(found.known_rows) + len(found.closed_rows) + found.bad_rows + headings == len(
        rows
    )
    assert found.fingerprint == parse(rows).fingerprint
    added = tuple((tactic.id, tactic.goal, tactic.title) for tactic in found.tactics)
    after = replace(TARGET, goals=(*TARGET.goals, *found.goals), tactics=(*TARGET.tactics, *added))
    again = parse(rows, after)
    assert (again.goals, again.tactics) == ((), ())
    assert again.bad_rows == found.bad_rows
