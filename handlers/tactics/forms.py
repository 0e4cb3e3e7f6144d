"""Drawing a tactic's forms, with the dates a rhythm brings and what changed meanwhile."""

from dataclasses import dataclass, replace
from datetime import date

from slack_sdk.models.views import View

from handlers.dispatch.access import FoundTactic, tactic_of
from handlers.dispatch.form_metadata import Memory
from handlers.dispatch.interaction import Interaction
from handlers.views.plans.history import changed_notice
from handlers.views.tactics import forms
from planning import recurrence as recurrences
from planning.errors import Code, PlanningError
from planning.goals import Goal
from planning.history import Entry
from planning.plan import Plan
from planning.recurrence import Recurrence
from planning.tactics import TacticDraft
from storage import goals
from storage import history as logbook
from storage.engine.transactions import Tx


def echo(recurrence: Recurrence | None) -> str:
    """What a form remembers of the rhythm whose dates it shows."""
    return recurrences.as_text(recurrence) if recurrence else ""


def seen(memory: Memory) -> Recurrence | None:
    """The rhythm whose dates the form shows; its words mean that one, with the day it began on."""
    return recurrences.from_text(memory.echoed) if memory.echoed else None


def unseen(recurrence: Recurrence | None, memory: Memory) -> bool:
    """Whether the rhythm's next four dates have yet to be shown (PRODUCT: before saving)."""
    return recurrence is not None and echo(recurrence) != memory.echoed


def _next_dates(recurrence: Recurrence | None, today: date) -> tuple[date, ...]:
    return recurrences.next_dates(recurrence, today) if recurrence else ()


def move_form(
    found: FoundTactic,
    memory: Memory,
    eta: date | None,
    recurrence: Recurrence | None,
    today: date,
    notice: str = "",
) -> View:
    """The move form with the next dates of its rhythm."""
    return forms.move_form(
        found.tactic,
        found.plan,
        memory=memory.packed(),
        eta=eta,
        recurrence=recurrence,
        next_dates=_next_dates(recurrence, today),
        notice=notice,
    )


def echoed_move_form(found: FoundTactic, memory: Memory, recurrence: Recurrence | None, today: date) -> View:
    """The same move form again, now with the rhythm's next dates in it."""
    seen_now = replace(memory, echoed=echo(recurrence))
    return move_form(found, seen_now, None, recurrence, today, forms.CHECK_DATES)


async def tactic_form(
    interaction: Interaction,
    plan: Plan,
    draft: TacticDraft,
    memory: Memory,
    *,
    editing: FoundTactic | None = None,
    notice: str = "",
) -> View:
    """The tactic form; raises GOALS_MISSING when there is no goal to put a tactic under."""
    choices = await interaction.read(goals.of_plan, plan.id)
    if not choices:
        raise PlanningError(Code.GOALS_MISSING)
    goal = draft.goal or (choices[0].id if len(choices) == 1 else "")
    return forms.tactic_form(
        replace(draft, goal=goal),
        choices,
        plan,
        editing=editing.tactic if editing else None,
        memory=memory.packed(),
        next_dates=_next_dates(draft.recurrence, plan.today(interaction.now)),
        notice=notice,
    )


async def echoed_form(
    interaction: Interaction,
    plan: Plan,
    draft: TacticDraft,
    memory: Memory,
    editing: FoundTactic | None = None,
) -> View:
    """The same form again, now with the rhythm's next dates in it."""
    seen_now = replace(memory, echoed=echo(draft.recurrence))
    return await tactic_form(interaction, plan, draft, seen_now, editing=editing, notice=forms.CHECK_DATES)


@dataclass(frozen=True, slots=True)
class Stale:
    """A tactic that somebody else changed while a form of it was open.

    `notice` says what they changed; sent again with this `memory`, the form's words take its place.
    """

    found: FoundTactic
    memory: Memory
    notice: str


async def stale(interaction: Interaction, memory: Memory) -> Stale:
    """What became meanwhile of the tactic of the form with this `memory`."""
    found = await tactic_of(interaction, memory.subject)
    entry, every = await interaction.read(_last_change, found.plan.id, found.tactic.id)
    notice = changed_notice(entry, {goal.id: goal for goal in every}) if entry else ""
    return Stale(found, replace(memory, version=found.tactic.version), notice)


def _last_change(tx: Tx, plan_id: str, tactic_id: str) -> tuple[Entry | None, tuple[Goal, ...]]:
    """What was changed last of a tactic, and the goals it may be about, dropped ones too."""
    entry = logbook.last_of(tx, plan_id, tactic_id)
    return entry, goals.of_plan(tx, plan_id, dropped=True)
