"""Tactics: what a person types and presses to add, see and change them."""

import re
from collections.abc import Collection
from datetime import date

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
from handlers.ratings import open_rating
from handlers.tactics import tactic_messages
from handlers.tactics.forms import as_text, move_form, tactic_form
from handlers.tactics.submissions import mark_done
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import NewTacticValue, TacticsPageValue
from handlers.views.tactics import forms
from handlers.views.tactics.quick_add import quick_add_notice
from planning import text
from planning.phrases import Speaker, mentioned, read_date, read_quick_add, read_recurrence, to_plain_text
from planning.phrases.markup import MENTION
from planning.plan import Plan
from planning.recurrence import Recurrence
from planning.tactics import TacticDraft
from planning.zones import zone_of
from storage import goals, tactics
from storage.engine.transactions import Tx

_MENTION = re.compile(MENTION)
NUMBERED = re.compile(r"(?P<which>#?\d+)\s+(?:until\s+|by\s+)?(?P<when>.+)", re.DOTALL)


async def add(interaction: Interaction, typed: str) -> None:
    """`/tactic add <sentence>`: open the form with everything the sentence says filled in."""
    plan = await may.edit_plan_here(interaction)
    by_number = {goal.number: goal.id for goal in await interaction.read(goals.of_plan, plan.id)}
    quick = read_quick_add(typed, _speaker(interaction, by_number))
    if quick.title:
        text.line(quick.title, "title")
    await require_owners(interaction, plan, quick.owners, "owners")
    goal = by_number[quick.goal] if quick.goal else ""
    draft = TacticDraft(quick.title, goal, quick.owners, quick.eta, quick.recurrence)
    await _open_new(interaction, plan, draft, quick_add_notice(quick))


def _speaker(interaction: Interaction, numbers: Collection[int]) -> Speaker:
    """Whose words are read: their day, and their order of day and month."""
    person = interaction.person
    today = interaction.now.astimezone(zone_of(person.zone)).date()
    return Speaker(today, person.id, month_first=person.locale == "en-US", goals=numbers)


async def list_(interaction: Interaction, typed: str) -> Message:
    """`/tactic list [mine|section|unrated|done|all]`."""
    plan = await plan_here(interaction)
    return await tactic_messages.tactics_page(
        interaction, plan, tactic_messages.read_filter(to_plain_text(typed))
    )


async def show(interaction: Interaction, typed: str) -> Message:
    """`/tactic show <which>`: a tactic's card."""
    found = await _named(interaction, typed)
    return await tactic_messages.card(interaction, found) if found else await _which(interaction, "show")


async def done(interaction: Interaction, typed: str) -> Message | None:
    """`/tactic done <which>`."""
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
    """`/tactic drop <which>`."""
    found = await _named(interaction, typed)
    if not found:
        return await _which(interaction, "drop")
    await open_drop(interaction, found)
    return None


async def rate(interaction: Interaction, typed: str) -> Message | None:
    """`/tactic rate <which>`."""
    found = await _named(interaction, typed)
    if not found:
        return await _which(interaction, "rate")
    await open_rating(interaction, found)
    return None


async def move(interaction: Interaction, typed: str) -> Message | None:
    """`/tactic move <which> [to <date or recurrence>]`."""
    which, when = _which_and_when(typed)
    found = await _named(interaction, which)
    if not found:
        return await _which(interaction, "move")
    await _open_move(interaction, found, to_plain_text(when))
    return None


async def assign(interaction: Interaction, typed: str) -> Message | None:
    """`/tactic assign <which> [@people]`: the form opens with them added."""
    found = await _named(interaction, _MENTION.sub("", typed))
    if not found:
        return await _which(interaction, "assign")
    await _open_assign(interaction, found, mentioned(typed))
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
    await _open_move(interaction, tactic_id, "")


async def open_hand_over(interaction: Interaction, tactic_id: str) -> None:
    """Ask for a tactic's new owner."""
    found = await may.change_tactic(interaction, tactic_id)
    metadata = EditTacticMetadata(interaction.place, tactic_id, found.tactic.version)
    await interaction.open(forms.hand_over_form(found.tactic, metadata=metadata.packed()))


async def open_assign(interaction: Interaction, tactic_id: str) -> None:
    """Ask who is to own a tactic."""
    await _open_assign(interaction, tactic_id, ())


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


def _which_and_when(typed: str) -> tuple[str, str]:
    """A tactic's number or words, and the date words after it: "3 to 12 March", "Call press to friday"."""
    which, separator, when = typed.rpartition(" to ")
    if separator:
        return which, when
    numbered = NUMBERED.fullmatch(typed.strip())
    return (numbered["which"], numbered["when"]) if numbered else (typed, "")


async def _open_new(interaction: Interaction, plan: Plan, draft: TacticDraft, notice: str = "") -> None:
    metadata = NewTacticMetadata(interaction.place, plan.id, as_text(draft.recurrence))
    await interaction.open(await tactic_form(interaction, plan, draft, metadata, notice=notice))


async def _open_move(interaction: Interaction, tactic_id: str, when: str) -> None:
    found = await may.change_tactic(interaction, tactic_id)
    today = found.plan.today(interaction.now)
    eta, recurrence = _read_when(when, today) if when else (found.tactic.eta, found.tactic.recurrence)
    version = found.tactic.version
    metadata = EditTacticMetadata(interaction.place, tactic_id, version, as_text(recurrence))
    await interaction.open(move_form(found, metadata, eta, recurrence, today))


async def _open_assign(interaction: Interaction, tactic_id: str, more: tuple[str, ...]) -> None:
    found = await may.change_tactic(interaction, tactic_id)
    await require_owners(interaction, found.plan, more, "owners")
    metadata = EditTacticMetadata(interaction.place, tactic_id, found.tactic.version)
    await interaction.open(
        forms.assign_form(found.tactic.assigned((*found.tactic.owners, *more)), metadata=metadata.packed())
    )


def _read_when(words: str, today: date) -> tuple[date | None, Recurrence | None]:
    recurrence = read_recurrence(words, today)
    return (None, recurrence) if recurrence else (read_date(words, today), None)
