"""What a person may change: one function for each kind of change, called by everything that leads to it.

A form names its function in the table of forms (`handlers.FORMS`). What opens the form calls it, and the
router calls it again when the form is sent, before the form's listener, which therefore cannot forget to.
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
from handlers.dispatch.interaction import Visit
from handlers.slack.directory import STANDING_KEPT
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


async def asked_again(visit: Visit) -> Visit:
    """The same visit for a change: the person was fetched from Slack minutes ago at most, or is fetched now.

    Raises DEACTIVATED.
    """
    if visit.may_change:
        return visit
    person = await visit.house.directory.person(visit.workspace, visit.person.id, STANDING_KEPT)
    require_active(person)
    return replace(visit, person=person, may_change=True)


def changes(
    listener: Callable[Concatenate[Visit, Arguments], Awaitable[Answer]],
) -> Callable[Concatenate[Visit, Arguments], Awaitable[Answer]]:
    """Marks a listener that changes something: it gets a visit that may (`Visit.write`)."""

    @wraps(listener)
    async def changing(visit: Visit, /, *args: Arguments.args, **named: Arguments.kwargs) -> Answer:
        return await listener(await asked_again(visit), *args, **named)

    return changing


async def start_plan(visit: Visit, channel: str) -> None:
    """Start a plan in a channel: its members."""
    await require_in(visit, channel)
    require_editor(visit.person)


async def start_next(visit: Visit, plan_id: str) -> Plan:
    """Go on from a closed plan to the next: members of its channel, from the one that was closed last.

    Raises PLAN_STILL_OPEN or NEWER_CLOSED.
    """
    plan = await plan_of(visit, plan_id)
    require_editor(visit.person)
    if plan.closed_at is None:
        raise PlanningError(Code.PLAN_STILL_OPEN, name=plan.name)
    last = await visit.read(plans.newest_closed, plan.channel)
    if last and last.id != plan.id:
        raise PlanningError(Code.NEWER_CLOSED, name=last.name)
    return plan


async def edit_plan(visit: Visit, plan_id: str) -> Plan:
    """Change what is in an open plan: members."""
    return _editable(visit, await plan_of(visit, plan_id))


async def edit_plan_here(visit: Visit) -> Plan:
    """As `edit_plan`, of the channel's open plan."""
    return _editable(visit, await plan_here(visit))


async def run_plan(visit: Visit, plan_id: str) -> Plan:
    """Change an open plan's settings, or close it: its owners."""
    return _run(visit, await plan_of(visit, plan_id))


async def run_plan_here(visit: Visit) -> Plan:
    """As `run_plan`, of the channel's open plan."""
    return _run(visit, await plan_here(visit))


async def change_goal(visit: Visit, goal_id: str) -> FoundGoal:
    """Change a goal that is not dropped, or give a reading of it: members."""
    found = await goal_of(visit, goal_id)
    require_editor(visit.person)
    found.plan.require_open()
    found.goal.require_kept()
    return found


async def edit_tactic(visit: Visit, tactic_id: str) -> FoundTactic:
    """Edit a tactic in any state, which may reopen it: members."""
    found = await tactic_of(visit, tactic_id)
    require_editor(visit.person)
    found.plan.require_open()
    return found


async def change_tactic(visit: Visit, tactic_id: str) -> FoundTactic:
    """Move, assign, hand over or drop an open tactic: members."""
    found = await edit_tactic(visit, tactic_id)
    found.tactic.require_open()
    return found


async def rate(visit: Visit, tactic_id: str) -> FoundTactic:
    """Rate an open tactic: members, and guests who own it."""
    found = await tactic_of(visit, tactic_id)
    require_rater(visit.person, found.tactic)
    found.plan.require_open()
    found.tactic.require_open()
    return found


async def answer_for(visit: Visit, tactic_id: str) -> FoundTactic:
    """Finish a tactic, put its reminders off, or say what it took: members, and guests who own it."""
    found = await tactic_of(visit, tactic_id)
    require_doer(visit.person, found.tactic)
    return found


async def answer(visit: Visit, check_in_id: str) -> Answering:
    """Answer a check-in: owners of open tactics of its plan, guests too.

    An answer counts for the check-in that is running, or else for the one closed last, until the next opens.
    """
    asked_on, plan = await visit.read(_asked_on, check_in_id)
    await require_in(visit, plan.channel)
    return await visit.read(find_answering, visit.person, plan.id, asked_on)


async def make_tactics(visit: Visit, _nothing: str = "") -> None:
    """Choose which plan a new tactic is for: members; the plan is checked once it is chosen."""
    require_editor(visit.person)


async def own_settings(visit: Visit, _nothing: str = "") -> None:
    """Change one's own settings: everyone of the workspace."""
    require_own(visit.person)


def _editable(visit: Visit, plan: Plan) -> Plan:
    require_editor(visit.person)
    plan.require_open()
    return plan


def _run(visit: Visit, plan: Plan) -> Plan:
    require_plan_owner(visit.person, plan)
    plan.require_open()
    return plan


def _asked_on(tx: Tx, check_in_id: str) -> tuple[CheckIn, Plan]:
    check_in = check_ins.get(tx, check_in_id)
    return check_in, plans.get(tx, check_in.plan)
