"""A plan as files, given to one person."""

from collections.abc import Sequence

from slack_sdk.errors import SlackApiError

from handlers import feeds
from handlers.access import require_here
from handlers.reply import SLACK_FAILURES, recorded
from handlers.slack_errors import code_of
from handlers.uploads import UploadRefused, give
from handlers.views.blocks import Message
from handlers.views.files import given
from handlers.views.files.calendar import plan_ics
from handlers.views.files.document import plan_markdown
from handlers.views.files.sheet import plan_csv
from handlers.visit import Visit
from handlers.whole import whole_plan, with_names
from planning.errors import Code, PlanningError
from planning.plan import Plan
from planning.unreadable import Unreadable
from storage import documents, plans
from storage.readable import unreadable


async def export(visit: Visit, _typed: str = "") -> None:
    """`/plan export`: the channel's plan, else the one that was closed last, as files in direct messages."""
    await require_here(visit)
    async with visit.store.reading() as tx:
        plan = await tx.run(plans.open_in, visit.workspace, visit.channel)
        plan = plan or await tx.run(plans.newest_closed, visit.workspace, visit.channel)
    if plan is None:
        raise PlanningError(Code.PLAN_MISSING)
    visit.draw(_give(visit, plan))


async def _give(visit: Visit, plan: Plan) -> Message:
    try:
        files, left_out = await _files(visit, plan)
        await give(visit.slack, visit.person.id, files, given.comment(plan, left_out))
    except (*SLACK_FAILURES, UploadRefused) as failure:
        reference = recorded(failure)
        return given.not_allowed(reference) if _lacks_scope(failure) else given.not_given(reference)
    return given.given(plan, await feeds.offer(visit, plan))


async def _files(visit: Visit, plan: Plan) -> tuple[dict[str, bytes], Sequence[Unreadable]]:
    """The files by their names, all from the same moment, and what is left out of them."""
    async with visit.store.reading() as tx:
        nameless = await tx.run(whole_plan, visit.workspace, plan.id, visit.now)
        lossless = await tx.run(documents.plan, visit.workspace, plan.id)
        left_out = unreadable(tx.sync_session)
    whole = await with_names(visit.house.directory, nameless)
    texts = (plan_csv(whole), plan_markdown(whole), plan_ics(whole), documents.text(lossless))
    named = zip(given.KINDS, texts, strict=True)
    return {given.filename(plan, kind): text.encode() for kind, text in named}, left_out


def _lacks_scope(failure: Exception) -> bool:
    return isinstance(failure, SlackApiError) and code_of(failure) == "missing_scope"
