"""Reading everything that a plan's export files are made from."""

from dataclasses import replace
from datetime import datetime

from handlers.slack.directory import Directory
from handlers.views.exports.export_data import ExportData
from storage import goals, plans, tactic_lists
from storage.engine.transactions import Tx
from storage.readable import unreadable


def gather_plan(tx: Tx, plan_id: str, now: datetime) -> ExportData:
    """Everything but people's names, for files that are made `now`."""
    whole = ExportData(
        plan=plans.get(tx, plan_id),
        goals=goals.of_plan(tx, plan_id, dropped=True),
        tactics=tactic_lists.all_of_plan(tx, plan_id),
        readings=goals.newest_readings(tx, plan_id),
        names={},
        now=now,
    )
    return replace(whole, unreadable=unreadable(tx))


async def add_names(directory: Directory, whole: ExportData) -> ExportData:
    """The same with the names of those who own something."""
    owners = {owner for tactic in whole.tactics for owner in tactic.owners}
    known = await directory.people(whole.plan.workspace, owners.union(whole.plan.all_owners))
    return replace(whole, names={id_: person.name for id_, person in known.items()})
