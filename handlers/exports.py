"""A plan as files, sent to one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.errors import SlackApiError

from handlers import calendar_feeds
from handlers.dispatch.access import require_here
from handlers.dispatch.interaction import Interaction
from handlers.export_data import add_names, gather_plan
from handlers.slack.errors import code_of
from handlers.slack.replies import SLACK_FAILURES, log_error
from handlers.slack.uploads import UploadRefused, send_files
from handlers.views.common.blocks import Message
from handlers.views.exports import messages as views
from handlers.views.exports.calendar import plan_ics
from handlers.views.exports.csv_file import plan_csv
from handlers.views.exports.export_data import ExportData
from handlers.views.exports.markdown import plan_markdown
from planning.errors import Code, PlanningError
from planning.plan import Plan
from planning.records import Unreadable
from storage import plans
from storage.engine.transactions import Tx
from storage.readable import unreadable
from storage.transfer.export import export_plan
from storage.transfer.format import Document, text


async def export(interaction: Interaction, _typed: str = "") -> None:
    """`/plan export`: the channel's plan, else the one that was closed last, as files in direct messages."""
    await require_here(interaction)
    plan = await interaction.read(_plan_to_export, interaction.channel)
    if plan is None:
        raise PlanningError(Code.PLAN_MISSING)
    interaction.draw(_give(interaction, plan))


async def _give(interaction: Interaction, plan: Plan) -> Message:
    try:
        files, left_out = await _files(interaction, plan)
        await send_files(interaction.slack, interaction.person.id, files, views.comment(plan, left_out))
    except (*SLACK_FAILURES, UploadRefused) as failure:
        reference = log_error(failure)
        return views.not_allowed(reference) if _lacks_scope(failure) else views.not_sent(reference)
    return views.sent(plan, await calendar_feeds.offer(interaction, plan))


async def _files(interaction: Interaction, plan: Plan) -> tuple[dict[str, bytes], Sequence[Unreadable]]:
    """The files by their names, all from the same moment, and what is left out of them."""
    found = await interaction.read(_export_data, plan.id, interaction.now)
    whole = await add_names(interaction.services.directory, found.without_names)
    texts = (plan_csv(whole), plan_markdown(whole), plan_ics(whole), text(found.lossless))
    named = zip(views.KINDS, texts, strict=True)
    return {views.filename(plan, kind): content.encode() for kind, content in named}, found.left_out


@dataclass(frozen=True, slots=True)
class _ExportData:
    """A plan for people's files, still without names, and for the lossless one; what neither can have."""

    without_names: ExportData
    lossless: Document
    left_out: Sequence[Unreadable]


def _plan_to_export(tx: Tx, channel: str) -> Plan | None:
    """The channel's open plan, else the one that was closed last."""
    return plans.open_in(tx, channel) or plans.newest_closed(tx, channel)


def _export_data(tx: Tx, plan_id: str, now: datetime) -> _ExportData:
    without_names = gather_plan(tx, plan_id, now)
    lossless = export_plan(tx, plan_id)
    return _ExportData(without_names, lossless, unreadable(tx))


def _lacks_scope(failure: Exception) -> bool:
    return isinstance(failure, SlackApiError) and code_of(failure) == "missing_scope"
