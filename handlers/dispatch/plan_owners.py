"""Whether a plan still has an active owner, and who may take it over if it doesn't."""

import logging

from handlers.dispatch.interaction import Interaction, Services
from handlers.slack.replies import SLACK_FAILURES
from planning.people import acts_as_plan_owner
from planning.plan import Plan

log = logging.getLogger(__name__)


async def is_offered(interaction: Interaction, plan: Plan) -> bool:
    """Whether the person may take the plan over, by what Slack says now."""
    return _may_take_over(interaction, plan) and await has_no_owner_left(
        interaction.services, interaction.workspace, plan
    )


async def is_offered_on_page(interaction: Interaction, plan: Plan) -> bool:
    """As `is_offered`, but Slack is asked only where no active owner is known: pages are read often."""
    if not _may_take_over(interaction, plan):
        return False
    try:
        known = await interaction.services.directory.members(interaction.workspace, plan.channel)
        people = await interaction.services.directory.people(
            interaction.workspace, known & set(plan.all_owners)
        )
    except SLACK_FAILURES:
        return False  # the page is shown without the offer
    if any(acts_as_plan_owner(person, member=True) for person in people.values()):
        return False
    return await is_offered(interaction, plan)


async def has_no_owner_left(services: Services, workspace: str, plan: Plan) -> bool:
    """Whether the plan has owners but no active one; False if Slack doesn't say so."""
    is_owned = plan.closed_at is None and bool(plan.all_owners)
    return is_owned and await acting_owners(services, workspace, plan) == ()


async def acting_owners(services: Services, workspace: str, plan: Plan) -> tuple[str, ...] | None:
    """The active plan owners, fetched from Slack now; None if its response is missing or incomplete."""
    try:
        members = await services.directory.members_now(workspace, plan.channel)
        present = [owner for owner in plan.all_owners if owner in members]
        people = await services.directory.people_now(workspace, present)
    except Exception as failure:  # noqa: BLE001 - whatever failed, Slack has not said that no owner is left
        log.warning("plan owners were not fetched", extra={"plan": plan.id, "error": type(failure).__name__})
        return None
    if not members or len(people) < len(present):
        return None
    return tuple(owner for owner in present if acts_as_plan_owner(people[owner], member=True))


def _may_take_over(interaction: Interaction, plan: Plan) -> bool:
    person = interaction.person
    return person.may_edit and not person.deleted and person.id not in plan.all_owners
