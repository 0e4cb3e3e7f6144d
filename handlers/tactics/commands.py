"""Tactics: what a person types and presses to add, see and change them."""

from dataclasses import replace

from handlers.dispatch import permissions as may
from handlers.dispatch.access import (
    goal_of,
    open_plan,
    plan_here,
    plan_of,
    require_here,
    require_owners,
    tactic_of,
)
from handlers.dispatch.form_metadata import EditTacticMetadata, NewTacticMetadata, TacticMetadata
from handlers.dispatch.interaction import Interaction
from handlers.dispatch.speakers import speaker_of
from handlers.ratings import find_rated, open_rating
from handlers.tactics import several, tactic_messages
from handlers.tactics.forms import as_text, assign_form, away_notice, move_form, tactic_form
from handlers.tactics.submissions import mark_done
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import NewTacticValue, TacticsPageValue
from handlers.views.tactics import forms
from handlers.views.tactics.quick_add import change_notice, quick_add_notice
from planning import text
from planning.phrases import (
    QuickAdd,
    read_assign,
    read_filter,
    read_quick_add,
    read_several,
    read_when,
    split_move,
    to_plain_text,
)
from planning.plan import Plan
from planning.tactics import TacticDraft
from storage import goals, tactics
from storage.engine.transactions import Tx


async def add(interaction: Interaction, typed: str) -> None:
    """`/tactic add <sentence>`: open the form with everything the sentence says filled in."""
    plan = await may.edit_plan_here(interaction)
    by_number = {goal.number: goal.id for goal in await interaction.read(goals.of_plan, plan.id)}
    quick = read_quick_add(typed, await speaker_of(interaction, plan.channel, typed, by_number))
    if quick.title:
        text.line(quick.title, "title")
    await require_owners(interaction, plan, quick.owners, "owners")
    goal = by_number[quick.goal] if quick.goal else ""
    draft = TacticDraft(quick.title, goal, quick.owners, quick.eta, quick.recurrence)
    await _open_new(interaction, plan, draft, quick_add_notice(quick))


async def list_(interaction: Interaction, typed: str) -> Message:
    """`/tactic list [mine|@person|overdue|section|unrated|done|all ...]`."""
    plan = await plan_here(interaction)
    speaker = await speaker_of(interaction, plan.channel, typed)
    chosen = read_filter(typed, speaker.people)
    return await tactic_messages.tactics_page(interaction, plan, chosen.text)


async def show(interaction: Interaction, typed: str) -> Message:
    """`/tactic show <which>`: a tactic's card."""
    found = await _named(interaction, typed)
    return await tactic_messages.card(interaction, found) if found else await _which(interaction, "show")


async def done(interaction: Interaction, typed: str) -> Message | None:
    """`/tactic done <which>`, or several by their numbers."""
    if numbers := read_several(to_plain_text(typed)):
        return await several.finish(interaction, numbers)
    found = await _named(interaction, typed)
    return await mark_done(interaction, found) if found else await _which(interaction, "done")


async def edit(interaction: Interaction, typed: str) -> Message | None:
    """`/tactic edit <which>`."""
    found = await _named(interaction, typed)
    if not found:
        return await _which(interaction, "edit")
    await open_edit(interaction, found)
    return None


async def drop(interaction: Interaction, typed: str) -> Message | None:
    """`/tactic drop <which>`, or several by their numbers."""
    if numbers := read_several(to_plain_text(typed)):
        await several.open_drop(interaction, numbers)
        return None
    found = await _named(interaction, typed)
    if not found:
        return await _which(interaction, "drop")
    await open_drop(interaction, found)
    return None


async def rate(interaction: Interaction, typed: str) -> Message | None:
    """`/tactic rate <which> [value complexity]`: the form opens with them filled in."""
    rating = await find_rated(interaction, to_plain_text(typed.strip()))
    found = rating.which if rating else await _named(interaction, typed)
    if not found:
        return await _which(interaction, "rate")
    await open_rating(interaction, found, rating)
    return None


async def move(interaction: Interaction, typed: str) -> Message | None:
    """`/tactic move <which> [to <date or recurrence>]`."""
    speaker = await speaker_of(interaction, interaction.channel, typed)
    which, when = split_move(typed, speaker)
    found = await _named(interaction, which)
    if not found:
        return await _which(interaction, "move")
    await _open_move(interaction, found, read_when(when, speaker) if when else None)
    return None


async def assign(interaction: Interaction, typed: str) -> Message | None:
    """`/tactic assign <which> [@people] [by <date>]`: the form opens with them added."""
    which, quick = read_assign(typed, await speaker_of(interaction, interaction.channel, typed))
    found = await _named(interaction, which)
    if not found:
        return await _which(interaction, "assign")
    await _open_assign(interaction, found, quick)
    return None


async def start_add(interaction: Interaction, value: str) -> None:
    """A button that adds a tactic."""
    new = NewTacticValue.unpacked(value)
    if new.goal:
        plan = (await goal_of(interaction, new.goal)).plan
    else:
        plan = await plan_of(interaction, new.plan) if new.plan else await plan_here(interaction)
    await may.edit_plan(interaction, plan.id)
    await _open_new(interaction, plan, TacticDraft("", new.goal))


async def turn_page(interaction: Interaction, value: str) -> Message:
    """A list's Previous and Next; of the plan that the button names, or else the channel's."""
    page = TacticsPageValue.unpacked(value)
    plan = await plan_of(interaction, page.plan) if page.plan else await plan_here(interaction)
    return await tactic_messages.tactics_page(interaction, plan, page.filter, page.offset)


async def show_card(interaction: Interaction, tactic_id: str) -> Message | None:
    """A list's "Show"."""
    found = await tactic_of(interaction, tactic_id)
    return await interaction.show(
        await tactic_messages.card(interaction, found.tactic.id), found.plan.channel
    )


async def open_edit(interaction: Interaction, tactic_id: str) -> None:
    """Open a tactic to change any of it."""
    found = await may.edit_tactic(interaction, tactic_id)
    tactic = found.tactic
    metadata = EditTacticMetadata(interaction.place, tactic.id, tactic.version, as_text(tactic.recurrence))
    draft = TacticDraft(
        tactic.title,
        tactic.goal,
        tactic.owners,
        tactic.eta,
        tactic.recurrence,
        tactic.finish,
        tactic.notes,
        tactic.state,
    )
    await interaction.open(await tactic_form(interaction, found.plan, draft, metadata, editing=found))


async def open_move(interaction: Interaction, tactic_id: str) -> None:
    """Open a tactic's date."""
    await _open_move(interaction, tactic_id)


async def open_hand_over(interaction: Interaction, tactic_id: str) -> None:
    """Ask for a tactic's new owner."""
    found = await may.change_tactic(interaction, tactic_id)
    metadata = EditTacticMetadata(interaction.place, tactic_id, found.tactic.version)
    await interaction.open(forms.hand_over_form(found.tactic, metadata=metadata.packed()))


async def open_assign(interaction: Interaction, tactic_id: str) -> None:
    """Ask who is to own a tactic."""
    await _open_assign(interaction, tactic_id)


async def open_drop(interaction: Interaction, tactic_id: str) -> None:
    """Ask why a tactic is dropped."""
    found = await may.change_tactic(interaction, tactic_id)
    metadata = TacticMetadata(interaction.place, tactic_id)
    await interaction.open(forms.drop_form(found.tactic, metadata=metadata.packed()))


async def _named(interaction: Interaction, words: str) -> str:
    """The id of the tactic a command names by number or words; empty when it names none."""
    await require_here(interaction)
    return await interaction.read(_find_here, interaction.channel, to_plain_text(words.strip()))


def _find_here(tx: Tx, channel: str, words: str) -> str:
    plan = open_plan(tx, channel)
    return tactics.find(tx, plan.id, words).id if words else ""


async def _which(interaction: Interaction, verb: str) -> Message:
    """The person's own tactics, each with the button of `verb`, for a command that names none."""
    return await tactic_messages.tactics_page(interaction, await plan_here(interaction), "mine", choose=verb)


async def _open_new(interaction: Interaction, plan: Plan, draft: TacticDraft, notice: str = "") -> None:
    metadata = NewTacticMetadata(interaction.place, plan.id, as_text(draft.recurrence))
    await interaction.open(await tactic_form(interaction, plan, draft, metadata, notice=notice))


async def _open_move(interaction: Interaction, tactic_id: str, quick: QuickAdd | None = None) -> None:
    found = await may.change_tactic(interaction, tactic_id)
    tactic = found.tactic
    eta, recurrence = (quick.eta, quick.recurrence) if quick else (tactic.eta, tactic.recurrence)
    metadata = EditTacticMetadata(interaction.place, tactic_id, tactic.version, as_text(recurrence))
    notice = change_notice(quick, has_owners=False) if quick else ""
    today = found.plan.today(interaction.now)
    await interaction.open(move_form(found, metadata, eta, recurrence, today, notice))


async def _open_assign(interaction: Interaction, tactic_id: str, quick: QuickAdd | None = None) -> None:
    found = await may.change_tactic(interaction, tactic_id)
    added = quick or QuickAdd("")
    await require_owners(interaction, found.plan, added.owners, "owners")
    tactic = found.tactic.assigned((*found.tactic.owners, *added.owners))
    if added.eta or added.recurrence:
        tactic = replace(tactic, eta=added.eta, recurrence=added.recurrence)
    shown = as_text(added.recurrence)
    metadata = EditTacticMetadata(interaction.place, tactic_id, found.tactic.version, shown)
    away = await away_notice(interaction, tactic.owners)
    notice = "\n".join(filter(None, (change_notice(added, has_owners=True), away)))
    asks_dates = bool(added.eta or added.recurrence)
    await interaction.open(assign_form(found, tactic, metadata, interaction.now, notice, asks_dates))
