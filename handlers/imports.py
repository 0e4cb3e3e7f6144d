"""Importing a spreadsheet: parse it, preview it with every invalid row, and import it once that was shown."""

import asyncio
from dataclasses import dataclass, replace

from slack_sdk.models.views import View

from handlers.dispatch import permissions as may
from handlers.dispatch.form_metadata import ImportMetadata, PlanMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.plans import page
from handlers.slack.downloads import fetch
from handlers.slack.replies import SLACK_FAILURES, log_error
from handlers.slack.uploads import UploadRefused, send_files
from handlers.views.common import notes
from handlers.views.exports.import_notes import COMMENT, FILE, rows_to_fix
from handlers.views.exports.messages import not_sent
from handlers.views.plans import imports as views
from handlers.views.plans.import_preview import Preview, has_more
from planning.errors import Code, PlanningError
from planning.plan import Plan
from planning.sheets import (
    IDS_A_ROW,
    MAX_ROWS,
    AmbiguousEncoding,
    Column,
    Decoded,
    ImportTarget,
    PeopleByName,
    Served,
    Sheet,
    decode,
    find_served,
    read_import,
    read_sheet,
)
from storage import goals
from storage.changes.imports import import_rows, read_import_target


@dataclass(frozen=True, slots=True)
class Source:
    """What was entered in a field of the form: a file with this id and name, or pasted rows.

    `encoding` is the one that the person chose for the file, "" for none.
    """

    field: str
    content: bytes | str
    file: str = ""
    name: str = ""
    encoding: str = ""


async def open_form(interaction: Interaction, _typed: str = "") -> None:
    """`/plan import`: ask for the spreadsheet."""
    plan = await may.edit_plan_here(interaction)
    serving = views.Serving(plan, await interaction.read(goals.of_plan, plan.id))
    metadata = PlanMetadata(interaction.place, plan.id).packed()
    await interaction.open(views.import_form(serving, interaction.person.name, metadata=metadata))


async def submit_import(
    interaction: Interaction, form: Submission[ImportMetadata], plan: Plan
) -> View | None:
    """The form was submitted: show a preview, or import what was previewed."""
    source = await _source(interaction, form)
    decoded = await asyncio.to_thread(_decoded, source)
    if isinstance(decoded, AmbiguousEncoding):
        metadata = replace(form.metadata, file=source.file, preview="")
        of_plan = await interaction.read(goals.of_plan, plan.id)
        serving = views.Serving(plan, of_plan, views.read_serves(form.answers))
        return views.unsure_form(decoded, source.name, serving, metadata=metadata.packed(), file=source.file)
    sheet = await asyncio.to_thread(read_sheet, decoded.text, source.field)
    by_name, members = await _people(interaction, plan, sheet)
    target = await interaction.read(read_import_target, interaction.actor, plan.id, by_name, members)
    ids = form.new_ids(IDS_A_ROW * MAX_ROWS)
    if target.has_any(ids):  # a double click
        return None
    served = _served(form, sheet, target, source.field)
    found = await asyncio.to_thread(read_import, sheet.rows, target, form.new_id, served)
    preview = Preview(target, found, sheet, source.name, decoded, served.id if served else "")
    if not found.rows or _fingerprint(preview) != form.metadata.preview:
        return _preview(interaction, form, source, preview)
    if not await interaction.write(import_rows, interaction.actor, target, found, ids):
        return None
    interaction.services.notify_due()
    interaction.draw(page(interaction, target.plan, 0, note=notes.imported(found)))
    return None


async def _source(interaction: Interaction, form: Submission[ImportMetadata]) -> Source:
    """A file chosen now or before, or else the pasted rows; raises EMPTY, SHEET_TWICE or FILE_UNREADABLE."""
    handed = views.read_import_form(form.answers, form.metadata.file)
    if handed.file and handed.pasted:
        raise PlanningError(Code.SHEET_TWICE, "pasted")
    if handed.pasted:
        return Source("pasted", handed.pasted)
    wanted = handed.file or form.metadata.file
    if not wanted:
        raise PlanningError(Code.EMPTY, "file")
    fetched = await fetch(interaction.slack, wanted, interaction.services.timeouts.download)
    encoding = handed.encoding if wanted == form.metadata.file else ""
    return Source("file", fetched.content, wanted, fetched.name, encoding)


def _served(
    form: Submission[ImportMetadata], sheet: Sheet, target: ImportTarget, field: str
) -> Served | None:
    """What all rows serve: as chosen in the form, or else as a line of the sheet says.

    Raises what `find_served` does about `field`, and SHEET_GOALLESS where the rows name no goals either.
    """
    chosen = views.read_serves(form.answers)
    if chosen or sheet.serves:
        try:
            return find_served(chosen or sheet.serves, target.plan, target.goals)
        except PlanningError as refusal:
            raise refusal.about(views.serves_field(form.answers) if chosen else field) from refusal
    if not sheet.names_goals:
        raise PlanningError(Code.SHEET_GOALLESS, views.serves_field(form.answers))
    return None


def _decoded(source: Source) -> Decoded | AmbiguousEncoding:
    if isinstance(source.content, str):
        return Decoded(source.content)
    field = views.encoding_field(source.file) if source.encoding else source.field
    return decode(source.content, source.encoding, field)


def _fingerprint(preview: Preview) -> str:
    """What distinguishes one preview from another."""
    encoding = preview.decoded.encoding if preview.decoded else ""
    return f"{encoding} {preview.found.fingerprint}"


async def _people(interaction: Interaction, plan: Plan, sheet: Sheet) -> tuple[PeopleByName, frozenset[str]]:
    """All people by name, and the channel's members; empty if no row has owners."""
    if not any(row.cell(Column.OWNERS) for row in sheet.rows):
        return {}, frozenset()
    by_name = await interaction.services.directory.all_by_name(interaction.workspace)
    return by_name, await interaction.services.directory.members(interaction.workspace, plan.channel)


def _preview(
    interaction: Interaction, form: Submission[ImportMetadata], source: Source, preview: Preview
) -> View:
    """The form again with a preview of its rows; what doesn't fit into it is sent as a file."""
    if has_more(preview):
        interaction.services.tasks.start(_give_rows(interaction, preview))
    metadata = replace(form.metadata, file=source.file, preview=_fingerprint(preview))
    pasted = source.content if isinstance(source.content, str) else ""
    target, name = preview.target, interaction.person.name
    kept = [goal for goal in target.goals if not goal.dropped]
    serving = views.Serving(target.plan, kept, preview.serves)
    return views.import_form(
        serving, name, metadata=metadata.packed(), pasted=pasted, preview=preview, file=source.file
    )


async def _give_rows(interaction: Interaction, preview: Preview) -> None:
    try:
        rows = interaction.services.commands.in_words(rows_to_fix(preview))
        await send_files(interaction.slack, interaction.person.id, {FILE: rows.encode()}, COMMENT)
    except (*SLACK_FAILURES, UploadRefused) as failure:
        interaction.answer(not_sent(log_error(failure)))
