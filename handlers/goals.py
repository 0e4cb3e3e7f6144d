"""Goals: adding, listing and changing them, and reading their metrics."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_sdk.models.views import View

from handlers.dispatch import permissions as may
from handlers.dispatch.access import FoundGoal, find_goal, plan_here
from handlers.dispatch.form_metadata import EditGoalMetadata, PlanMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.dispatch.submissions import submit_change
from handlers.views.common import notes
from handlers.views.common.blocks import Message
from handlers.views.common.unreadable import with_unreadable
from handlers.views.goals import forms
from handlers.views.goals import messages as views
from planning import text
from planning.goals import NEW_METRIC, Goal, GoalDraft, Reading
from planning.phrases import to_plain_text
from planning.plan import Plan
from planning.records import Unreadable
from storage import goals, tactics
from storage.changes.goals import add_goal, drop_goal, edit_goal
from storage.engine.transactions import Tx
from storage.readable import unreadable
from storage.tactics import TacticCounts


async def add(interaction: Interaction, typed: str) -> None:
    """`/goal add <title>`: open the form with the title filled in."""
    plan = await may.edit_plan_here(interaction)
    title = text.line(to_plain_text(typed), "title") if typed.strip() else ""
    await _open_new(interaction, plan, GoalDraft(title, ""))


async def start_add(interaction: Interaction, serves: str) -> None:
    """A button that adds a goal, for a company goal if its value names one."""
    plan = await may.edit_plan_here(interaction)
    await _open_new(interaction, plan, GoalDraft("", serves))


async def list_(interaction: Interaction, _typed: str = "") -> Message:
    """`/goal list`."""
    return await page(interaction, await plan_here(interaction), 0)


async def turn_page(interaction: Interaction, offset: str) -> Message:
    """The list's Previous and Next."""
    return await page(interaction, await plan_here(interaction), int(offset))


async def edit(interaction: Interaction, typed: str) -> Message | None:
    """`/goal edit <which>`; the list to choose from when it names none."""
    return await _open_named(interaction, typed, open_edit)


async def show(interaction: Interaction, typed: str) -> Message:
    """`/goal <number>`: a goal's card."""
    plan = await plan_here(interaction)
    goal = await interaction.read(goals.find, plan.id, to_plain_text(typed.strip()))
    return await card(interaction, goal.id)


async def open_edit(interaction: Interaction, goal_id: str) -> None:
    """Open a goal to change any of it."""
    found = await may.change_goal(interaction, goal_id)
    goal = found.goal
    draft = GoalDraft(goal.title, goal.serves.id, goal.metrics)
    metadata = EditGoalMetadata(interaction.place, goal.id, goal.version)
    await interaction.open(_edit_form(draft, found.plan, goal, metadata, interaction.person.locale))


async def submit_add(interaction: Interaction, form: Submission[PlanMetadata], plan: Plan) -> None:
    """A new goal's form was submitted."""
    draft = forms.read_goal_form(form.answers)
    goal = await interaction.write(
        add_goal, interaction.actor, plan.id, draft, goal_id=form.new_id(), metric_id=form.new_id(1)
    )
    if goal:
        interaction.services.notify_due()
        interaction.draw(card(interaction, goal.id, notes.added()))


async def submit_edit(
    interaction: Interaction, form: Submission[EditGoalMetadata], found: FoundGoal
) -> View | None:
    """A goal's form was submitted."""
    draft = forms.read_goal_form(form.answers)
    changed = await interaction.write(
        edit_goal, interaction.actor, found.goal.id, form.metadata.version, draft, metric_id=form.new_id(1)
    )

    async def form_again(metadata: EditGoalMetadata, notice: str) -> View:
        locale = interaction.person.locale
        return _edit_form(draft, found.plan, changed.before, metadata, locale, notice)

    return await submit_change(
        interaction,
        found.plan.id,
        form.metadata,
        changed,
        show=lambda: interaction.draw(card(interaction, found.goal.id, notes.saved())),
        form_again=form_again,
    )


def _edit_form(
    draft: GoalDraft, plan: Plan, goal: Goal, metadata: EditGoalMetadata, locale: str, notice: str = ""
) -> View:
    return forms.goal_form(
        draft,
        plan,
        editing=goal,
        metadata=metadata.packed(),
        new_metric_id=NEW_METRIC,
        notice=notice,
        locale=locale,
    )


async def drop_named(interaction: Interaction, typed: str) -> Message:
    """`/goal drop <which>`; the list to choose from when it names none."""
    plan = await plan_here(interaction)
    if not typed.strip():
        return await page(interaction, plan, 0)
    goal = await interaction.read(goals.find, plan.id, to_plain_text(typed.strip()))
    return await drop(interaction, goal.id)


@may.changes
async def drop(interaction: Interaction, goal_id: str) -> Message:
    """Drop a goal without open tactics; its record stays."""
    await may.change_goal(interaction, goal_id)
    await interaction.write(drop_goal, interaction.actor, goal_id)
    interaction.services.notify_due()
    return await card(interaction, goal_id, notes.goal_dropped())


async def _open_new(interaction: Interaction, plan: Plan, draft: GoalDraft) -> None:
    metadata = PlanMetadata(interaction.place, plan.id).packed()
    await interaction.open(
        forms.goal_form(
            draft,
            plan,
            editing=None,
            metadata=metadata,
            new_metric_id=NEW_METRIC,
            locale=interaction.person.locale,
        )
    )


async def _open_named(
    interaction: Interaction, typed: str, opening: Callable[[Interaction, str], Awaitable[None]]
) -> Message | None:
    plan = await plan_here(interaction)
    if not typed.strip():
        return await page(interaction, plan, 0)
    goal = await interaction.read(goals.find, plan.id, to_plain_text(typed.strip()))
    await opening(interaction, goal.id)
    return None


async def page(interaction: Interaction, plan: Plan, offset: int) -> Message:
    """The plan's goals from `offset` on."""
    found = await interaction.read(_page_data, plan.id, offset)
    drawn = views.goals_message(plan, found.goals, found.counts, found.newest, offset, found.total)
    return with_unreadable(drawn, found.unreadable)


@dataclass(frozen=True, slots=True)
class _PageData:
    """Some of a plan's `total` goals, how many tactics each has, and the newest reading of each metric."""

    goals: tuple[Goal, ...]
    total: int
    counts: dict[str, TacticCounts]
    newest: dict[str, Reading]
    unreadable: tuple[Unreadable, ...]


def _page_data(tx: Tx, plan_id: str, offset: int) -> _PageData:
    every = goals.of_plan(tx, plan_id)
    shown = every[offset : offset + views.GOALS_A_PAGE]
    counts = tactics.counts(tx, plan_id)
    newest = _newest(tx, *shown)
    return _PageData(shown, len(every), counts, newest, unreadable(tx))


async def card(interaction: Interaction, goal_id: str, note: str = "") -> Message:
    """The card of a goal, headed by a note of what was just done."""
    found, newest = await interaction.read(_card_data, goal_id)
    return views.goal_card(found.goal, found.plan, note, newest)


def _card_data(tx: Tx, goal_id: str) -> tuple[FoundGoal, dict[str, Reading]]:
    found = find_goal(tx, goal_id)
    return found, _newest(tx, found.goal)


def _newest(tx: Tx, *of: Goal) -> dict[str, Reading]:
    """The newest reading of each metric of these goals, by the metric's id."""
    return goals.readings(tx, [metric.id for goal in of for metric in goal.metrics])
