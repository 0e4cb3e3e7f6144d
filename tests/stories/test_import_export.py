"""What `/plan export` gave, `/plan import` takes in as it is."""

import csv
from io import StringIO

import pytest

from tests.stories.stage import Campfire

pytestmark = pytest.mark.both_databases

NASTY = '=1+1; @all -5 % \'til noon, "soon"'


@pytest.fixture
async def exported(campfire: Campfire) -> Campfire:
    """Maya has the files of a plan with a bit of everything, and everybody has read it."""
    await campfire.live_a_year()
    await campfire.maya.command(f"/tactic add {NASTY}", "#social")
    await campfire.maya.choose("For which goal?", "1. ")
    await campfire.maya.fill("Notes", "-1 at first\n=2 later")
    await campfire.maya.submit()
    await campfire.brian.command("/tactic rate 2", "#social")
    await campfire.brian.choose("Value", "5")
    await campfire.brian.choose("Complexity", "2")
    await campfire.brian.submit()
    await campfire.maya.command("/plan export", "#social")
    campfire.hush()
    return campfire


def table(campfire: Campfire) -> bytes:
    """The newest table that was given."""
    tables = [file for file in campfire.slack.workspace.files.values() if file.name.endswith("2027.csv")]
    return tables[-1].content


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a table, by its columns."""
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def without(row: dict[str, str], columns: set[str]) -> dict[str, str]:
    """A row but for these columns."""
    return {column: cell for column, cell in row.items() if column not in columns}


async def preview(campfire: Campfire) -> str:
    """What the form says of the table."""
    await campfire.maya.command("/plan import", "#social")
    await campfire.maya.attach("CSV file", "plan.csv", table(campfire))
    await campfire.maya.submit()
    return campfire.maya.form()


async def test_into_the_same_plan_it_adds_nothing_and_has_no_fault(exported: Campfire) -> None:
    said = await preview(exported)
    assert "*Nothing to add.*\n· Already in the plan, or dropped from it, so left alone: rows 2 to 5." in said
    assert "to fix" not in said
    assert "Ignored columns: Number and Section." in said


async def test_into_a_new_plan_it_brings_what_is_open(exported: Campfire) -> None:
    before = table(exported)
    await exported.close_plan()
    await exported.start_plan()
    said = await preview(exported)
    assert "*Ready to add 3 tactics, 1 goal and 1 rating.* Nothing saved yet." in said
    (done,) = (number for number, row in enumerate(rows(before), 2) if row["State"] == "done")
    assert f"Done or dropped, so left out: row {done}." in said
    assert "to fix" not in said
    await exported.maya.submit()
    await exported.maya.command("/plan export", "#social")
    lost = {"Number", "Value", "Complexity", "Section"}  # numbered anew, and to be rated by its owner, too
    kept = [row for row in rows(before) if row["State"] != "done"]
    assert [without(row, lost) for row in rows(table(exported))] == [without(row, lost) for row in kept]
