"""Goals: adding, listing and changing them, and reading their metrics."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from slack_sdk.models.views import View

from handlers.dispatch import permissions as may
from handlers.dispatch.access import FoundGoal, find_goal, plan_here
from handlers.dispatch.form_metadata import Memory
from handlers.dispatch.interaction import Submission, Visit
from handlers.views.common import notes
from handlers.views.common.blocks import Message
from handlers.views.common.unreadable import with_unreadable
from handlers.views.goals import forms
from handlers.views.goals import messages as views
from handlers.views.plans.history import changed_notice
from planning import text
from planning.errors import Code, PlanningError
from planning.goals import NEW_METRIC, Goal, GoalDraft, Reading, figure, new_reading
from planning.history import Entry
from planning.phrases import as_typed
from planning.plan import Plan
from planning.records import Unreadable
from storage import goals, tactics
from storage import history as logbook
from storage.changes.goals import add_goal, add_reading, drop_goal, edit_goal
from storage.engine.transactions import Tx
from storage.readable import unreadable
from storage.tactics import Counts


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
    metrics = [metric.id for metric in found.goal.metrics]
    newest = await visit.read(goals.readings, metrics)
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
    goal = await visit.write(
        add_goal, visit.actor, plan.id, draft, goal_id=form.new_id(), metric_id=form.new_id(1)
    )
    if goal:
        visit.house.owed()
        visit.draw(_card(visit, goal.id, notes.added()))


async def edited(visit: Visit, form: Submission, found: FoundGoal) -> View | None:
    """A goal's form was sent; somebody else's change meanwhile is shown, never overwritten silently."""
    draft = forms.read_goal_form(form.answers)
    changed = await visit.write(
        edit_goal, visit.actor, found.goal.id, form.memory.version, draft, metric_id=form.new_id(1)
    )
    if changed.is_same:
        return None
    if changed.is_stale:
        return await _stale_form(visit, draft, form.memory)
    visit.house.owed()
    visit.draw(_card(visit, changed.after.id, notes.saved()))
    return None


@may.changes
async def drop(visit: Visit, goal_id: str) -> Message:
    """Drop a goal under which nothing is open any more; the record stays."""
    await may.change_goal(visit, goal_id)
    await visit.write(drop_goal, visit.actor, goal_id)
    visit.house.owed()
    return await _card(visit, goal_id, notes.goal_dropped())


async def reading_added(visit: Visit, form: Submission, found: FoundGoal) -> None:
    """The reading's form was sent."""
    metric_id, value, on = forms.read_reading_form(form.answers)
    metric = found.goal.metric(metric_id)
    given = new_reading(metric, value, on, visit.person.id, found.plan.today(visit.now))
    if await visit.write(add_reading, visit.actor, found.goal, metric, given):
        note = notes.reading_added(metric.name, f"{figure(given.value)} {metric.unit}".strip())
        visit.draw(_card(visit, found.goal.id, note))


async def _open_new(visit: Visit, plan: Plan, draft: GoalDraft) -> None:
    memory = visit.memory(plan.id).packed()
    await visit.open(forms.goal_form(draft, plan, editing=None, memory=memory, new_metric_id=NEW_METRIC))


async def _open_named(
    visit: Visit, typed: str, opening: Callable[[Visit, str], Awaitable[None]]
) -> Message | None:
    plan = await plan_here(visit)
    if not typed.strip():
        return await _page(visit, plan, 0)
    goal = await visit.read(goals.find, plan.id, as_typed(typed.strip()))
    await opening(visit, goal.id)
    return None


async def _page(visit: Visit, plan: Plan, offset: int) -> Message:
    page = await visit.read(_page_data, plan.id, offset)
    drawn = views.goals_message(plan, page.goals, page.counts, page.newest, offset, page.total)
    return with_unreadable(drawn, page.unreadable)


@dataclass(frozen=True, slots=True)
class _PageData:
    """Some of a plan's `total` goals, how many tactics each has, and the newest reading of each metric."""

    goals: tuple[Goal, ...]
    total: int
    counts: dict[str, Counts]
    newest: dict[str, Reading]
    unreadable: tuple[Unreadable, ...]


def _page_data(tx: Tx, plan_id: str, offset: int) -> _PageData:
    every = goals.of_plan(tx, plan_id)
    shown = every[offset : offset + views.GOALS_A_PAGE]
    counts = tactics.counts(tx, plan_id)
    newest = _newest(tx, *shown)
    return _PageData(shown, len(every), counts, newest, unreadable(tx))


async def _card(visit: Visit, goal_id: str, note: str) -> Message:
    found, newest = await visit.read(_card_data, goal_id)
    return views.goal_card(found.goal, found.plan, note, newest)


def _card_data(tx: Tx, goal_id: str) -> tuple[FoundGoal, dict[str, Reading]]:
    found = find_goal(tx, goal_id)
    return found, _newest(tx, found.goal)


def _newest(tx: Tx, *of: Goal) -> dict[str, Reading]:
    """The newest reading of each metric of these goals, by the metric's id."""
    return goals.readings(tx, [metric.id for goal in of for metric in goal.metrics])


async def _stale_form(visit: Visit, draft: GoalDraft, memory: Memory) -> View:
    """The same form again, saying what somebody else changed; sending it again puts it in place."""
    found, entry = await visit.read(_last_change, memory.subject)
    return forms.goal_form(
        draft,
        found.plan,
        editing=found.goal,
        memory=replace(memory, version=found.goal.version).packed(),
        new_metric_id=NEW_METRIC,
        notice=changed_notice(entry, {}, found.plan) if entry else "",
    )


def _last_change(tx: Tx, goal_id: str) -> tuple[FoundGoal, Entry | None]:
    found = find_goal(tx, goal_id)
    return found, logbook.last_of(tx, found.plan.id, goal_id)
