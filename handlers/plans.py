"""Plans: starting, showing, setting, closing and going on to the next."""

from dataclasses import astuple, replace
from datetime import date

from slack_sdk.models.views import View

from handlers import permissions as may
from handlers.access import plan_of, require_here, require_owners
from handlers.carry_over import carry_over
from handlers.learning import draw_retrospective
from handlers.plan_owners import is_offered_on_page
from handlers.views import notes
from handlers.views import plan_forms as forms
from handlers.views import plans as views
from handlers.views.blocks import Message
from handlers.views.history import changed_notice
from handlers.views.unreadable import with_unreadable
from handlers.visit import Submission, Visit
from planning.errors import Code, PlanningError
from planning.goals import require_unserved
from planning.logbook import Action
from planning.people import require_editor, require_plan_owner
from planning.plan import Plan, PlanDraft, new_plan
from planning.zones import zone_of
from storage import goals, homes, logbook, plans, summaries, tactics
from storage.changes.plans import save_plan
from storage.readable import unreadable

FIRST_IN_LINE = 5
NEW_IDS = 20


async def show(visit: Visit, _typed: str = "") -> Message:
    """`/plan`: the channel's plan; how to start one where there is none."""
    await require_here(visit)
    async with visit.store.reading() as tx:
        plan = await tx.run(plans.open_in, visit.workspace, visit.channel)
        closed = None if plan else await tx.run(plans.newest_closed, visit.workspace, visit.channel)
    if plan is None:
        return views.no_plan_message(visit.person.may_edit, closed)
    return await page(visit, plan, 0)


async def show_one(visit: Visit, plan_id: str) -> Message | None:
    """A plan by its id: closed ones stay readable."""
    plan = await plan_of(visit, plan_id)
    return await visit.show(await page(visit, plan, 0), plan.channel)


async def turn(visit: Visit, value: str) -> Message:
    """The plan's Previous and Next."""
    plan_id, _, offset = value.partition("|")
    return await page(visit, await plan_of(visit, plan_id), int(offset))


@may.changes
async def share(visit: Visit, plan_id: str) -> None:
    """Show the plan to everybody in its channel."""
    plan = await plan_of(visit, plan_id)
    require_editor(visit.person)
    message = await page(visit, plan, 0, shared_by=visit.person.id)
    visit.house.background.start(visit.share(message, plan.channel))


async def new(visit: Visit, _typed: str = "") -> None:
    """`/plan new`: open the form for the channel's first plan, or its next after a closed one."""
    await require_here(visit)
    await may.start_plan(visit, visit.channel)
    async with visit.store.reading() as tx:
        open_plan = await tx.run(plans.open_in, visit.workspace, visit.channel)
    if open_plan:
        raise PlanningError(Code.PLAN_EXISTS, name=open_plan.name, plan=open_plan.id)
    today = visit.now.astimezone(zone_of(visit.person.zone)).date()
    draft = PlanDraft("", today, _end_of_year(today))
    await visit.open(forms.plan_form(draft, callback="plan.new", memory=visit.memory().packed()))


async def start(visit: Visit, _value: str) -> None:
    """The "Start a plan" button."""
    await new(visit)


async def started(visit: Visit, form: Submission, _checked: None) -> None:
    """The new plan's form was sent."""
    await _start(visit, form, form.memory.channel, previous=None)


async def settings(visit: Visit, _typed: str = "") -> None:
    """`/plan settings`."""
    plan = await may.run_plan_here(visit)
    memory = visit.memory(plan.id, version=plan.version)
    await visit.open(forms.settings_form(plan, memory=memory.packed()))


async def settings_changed(visit: Visit, form: Submission, found: Plan) -> View | None:
    """The settings were sent; somebody else's change meanwhile is told, never overwritten silently."""
    draft = forms.read_settings_form(form.answers, found)
    await require_owners(visit, found, set(draft.owners) - set(found.owners), "owners")
    async with visit.transaction() as tx:
        before = await tx.run(plans.get, visit.workspace, found.id)
        require_plan_owner(visit.person, before)
        before.require_open()
        after = before.edited(draft, form.new_ids(NEW_IDS))
        if after == before:
            return None
        require_unserved(before, after, await tx.run(goals.of_plan, visit.workspace, before.id))
        if before.version != form.memory.version:
            entry = await tx.run(logbook.last_of, visit.workspace, before.id, before.id)
            return forms.settings_form(
                replace(after, version=before.version),
                memory=replace(form.memory, version=before.version).packed(),
                notice=changed_notice(entry, {}) if entry else "",
            )
        await tx.run(save_plan, visit.actor, Action.PLAN_CHANGED, before, after)
    visit.house.owed()
    visit.draw(page(visit, after, 0, note=notes.saved()))
    return None


async def close(visit: Visit, _typed: str = "") -> None:
    """`/plan close`: ask before closing."""
    plan = await may.run_plan_here(visit)
    async with visit.store.reading() as tx:
        counts = (await tx.run(tactics.counts, visit.workspace, plan.id)).values()
    await visit.open(
        forms.close_form(
            plan,
            sum(count.open for count in counts),
            sum(count.done for count in counts),
            memory=visit.memory(plan.id, version=plan.version).packed(),
        )
    )


async def closed(visit: Visit, _form: Submission, plan: Plan) -> None:
    """The closing was confirmed: a check-in that is going on ends with the plan, and asks nobody any more."""
    async with visit.transaction() as tx:
        before = await tx.run(plans.get, visit.workspace, plan.id)
        require_plan_owner(visit.person, before)
        after = await tx.run(save_plan, visit.actor, Action.PLAN_CLOSED, before, before.closed(visit.now))
        await tx.run(summaries.close_with_plan, visit.workspace, plan.id)
    visit.house.owed()
    visit.draw(_looking_back(visit, after))


async def _looking_back(visit: Visit, closed_plan: Plan) -> Message:
    """That the plan is closed and what can follow, then what came of it."""
    said = views.no_plan_message(can_start=True, closed=closed_plan)
    came_of_it = await draw_retrospective(visit, closed_plan)
    return Message(said.text, [*said.blocks, *came_of_it.blocks])


async def next_(visit: Visit, _typed: str = "") -> None:
    """`/plan next`: open the next period's form, filled in from the plan that was closed last."""
    await require_here(visit)
    await may.start_plan(visit, visit.channel)
    async with visit.store.reading() as tx:
        open_plan = await tx.run(plans.open_in, visit.workspace, visit.channel)
        last = await tx.run(plans.newest_closed, visit.workspace, visit.channel)
    if open_plan:
        raise PlanningError(Code.PLAN_STILL_OPEN, name=open_plan.name, plan=open_plan.id)
    if last is None:
        raise PlanningError(Code.PLAN_MISSING)
    last = await may.start_next(visit, last.id)
    memory = visit.memory(last.id).packed()
    await visit.open(forms.plan_form(last.next_draft(), callback="plan.next", memory=memory))


async def next_started(visit: Visit, form: Submission, previous: Plan) -> None:
    """The next plan's form was sent: goals, metrics and open tactics come along, and the settings."""
    await _start(visit, form, previous.channel, previous)


async def start_next(visit: Visit, _value: str) -> None:
    """The "Start the next plan" button."""
    await next_(visit)


async def _start(visit: Visit, form: Submission, channel: str, previous: Plan | None) -> None:
    offered = (
        previous.next_draft() if previous else PlanDraft("", None, None, zone=zone_of(visit.person.zone).key)
    )
    draft = forms.read_plan_form(form.answers, offered)
    plan = new_plan(
        draft,
        id_=form.new_id(),
        workspace=visit.workspace,
        channel=channel,
        creator=visit.person.id,
        now=visit.now,
        new_ids=form.new_ids(NEW_IDS),
        previous=previous.id if previous else None,
    )
    note = ""
    members = await visit.house.directory.members(visit.workspace, plan.channel)
    async with visit.transaction() as tx:
        if not await tx.run(plans.add, plan):
            return
        await tx.run(save_plan, visit.actor, Action.PLAN_STARTED, None, plan)
        await tx.run(homes.changed, visit.workspace, members)
        if previous:
            note = notes.carried_over(*astuple(await tx.run(carry_over, visit, form, previous, plan)))
    visit.house.owed()
    visit.draw(page(visit, plan, 0, note=note))


async def page(visit: Visit, plan: Plan, offset: int, *, note: str = "", shared_by: str = "") -> Message:
    """The plan as a message, headed by a note of what was just done.

    Its cost follows what it shows, not how many tactics there are.
    """
    async with visit.store.reading() as tx:
        plan = await tx.run(plans.get, visit.workspace, plan.id)
        every = await tx.run(goals.of_plan, visit.workspace, plan.id)
        counts = await tx.run(tactics.counts, visit.workspace, plan.id)
        first = await tx.run(tactics.page, visit.workspace, plan.id, tactics.Filter(), 0, FIRST_IN_LINE)
        lost = unreadable(tx.sync_session)
    ownerless = not shared_by and await is_offered_on_page(visit, plan)
    page = views.PlanPage(
        plan=plan,
        goals=every[offset : offset + views.GOALS_A_PAGE],
        served=frozenset(goal.serves.id for goal in every),
        total_goals=len(every),
        counts=counts,
        first=first.tactics,
        total_open=first.total,
        offset=offset,
        ownerless=ownerless,
    )
    drawn = views.plan_message(page, plan.today(visit.now), note=note, shared_by=shared_by)
    return with_unreadable(drawn, lost)


def _end_of_year(today: date) -> date:
    """The end of this year, or of the next when less than three months are left."""
    year = today.year + (today.month > 9)
    return date(year, 12, 31)
