"""Check-ins: asking now, skipping, reading what was answered, and when to ask."""

from handlers import permissions as may
from handlers.access import plan_here, plan_of
from handlers.summary import check_in_view
from handlers.views import check_in_forms as forms
from handlers.views import check_ins as views
from handlers.views.blocks import Message
from handlers.visit import Submission, Visit
from planning.check_ins import next_check_in
from planning.logbook import Action
from planning.people import require_plan_owner
from planning.plan import Plan
from planning.zones import zone_of
from storage import check_ins, plans, tactic_lists
from storage.changes.plans import save_plan


@may.changes
async def now(visit: Visit, _typed: str = "") -> Message:
    """`/checkin now`: ask the week's question at once."""
    plan = await may.edit_plan_here(visit)
    async with visit.transaction() as tx:
        if await tx.run(check_ins.open_of, visit.workspace, plan.id):
            return views.not_now_message(plan, "already open")
        if not await tx.run(tactic_lists.owners_of_open, visit.workspace, plan.id):
            return views.not_now_message(plan, "nothing to ask")
        due_at = await tx.run(check_ins.next_of, visit.workspace, plan.id)
        await tx.run(check_ins.set_next, visit.workspace, plan.id, visit.now, expected=due_at)
    visit.house.owed()
    return views.asking_now_message(plan)


@may.changes
async def skip(visit: Visit, _typed: str = "") -> Message:
    """`/checkin skip`: leave the next one out."""
    plan = await may.edit_plan_here(visit)
    async with visit.transaction() as tx:
        due_at = await tx.run(check_ins.next_of, visit.workspace, plan.id)
        left_out = max(due_at or visit.now, visit.now)
        zone = zone_of(plan.zone)
        following = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone, left_out)
        await tx.run(check_ins.set_next, visit.workspace, plan.id, following, expected=due_at)
    return views.skipped_message(plan, left_out, following)


async def answers(visit: Visit, _typed: str = "") -> Message:
    """`/checkin answers`: all that was said in the newest check-in."""
    plan = await plan_here(visit)
    async with visit.store.reading() as tx:
        newest = await tx.run(may.newest_check_in, visit.workspace, plan.id)
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
    async with visit.transaction() as tx:
        before = await tx.run(plans.get, visit.workspace, found.id)
        require_plan_owner(visit.person, before)
        before.require_open()
        after = before.edited(forms.read_check_in_settings_form(form.answers, before), ())
        if after == before:
            return
        await tx.run(save_plan, visit.actor, Action.PLAN_CHANGED, before, after)
    visit.answer(views.settings_saved_message(after))
