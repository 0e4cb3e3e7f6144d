"""What a person may change: one function for each kind of change, called by everything that leads to it.

A form names its function in the table of forms (`handlers.FORMS`). What opens the form calls it, and the
`form` calls it again on submission, before the form's listener, which therefore cannot forget to.
Buttons and commands that change something call the same functions, and are marked with `changes`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from handlers.dispatch.access import (
    FoundGoal,
    FoundTactic,
    goal_of,
    plan_here,
    plan_of,
    require_in,
    tactic_of,
)
from handlers.dispatch.interaction import Interaction
from handlers.slack.directory import ACCESS_MAX_AGE
from planning.check_in_answers import Answering
from planning.check_ins import CheckIn
from planning.errors import Code, PlanningError
from planning.people import (
    require_active,
    require_doer,
    require_editor,
    require_own,
    require_plan_owner,
    require_rater,
)
from planning.plan import Plan
from storage import check_ins, plans
from storage.changes.check_in_answers import find_answering
from storage.engine.transactions import Tx

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


async def for_changes(interaction: Interaction) -> Interaction:
    """The interaction for a change: the person was fetched from Slack minutes ago at most, or is fetched now.

    Raises DEACTIVATED.
    """
    if interaction.may_change:
        return interaction
    person = await interaction.services.directory.person(
        interaction.workspace, interaction.person.id, ACCESS_MAX_AGE
    )
    require_active(person)
    return replace(interaction, person=person, may_change=True)


def changes(
    listener: Callable[Concatenate[Interaction, Arguments], Awaitable[Answer]],
) -> Callable[Concatenate[Interaction, Arguments], Awaitable[Answer]]:
    """Mark a listener that changes something: it gets an interaction that may (`Interaction.write`)."""

    @wraps(listener)
    async def changing(
        interaction: Interaction, /, *args: Arguments.args, **named: Arguments.kwargs
    ) -> Answer:
        return await listener(await for_changes(interaction), *args, **named)

    return changing


async def start_plan(interaction: Interaction, channel: str) -> None:
    """Start a plan in a channel: its members."""
    await require_in(interaction, channel)
    require_editor(interaction.person)


async def start_next(interaction: Interaction, plan_id: str) -> Plan:
    """Start the plan that follows a closed one: members of its channel, from the one that was closed last.

    Raises PLAN_STILL_OPEN or NEWER_CLOSED.
    """
    plan = await plan_of(interaction, plan_id)
    require_editor(interaction.person)
    if plan.closed_at is None:
        raise PlanningError(Code.PLAN_STILL_OPEN, name=plan.name)
    last = await interaction.read(plans.newest_closed, plan.channel)
    if last and last.id != plan.id:
        raise PlanningError(Code.NEWER_CLOSED, name=last.name)
    return plan


async def edit_plan(interaction: Interaction, plan_id: str) -> Plan:
    """Change what is in an open plan: members."""
    return _editable(interaction, await plan_of(interaction, plan_id))


async def edit_plan_here(interaction: Interaction) -> Plan:
    """As `edit_plan`, of the channel's open plan."""
    return _editable(interaction, await plan_here(interaction))


async def run_plan(interaction: Interaction, plan_id: str) -> Plan:
    """Change an open plan's settings, or close it: its owners."""
    return _run(interaction, await plan_of(interaction, plan_id))


async def run_plan_here(interaction: Interaction) -> Plan:
    """As `run_plan`, of the channel's open plan."""
    return _run(interaction, await plan_here(interaction))


async def change_goal(interaction: Interaction, goal_id: str) -> FoundGoal:
    """Change a goal that is not dropped, or add a reading of it: members."""
    found = await goal_of(interaction, goal_id)
    require_editor(interaction.person)
    found.plan.require_open()
    found.goal.require_not_dropped()
    return found


async def edit_tactic(interaction: Interaction, tactic_id: str) -> FoundTactic:
    """Edit a tactic in any state, which may reopen it: members."""
    found = await tactic_of(interaction, tactic_id)
    require_editor(interaction.person)
    found.plan.require_open()
    return found


async def change_tactic(interaction: Interaction, tactic_id: str) -> FoundTactic:
    """Move, assign, hand over or drop an open tactic: members."""
    found = await edit_tactic(interaction, tactic_id)
    found.tactic.require_open()
    return found


async def rate(interaction: Interaction, tactic_id: str) -> FoundTactic:
    """Rate an open tactic: members, and guests who own it."""
    found = await tactic_of(interaction, tactic_id)
    require_rater(interaction.person, found.tactic)
    found.plan.require_open()
    found.tactic.require_open()
    return found


async def answer_for(interaction: Interaction, tactic_id: str) -> FoundTactic:
    """Finish, snooze or judge a tactic: members, and guests who own it."""
    found = await tactic_of(interaction, tactic_id)
    require_doer(interaction.person, found.tactic)
    return found


async def answer(interaction: Interaction, check_in_id: str) -> Answering:
    """Answer a check-in: owners of open tactics of its plan, guests too.

    An answer counts for the check-in that is running, or else for the one closed last, until the next opens.
    """
    asked_on, plan = await interaction.read(_asked_on, check_in_id)
    await require_in(interaction, plan.channel)
    return await interaction.read(find_answering, interaction.person, plan.id, asked_on)


async def make_tactics(interaction: Interaction, _nothing: str = "") -> None:
    """Choose which plan a new tactic is for: members; the plan is checked once it is chosen."""
    require_editor(interaction.person)


async def own_settings(interaction: Interaction, _nothing: str = "") -> None:
    """Change one's own settings: everyone of the workspace."""
    require_own(interaction.person)


def _editable(interaction: Interaction, plan: Plan) -> Plan:
    require_editor(interaction.person)
    plan.require_open()
    return plan


def _run(interaction: Interaction, plan: Plan) -> Plan:
    require_plan_owner(interaction.person, plan)
    plan.require_open()
    return plan


def _asked_on(tx: Tx, check_in_id: str) -> tuple[CheckIn, Plan]:
    check_in = check_ins.get(tx, check_in_id)
    return check_in, plans.get(tx, check_in.plan)
