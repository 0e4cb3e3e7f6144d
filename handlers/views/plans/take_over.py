"""A plan without an active owner: the offer to take it over, and the reply once someone has."""

from slack_sdk.models.blocks import Block

from handlers.views.common.blocks import actions, button, mentions, section
from planning.plan import Plan

_MAX_PEOPLE = 3


def take_over_offer(plan: Plan) -> list[Block]:
    """The offer to any member of the channel."""
    text = (
        f"⚠ This plan has no active owner: {mentions(plan.all_owners, _MAX_PEOPLE)} can't change or close "
        "it any more. Any member of this channel can take it over."
    )
    return [section(text), actions(button("Take over plan", "plan.take_over", plan.id))]


def taken_over() -> str:
    """The first line for the new owner."""
    return "You're an owner of this plan now, so you can change its settings and close it."
