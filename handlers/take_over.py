"""Taking over a plan that has no active owner."""

from handlers.dispatch import permissions as may
from handlers.dispatch.access import plan_of
from handlers.dispatch.interaction import Interaction
from handlers.dispatch.plan_owners import acting_owners
from handlers.plans import page
from handlers.views.common.blocks import Message
from handlers.views.plans import take_over as views
from planning.errors import Code, PlanningError
from planning.people import require_taking_over
from storage.changes.plans import take_over_plan


@may.changes
async def take_over(interaction: Interaction, plan_id: str) -> Message:
    """The "Take over plan" button: who presses it becomes a plan owner, beside those who were."""
    plan = await plan_of(interaction, plan_id)
    if interaction.person.id not in plan.all_owners:
        acting = await acting_owners(interaction.services, interaction.workspace, plan)
        if acting is None:
            raise PlanningError(Code.OWNERS_UNREAD)
        require_taking_over(interaction.person, plan, acting)
        plan = await interaction.write(take_over_plan, interaction.actor, plan.id, plan.all_owners)
        interaction.services.notify_due()
    return await page(interaction, plan, 0, note=views.taken_over())
