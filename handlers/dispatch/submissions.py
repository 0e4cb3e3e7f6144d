"""What a form's change leads to: its answer, or the form again where it was not up to date."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from slack_sdk.models.views import View

from handlers.dispatch.form_metadata import EditGoalMetadata, EditTacticMetadata, PlanSettingsMetadata
from handlers.dispatch.interaction import Interaction
from handlers.views.plans.history import changed_notice
from storage import goals, history, plans
from storage.changes.base import Changed, Versioned
from storage.engine.transactions import Tx

T = TypeVar("T", bound=Versioned)
Metadata = TypeVar("Metadata", PlanSettingsMetadata, EditGoalMetadata, EditTacticMetadata)


async def submit_change(
    interaction: Interaction,
    plan_id: str,
    metadata: Metadata,
    changed: Changed[T],
    *,
    show: Callable[[], None],
    form_again: Callable[[Metadata, str], Awaitable[View]],
) -> View | None:
    """Show what was saved, or return `form_again` if there is a newer change since the form was opened.

    `form_again` gets the metadata with the newer version, so that submitting it puts it in place of that
    change, and a notice of what they changed. Where there was nothing to save, nothing is shown.
    """
    if changed.is_same:
        return None
    if changed.is_stale:
        notice = await interaction.read(_notice, plan_id, changed.before.id)
        return await form_again(replace(metadata, version=changed.before.version), notice)
    interaction.services.notify_due()
    show()
    return None


def _notice(tx: Tx, plan_id: str, subject: str) -> str:
    """The last change of a plan, or of a goal or tactic in it, in words; "" if there was none."""
    entry = history.last_of(tx, plan_id, subject)
    if entry is None:
        return ""
    every = goals.of_plan(tx, plan_id, dropped=True)
    return changed_notice(entry, {goal.id: goal for goal in every}, plans.get(tx, plan_id))
