"""Plans: starting, showing, setting, closing and going on to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from slack_sdk.models.views import View

from handlers.dispatch import permissions as may
from handlers.dispatch.access import plan_of, require_here, require_owners
from handlers.dispatch.form_metadata import FormMetadata, NewPlanMetadata, PlanMetadata, PlanSettingsMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.dispatch.plan_owners import is_offered_on_page
from handlers.dispatch.submissions import submit_change
from handlers.learning import draw_retrospective
from handlers.views.common import notes
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import PageValue
from handlers.views.common.unreadable import with_unreadable
from handlers.views.plans import forms
from handlers.views.plans import messages as views
from planning.errors import Code, PlanningError
from planning.goals import Goal
from planning.people import require_editor
from planning.plan import Plan, PlanDraft, new_plan
from planning.records import Unreadable
from planning.zones import zone_of
from storage import goals, plans, tactics
from storage.changes.plans import change_plan, close_plan, start_plan
from storage.engine.transactions import Tx
from storage.readable import unreadable

FIRST_IN_LINE = 5
NEW_IDS = 20


@dataclass(frozen=True, slots=True)
class _PageData:
    """What any page of a plan shows; its cost does not depend on how many tactics there are.

    `counts` are by goal; `first` are the tactics that come first.
    """

    plan: Plan
    goals: tuple[Goal, ...]
    counts: Mapping[str, tactics.TacticCounts]
    first: tactics.Page
    unreadable: Sequence[Unreadable]


async def show(interaction: Interaction, _typed: str = "") -> Message:
    """`/plan`: the channel's plan; how to start one where there is none."""
    await require_here(interaction)
    found = await interaction.read(_page_data_here, interaction.channel)
    if not isinstance(found, _PageData):
        return views.no_plan_message(interaction.person.may_edit, closed=found)
    return await _page(interaction, found, 0)


async def show_one(interaction: Interaction, plan_id: str) -> Message | None:
    """A plan by its id: closed ones stay readable."""
    plan = await plan_of(interaction, plan_id)
    return await interaction.show(await page(interaction, plan, 0), plan.channel)


async def turn_page(interaction: Interaction, value: str) -> Message:
    """The plan's Previous and Next."""
    page_ = PageValue.unpacked(value)
    return await page(interaction, await plan_of(interaction, page_.id), page_.offset)


@may.changes
async def share(interaction: Interaction, plan_id: str) -> None:
    """Post the plan in its channel."""
    plan = await plan_of(interaction, plan_id)
    require_editor(interaction.person)
    message = await page(interaction, plan, 0, shared_by=interaction.person.id)
    interaction.services.tasks.start(interaction.share(message, plan.channel))


async def new(interaction: Interaction, _typed: str = "") -> None:
    """`/plan new`: open the form for the channel's first plan, or its next after a closed one."""
    await require_here(interaction)
    await may.start_plan(interaction, interaction.channel)
    open_plan = await interaction.read(plans.open_in, interaction.channel)
    if open_plan:
        raise PlanningError(Code.PLAN_EXISTS, name=open_plan.name, plan=open_plan.id)
    today = interaction.now.astimezone(zone_of(interaction.person.zone)).date()
    draft = PlanDraft("", today, _end_of_year(today))
    await interaction.open(
        forms.plan_form(draft, callback="plan.new", metadata=NewPlanMetadata(interaction.place).packed())
    )


async def start(interaction: Interaction, _value: str) -> None:
    """The "Start a plan" button."""
    await new(interaction)


async def submit_new(interaction: Interaction, form: Submission[NewPlanMetadata], _checked: None) -> None:
    """A new plan's form was submitted."""
    await _start(interaction, form, interaction.channel, previous=None)


async def settings(interaction: Interaction, _typed: str = "") -> None:
    """`/plan settings`."""
    plan = await may.run_plan_here(interaction)
    metadata = PlanSettingsMetadata(interaction.place, plan.id, plan.version)
    await interaction.open(forms.settings_form(plan, metadata=metadata.packed()))


async def submit_settings(
    interaction: Interaction, form: Submission[PlanSettingsMetadata], found: Plan
) -> View | None:
    """The settings were submitted."""
    draft = forms.read_settings_form(form.answers, found)
    await require_owners(interaction, found, set(draft.owners) - set(found.owners), "owners")
    changed = await interaction.write(
        change_plan,
        interaction.actor,
        found.id,
        form.metadata.version,
        lambda plan: plan.edited(draft, form.new_ids(NEW_IDS)),
    )

    async def form_again(metadata: PlanSettingsMetadata, notice: str) -> View:
        shown = replace(changed.after, version=metadata.version)
        return forms.settings_form(shown, metadata=metadata.packed(), notice=notice)

    return await submit_change(
        interaction,
        found.id,
        form.metadata,
        changed,
        show=lambda: interaction.draw(page(interaction, changed.after, 0, note=notes.saved())),
        form_again=form_again,
    )


async def close(interaction: Interaction, _typed: str = "") -> None:
    """`/plan close`: ask before closing."""
    plan = await may.run_plan_here(interaction)
    counts = (await interaction.read(tactics.counts, plan.id)).values()
    await interaction.open(
        forms.close_form(
            plan,
            sum(count.open for count in counts),
            sum(count.done for count in counts),
            metadata=PlanMetadata(interaction.place, plan.id).packed(),
        )
    )


async def submit_close(interaction: Interaction, form: Submission[PlanMetadata], plan: Plan) -> None:
    """Closing was confirmed: an open check-in ends with the plan."""
    announced = forms.read_announcement(form.answers)
    after = await interaction.write(close_plan, interaction.actor, plan.id, announced=announced)
    interaction.services.notify_due()
    interaction.draw(_looking_back(interaction, after))


async def _looking_back(interaction: Interaction, closed_plan: Plan) -> Message:
    """That the plan is closed and what can follow, then its retrospective."""
    said = views.no_plan_message(can_start=True, closed=closed_plan)
    came_of_it = await draw_retrospective(interaction, closed_plan)
    return Message(said.text, [*said.blocks, *came_of_it.blocks])


async def next_(interaction: Interaction, _typed: str = "") -> None:
    """`/plan next`: open the next period's form, filled in from the plan that was closed last."""
    await require_here(interaction)
    await may.start_plan(interaction, interaction.channel)
    open_plan, last = await interaction.read(_open_and_closed, interaction.channel)
    if open_plan:
        raise PlanningError(Code.PLAN_STILL_OPEN, name=open_plan.name, plan=open_plan.id)
    if last is None:
        raise PlanningError(Code.PLAN_MISSING)
    last = await may.start_next(interaction, last.id)
    metadata = PlanMetadata(interaction.place, last.id).packed()
    await interaction.open(
        forms.plan_form(last.next_draft(interaction.now), callback="plan.next", metadata=metadata)
    )


async def submit_next(interaction: Interaction, form: Submission[PlanMetadata], previous: Plan) -> None:
    """The next plan's form was submitted: goals, metrics, open tactics and settings are carried over."""
    await _start(interaction, form, previous.channel, previous)


async def start_next(interaction: Interaction, _value: str) -> None:
    """The "Start the next plan" button."""
    await next_(interaction)


async def _start(
    interaction: Interaction, form: Submission[FormMetadata], channel: str, previous: Plan | None
) -> None:
    offered = (
        previous.next_draft(interaction.now)
        if previous
        else PlanDraft("", None, None, zone=zone_of(interaction.person.zone).key)
    )
    draft = forms.read_plan_form(form.answers, offered)
    plan = new_plan(
        draft,
        id_=form.new_id(),
        workspace=interaction.workspace,
        channel=channel,
        creator=interaction.person.id,
        now=interaction.now,
        new_ids=form.new_ids(NEW_IDS),
        previous=previous.id if previous else None,
    )
    members = await interaction.services.directory.members(interaction.workspace, plan.channel)
    copies = await interaction.write(
        start_plan,
        interaction.actor,
        plan,
        members,
        form.new_id,
        announced=forms.read_announcement(form.answers),
    )
    if copies is None:
        return
    interaction.services.notify_due()
    interaction.draw(page(interaction, plan, 0, note=notes.carried_over(copies) if previous else ""))


async def page(
    interaction: Interaction, plan: Plan, offset: int, *, note: str = "", shared_by: str = ""
) -> Message:
    """The plan as a message, headed by a note of what was just done."""
    return await _page(interaction, await interaction.read(_page_data_of, plan.id), offset, note, shared_by)


async def _page(
    interaction: Interaction, found: _PageData, offset: int, note: str = "", shared_by: str = ""
) -> Message:
    ownerless = not shared_by and await is_offered_on_page(interaction, found.plan)
    page = views.PlanPage(
        plan=found.plan,
        goals=found.goals[offset : offset + views.GOALS_A_PAGE],
        served=frozenset(goal.serves.id for goal in found.goals),
        total_goals=len(found.goals),
        counts=found.counts,
        first=found.first.tactics,
        total_open=found.first.total,
        offset=offset,
        ownerless=ownerless,
    )
    drawn = views.plan_message(page, found.plan.today(interaction.now), note=note, shared_by=shared_by)
    return with_unreadable(drawn, found.unreadable)


def _page_data_here(tx: Tx, channel: str) -> _PageData | Plan | None:
    """The page of the channel's open plan; where there is none, the plan that was closed last."""
    plan = plans.open_in(tx, channel)
    return _page_data(tx, plan) if plan else plans.newest_closed(tx, channel)


def _page_data_of(tx: Tx, plan_id: str) -> _PageData:
    return _page_data(tx, plans.get(tx, plan_id))


def _page_data(tx: Tx, plan: Plan) -> _PageData:
    return _PageData(
        plan=plan,
        goals=goals.of_plan(tx, plan.id),
        counts=tactics.counts(tx, plan.id),
        first=tactics.page(tx, plan.id, tactics.Filter(), 0, FIRST_IN_LINE),
        unreadable=unreadable(tx),
    )


def _open_and_closed(tx: Tx, channel: str) -> tuple[Plan | None, Plan | None]:
    """The channel's open plan, and the one that was closed last."""
    return plans.open_in(tx, channel), plans.newest_closed(tx, channel)


def _end_of_year(today: date) -> date:
    """The end of this year, or of the next when less than three months are left."""
    year = today.year + (today.month > 9)
    return date(year, 12, 31)
