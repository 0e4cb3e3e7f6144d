"""One stored field is spoilt, and all that a bystander then sees."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from sandbox import Person
from tests.stories.beginning import Beginning
from tests.stories.home_stage import HOME
from tests.stories.reminded import rate
from tests.stories.stage import Campfire

COMMANDS = (
    "/plan",
    "/plan upcoming",
    "/plan advice",
    "/plan history",
    "/plan matrix",
    "/plan map",
    "/goal list",
    "/tactic list",
    "/tactic list mine",
    "/tactic list all",
    "/tactic list unrated",
    "/tactic list quick wins",
    "/tactic show 1",
    "/tactic show 2",
    "/checkin answers",
)
NOT_UTF8 = "R\udce2ga"  # what was stored as text without being UTF-8
SPOILT_AT = "2027-01-18 13:30"


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A field of one row that holds what it should not; `row` is the condition that finds the row."""

    table: str
    column: str
    value: object
    row: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}={ascii(self.value)[:12]}"


def spoil(beginning: Beginning, what: Spoilt, folder: Path) -> Beginning:
    """The same beginning with that field spoilt."""
    path = folder / "spoilt.db"
    path.write_bytes(beginning.database)
    if what.value is None:
        _take_anything(path, what.table)
    spoil_file(path, what)
    return replace(beginning, database=path.read_bytes())


def spoil_file(path: Path, what: Spoilt) -> None:
    """Spoil that field in a database, behind the back of whoever has it open."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        value, mark = what.value, "?"
        if isinstance(value, str):
            value, mark = value.encode(errors="surrogateescape"), "CAST(? AS TEXT)"
        statement = f'UPDATE {what.table} SET "{what.column}" = {mark} WHERE {what.row}'  # noqa: S608 - all of it is ours
        assert database.execute(statement, (value,)).rowcount == 1, what


def _take_anything(path: Path, table: str) -> None:
    """Let a table's columns be empty."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE name = ?", (table,)
        )


async def a_plan_with_everything(campfire: Campfire) -> None:
    """Two goals, one measured; four tactics, one rated; one check-in closed and one running."""
    await campfire.start_plan()
    await campfire.add_measured_goal()
    await campfire.add_goal("Raise awareness of the new features", "Ship 3 major new product features")
    await campfire.maya.command("/goal reading 1", "#social")
    await campfire.maya.fill_in({"Current value": "12"})
    await campfire.maya.submit()
    for sentence in (
        "List 100 influencers @brian by 20 January",
        "Send 100 emails @brian by 19 January",
        "Film a teaser @hailey by 26 February",
        "Write a report on the last Friday of every month @hailey",
    ):
        await campfire.maya.command(f"/tactic add {sentence}", "#social")
        await campfire.maya.choose("For which goal?", "1. ")
        await campfire.maya.submit()
    await rate(campfire.brian, "Send 100 emails")
    await rate(campfire.brian, "List 100 influencers")
    await campfire.wait_until("2027-01-11 07:01")
    await answer(campfire.brian, "● on course")
    await campfire.wait_until(SPOILT_AT)
    await answer(campfire.hailey, "◐ drifting")
    await campfire.brian.open_home()
    await campfire.brian.click("Got it", HOME)
    campfire.hush()


async def answer(person: Person, how: str) -> None:
    """A person answers the same for each tactic that the form asks about."""
    await person.click("Answer", "#social")
    for nth in range(1, person.form().count("How's it going?") + 1):
        await person.choose("How's it going?", how, nth=nth)
    await person.submit()


async def all_screens(campfire: Campfire) -> dict[str, str]:
    """Whatever Brian sees, screen by screen, and what goes to the channel."""
    brian = campfire.brian
    seen = {}
    for typed in COMMANDS:
        await brian.command(typed, "#social")
        seen[typed] = brian.news()
    await brian.open_home()
    seen["home"] = brian.home()
    brian.news()
    await brian.command("/plan export", "#social")
    seen["export"] = brian.news()
    for file in campfire.slack.workspace.files.values():
        kind = file.name.rpartition(".")[2]
        if kind in ("csv", "md", "ics", "json"):
            seen[f"file {kind}"] = file.content.decode()
    await brian.click("Answer", "#social")
    seen["form"] = brian.form() if brian.modal else brian.news()
    if brian.modal:
        for nth in range(1, brian.form().count("How's it going?") + 1):
            await brian.choose("How's it going?", "● on course", nth=nth)
        await brian.submit()
    seen["submitted"] = brian.form() if brian.modal else brian.news()
    await campfire.wait_until("2027-01-18 13:45")
    seen["check-in"] = campfire.maya.sees("#social")
    await campfire.wait_until("2027-01-20 14:01")
    seen["summary"] = campfire.maya.news()
    seen["days"] = brian.news()
    return seen
