"""Rendering what a channel is told: what the bot can do there, and that a plan has started or closed."""

from handlers.dispatch.interaction import Services
from handlers.views.common.blocks import Message
from handlers.views.common.errors import refusal_message
from handlers.views.plans.announcements import introduction, plan_closed_message, plan_started_message
from planning.deliveries import Delivery
from planning.delivery_payloads import ClosedPayload, MentionPayload
from planning.errors import Code, PlanningError
from planning.plan import Plan
from storage import plans, tactics
from storage.engine.transactions import Tx


async def draw_introduction(services: Services, delivery: Delivery) -> Message:
    """What the bot can do in the channel that it was invited to; raises what `Directory.members` does."""
    await services.directory.members(delivery.workspace, delivery.recipient)
    plan, closed = await services.store.read(delivery.workspace, _plans_in, delivery.recipient)
    return introduction(plan, closed)


async def draw_mention(services: Services, delivery: Delivery) -> Message | None:
    """The same for the person who mentioned the bot; None for a bot, which would perhaps answer back.

    In a group DM, which can have no plan, it says where plans live.
    """
    asked = MentionPayload.from_items(delivery.items)
    person = await services.directory.person(delivery.workspace, asked.person)
    if person.bot or person.deleted:
        return None
    try:
        await services.directory.members(delivery.workspace, delivery.recipient)
    except PlanningError as refusal:
        if refusal.code is Code.NOT_A_CHANNEL:
            return refusal_message(refusal)
        raise
    plan, closed = await services.store.read(delivery.workspace, _plans_in, delivery.recipient)
    return introduction(plan, closed, can_start=person.may_edit)


async def draw_plan_started(services: Services, delivery: Delivery) -> Message:
    """A plan has started."""
    return plan_started_message(await services.store.read(delivery.workspace, plans.get, delivery.subject))


async def draw_plan_closed(services: Services, delivery: Delivery) -> Message:
    """A plan was closed."""
    person = ClosedPayload.from_items(delivery.items).person
    plan, done, left = await services.store.read(delivery.workspace, _closed_plan, delivery.subject)
    return plan_closed_message(plan, person, done, left)


def _plans_in(tx: Tx, channel: str) -> tuple[Plan | None, Plan | None]:
    """The channel's open plan, and the one that was closed last."""
    return plans.open_in(tx, channel), plans.newest_closed(tx, channel)


def _closed_plan(tx: Tx, plan_id: str) -> tuple[Plan, int, int]:
    """A plan, and how many of its tactics are done and open."""
    counts = tactics.counts(tx, plan_id).values()
    return plans.get(tx, plan_id), sum(each.done for each in counts), sum(each.open for each in counts)
