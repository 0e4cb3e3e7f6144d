"""Several tactics at once: what a person finishes or drops by their numbers, undone as one."""

from handlers.dispatch import permissions as may
from handlers.dispatch.access import plan_here
from handlers.dispatch.form_metadata import SeveralTacticsMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.views.common.blocks import Message
from handlers.views.tactics import several as views
from handlers.views.tactics.forms import read_drop_form
from planning.plan import Plan
from planning.tactics import Tactic
from storage import tactics
from storage.changes.tactics import Several, drop_several, finish_several
from storage.engine.transactions import Tx


@may.changes
async def finish(interaction: Interaction, numbers: tuple[int, ...]) -> Message:
    """Finish tactics of the channel's plan by their numbers; what can't be finished is named."""
    plan = await plan_here(interaction)
    outcome = await interaction.write(finish_several, interaction.actor, plan.id, numbers)
    return _answer(interaction, plan, outcome)


async def open_drop(interaction: Interaction, numbers: tuple[int, ...]) -> None:
    """Ask once why several tactics are dropped; raises REFERENCE_UNKNOWN for a number that there isn't."""
    plan = await may.edit_plan_here(interaction)
    dropped = await interaction.read(_numbered, plan.id, numbers)
    metadata = SeveralTacticsMetadata(interaction.place, plan.id, numbers)
    await interaction.open(views.drop_several_form(dropped, metadata=metadata.packed()))


async def submit_drop(interaction: Interaction, form: Submission[SeveralTacticsMetadata], plan: Plan) -> None:
    """The form that drops several was submitted."""
    reason = read_drop_form(form.answers)
    numbers = form.metadata.numbers
    outcome = await interaction.write(drop_several, interaction.actor, plan.id, numbers, reason)
    interaction.answer(_answer(interaction, plan, outcome))


def _answer(interaction: Interaction, plan: Plan, outcome: Several) -> Message:
    interaction.services.notify_due()
    changed = [(one.before, one.after) for one in outcome.changed]
    undo = outcome.undo if interaction.person.may_edit else None
    return views.several_message(plan, changed, outcome.refused, undo)


def _numbered(tx: Tx, plan_id: str, numbers: tuple[int, ...]) -> tuple[Tactic, ...]:
    return tuple(tactics.numbered(tx, plan_id, number) for number in numbers)
