"""Buttons and forms as the release before drew them, put before a person again.

`recorded/buttons.json` has actions as Slack sends them, `recorded/forms.json` modals with what was filled in.
Ids stand in both as names ("<plan>", "<tactic 1>"), so that they fit any stage that was told alike.
"""

import copy
import json
from pathlib import Path
from typing import Any

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from sandbox import HOME, Person
from sandbox.modals import open_first
from storage.tables.check_ins import CheckInRow
from storage.tables.deliveries import DeliveryRow
from storage.tables.plans import CompanyGoalRow, GoalRow, PlanRow
from storage.tables.tactics import TacticRow
from tests.stories.every_form import furnish
from tests.stories.stage import Campfire
from tests.transactions import reading

FOLDER = Path(__file__).parent / "recorded"
Recorded = dict[str, Any]

_QUERIES: dict[str, SelectOfScalar[str]] = {
    "plan": select(PlanRow.id).order_by(col(PlanRow.created_at)),
    "company goal": select(CompanyGoalRow.id).order_by(col(CompanyGoalRow.position)),
    "goal": select(GoalRow.id).order_by(col(GoalRow.number)),
    "tactic": select(TacticRow.id).order_by(col(TacticRow.number)),
    "check-in": select(CheckInRow.id).order_by(col(CheckInRow.opened_at)),
    "delivery": select(DeliveryRow.id).order_by(
        *(col(DeliveryRow.kind), col(DeliveryRow.recipient), col(DeliveryRow.occasion), col(DeliveryRow.id))
    ),
}


async def a_week_of_all_kinds(campfire: Campfire) -> None:
    """Monday, the check-in is open and Hailey, a plan owner, has her daily message.

    The first tactic is contested, the third recurs, the fourth is done, and the fifth is due.
    """
    await furnish(campfire)
    await campfire.add_tactic("Call the press @hailey by 1 March")
    await campfire.add_tactic("Write a report on the last Friday of every month @hailey")
    await campfire.add_tactic("Buy a map @hailey by 10 January")
    await campfire.add_tactic("Book a room @hailey by 11 January")
    await campfire.hailey.command("/tactic done 4", "#social")
    for person, value, complexity in ((campfire.brian, "5", "2"), (campfire.hailey, "3", "5")):
        await person.command("/tactic rate 1", "#social")
        await person.fill_in({"Value": value, "Complexity": complexity})
        await person.submit()
    await campfire.hailey.open_home()
    await campfire.wait_until("2027-01-11 18:00")
    campfire.hush()


def named_ids(campfire: Campfire) -> dict[str, str]:
    """The names of all ids that a recording may have, by id."""
    with reading(campfire.bot.store) as tx:
        found = {kind: tx.exec(query).all() for kind, query in _QUERIES.items()}
        metrics = tx.exec(select(GoalRow.metrics).where(GoalRow.number == 1)).one()
    found["metric"] = [metric["id"] for metric in metrics]
    return {id_: f"<{kind} {number}>" for kind, ids in found.items() for number, id_ in enumerate(ids, 1)}


def read(name: str) -> dict[str, Recorded]:
    """A recording, by the names of what it has."""
    recorded: dict[str, Recorded] = json.loads((FOLDER / f"{name}.json").read_text())
    return recorded


def fitted(campfire: Campfire, recorded: Recorded) -> Recorded:
    """A recording with the ids of this stage."""
    written = json.dumps(recorded)
    for id_, name in named_ids(campfire).items():
        written = written.replace(name, id_)
    fitting: Recorded = json.loads(written.replace("<origin>", _response_url(campfire)))
    return fitting


async def press(campfire: Campfire, recorded: Recorded) -> str:
    """What Hailey is answered when she presses what was recorded, where it was recorded."""
    hailey = campfire.hailey
    action = fitted(campfire, recorded["action"])
    home = hailey.home()
    if recorded["on"] == HOME:
        where: Any = campfire.slack.workspace.homes[hailey.id]
    else:
        where = hailey.visible(recorded["on"])[-1]
    hailey.news()
    await hailey.send_action(where, action)
    return answered(hailey, home)


async def send(campfire: Campfire, recorded: Recorded) -> str:
    """What Hailey is answered when she sends the form that was recorded."""
    hailey = campfire.hailey
    form = fitted(campfire, recorded)
    view = open_first(campfire.hailey._backend, hailey.id, form["view"])
    view.values = copy.deepcopy(form["values"])
    home = hailey.home()
    hailey.news()
    await hailey.submit()
    return answered(hailey, home)


def answered(person: Person, home: str) -> str:
    """The beginning of a person's news, or that their Home has changed, or ""."""
    if news := person.news():
        return "\n".join(news.splitlines()[:3])
    return "Home" if person.home() != home else ""


def _response_url(campfire: Campfire) -> str:
    backend = campfire.hailey._backend
    place = campfire.hailey.place("#social").id
    return f"{backend.url}/response/{backend.response_urls.issue(campfire.hailey.id, place)}"
