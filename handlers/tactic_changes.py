"""Tactics: what happens when one is finished or a form of one is sent."""

from dataclasses import replace
from datetime import date

from slack_sdk.models.views import View

from handlers import draw
from handlers import permissions as may
from handlers.access import FoundTactic, require_owners
from handlers.record import tactic_saved
from handlers.tactic_form import echoed_form, echoed_move_form, move_form, seen, stale, tactic_form, unseen
from handlers.views import notes
from handlers.views import tactic_forms as forms
from handlers.views.blocks import Message
from handlers.views.done import is_outdated, read_done_value
from handlers.visit import Submission, Visit
from planning.calendar import working_days_after
from planning.errors import Code, PlanningError
from planning.logbook import Action
from planning.people import require_doer
from planning.plan import Plan
from planning.tactics import Tactic, TacticDraft, new_tactic
from planning.zones import zone_of
from storage import goals, plans, tactics
from storage.store import Tx


@may.changes
async def mark_done(visit: Visit, value: str) -> Message | None:
    """Done: for the whole, or for the person's part where all owners must finish.

    A second click, or one on an old card, does not complete a rhythm's next occurrence.
    """
    tactic_id = read_done_value(value)
    await may.answer_for(visit, tactic_id)
    async with visit.transaction() as tx:
        locked = await tx.run(_open_tactic, visit, tactic_id)
        before = locked.tactic
        require_doer(visit.person, before)
        if is_outdated(value, before):
            note = notes.done_already(before)
        else:
            saved = await tx.run(_finished, visit, before, locked.plan.today(visit.now))
            note = notes.done(before, saved)
    visit.house.owed()
    return None if visit.delivery else await draw.card(visit, tactic_id, note)


async def added(visit: Visit, form: Submission, plan: Plan) -> View | None:
    """The new tactic's form was sent."""
    draft = forms.read_tactic_form(form.answers, plan.today(visit.now), seen(form.memory))
    unnumbered = _new(visit, plan, draft, form.new_id())
    if unseen(draft.rhythm, form.memory):
        return await echoed_form(visit, plan, draft, form.memory)
    await require_owners(visit, plan, draft.owners, "owners")
    async with visit.transaction() as tx:
        plan = await tx.run(plans.get, visit.workspace, plan.id)
        plan.require_open()
        await tx.run(_require_goal, visit, plan, draft.goal)
        number = await tx.run(tactics.next_number, visit.workspace, plan.id)
        tactic = replace(unnumbered, number=number, permalink=form.memory.message)
        if not await tx.run(tactics.add, visit.workspace, tactic):
            return None
        await tx.run(tactic_saved, visit, Action.TACTIC_ADDED, None, tactic)
    visit.house.owed()
    visit.draw_change(draw.card(visit, tactic.id, notes.added()))
    return None


async def edited(visit: Visit, form: Submission, found: FoundTactic) -> View | None:
    """A tactic's form was sent; somebody else's change meanwhile is told, never overwritten silently."""
    plan = found.plan
    today = plan.today(visit.now)
    draft = forms.read_tactic_form(form.answers, today, seen(form.memory))
    found.tactic.edited(draft, today)  # what does not fit is refused before the dates are shown
    if unseen(draft.rhythm, form.memory):
        return await echoed_form(visit, plan, draft, form.memory, editing=found)
    await require_owners(visit, plan, set(draft.owners) - set(found.tactic.owners), "owners")
    async with visit.transaction() as tx:
        before = (await tx.run(_found, visit, form.memory.subject)).tactic
        await tx.run(_require_goal, visit, plan, draft.goal)
        after = before.edited(draft, today)
        if after == before:
            return None
        fresh = before.version == form.memory.version
        if fresh:
            await tx.run(tactic_saved, visit, Action.TACTIC_CHANGED, before, after)
    if not fresh:
        now = await stale(visit, form.memory)
        return await tactic_form(visit, plan, draft, now.memory, editing=now.found, notice=now.notice)
    visit.house.owed()
    visit.draw_change(draw.card(visit, before.id, notes.saved()))
    return None


async def moved(visit: Visit, form: Submission, found: FoundTactic) -> View | None:
    """The move form was sent."""
    today = found.plan.today(visit.now)
    eta, rhythm, reason = forms.read_move_form(form.answers, today, seen(form.memory))
    found.tactic.moved(eta, rhythm, today)  # as above
    if unseen(rhythm, form.memory):
        return echoed_move_form(found, form.memory, rhythm, today)
    async with visit.transaction() as tx:
        before = (await tx.run(_open_tactic, visit, form.memory.subject)).tactic
        after = before.moved(eta, rhythm, today)
        if after == before:
            return None
        fresh = before.version == form.memory.version
        if fresh:
            await tx.run(tactic_saved, visit, Action.TACTIC_MOVED, before, after, reason)
    if not fresh:
        now = await stale(visit, form.memory)
        return move_form(now.found, now.memory, eta, rhythm, today, now.notice)
    visit.house.owed()
    visit.draw_change(draw.card(visit, before.id, notes.moved(after, first=before.due_on is None)))
    return None


async def handed_over(visit: Visit, form: Submission, found: FoundTactic) -> View | None:
    """The hand-over form was sent."""
    taker, reason = forms.read_hand_over_form(form.answers)
    await require_owners(visit, found.plan, [taker], "taker")
    async with visit.transaction() as tx:
        before = (await tx.run(_open_tactic, visit, form.memory.subject)).tactic
        fresh = before.version == form.memory.version
        if not fresh and before.owners == (taker,):
            return None
        after = before.handed_over(visit.person.id, taker)
        if fresh:
            await tx.run(tactic_saved, visit, Action.TACTIC_HANDED_OVER, before, after, reason)
    if not fresh:
        now = await stale(visit, form.memory)
        return forms.hand_over_form(now.found.tactic, memory=now.memory.packed(), notice=now.notice)
    visit.house.owed()
    visit.draw_change(draw.card(visit, before.id, notes.handed_over(taker)))
    return None


async def assigned(visit: Visit, form: Submission, found: FoundTactic) -> View | None:
    """The owners' form was sent."""
    owners = forms.read_assign_form(form.answers)
    await require_owners(visit, found.plan, set(owners) - set(found.tactic.owners), "owners")
    async with visit.transaction() as tx:
        before = (await tx.run(_open_tactic, visit, form.memory.subject)).tactic
        after = before.assigned(owners)
        if after == before:
            return None
        fresh = before.version == form.memory.version
        if fresh:
            await tx.run(tactic_saved, visit, Action.TACTIC_ASSIGNED, before, after)
    if not fresh:
        now = await stale(visit, form.memory)
        return forms.assign_form(after, memory=now.memory.packed(), notice=now.notice)
    visit.house.owed()
    visit.draw_change(draw.card(visit, before.id, notes.assigned(after)))
    return None


async def dropped(visit: Visit, form: Submission, _found: FoundTactic) -> None:
    """The drop form was sent."""
    reason = forms.read_drop_form(form.answers)
    async with visit.transaction() as tx:
        before = (await tx.run(_open_tactic, visit, form.memory.subject)).tactic
        await tx.run(tactic_saved, visit, Action.TACTIC_DROPPED, before, before.dropped(reason), reason)
    visit.house.owed()
    visit.draw_change(draw.card(visit, before.id, notes.dropped()))


def _finished(tx: Tx, visit: Visit, before: Tactic, today: date) -> Tactic:
    after = before.done(visit.person.id, today)
    if after == before:  # their part was done already
        return before
    saved = tactic_saved(tx, visit, Action.TACTIC_DONE, before, after)
    if saved.last_done and saved.last_done != before.last_done:
        tactics.add_occurrence(tx, visit.workspace, saved.id, saved.last_done, visit.person.id, visit.now)
    return saved


def _new(visit: Visit, plan: Plan, draft: TacticDraft, id_: str) -> Tactic:
    """The tactic of a draft, still without its number; raises a refusal about the draft's field."""
    return new_tactic(
        draft,
        plan,
        id_=id_,
        number=0,
        by=visit.person.id,
        now=visit.now,
        rate_by=working_days_after(visit.now, plan.rating_days, zone_of(plan.zone)),
    )


def _found(tx: Tx, visit: Visit, tactic_id: str) -> FoundTactic:
    tactic = tactics.get(tx, visit.workspace, tactic_id)
    plan = plans.get(tx, visit.workspace, tactic.plan)
    plan.require_open()
    return FoundTactic(tactic, goals.get(tx, visit.workspace, tactic.goal), plan)


def _open_tactic(tx: Tx, visit: Visit, tactic_id: str) -> FoundTactic:
    found = _found(tx, visit, tactic_id)
    found.tactic.require_open()
    return found


def _require_goal(tx: Tx, visit: Visit, plan: Plan, goal_id: str) -> None:
    goal = goals.get(tx, visit.workspace, goal_id)
    if goal.plan != plan.id or goal.dropped:
        raise PlanningError(Code.GONE, "goal")
