"""Tactics: what happens when one is finished or a form of one is sent."""

from dataclasses import replace

from slack_sdk.models.views import View

from handlers.dispatch import permissions as may
from handlers.dispatch.access import FoundTactic, require_owners
from handlers.dispatch.interaction import Interaction, Submission
from handlers.tactics import tactic_messages
from handlers.tactics.forms import echoed_form, echoed_move_form, move_form, seen, stale, tactic_form, unseen
from handlers.views.common import notes
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import DoneValue
from handlers.views.tactics import forms
from handlers.views.tactics.cards import is_outdated
from planning.calendar import working_days_after
from planning.history import Action
from planning.plan import Plan
from planning.tactics import Tactic, TacticDraft, new_tactic
from planning.zones import zone_of
from storage.changes.tactics import add_tactic, change_tactic, edit_tactic, finish_tactic


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
    return None if interaction.delivery else await tactic_messages.card(interaction, pressed.tactic, note)


async def added(interaction: Interaction, form: Submission, plan: Plan) -> View | None:
    """The new tactic's form was sent."""
    draft = forms.read_tactic_form(form.answers, plan.today(interaction.now), seen(form.memory))
    unnumbered = _new(interaction, plan, draft, form.new_id())
    if unseen(draft.recurrence, form.memory):
        return await echoed_form(interaction, plan, draft, form.memory)
    await require_owners(interaction, plan, draft.owners, "owners")
    tactic = await interaction.write(
        add_tactic, interaction.actor, plan.id, replace(unnumbered, permalink=form.memory.message)
    )
    if tactic is None:
        return None
    interaction.services.notify_due()
    interaction.draw_change(tactic_messages.card(interaction, tactic.id, notes.added()))
    return None


async def edited(interaction: Interaction, form: Submission, found: FoundTactic) -> View | None:
    """A tactic's form was sent; somebody else's change meanwhile is told, never overwritten silently."""
    plan = found.plan
    today = plan.today(interaction.now)
    draft = forms.read_tactic_form(form.answers, today, seen(form.memory))
    found.tactic.edited(draft, today)  # what does not fit is refused before the dates are shown
    if unseen(draft.recurrence, form.memory):
        return await echoed_form(interaction, plan, draft, form.memory, editing=found)
    await require_owners(interaction, plan, set(draft.owners) - set(found.tactic.owners), "owners")
    changed = await interaction.write(
        edit_tactic,
        interaction.actor,
        form.memory.subject,
        form.memory.version,
        draft.goal,
        lambda tactic: tactic.edited(draft, today),
    )
    if changed.is_same:
        return None
    if changed.is_stale:
        now = await stale(interaction, form.memory)
        return await tactic_form(interaction, plan, draft, now.memory, editing=now.found, notice=now.notice)
    interaction.services.notify_due()
    interaction.draw_change(tactic_messages.card(interaction, changed.before.id, notes.saved()))
    return None


async def moved(interaction: Interaction, form: Submission, found: FoundTactic) -> View | None:
    """The move form was sent."""
    today = found.plan.today(interaction.now)
    eta, recurrence, reason = forms.read_move_form(form.answers, today, seen(form.memory))
    found.tactic.moved(eta, recurrence, today)  # as above
    if unseen(recurrence, form.memory):
        return echoed_move_form(found, form.memory, recurrence, today)
    changed = await interaction.write(
        change_tactic,
        interaction.actor,
        Action.TACTIC_MOVED,
        form.memory.subject,
        form.memory.version,
        lambda tactic: tactic.moved(eta, recurrence, today),
        reason,
    )
    if changed.is_same:
        return None
    if changed.is_stale:
        now = await stale(interaction, form.memory)
        return move_form(now.found, now.memory, eta, recurrence, today, now.notice)
    interaction.services.notify_due()
    interaction.draw_change(
        tactic_messages.card(
            interaction, changed.before.id, notes.moved(changed.after, first=changed.before.due_on is None)
        )
    )
    return None


async def handed_over(interaction: Interaction, form: Submission, found: FoundTactic) -> View | None:
    """The hand-over form was sent."""
    taker, reason = forms.read_hand_over_form(form.answers)
    await require_owners(interaction, found.plan, [taker], "taker")
    changed = await interaction.write(
        change_tactic,
        interaction.actor,
        Action.TACTIC_HANDED_OVER,
        form.memory.subject,
        form.memory.version,
        lambda tactic: _handed_over(tactic, interaction.person.id, taker, form.memory.version),
        reason,
    )
    if changed.is_same:
        return None
    if changed.is_stale:
        now = await stale(interaction, form.memory)
        return forms.hand_over_form(now.found.tactic, memory=now.memory.packed(), notice=now.notice)
    interaction.services.notify_due()
    interaction.draw_change(tactic_messages.card(interaction, changed.before.id, notes.handed_over(taker)))
    return None


async def assigned(interaction: Interaction, form: Submission, found: FoundTactic) -> View | None:
    """The owners' form was sent."""
    owners = forms.read_assign_form(form.answers)
    await require_owners(interaction, found.plan, set(owners) - set(found.tactic.owners), "owners")
    changed = await interaction.write(
        change_tactic,
        interaction.actor,
        Action.TACTIC_ASSIGNED,
        form.memory.subject,
        form.memory.version,
        lambda tactic: tactic.assigned(owners),
    )
    if changed.is_same:
        return None
    if changed.is_stale:
        now = await stale(interaction, form.memory)
        return forms.assign_form(changed.after, memory=now.memory.packed(), notice=now.notice)
    interaction.services.notify_due()
    interaction.draw_change(
        tactic_messages.card(interaction, changed.before.id, notes.assigned(changed.after))
    )
    return None


async def dropped(interaction: Interaction, form: Submission, _found: FoundTactic) -> None:
    """The drop form was sent."""
    reason = forms.read_drop_form(form.answers)
    changed = await interaction.write(
        change_tactic,
        interaction.actor,
        Action.TACTIC_DROPPED,
        form.memory.subject,
        None,
        lambda tactic: tactic.dropped(reason),
        reason,
    )
    interaction.services.notify_due()
    interaction.draw_change(tactic_messages.card(interaction, changed.before.id, notes.dropped()))


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
        rate_by=working_days_after(interaction.now, plan.rating_days, zone_of(plan.zone)),
    )
