"""Goals: adding, listing and changing them, and reading their metrics."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from slack_sdk.models.views import View

from handlers import permissions as may
from handlers.access import FoundGoal, plan_here
from handlers.memory import Memory
from handlers.views import goal_forms as forms
from handlers.views import goals as views
from handlers.views import notes
from handlers.views.blocks import Message
from handlers.views.history import changed_notice
from handlers.views.unreadable import with_unreadable
from handlers.visit import Submission, Visit
from planning import text
from planning.errors import Code, PlanningError
from planning.goals import Goal, GoalDraft, Metric, figure, new_goal, new_reading
from planning.logbook import Action
from planning.phrases import as_typed
from planning.plan import Plan
from storage import goals, logbook, plans, tactics
from storage.changes.goals import add_reading, save_goal
from storage.readable import unreadable
from storage.store import Tx

NEW_METRIC = "new"


async def add(visit: Visit, typed: str) -> None:
    """`/goal add <title>`: open the form with the title filled in."""
    plan = await may.edit_plan_here(visit)
    title = text.line(as_typed(typed), "title") if typed.strip() else ""
    await _open_new(visit, plan, GoalDraft(title, ""))


async def start_add(visit: Visit, serves: str) -> None:
    """A button that adds a goal, for the company goal that it names if it names one."""
    plan = await may.edit_plan_here(visit)
    await _open_new(visit, plan, GoalDraft("", serves))


async def list_(visit: Visit, _typed: str = "") -> Message:
    """`/goal list`."""
    return await _page(visit, await plan_here(visit), 0)


async def turn(visit: Visit, offset: str) -> Message:
    """The list's Previous and Next."""
    return await _page(visit, await plan_here(visit), int(offset))


async def edit(visit: Visit, typed: str) -> Message | None:
    """`/goal edit <which>`; the list to choose from when it names none."""
    return await _open_named(visit, typed, open_edit)


async def reading(visit: Visit, typed: str) -> Message | None:
    """`/goal reading <which>`; the list to choose from when it names none."""
    return await _open_named(visit, typed, open_reading)


async def open_edit(visit: Visit, goal_id: str) -> None:
    """Open a goal to change any of it."""
    found = await may.change_goal(visit, goal_id)
    goal = found.goal
    await visit.open(
        forms.goal_form(
            GoalDraft(goal.title, goal.serves.id, goal.metrics),
            found.plan,
            editing=goal,
            memory=visit.memory(found.plan.id, goal.id, goal.version).packed(),
            new_metric_id=NEW_METRIC,
        )
    )


async def open_reading(visit: Visit, goal_id: str) -> None:
    """Ask for a metric's value; raises METRICS_MISSING for a goal that has none."""
    found = await may.change_goal(visit, goal_id)
    if not found.goal.metrics:
        raise PlanningError(Code.METRICS_MISSING, title=found.goal.title)
    async with visit.store.reading() as tx:
        newest = await tx.run(goals.readings, visit.workspace, [metric.id for metric in found.goal.metrics])
    await visit.open(
        forms.reading_form(
            found.goal,
            newest,
            found.plan.today(visit.now),
            memory=visit.memory(found.plan.id, goal_id).packed(),
        )
    )


async def added(visit: Visit, form: Submission, plan: Plan) -> None:
    """The new goal's form was sent."""
    draft = forms.read_goal_form(form.answers)
    async with visit.transaction() as tx:
        plan = await tx.run(plans.get, visit.workspace, plan.id)
        plan.require_open()
        number = await tx.run(goals.next_number, visit.workspace, plan.id)
        goal = _with_ids(new_goal(draft, plan, id_=form.new_id(), number=number, now=visit.now), form)
        if not await tx.run(goals.add, visit.workspace, goal):
            return
        await tx.run(save_goal, visit.actor, Action.GOAL_ADDED, None, goal)
    visit.house.owed()
    visit.draw(_card(visit, FoundGoal(goal, plan), notes.added()))


async def edited(visit: Visit, form: Submission, found: FoundGoal) -> View | None:
    """A goal's form was sent; somebody else's change meanwhile is told, never overwritten silently."""
    draft = forms.read_goal_form(form.answers)
    async with visit.transaction() as tx:
        plan = await tx.run(plans.get, visit.workspace, found.plan.id)
        plan.require_open()
        before = await tx.run(goals.get, visit.workspace, found.goal.id)
        before.require_kept()
        after = _with_ids(before.edited(draft, plan), form)
        if after == before:
            return None
        if before.version != form.memory.version:
            return await tx.run(_stale_form, visit, FoundGoal(before, plan), draft, form.memory)
        saved = await tx.run(save_goal, visit.actor, Action.GOAL_CHANGED, before, after)
    visit.house.owed()
    visit.draw(_card(visit, FoundGoal(saved, plan), notes.saved()))
    return None


@may.changes
async def drop(visit: Visit, goal_id: str) -> Message:
    """Drop a goal under which nothing is open any more; the record stays."""
    await may.change_goal(visit, goal_id)
    async with visit.transaction() as tx:
        before = await tx.run(goals.get, visit.workspace, goal_id)
        before.require_kept()
        plan = await tx.run(plans.get, visit.workspace, before.plan)
        plan.require_open()
        under = (await tx.run(tactics.counts, visit.workspace, plan.id)).get(goal_id)
        after = before.without(under.open if under else 0)
        saved = await tx.run(save_goal, visit.actor, Action.GOAL_DROPPED, before, after)
    visit.house.owed()
    return await _card(visit, FoundGoal(saved, plan), notes.goal_dropped())


async def reading_added(visit: Visit, form: Submission, found: FoundGoal) -> None:
    """The reading's form was sent."""
    metric_id, value, on = forms.read_reading_form(form.answers)
    metric = found.goal.metric(metric_id)
    given = new_reading(metric, value, on, visit.person.id, found.plan.today(visit.now))
    async with visit.transaction() as tx:
        (await tx.run(plans.get, visit.workspace, found.plan.id)).require_open()
        if not await tx.run(add_reading, visit.actor, found.goal, metric, given):
            return
    note = notes.reading_added(metric.name, f"{figure(given.value)} {metric.unit}".strip())
    visit.draw(_card(visit, found, note))


async def _open_new(visit: Visit, plan: Plan, draft: GoalDraft) -> None:
    memory = visit.memory(plan.id).packed()
    await visit.open(forms.goal_form(draft, plan, editing=None, memory=memory, new_metric_id=NEW_METRIC))


async def _open_named(
    visit: Visit, typed: str, opening: Callable[[Visit, str], Awaitable[None]]
) -> Message | None:
    plan = await plan_here(visit)
    if not typed.strip():
        return await _page(visit, plan, 0)
    async with visit.store.reading() as tx:
        goal = await tx.run(goals.find, visit.workspace, plan.id, as_typed(typed.strip()))
    await opening(visit, goal.id)
    return None


async def _page(visit: Visit, plan: Plan, offset: int) -> Message:
    async with visit.store.reading() as tx:
        every = await tx.run(goals.of_plan, visit.workspace, plan.id)
        shown = every[offset : offset + views.GOALS_A_PAGE]
        counts = await tx.run(tactics.counts, visit.workspace, plan.id)
        metrics = [metric.id for goal in shown for metric in goal.metrics]
        newest = await tx.run(goals.readings, visit.workspace, metrics)
        lost = unreadable(tx.sync_session)
    return with_unreadable(views.goals_message(plan, shown, counts, newest, offset, len(every)), lost)


async def _card(visit: Visit, found: FoundGoal, note: str) -> Message:
    async with visit.store.reading() as tx:
        newest = await tx.run(goals.readings, visit.workspace, [metric.id for metric in found.goal.metrics])
    return views.goal_card(found.goal, found.plan, note, newest)


def _stale_form(tx: Tx, visit: Visit, found: FoundGoal, draft: GoalDraft, memory: Memory) -> View:
    """The same form again, saying what somebody else changed; sending it again puts it in place."""
    entry = logbook.last_of(tx, visit.workspace, found.plan.id, found.goal.id)
    return forms.goal_form(
        draft,
        found.plan,
        editing=found.goal,
        memory=replace(memory, version=found.goal.version).packed(),
        new_metric_id=NEW_METRIC,
        notice=changed_notice(entry, {}, found.plan) if entry else "",
    )


def _with_ids(goal: Goal, form: Submission) -> Goal:
    """The goal with an id of its own for a metric that is new."""
    return replace(goal, metrics=tuple(_with_id(metric, form) for metric in goal.metrics))


def _with_id(metric: Metric, form: Submission) -> Metric:
    return replace(metric, id=form.new_id(1)) if metric.id == NEW_METRIC else metric
