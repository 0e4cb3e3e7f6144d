"""What a person may look at: every read of a plan begins here, with the channel it lives in."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.dispatch.interaction import Interaction
from handlers.slack.directory import ACCESS_MAX_AGE
from planning.errors import Code, PlanningError
from planning.goals import Goal
from planning.people import require_active, require_ownable, require_viewer
from planning.plan import Plan
from planning.tactics import Tactic
from storage import goals, plans, tactics
from storage.engine.transactions import Tx


@dataclass(frozen=True, slots=True)
class FoundGoal:
    """A goal with the plan it belongs to."""

    goal: Goal
    plan: Plan


@dataclass(frozen=True, slots=True)
class FoundTactic:
    """A tactic with the goal and the plan it belongs to."""

    tactic: Tactic
    goal: Goal
    plan: Plan


async def require_here(interaction: Interaction) -> None:
    """Require that this is a channel that the bot and the person are in.

    Raises NOT_A_CHANNEL, BOT_NOT_IN_CHANNEL or NOT_IN_CHANNEL.
    """
    if not interaction.channel or interaction.in_dm:
        raise PlanningError(Code.NOT_A_CHANNEL)
    await require_in(interaction, interaction.channel)


async def require_in(interaction: Interaction, channel: str) -> None:
    """The person is in `channel`; raises DEACTIVATED, NOT_IN_CHANNEL or BOT_NOT_IN_CHANNEL."""
    require_active(interaction.person)
    members = await interaction.services.directory.members(interaction.workspace, channel)
    require_viewer(interaction.person.id in members)
    if interaction.bot not in members:
        raise PlanningError(Code.BOT_NOT_IN_CHANNEL)


async def plan_here(interaction: Interaction) -> Plan:
    """The channel's open plan; raises PLAN_MISSING, NONE_OPEN and what `require_here` raises."""
    await require_here(interaction)
    return await interaction.read(open_plan, interaction.channel)


def open_plan(tx: Tx, channel: str) -> Plan:
    """The open plan of `channel`; raises PLAN_MISSING, or NONE_OPEN where there is only a closed one."""
    if plan := plans.open_in(tx, channel):
        return plan
    if closed := plans.newest_closed(tx, channel):
        raise PlanningError(Code.NONE_OPEN, name=closed.name)
    raise PlanningError(Code.PLAN_MISSING)


async def plan_of(interaction: Interaction, plan_id: str) -> Plan:
    """The plan of that id; raises GONE, NOT_IN_CHANNEL or BOT_NOT_IN_CHANNEL."""
    plan = await interaction.read(plans.get, plan_id)
    await require_in(interaction, plan.channel)
    return plan


async def plans_of(interaction: Interaction) -> tuple[Plan, ...]:
    """The open plans that the person can look at, by name: of the channels that they and the bot are in."""
    channels = await interaction.services.directory.shared_channels(
        interaction.workspace, interaction.person.id
    )
    return await interaction.read(plans.open_among, channels)


async def goal_of(interaction: Interaction, goal_id: str) -> FoundGoal:
    """The goal of that id with its plan; raises as `plan_of` does."""
    found = await interaction.read(find_goal, goal_id)
    await require_in(interaction, found.plan.channel)
    return found


def find_goal(tx: Tx, goal_id: str) -> FoundGoal:
    """The goal of that id with its plan; raises GONE."""
    goal = goals.get(tx, goal_id)
    return FoundGoal(goal, plans.get(tx, goal.plan))


async def tactic_of(interaction: Interaction, tactic_id: str) -> FoundTactic:
    """The tactic of that id with its goal and plan; raises as `plan_of` does."""
    found = await interaction.read(_find_tactic, tactic_id)
    await require_in(interaction, found.plan.channel)
    return found


def _find_tactic(tx: Tx, tactic_id: str) -> FoundTactic:
    tactic = tactics.get(tx, tactic_id)
    goal = goals.of_ids(tx, [tactic.goal])[tactic.goal]
    return FoundTactic(tactic, goal, plans.get(tx, tactic.plan))


async def require_owners(interaction: Interaction, plan: Plan, owners: Iterable[str], field: str) -> None:
    """Require that all `owners` can own a tactic of `plan`; raises an OWNER_... refusal about `field`."""
    named = tuple(owners)
    if not named:
        return
    known = await interaction.services.directory.people(interaction.workspace, named, ACCESS_MAX_AGE)
    members = await interaction.services.directory.members(interaction.workspace, plan.channel)
    for owner in named:
        require_ownable(known.get(owner), owner, owner in members, field)
