"""A plan that lives in a spreadsheet: read, shown with every bad row, and added once that was seen."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace

from slack_sdk.models.views import View

from handlers.access import plan_here, plan_of
from handlers.downloads import fetch
from handlers.plans import page
from handlers.record_many import all_added
from handlers.reply import SLACK_FAILURES, recorded
from handlers.uploads import UploadRefused, give
from handlers.views import imports as views
from handlers.views import notes
from handlers.views.files.given import not_given
from handlers.views.files.mending import FILE, rows_to_mend
from handlers.visit import Submission, Visit
from planning.calendar import working_days_after
from planning.errors import Code, PlanningError
from planning.people import require_editor
from planning.plan import Plan
from planning.sheets import (
    IDS_A_ROW,
    ROWS_MOST,
    Column,
    Crowd,
    Intake,
    Sheet,
    Standing,
    read_intake,
    read_sheet,
)
from planning.zones import zone_of
from storage import goals, plans, tactic_lists, tactics
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class Source:
    """What was handed over at a field of the form: a file of that id and name, or pasted rows."""

    field: str
    content: bytes | str
    file: str = ""
    name: str = ""


async def open_form(visit: Visit, _typed: str = "") -> None:
    """`/plan import`: ask for the spreadsheet."""
    plan = await plan_here(visit)
    require_editor(visit.person)
    await visit.open(views.import_form(plan, visit.person.name, memory=visit.memory(plan.id).packed()))


async def imported(visit: Visit, form: Submission) -> View | None:
    """The form was sent: what it would add is shown, and added when that has been seen."""
    plan = await plan_of(visit, form.memory.plan)
    require_editor(visit.person)
    plan.require_open()
    source = await _source(visit, form)
    sheet = read_sheet(source.content, source.field)
    crowd, members = await _people(visit, plan, sheet)
    async with visit.store.reading() as tx:
        standing = await _standing(tx, visit, plan, crowd, members)
    if _is_added(standing, form):
        return None
    found = await asyncio.to_thread(read_intake, sheet.rows, standing, form.new_id)
    if not found.rows or found.fingerprint != form.memory.echoed:
        return _preview(visit, form, source, views.Preview(standing, found, sheet.aside, source.name))
    async with visit.store.transaction(visit.workspace) as tx:
        now = await _standing(tx, visit, plan, crowd, members)
        if _is_added(now, form):
            return None
        if now != standing:
            raise PlanningError(Code.CHANGED_MEANWHILE)
        await _add(tx, visit, now.plan, found)
    visit.house.owed()
    visit.draw(page(visit, now.plan, 0, note=notes.imported(found)))
    return None


async def _source(visit: Visit, form: Submission) -> Source:
    """A file chosen now or before, or else the pasted rows; raises EMPTY, SHEET_TWICE or FILE_UNREADABLE."""
    file, pasted = views.read_import_form(form.answers)
    if file and pasted:
        raise PlanningError(Code.SHEET_TWICE, "pasted")
    if pasted:
        return Source("pasted", pasted)
    wanted = file or form.memory.subject
    if not wanted:
        raise PlanningError(Code.EMPTY, "file")
    fetched = await fetch(visit.slack, wanted)
    return Source("file", fetched.content, wanted, fetched.name)


async def _people(visit: Visit, plan: Plan, sheet: Sheet) -> tuple[Crowd, frozenset[str]]:
    """Who could be meant by the names of owners, and who is in the channel; nobody where none are named."""
    if not any(row.cell(Column.OWNERS) for row in sheet.rows):
        return {}, frozenset()
    crowd = await visit.house.directory.crowd(visit.workspace)
    return crowd, await visit.house.directory.members(visit.workspace, plan.channel)


async def _standing(tx: Tx, visit: Visit, plan: Plan, crowd: Crowd, members: Collection[str]) -> Standing:
    now = await plans.get(tx, visit.workspace, plan.id)
    now.require_open()
    return Standing(
        plan=now,
        goals=await goals.of_plan(tx, visit.workspace, plan.id, dropped=True),
        tactics=await tactic_lists.titles_of_plan(tx, visit.workspace, plan.id),
        crowd=crowd,
        members=members,
        by=visit.person.id,
        now=visit.now,
        rate_by=working_days_after(visit.now, now.rating_days, zone_of(now.zone)),
    )


def _is_added(standing: Standing, form: Submission) -> bool:
    """Whether this form has added its rows already, as after a double click."""
    there = {goal.id for goal in standing.goals} | {id_ for id_, _, _ in standing.tactics}
    return not there.isdisjoint(form.new_ids(IDS_A_ROW * ROWS_MOST))


def _preview(visit: Visit, form: Submission, source: Source, preview: views.Preview) -> View:
    """The same form with what its rows come to; bad rows that it has no room for come as a file."""
    if views.has_more(preview.found):
        visit.house.background.start(_give_rows(visit, preview.found))
    memory = replace(form.memory, subject=source.file, echoed=preview.found.fingerprint)
    pasted = source.content if isinstance(source.content, str) else ""
    return views.import_form(
        preview.standing.plan, visit.person.name, memory=memory.packed(), pasted=pasted, preview=preview
    )


async def _give_rows(visit: Visit, found: Intake) -> None:
    try:
        await give(visit.slack, visit.person.id, {FILE: rows_to_mend(found).encode()}, views.file_comment())
    except (*SLACK_FAILURES, UploadRefused) as failure:
        visit.answer(not_given(recorded(failure)))


async def _add(tx: Tx, visit: Visit, plan: Plan, found: Intake) -> None:
    """Keep what is new, numbered on from what is there."""
    goal = await goals.next_number(tx, visit.workspace, plan.id)
    tactic = await tactics.next_number(tx, visit.workspace, plan.id)
    await all_added(
        tx,
        visit,
        plan.id,
        [replace(new, number=place) for place, new in enumerate(found.goals, goal)],
        [replace(new, number=place) for place, new in enumerate(found.tactics, tactic)],
        found.ratings,
    )
