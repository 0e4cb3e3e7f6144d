"""Every form there is, by its name: how a person opens it, filled in so that it can be sent."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel, select

from sandbox import Person
from tests.stories.every_form import SERVES, furnish
from tests.stories.stage import Campfire
from tests.transactions import reading

Opening = Callable[[Person], Awaitable[None]]
ROWS = "Goal,Company goal,Tactic\nBe on TikTok,Expand into a new market segment,Film a teaser"


async def a_week_of_everything(campfire: Campfire) -> None:
    """Monday, the check-in is open: Hailey is a plan owner, and is to rate the second tactic. All is read.

    She has opened her Home and put the welcome away.
    """
    await furnish(campfire)
    await campfire.wait_until("2027-01-08 07:00")
    await campfire.add_tactic("Call the press @hailey by 1 March")
    await campfire.hailey.open_home()
    await campfire.hailey.click("Got it", "Home")
    await campfire.wait_until("2027-01-11 07:30")
    campfire.hush()


def _by(command: str, answers: Mapping[str, Any] | None = None, button: str = "") -> Opening:
    async def opening(person: Person) -> None:
        await person.command(command, "#social")
        if button:
            await person.click(button, "#social", message=person.message(button="Hand over"))
        await person.fill_in(answers or {})

    return opening


async def _choose_plan(person: Person) -> None:
    said = await person.write("Call the radio", "#general")
    await person.message_shortcut("Add as a tactic", said)
    await person.fill("Notes", "On a Friday")


async def _settings(person: Person) -> None:
    await person.click("Change settings", "Home")
    await person.fill("Away from", "2027-03-01")
    await person.fill("Last day away", "2027-03-05")


async def _rate_all(person: Person) -> None:
    await person.click("Rate 1", "Home")
    await person.fill_in({"Value": "5", "Complexity": "2"})


async def _answer(person: Person) -> None:
    await person.click("Answer", "#social")
    await person.choose("How's it going?", "◐ drifting")
    await person.fill("What happened?", "I was at a fair")


async def _decide(person: Person) -> None:
    await person.click("Answer", "#social")
    await person.choose("How's it going?", "○ off course")
    await person.submit()
    await person.choose("What now?", "Keep it as is")
    await person.fill("Why?", "It will pick up")


ON_OPEN_PLANS: dict[str, Opening] = {
    "plan.settings": _by("/plan settings", {"Name": "Another name"}),
    "plan.import": _by("/plan import", {"Or paste the rows": ROWS}),
    "goal.add": _by("/goal add Be on TikTok", {SERVES: "Expand into a new market segment"}),
    "goal.edit": _by("/goal edit 1", {"What will social media do?": "Work with influencers"}),
    "goal.reading": _by("/goal reading 1", {"Current value": "25"}),
    "tactic.choose_plan": _choose_plan,
    "tactic.add": _by("/tactic add Call the radio"),
    "tactic.edit": _by("/tactic edit 2", {"Notes": "Only the local ones"}),
    "tactic.move": _by("/tactic move 2 to 8 March", {"Why?": "They are away"}),
    "tactic.hand_over": _by("/tactic show 2", {"New owner": "@Maya"}, "Hand over"),
    "tactic.assign": _by("/tactic assign 2 @maya"),
    "tactic.drop": _by("/tactic drop 2", {"Why drop it?": "No time"}),
    "tactic.drop_several": _by("/tactic drop 1, 2", {"Why?": "No time"}),
    "ratings.rate": _rate_all,
    "tactic.rate": _by("/tactic rate 2", {"Value": "5", "Complexity": "2"}),
    "reminder.settings": _settings,
    "check_in.answer": _answer,
    "check_in.decide": _decide,
    "check_in.settings": _by("/checkin settings", {"Check-in on": "Friday"}),
    "plan.close": _by("/plan close"),
}
ON_CLOSED_PLANS: dict[str, Opening] = {
    "plan.new": _by("/plan new", {"Name": "Social media 2028"}),
    "plan.next": _by("/plan next"),
}
ALL_FORMS = ON_OPEN_PLANS | ON_CLOSED_PLANS

_MEMORY = {"people", "cache_versions"}  # what Slack said, which is no change of anybody's
_DRAWING = {"next_try_at", "redraw", "attempts"}  # that a message is to be updated changes nothing, either


async def everything_kept(campfire: Campfire) -> list[object]:
    """All rows of the database but what is only remembered of Slack."""
    tables: list[Table] = [table for table in SQLModel.metadata.sorted_tables if table.name not in _MEMORY]
    kept: list[object] = []
    with reading(campfire.bot.store) as tx:
        for table in tables:
            columns = [column for column in table.columns if column.name not in _DRAWING]
            rows = tx.exec(select(*columns).order_by(*table.primary_key.columns))
            kept += [(table.name, *row) for row in rows]
    return kept


def complaints(form: str) -> list[str]:
    """What a form says is wrong, in order."""
    return [line.strip().removeprefix("! ") for line in form.splitlines() if line.startswith("  ! ")]


def without_complaints(form: str) -> list[str]:
    """A form but for what it says is wrong: all that was typed, and where."""
    return [line for line in form.splitlines() if not line.startswith("  ! ")]
