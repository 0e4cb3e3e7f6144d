"""Tactics: what a person types and presses to add, see and change them."""

import re
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
from handlers.dispatch.interaction import Visit
from handlers.ratings import open_rating
from handlers.tactics import tactic_messages
from handlers.tactics.forms import echo, move_form, tactic_form
from handlers.tactics.submissions import mark_done
from handlers.views.common.blocks import Message
from handlers.views.tactics import forms
from planning import text
from planning.phrases import as_typed, mentioned, read_date, read_quick_add, read_rhythm
from planning.phrases.markup import MENTION
from planning.plan import Plan
from planning.recurrence import Rhythm
from planning.tactics import TacticDraft
from storage import tactics
from storage.engine.transactions import Tx

_MENTION = re.compile(MENTION)
NUMBERED = re.compile(r"(?P<which>#?\d+)\s+(?:until\s+|by\s+)?(?P<when>.+)", re.DOTALL)


async def add(visit: Visit, typed: str) -> None:
    """`/tactic add <sentence>`: open the form with everything the sentence says filled in."""
    plan = await may.edit_plan_here(visit)
    quick = read_quick_add(typed, plan.today(visit.now))
    if quick.title:
        text.line(quick.title, "title")
    await require_owners(visit, plan, quick.owners, "owners")
    draft = TacticDraft(quick.title, "", quick.owners, quick.eta, quick.rhythm)
    await _open_new(visit, plan, draft)


async def list_(visit: Visit, typed: str) -> Message:
    """`/tactic list [mine|section|unrated|done|all]`."""
    plan = await plan_here(visit)
    return await tactic_messages.tactics_page(
        visit, plan, tactic_messages.Listed(tactic_messages.read_filter(as_typed(typed)))
    )


async def show(visit: Visit, typed: str) -> Message:
    """`/tactic show <which>`: a tactic's card."""
    found = await _named(visit, typed)
    return await tactic_messages.card(visit, found) if found else await _which(visit, "show")


async def done(visit: Visit, typed: str) -> Message | None:
    """`/tactic done <which>`."""
    found = await _named(visit, typed)
    return await mark_done(visit, found) if found else await _which(visit, "done")


async def edit(visit: Visit, typed: str) -> Message | None:
    """`/tactic edit <which>`."""
    found = await _named(visit, typed)
    if not found:
        return await _which(visit, "edit")
    await open_edit(visit, found)
    return None


async def drop(visit: Visit, typed: str) -> Message | None:
    """`/tactic drop <which>`."""
    found = await _named(visit, typed)
    if not found:
        return await _which(visit, "drop")
    await open_drop(visit, found)
    return None


async def rate(visit: Visit, typed: str) -> Message | None:
    """`/tactic rate <which>`."""
    found = await _named(visit, typed)
    if not found:
        return await _which(visit, "rate")
    await open_rating(visit, found)
    return None


async def move(visit: Visit, typed: str) -> Message | None:
    """`/tactic move <which> [to <date or rhythm>]`."""
    which, when = _which_and_when(typed)
    found = await _named(visit, which)
    if not found:
        return await _which(visit, "move")
    await _open_move(visit, found, as_typed(when))
    return None


async def assign(visit: Visit, typed: str) -> Message | None:
    """`/tactic assign <which> [@people]`: the form opens with them added."""
    found = await _named(visit, _MENTION.sub("", typed))
    if not found:
        return await _which(visit, "assign")
    await _open_assign(visit, found, mentioned(typed))
    return None


async def start_add(visit: Visit, value: str) -> None:
    """A button that adds a tactic: "<goal>", under that one, "|<plan>", or "" in the channel's plan."""
    goal_id, _, plan_id = value.partition("|")
    if goal_id:
        plan = (await goal_of(visit, goal_id)).plan
    else:
        plan = await plan_of(visit, plan_id) if plan_id else await plan_here(visit)
    await may.edit_plan(visit, plan.id)
    await _open_new(visit, plan, TacticDraft("", goal_id))


async def turn(visit: Visit, value: str) -> Message:
    """A list's Previous and Next; of the plan that the button names, or else the channel's."""
    listed, plan_id = tactic_messages.Listed.unpacked(value)
    plan = await plan_of(visit, plan_id) if plan_id else await plan_here(visit)
    return await tactic_messages.tactics_page(visit, plan, listed)


async def show_card(visit: Visit, tactic_id: str) -> Message | None:
    """A list's "Show"."""
    found = await tactic_of(visit, tactic_id)
    return await visit.show(await tactic_messages.card(visit, found.tactic.id), found.plan.channel)


async def open_edit(visit: Visit, tactic_id: str) -> None:
    """Open a tactic to change any of it."""
    found = await may.edit_tactic(visit, tactic_id)
    tactic = found.tactic
    memory = visit.memory(found.plan.id, tactic.id, tactic.version, echo(tactic.rhythm))
    draft = TacticDraft(
        tactic.title,
        tactic.goal,
        tactic.owners,
        tactic.eta,
        tactic.rhythm,
        tactic.finish,
        tactic.notes,
        tactic.state,
    )
    await visit.open(await tactic_form(visit, found.plan, draft, memory, editing=found))


async def open_move(visit: Visit, tactic_id: str) -> None:
    """Open a tactic's date."""
    await _open_move(visit, tactic_id, "")


async def open_hand_over(visit: Visit, tactic_id: str) -> None:
    """Ask whom to hand a tactic over to."""
    found = await may.change_tactic(visit, tactic_id)
    memory = visit.memory(found.plan.id, tactic_id, found.tactic.version)
    await visit.open(forms.hand_over_form(found.tactic, memory=memory.packed()))


async def open_assign(visit: Visit, tactic_id: str) -> None:
    """Ask who is to own a tactic."""
    await _open_assign(visit, tactic_id, ())


async def open_drop(visit: Visit, tactic_id: str) -> None:
    """Ask why a tactic is dropped."""
    found = await may.change_tactic(visit, tactic_id)
    memory = visit.memory(found.plan.id, tactic_id, found.tactic.version)
    await visit.open(forms.drop_form(found.tactic, memory=memory.packed()))


async def _named(visit: Visit, words: str) -> str:
    """The id of the tactic a command names by number or words; empty when it names none."""
    await require_here(visit)
    return await visit.read(_find_here, visit.channel, as_typed(words.strip()))


def _find_here(tx: Tx, channel: str, words: str) -> str:
    plan = open_plan(tx, channel)
    return tactics.find(tx, plan.id, words).id if words else ""


async def _which(visit: Visit, verb: str) -> Message:
    """The visitor's own tactics, each with the button of `verb`, when the command named none."""
    return await tactic_messages.tactics_page(
        visit, await plan_here(visit), tactic_messages.Listed("mine"), choose=verb
    )


def _which_and_when(typed: str) -> tuple[str, str]:
    """A tactic's number or words, and the date words after it: "3 to 12 March", "Call press to friday"."""
    which, separator, when = typed.rpartition(" to ")
    if separator:
        return which, when
    numbered = NUMBERED.fullmatch(typed.strip())
    return (numbered["which"], numbered["when"]) if numbered else (typed, "")


async def _open_new(visit: Visit, plan: Plan, draft: TacticDraft) -> None:
    memory = visit.memory(plan.id, echoed=echo(draft.rhythm))
    await visit.open(await tactic_form(visit, plan, draft, memory))


async def _open_move(visit: Visit, tactic_id: str, when: str) -> None:
    found = await may.change_tactic(visit, tactic_id)
    today = found.plan.today(visit.now)
    eta, rhythm = _read_when(when, today) if when else (found.tactic.eta, found.tactic.rhythm)
    memory = visit.memory(found.plan.id, tactic_id, found.tactic.version, echo(rhythm))
    await visit.open(move_form(found, memory, eta, rhythm, today))


async def _open_assign(visit: Visit, tactic_id: str, more: tuple[str, ...]) -> None:
    found = await may.change_tactic(visit, tactic_id)
    await require_owners(visit, found.plan, more, "owners")
    memory = visit.memory(found.plan.id, tactic_id, found.tactic.version)
    await visit.open(
        forms.assign_form(found.tactic.assigned((*found.tactic.owners, *more)), memory=memory.packed())
    )


def _read_when(words: str, today: date) -> tuple[date | None, Rhythm | None]:
    rhythm = read_rhythm(words, today)
    return (None, rhythm) if rhythm else (read_date(words, today), None)
