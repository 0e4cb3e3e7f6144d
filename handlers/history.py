"""The history, and undoing the last change."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.dispatch import permissions as may
from handlers.dispatch.access import plan_here, plan_of
from handlers.dispatch.interaction import Interaction
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import PageValue, UndoValue
from handlers.views.common.unreadable import with_unreadable
from handlers.views.plans.history import ENTRIES_A_PAGE, history_message, undone_note
from planning.errors import Code, PlanningError
from planning.goals import Goal
from planning.history import UNDOABLE, Entry
from planning.plan import Plan
from planning.records import Unreadable
from storage import goals, history
from storage.changes.undo import undo_change
from storage.engine.transactions import Tx
from storage.readable import unreadable


async def show(interaction: Interaction, _typed: str = "") -> Message:
    """`/plan history`."""
    return await _page(interaction, await plan_here(interaction), 0)


async def turn_page(interaction: Interaction, value: str) -> Message:
    """The history's Newer and Older."""
    page = PageValue.unpacked(value)
    return await _page(interaction, await plan_of(interaction, page.id), page.offset)


@may.changes
async def undo_last(interaction: Interaction, _typed: str = "") -> Message:
    """`/plan undo`: undo the plan's last change, and say what it was."""
    plan = await may.edit_plan_here(interaction)
    last, goals_by_id = await interaction.read(_last_change, plan.id)
    after = await interaction.write(undo_change, interaction.actor, plan.id, last[0].number)
    interaction.services.notify_due()
    return await _page(interaction, after, 0, undone_note(last, goals_by_id, plan))


@may.changes
async def undo(interaction: Interaction, value: str) -> Message:
    """Undo the plan's last change, if it is still the last."""
    change = UndoValue.unpacked(value)
    plan = await may.edit_plan(interaction, change.plan)
    after = await interaction.write(undo_change, interaction.actor, plan.id, change.number)
    interaction.services.notify_due()
    return await _page(interaction, after, 0)


async def _page(interaction: Interaction, plan: Plan, offset: int, note: str = "") -> Message:
    found = await interaction.read(_page_data, plan.id, offset)
    undoable = found.last.number if found.last and found.last.action in UNDOABLE else None
    drawn = history_message(
        plan,
        found.entries,
        found.total,
        offset,
        interaction.person.zone,
        undoable if plan.closed_at is None else None,
        {goal.id: goal for goal in found.goals},
        note,
    )
    return with_unreadable(drawn, found.unreadable)


def _last_change(tx: Tx, plan_id: str) -> tuple[tuple[Entry, ...], dict[str, Goal]]:
    """The last change with what was done as one, newest first, and all goals by id.

    Raises NOTHING_TO_UNDO.
    """
    last = history.last(tx, plan_id)
    if last is None or last.action not in UNDOABLE:
        raise PlanningError(Code.NOTHING_TO_UNDO)
    every = goals.of_plan(tx, plan_id, dropped=True)
    return history.batch_of(tx, last), {goal.id: goal for goal in every}


@dataclass(frozen=True, slots=True)
class _PageData:
    """A page of the entries and how many there are, the last change, and all goals, dropped ones too."""

    entries: Sequence[Entry]
    total: int
    last: Entry | None
    goals: Sequence[Goal]
    unreadable: Sequence[Unreadable]


def _page_data(tx: Tx, plan_id: str, offset: int) -> _PageData:
    entries, total = history.page(tx, plan_id, offset, ENTRIES_A_PAGE)
    last = history.last(tx, plan_id)
    every = goals.of_plan(tx, plan_id, dropped=True)
    return _PageData(entries, total, last, every, unreadable(tx))
