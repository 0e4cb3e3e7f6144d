"""Tactics: what happens when one is finished or one of its forms is submitted."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

from slack_sdk.models.views import View

from handlers.dispatch import permissions as may
from handlers.dispatch.access import FoundTactic, require_owners
from handlers.dispatch.form_metadata import EditTacticMetadata, NewTacticMetadata, TacticMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.dispatch.speakers import is_month_first, today_of
from handlers.dispatch.submissions import submit_change
from handlers.tactics import tactic_messages
from handlers.tactics.forms import (
    DatesMetadata,
    as_shown_date,
    as_text,
    assign_form,
    has_new_dates,
    move_form,
    move_form_with_dates,
    shown_recurrence,
    tactic_form,
    tactic_form_with_dates,
)
from handlers.views.common import notes
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import DoneValue
from handlers.views.tactics import forms
from handlers.views.tactics.cards import is_outdated
from planning.history import Action
from planning.plan import Plan
from planning.tactics import Tactic, TacticDraft, new_tactic, rating_deadline
from storage.changes.base import Changed
from storage.changes.tactics import add_tactic, change_tactic, edit_tactic, finish_tactic

Read = TypeVar("Read")


@may.changes
async def mark_done(interaction: Interaction, value: str) -> Message | None:
    """Done: for the whole, or for the person's part where all owners must finish.

    A second click, or one on an old card, does not complete a rhythm's next occurrence.
    """
    pressed = DoneValue.unpacked(value)
    await may.answer_for(interaction, pressed.tactic)
    done = await interaction.write(
        finish_tactic, interaction.actor, pressed.tactic, lambda tactic: is_outdated(pressed, tactic)
    )
    note = notes.done_already(done.before) if done.is_stale else notes.done(done.before, done.after)
    interaction.services.notify_due()
    return (
        None if interaction.place.delivery else await tactic_messages.card(interaction, pressed.tactic, note)
    )


async def submit_add(
    interaction: Interaction, form: Submission[NewTacticMetadata], plan: Plan
) -> View | None:
    """A new tactic's form was submitted."""
    typed, draft = _typed_and_draft(interaction, form)
    unnumbered = _new(interaction, plan, draft, form.new_id())
    if typed and draft.eta and (shown := _to_show(form.metadata, draft.eta)):
        return await tactic_form(interaction, plan, draft, shown, notice=forms.read_as(typed, draft.eta))
    if has_new_dates(draft.recurrence, form.metadata):
        return await tactic_form_with_dates(interaction, plan, draft, form.metadata)
    await require_owners(interaction, plan, draft.owners, "owners")
    tactic = await interaction.write(
        add_tactic, interaction.actor, plan.id, replace(unnumbered, permalink=form.metadata.permalink)
    )
    if tactic is None:
        return None
    interaction.services.notify_due()
    interaction.draw_change(tactic_messages.card(interaction, tactic.id, notes.added()))
    return None


async def submit_edit(
    interaction: Interaction, form: Submission[EditTacticMetadata], found: FoundTactic
) -> View | None:
    """A tactic's form was submitted."""
    plan = found.plan
    today = plan.today(interaction.now)
    typed, draft = _typed_and_draft(interaction, form)
    found.tactic.edited(draft, today)  # an invalid draft is refused before the dates are shown
    if typed and draft.eta and (shown := _to_show(form.metadata, draft.eta)):
        notice = forms.read_as(typed, draft.eta)
        return await tactic_form(interaction, plan, draft, shown, editing=found, notice=notice)
    if has_new_dates(draft.recurrence, form.metadata):
        return await tactic_form_with_dates(interaction, plan, draft, form.metadata, editing=found)
    await require_owners(interaction, plan, set(draft.owners) - set(found.tactic.owners), "owners")
    changed = await interaction.write(
        edit_tactic,
        interaction.actor,
        form.metadata.tactic,
        form.metadata.version,
        draft.goal,
        lambda tactic: tactic.edited(draft, today),
    )

    async def form_again(now: FoundTactic, metadata: EditTacticMetadata, notice: str) -> View:
        return await tactic_form(interaction, plan, draft, metadata, editing=now, notice=notice)

    return await _submit(interaction, form, found, changed, form_again, notes.saved())


async def submit_move(
    interaction: Interaction, form: Submission[EditTacticMetadata], found: FoundTactic
) -> View | None:
    """The move form was submitted."""
    today = found.plan.today(interaction.now)
    reading = _reading(interaction, form)
    eta, recurrence, reason = reading(forms.read_move_form)
    found.tactic.moved(eta, recurrence, today)  # as above
    typed = reading(forms.typed_date)
    if typed and eta and (shown := _to_show(form.metadata, eta)):
        return move_form(found, shown, eta, None, today, forms.read_as(typed, eta))
    if has_new_dates(recurrence, form.metadata):
        return move_form_with_dates(found, form.metadata, recurrence, today)
    changed = await _change(
        interaction, form, Action.TACTIC_MOVED, lambda tactic: tactic.moved(eta, recurrence, today), reason
    )

    async def form_again(now: FoundTactic, metadata: EditTacticMetadata, notice: str) -> View:
        return move_form(now, metadata, eta, recurrence, today, notice)

    note = notes.moved(changed.after, first=changed.before.due_on is None)
    return await _submit(interaction, form, found, changed, form_again, note)


async def submit_hand_over(
    interaction: Interaction, form: Submission[EditTacticMetadata], found: FoundTactic
) -> View | None:
    """The hand-over form was submitted."""
    taker, reason = forms.read_hand_over_form(form.answers)
    await require_owners(interaction, found.plan, [taker], "taker")
    giver, version = interaction.person.id, form.metadata.version
    changed = await _change(
        interaction,
        form,
        Action.TACTIC_HANDED_OVER,
        lambda tactic: _handed_over(tactic, giver, taker, version),
        reason,
    )

    async def form_again(now: FoundTactic, metadata: EditTacticMetadata, notice: str) -> View:
        return forms.hand_over_form(now.tactic, metadata=metadata.packed(), notice=notice)

    return await _submit(interaction, form, found, changed, form_again, notes.handed_over(taker))


async def submit_assign(
    interaction: Interaction, form: Submission[EditTacticMetadata], found: FoundTactic
) -> View | None:
    """The owners' form was submitted."""
    owners = forms.read_assign_form(form.answers)
    dates = _reading(interaction, form)(forms.read_assigned_dates)
    today = found.plan.today(interaction.now)

    def change(tactic: Tactic) -> Tactic:
        return tactic.assigned(owners).moved(*dates, today) if dates else tactic.assigned(owners)

    if dates and has_new_dates(dates[1], form.metadata):
        shown = replace(form.metadata, shown_recurrence=as_text(dates[1]))
        now = interaction.now
        return assign_form(found, change(found.tactic), shown, now, forms.CHECK_DATES, asks_dates=True)
    await require_owners(interaction, found.plan, set(owners) - set(found.tactic.owners), "owners")
    changed = await _change(interaction, form, Action.TACTIC_ASSIGNED, change)

    async def form_again(now: FoundTactic, metadata: EditTacticMetadata, notice: str) -> View:
        return assign_form(
            now, changed.after, metadata, interaction.now, notice, asks_dates=dates is not None
        )

    return await _submit(interaction, form, found, changed, form_again, notes.assigned(changed.after))


async def submit_drop(
    interaction: Interaction, form: Submission[TacticMetadata], _found: FoundTactic
) -> None:
    """The drop form was submitted."""
    reason = forms.read_drop_form(form.answers)
    changed = await interaction.write(
        change_tactic,
        interaction.actor,
        Action.TACTIC_DROPPED,
        form.metadata.tactic,
        None,
        lambda tactic: tactic.dropped(reason),
        reason,
    )
    interaction.services.notify_due()
    interaction.draw_change(tactic_messages.card(interaction, changed.before.id, notes.dropped()))


def _reading(
    interaction: Interaction, form: Submission[NewTacticMetadata] | Submission[EditTacticMetadata]
) -> Callable[[Callable[..., Read]], Read]:
    """Reads something of the form by the person's own day and order of day and month."""
    known, month_first = shown_recurrence(form.metadata), is_month_first(interaction)
    return lambda read: read(form.answers, today_of(interaction), known, month_first=month_first)


def _typed_and_draft(
    interaction: Interaction, form: Submission[NewTacticMetadata] | Submission[EditTacticMetadata]
) -> tuple[str, TacticDraft]:
    """The words of a date that was typed where a recurrence belongs, if any, and the whole draft."""
    reading = _reading(interaction, form)
    return reading(forms.typed_date), reading(forms.read_tactic_form)


def _to_show(metadata: DatesMetadata, eta: date) -> DatesMetadata | None:
    """The metadata of the form that shows this date, which was typed as a recurrence; None if it did."""
    shown = replace(metadata, shown_recurrence=as_shown_date(eta))
    return None if metadata == shown else shown


async def _change(
    interaction: Interaction,
    form: Submission[EditTacticMetadata],
    action: Action,
    change: Callable[[Tactic], Tactic],
    reason: str = "",
) -> Changed[Tactic]:
    tactic_id, version = form.metadata.tactic, form.metadata.version
    return await interaction.write(
        change_tactic, interaction.actor, action, tactic_id, version, change, reason
    )


async def _submit(
    interaction: Interaction,
    form: Submission[EditTacticMetadata],
    found: FoundTactic,
    changed: Changed[Tactic],
    form_again: Callable[[FoundTactic, EditTacticMetadata, str], Awaitable[View]],
    note: str,
) -> View | None:
    """As `submit_change`: the tactic's card with a note, or the form again for the tactic as it is now."""
    return await submit_change(
        interaction,
        found.plan.id,
        form.metadata,
        changed,
        show=lambda: interaction.draw_change(tactic_messages.card(interaction, found.tactic.id, note)),
        form_again=partial(form_again, replace(found, tactic=changed.before)),
    )


def _handed_over(tactic: Tactic, giver: str, taker: str, version: int) -> Tactic:
    """The tactic with its new owner; the same where it was already handed to them meanwhile."""
    if tactic.version != version and tactic.owners == (taker,):
        return tactic
    return tactic.handed_over(giver, taker)


def _new(interaction: Interaction, plan: Plan, draft: TacticDraft, id_: str) -> Tactic:
    """The tactic of a draft, still without its number; raises a refusal about the draft's field."""
    return new_tactic(
        draft,
        plan,
        id_=id_,
        number=0,
        by=interaction.person.id,
        now=interaction.now,
        rate_by=rating_deadline(plan, interaction.now),
    )
