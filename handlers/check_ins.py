"""Check-ins: asking now, skipping, reading what was answered, and when to ask."""

from dataclasses import replace

from handlers.dispatch import permissions as may
from handlers.dispatch.access import plan_here, plan_of
from handlers.dispatch.form_metadata import PlanMetadata
from handlers.dispatch.interaction import Interaction, Services, Submission
from handlers.views.check_ins import forms
from handlers.views.check_ins import messages as views
from handlers.views.check_ins.messages import CheckInView
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import PageValue
from planning.plan import Plan
from storage import check_ins, plans, tactic_lists
from storage.changes.check_ins import (
    newest_check_in,
    open_check_in_now,
    skip_check_in,
)
from storage.changes.plans import change_plan
from storage.engine.transactions import Tx
from storage.readable import unreadable


@may.changes
async def now(interaction: Interaction, _typed: str = "") -> Message:
    """`/checkin now`: ask the week's question at once."""
    plan = await may.edit_plan_here(interaction)
    if refused := await interaction.write(open_check_in_now, interaction.actor, plan.id):
        return views.not_now_message(plan, refused)
    interaction.services.notify_due()
    return views.asking_now_message(plan)


@may.changes
async def skip(interaction: Interaction, _typed: str = "") -> Message:
    """`/checkin skip`: skip the next check-in."""
    plan = await may.edit_plan_here(interaction)
    skipped = await interaction.write(skip_check_in, interaction.actor, plan)
    return views.skipped_message(plan, skipped.due_at, skipped.next_at)


async def answers(interaction: Interaction, _typed: str = "") -> Message:
    """`/checkin answers`: all that was said in the newest check-in."""
    plan = await plan_here(interaction)
    newest = await interaction.read(newest_check_in, plan.id)
    if newest is None:
        return views.not_now_message(plan, "none yet")
    return views.answers_message(await check_in_view(interaction.services, interaction.workspace, newest.id))


async def turn_page(interaction: Interaction, value: str) -> Message:
    """The answers' Previous and Next."""
    page = PageValue.unpacked(value)
    view = await check_in_view(interaction.services, interaction.workspace, page.id)
    await plan_of(interaction, view.plan.id)
    return views.answers_message(view, page.offset)


async def settings(interaction: Interaction, _typed: str = "") -> None:
    """`/checkin settings`."""
    plan = await may.run_plan_here(interaction)
    metadata = PlanMetadata(interaction.place, plan.id)
    await interaction.open(forms.check_in_settings_form(plan, metadata=metadata.packed()))


async def submit_settings(interaction: Interaction, form: Submission[PlanMetadata], found: Plan) -> None:
    """The check-in settings were submitted; the next check-in uses them."""
    changed = await interaction.write(
        change_plan,
        interaction.actor,
        found.id,
        None,
        lambda plan: plan.edited(forms.read_check_in_settings_form(form.answers, plan), ()),
    )
    if not changed.is_same:
        interaction.answer(views.settings_saved_message(changed.after))


async def check_in_view(services: Services, workspace: str, check_in_id: str) -> CheckInView:
    """A check-in with its people, its answers and the tactics it asks about."""
    return await services.store.read(workspace, gather_check_in, check_in_id)


def gather_check_in(tx: Tx, check_in_id: str) -> CheckInView:
    """As `check_in_view`, within a transaction."""
    check_in = check_ins.get(tx, check_in_id)
    answers = check_ins.answers(tx, check_in_id)
    about = {
        tactic.id: tactic
        for tactic in tactic_lists.open_owned(tx, check_in.plan)
        if set(tactic.owners) & set(check_in.asked)
    }
    answered = [answer.tactic for answer in answers if answer.tactic not in about]
    view = CheckInView(
        plan=plans.get(tx, check_in.plan),
        check_in=check_in,
        asked=check_ins.people(tx, check_in_id),
        answers=answers,
        tactics=about | tactic_lists.of_ids(tx, answered),
    )
    return replace(view, unreadable=unreadable(tx))
