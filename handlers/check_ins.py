"""Check-ins: asking now, skipping, reading what was answered, and when to ask."""

from handlers import permissions as may
from handlers.access import plan_here, plan_of
from handlers.summary import check_in_view
from handlers.views import check_in_forms as forms
from handlers.views import check_ins as views
from handlers.views.blocks import Message
from handlers.visit import Submission, Visit
from planning.plan import Plan
from storage.changes.check_ins import (
    ask_check_in_now,
    newest_check_in,
    skip_check_in,
)
from storage.changes.plans import change_plan


@may.changes
async def now(visit: Visit, _typed: str = "") -> Message:
    """`/checkin now`: ask the week's question at once."""
    plan = await may.edit_plan_here(visit)
    if refused := await visit.write(ask_check_in_now, visit.actor, plan.id):
        return views.not_now_message(plan, refused)
    visit.house.owed()
    return views.asking_now_message(plan)


@may.changes
async def skip(visit: Visit, _typed: str = "") -> Message:
    """`/checkin skip`: leave the next one out."""
    plan = await may.edit_plan_here(visit)
    skipped = await visit.write(skip_check_in, visit.actor, plan)
    return views.skipped_message(plan, skipped.due_at, skipped.next_at)


async def answers(visit: Visit, _typed: str = "") -> Message:
    """`/checkin answers`: all that was said in the newest check-in."""
    plan = await plan_here(visit)
    newest = await visit.read(newest_check_in, plan.id)
    if newest is None:
        return views.not_now_message(plan, "none yet")
    return views.answers_message(await check_in_view(visit.house, visit.workspace, newest.id))


async def turn(visit: Visit, value: str) -> Message:
    """The answers' Previous and Next."""
    check_in_id, _, offset = value.partition("|")
    view = await check_in_view(visit.house, visit.workspace, check_in_id)
    await plan_of(visit, view.plan.id)
    return views.answers_message(view, int(offset))


async def settings(visit: Visit, _typed: str = "") -> None:
    """`/checkin settings`."""
    plan = await may.run_plan_here(visit)
    memory = visit.memory(plan.id, version=plan.version)
    await visit.open(forms.check_in_settings_form(plan, memory=memory.packed()))


async def settings_changed(visit: Visit, form: Submission, found: Plan) -> None:
    """The check-in's settings were sent: the next one follows them."""
    changed = await visit.write(
        change_plan,
        visit.actor,
        found.id,
        None,
        lambda plan: plan.edited(forms.read_check_in_settings_form(form.answers, plan), ()),
    )
    if not changed.is_same:
        visit.answer(views.settings_saved_message(changed.after))
