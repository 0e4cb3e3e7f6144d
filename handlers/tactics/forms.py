"""A tactic's forms, with the next dates of its recurrence."""

from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from slack_sdk.models.views import View

from handlers.dispatch.access import FoundTactic
from handlers.dispatch.form_metadata import EditTacticMetadata, NewTacticMetadata
from handlers.dispatch.interaction import Interaction
from handlers.views.tactics import forms
from planning import recurrence as recurrences
from planning.errors import Code, PlanningError
from planning.plan import Plan
from planning.recurrence import Recurrence
from planning.tactics import Tactic, TacticDraft
from storage import goals

_DATE = "@"

DatesMetadata = TypeVar("DatesMetadata", NewTacticMetadata, EditTacticMetadata)


def as_text(recurrence: Recurrence | None) -> str:
    """A recurrence for the metadata of a form that shows its next dates."""
    return recurrences.as_text(recurrence) if recurrence else ""


def shown_recurrence(metadata: NewTacticMetadata | EditTacticMetadata) -> Recurrence | None:
    """The recurrence whose next dates the form shows, with the day it began on."""
    shown = metadata.shown_recurrence
    return recurrences.from_text(shown) if shown and not shown.startswith(_DATE) else None


def as_shown_date(eta: date) -> str:
    """A date that was typed where a recurrence belongs, for the metadata of a form that shows it.

    Slack keeps what is typed in a form that is updated, so the form can't fill in the ETA instead.
    """
    return f"{_DATE}{eta.isoformat()}"


def has_new_dates(recurrence: Recurrence | None, metadata: NewTacticMetadata | EditTacticMetadata) -> bool:
    """Whether the form has yet to show the recurrence's next dates, as it does before it is saved."""
    return recurrence is not None and as_text(recurrence) != metadata.shown_recurrence


def _next_dates(recurrence: Recurrence | None, today: date) -> tuple[date, ...]:
    return recurrences.next_dates(recurrence, today) if recurrence else ()


def move_form(
    found: FoundTactic,
    metadata: EditTacticMetadata,
    eta: date | None,
    recurrence: Recurrence | None,
    today: date,
    notice: str = "",
) -> View:
    """The move form, with the next dates of the recurrence."""
    return forms.move_form(
        found.tactic,
        found.plan,
        metadata=metadata.packed(),
        eta=eta,
        recurrence=recurrence,
        next_dates=_next_dates(recurrence, today),
        notice=notice,
    )


def move_form_with_dates(
    found: FoundTactic, metadata: EditTacticMetadata, recurrence: Recurrence | None, today: date
) -> View:
    """The same move form again, now with the recurrence's next dates."""
    shown = replace(metadata, shown_recurrence=as_text(recurrence))
    return move_form(found, shown, None, recurrence, today, forms.CHECK_DATES)


def assign_form(
    found: FoundTactic,
    tactic: Tactic,
    metadata: EditTacticMetadata,
    now: datetime,
    notice: str = "",
    asks_dates: bool = False,
) -> View:
    """The owners' form for `tactic` as it would be; with its dates, if they would change too."""
    return forms.assign_form(
        tactic,
        metadata=metadata.packed(),
        notice=notice,
        plan=found.plan if asks_dates else None,
        before=found.tactic.eta,
        next_dates=_next_dates(tactic.recurrence, found.plan.today(now)) if asks_dates else (),
    )


async def tactic_form(
    interaction: Interaction,
    plan: Plan,
    draft: TacticDraft,
    metadata: NewTacticMetadata | EditTacticMetadata,
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
        metadata=metadata.packed(),
        next_dates=_next_dates(draft.recurrence, plan.today(interaction.now)),
        notice=notice,
    )


async def tactic_form_with_dates(
    interaction: Interaction,
    plan: Plan,
    draft: TacticDraft,
    metadata: DatesMetadata,
    editing: FoundTactic | None = None,
) -> View:
    """The same form again, now with the recurrence's next dates."""
    shown = replace(metadata, shown_recurrence=as_text(draft.recurrence))
    return await tactic_form(interaction, plan, draft, shown, editing=editing, notice=forms.CHECK_DATES)
