"""What each delivery says, drawn when it is sent and whenever it is drawn anew."""

from collections.abc import Awaitable, Callable

from slack_sdk.models.views import View

from handlers import draw
from handlers.digest import draw_digest
from handlers.home import draw_home
from handlers.views.blocks import Message
from handlers.views.check_in_summary import summary_message
from handlers.views.check_ins import CheckInView, check_in_message, check_in_nudge, check_in_request
from handlers.views.undelivered import undeliverable_message
from handlers.visit import House
from planning.advice import advice
from planning.deliveries import Delivery, Kind
from storage import check_ins, goals, plans, summaries, tactic_lists
from storage.store import Tx

Drawing = Callable[[House, Delivery], Awaitable[Message | View | None]]


async def drawn(house: House, delivery: Delivery) -> Message | View | None:
    """What the delivery says now, a view for a Home; None when there is nothing left to say.

    Nobody hears of a plan whose channel they are not in: raises what `Directory.require_member` does.
    """
    if delivery.plan and delivery.is_to_a_person:
        await _require_member(house, delivery)
    return await DRAWINGS[delivery.kind](house, delivery)


async def _require_member(house: House, delivery: Delivery) -> None:
    async with house.store.reading() as tx:
        plan = await plans.get(tx, delivery.workspace, delivery.plan)
    await house.directory.require_member(delivery.workspace, plan.channel, delivery.recipient)


async def _rating_request(house: House, delivery: Delivery) -> Message | None:
    return await draw.request(house.store, delivery)


async def _check_in(house: House, delivery: Delivery) -> Message | None:
    return check_in_message(await check_in_view(house, delivery.workspace, delivery.subject))


async def _check_in_request(house: House, delivery: Delivery) -> Message | None:
    view = await check_in_view(house, delivery.workspace, delivery.subject)
    person = delivery.recipient
    own = tuple(tactic for tactic in view.tactics.values() if person in tactic.owners)
    if not own and not any(answer.person == person for answer in view.answers):
        return None
    return check_in_request(view, person, own)


async def _check_in_nudge(house: House, delivery: Delivery) -> Message | None:
    view = await check_in_view(house, delivery.workspace, delivery.subject)
    if not delivery.ts and view.asked.get(delivery.recipient) != "owed":
        return None
    return check_in_nudge(view, delivery.recipient)


async def _check_in_summary(house: House, delivery: Delivery) -> Message | None:
    workspace = delivery.workspace
    view = await check_in_view(house, workspace, delivery.subject)
    plan = view.plan
    async with house.store.reading() as tx:
        found = await summaries.of(tx, workspace, view.check_in)
        every = await goals.of_plan(tx, workspace, plan.id, dropped=True)
        open_ones = await tactic_lists.open_owned(tx, workspace, plan.id)
        newest = await goals.newest_readings(tx, workspace, plan.id)
    advised = advice(plan, every, open_ones, newest, plan.today(house.now()))
    return summary_message(view, found, advised, {goal.id: goal for goal in every})


async def _undeliverable(house: House, delivery: Delivery) -> Message | None:
    """`items` are who cannot be reached, why, and the plan it concerns: its owner, in its channel or not."""
    person, reason, plan_id = delivery.items
    async with house.store.reading() as tx:
        plan = await plans.get(tx, delivery.workspace, plan_id)
    return undeliverable_message(person, reason, plan)


async def check_in_view(house: House, workspace: str, check_in_id: str) -> CheckInView:
    """A check-in with its people, its answers and the tactics it asks about."""
    async with house.store.reading() as tx:
        return await gather_check_in(tx, workspace, check_in_id)


async def gather_check_in(tx: Tx, workspace: str, check_in_id: str) -> CheckInView:
    """As `check_in_view`, within a transaction."""
    check_in = await check_ins.get(tx, workspace, check_in_id)
    answers = await check_ins.answers(tx, workspace, check_in_id)
    about = {
        tactic.id: tactic
        for tactic in await tactic_lists.open_owned(tx, workspace, check_in.plan)
        if set(tactic.owners) & set(check_in.asked)
    }
    answered = [answer.tactic for answer in answers if answer.tactic not in about]
    return CheckInView(
        plan=await plans.get(tx, workspace, check_in.plan),
        check_in=check_in,
        asked=await check_ins.people(tx, workspace, check_in_id),
        answers=answers,
        tactics=about | await tactic_lists.of_ids(tx, workspace, answered),
    )


DRAWINGS: dict[Kind, Drawing] = {
    Kind.RATING_REQUEST: _rating_request,
    Kind.DIGEST: draw_digest,
    Kind.CHECK_IN: _check_in,
    Kind.CHECK_IN_REQUEST: _check_in_request,
    Kind.CHECK_IN_NUDGE: _check_in_nudge,
    Kind.CHECK_IN_SUMMARY: _check_in_summary,
    Kind.UNDELIVERABLE: _undeliverable,
    Kind.HOME: draw_home,
}
