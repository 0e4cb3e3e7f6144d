"""Advice on a plan."""

from collections.abc import Sequence
from datetime import date

from handlers.dispatch.access import plan_here, plan_of
from handlers.dispatch.interaction import Interaction
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import PageValue
from handlers.views.common.unreadable import with_unreadable
from handlers.views.plans.advice import advice_message
from planning.advice import Advice, advice
from planning.plan import Plan
from planning.records import Unreadable
from storage import goals, tactics
from storage.engine.transactions import Tx
from storage.readable import unreadable


async def show(interaction: Interaction, _typed: str = "") -> Message:
    """`/plan advice`."""
    return await _page(interaction, await plan_here(interaction), 0)


async def turn_page(interaction: Interaction, value: str) -> Message:
    """The advice's Previous and Next."""
    page = PageValue.unpacked(value)
    return await _page(interaction, await plan_of(interaction, page.id), page.offset)


async def _page(interaction: Interaction, plan: Plan, offset: int) -> Message:
    found, lost = await interaction.read(_advice, plan, plan.today(interaction.now))
    return with_unreadable(advice_message(plan, found, offset), lost)


def _advice(tx: Tx, plan: Plan, today: date) -> tuple[tuple[Advice, ...], Sequence[Unreadable]]:
    every = goals.of_plan(tx, plan.id)
    open_ones = tactics.open_of_plan(tx, plan.id)
    newest = goals.newest_readings(tx, plan.id)
    return advice(plan, every, open_ones, newest, today), unreadable(tx)
