"""What a person may look at: every read of a plan begins here, with the channel it lives in."""

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.directory import STANDING_KEPT
from handlers.visit import Visit
from planning.errors import Code, PlanningError
from planning.goals import Goal
from planning.people import require_active, require_look, require_ownable
from planning.plan import Plan
from planning.tactics import Tactic
from storage import goals, plans, tactics


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


async def require_here(visit: Visit) -> None:
    """The visit is in a channel that the bot and the person are in.

    Raises NOT_A_CHANNEL, BOT_NOT_IN_CHANNEL or NOT_IN_CHANNEL.
    """
    if not visit.channel or visit.in_dm:
        raise PlanningError(Code.NOT_A_CHANNEL)
    await require_in(visit, visit.channel)


async def require_in(visit: Visit, channel: str) -> None:
    """The person is in `channel`; raises DEACTIVATED, NOT_IN_CHANNEL or BOT_NOT_IN_CHANNEL."""
    require_active(visit.person)
    members = await visit.house.directory.members(visit.workspace, channel)
    require_look(visit.person.id in members)
    if visit.bot not in members:
        raise PlanningError(Code.BOT_NOT_IN_CHANNEL)


async def plan_here(visit: Visit) -> Plan:
    """The channel's open plan; raises PLAN_MISSING, NONE_OPEN and what `require_here` raises."""
    await require_here(visit)
    async with visit.store.reading() as tx:
        plan = await tx.run(plans.open_in, visit.workspace, visit.channel)
        closed = None if plan else await tx.run(plans.newest_closed, visit.workspace, visit.channel)
    if closed:
        raise PlanningError(Code.NONE_OPEN, name=closed.name)
    if plan is None:
        raise PlanningError(Code.PLAN_MISSING)
    return plan


async def plan_of(visit: Visit, plan_id: str) -> Plan:
    """The plan of that id; raises GONE, NOT_IN_CHANNEL or BOT_NOT_IN_CHANNEL."""
    async with visit.store.reading() as tx:
        plan = await tx.run(plans.get, visit.workspace, plan_id)
    await require_in(visit, plan.channel)
    return plan


async def plans_of(visit: Visit) -> tuple[Plan, ...]:
    """The open plans that the person can look at, by name: of the channels that they and the bot are in."""
    channels = await visit.house.directory.shared_channels(visit.workspace, visit.person.id)
    async with visit.store.reading() as tx:
        return await tx.run(plans.open_among, visit.workspace, channels)


async def goal_of(visit: Visit, goal_id: str) -> FoundGoal:
    """The goal of that id with its plan; raises as `plan_of` does."""
    async with visit.store.reading() as tx:
        goal = await tx.run(goals.get, visit.workspace, goal_id)
        plan = await tx.run(plans.get, visit.workspace, goal.plan)
    await require_in(visit, plan.channel)
    return FoundGoal(goal, plan)


async def tactic_of(visit: Visit, tactic_id: str) -> FoundTactic:
    """The tactic of that id with its goal and plan; raises as `plan_of` does."""
    async with visit.store.reading() as tx:
        tactic = await tx.run(tactics.get, visit.workspace, tactic_id)
        goal = (await tx.run(goals.of_ids, visit.workspace, [tactic.goal]))[tactic.goal]
        plan = await tx.run(plans.get, visit.workspace, tactic.plan)
    await require_in(visit, plan.channel)
    return FoundTactic(tactic, goal, plan)


async def require_owners(visit: Visit, plan: Plan, owners: Iterable[str], field: str) -> None:
    """Everybody named can own a tactic of `plan`; raises an OWNER_... refusal about `field`."""
    named = tuple(owners)
    if not named:
        return
    known = await visit.house.directory.people(visit.workspace, named, STANDING_KEPT)
    members = await visit.house.directory.members(visit.workspace, plan.channel)
    for owner in named:
        require_ownable(known.get(owner), owner, owner in members, field)
