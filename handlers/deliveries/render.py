"""What each delivery says, rendered when it is sent and whenever it is updated."""

from collections.abc import Awaitable, Callable

from handlers.check_ins import check_in_view
from handlers.deliveries.announcements import (
    draw_introduction,
    draw_mention,
    draw_plan_closed,
    draw_plan_started,
)
from handlers.deliveries.daily_message import draw_daily_message
from handlers.deliveries.summary import draw_summary
from handlers.dispatch.access import require_in
from handlers.dispatch.form_metadata import FormMetadata
from handlers.dispatch.interaction import Interaction, Services
from handlers.home import draw_home
from handlers.tactics import tactic_messages
from handlers.views.check_ins.messages import check_in_message, check_in_nudge, check_in_request
from handlers.views.check_ins.notes import late_answer_message
from handlers.views.common.blocks import Home, Message
from handlers.views.common.inputs import message_modal
from handlers.views.installation.messages import reinstall_message, welcome_message
from handlers.views.reminders.undelivered import undeliverable_message
from planning.deliveries import GONE, Delivery, Kind
from planning.delivery_payloads import LateAnswerPayload, ReinstallPayload, UndeliverablePayload
from planning.errors import Code, PlanningError
from planning.plan import Plan
from storage import deliveries, plans

Drawing = Callable[[Services, Delivery], Awaitable[Message | Home | None]]


async def drawn(services: Services, delivery: Delivery) -> Message | Home | None:
    """The delivery's current message or Home; None if nothing is left to say.

    Raises what `Directory.require_member` does if the recipient isn't in the plan's channel.
    """
    if delivery.plan and delivery.is_to_a_person:
        await _require_member(services, delivery)
    return await DRAWINGS[delivery.kind](services, delivery)


async def _require_member(services: Services, delivery: Delivery) -> None:
    plan = await services.store.read(delivery.workspace, plans.get, delivery.plan)
    await services.directory.require_member(delivery.workspace, plan.channel, delivery.recipient)


async def _rating_request(services: Services, delivery: Delivery) -> Message | None:
    return await tactic_messages.request(services.store, delivery)


async def _check_in(services: Services, delivery: Delivery) -> Message | None:
    return check_in_message(await check_in_view(services, delivery.workspace, delivery.subject))


async def _check_in_request(services: Services, delivery: Delivery) -> Message | None:
    view = await check_in_view(services, delivery.workspace, delivery.subject)
    person = delivery.recipient
    own = tuple(tactic for tactic in view.tactics.values() if person in tactic.owners)
    if not own and not any(answer.person == person for answer in view.answers):
        return None
    return check_in_request(view, person, own)


async def _check_in_nudge(services: Services, delivery: Delivery) -> Message | None:
    view = await check_in_view(services, delivery.workspace, delivery.subject)
    if not delivery.ts and view.asked.get(delivery.recipient) != "owed":
        return None
    return check_in_nudge(view, delivery.recipient)


async def _late_answer(services: Services, delivery: Delivery) -> Message | None:
    view = await check_in_view(services, delivery.workspace, delivery.subject)
    return late_answer_message(view, LateAnswerPayload.from_items(delivery.items).person)


async def _undeliverable(services: Services, delivery: Delivery) -> Message | None:
    """If the person is gone, only plans whose channel the recipient is in are named."""
    payload = UndeliverablePayload.from_items(delivery.items)
    found = await services.store.read(delivery.workspace, plans.of_ids, payload.plans)
    is_gone = payload.error in GONE
    named = [plan for plan in found.values() if not is_gone or await _sees(services, delivery, plan)]
    return undeliverable_message(payload.recipient, payload.error, named) if named else None


async def _sees(services: Services, delivery: Delivery, plan: Plan) -> bool:
    return await services.directory.is_member(delivery.workspace, plan.channel, delivery.recipient)


async def _welcome(_house: Services, _delivery: Delivery) -> Message | None:
    """The first step."""
    return welcome_message()


async def _reinstall(_house: Services, delivery: Delivery) -> Message | None:
    payload = ReinstallPayload.from_items(delivery.items)
    return reinstall_message(payload.install_url, payload.expires_at)


DRAWINGS: dict[Kind, Drawing] = {
    Kind.RATING_REQUEST: _rating_request,
    Kind.DIGEST: draw_daily_message,
    Kind.CHECK_IN: _check_in,
    Kind.CHECK_IN_REQUEST: _check_in_request,
    Kind.CHECK_IN_NUDGE: _check_in_nudge,
    Kind.CHECK_IN_SUMMARY: draw_summary,
    Kind.LATE_ANSWER: _late_answer,
    Kind.PLAN_STARTED: draw_plan_started,
    Kind.PLAN_CLOSED: draw_plan_closed,
    Kind.INTRODUCTION: draw_introduction,
    Kind.MENTION: draw_mention,
    Kind.UNDELIVERABLE: _undeliverable,
    Kind.HOME: draw_home,
    Kind.WELCOME: _welcome,
    Kind.REINSTALL: _reinstall,
}


async def show_all(interaction: Interaction, delivery_id: str) -> None:
    """The button "Show all" on a message that was too long: its current content, in a modal.

    Raises GONE, and what `require_in` raises.
    """
    delivery = await interaction.read(deliveries.get, delivery_id)
    if delivery.is_to_a_person and delivery.recipient != interaction.person.id:
        raise PlanningError(Code.GONE)
    if not delivery.is_to_a_person:
        await require_in(interaction, delivery.recipient)
    message = await drawn(interaction.services, delivery)
    if not isinstance(message, Message):
        raise PlanningError(Code.GONE)
    await interaction.open(message_modal(message, metadata=FormMetadata(interaction.place).packed()))
