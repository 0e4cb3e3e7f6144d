"""Messages to a channel: what the bot can do here, and that a plan has started or closed."""

from slack_sdk.models.blocks import Block

from handlers.views.common import words
from handlers.views.common.blocks import Message, actions, bold, button, context, escape, mention, section
from handlers.views.common.commands import slash
from handlers.views.plans.messages import no_plan_message
from planning.plan import CompanyGoal, Plan
from planning.records import is_forgotten

_MAX_GOALS = 3
_MAX_GOAL = 120
_WHO = "I'm Oncourse, and I keep a team's plan in its channel."
_WHAT = (
    "I remind owners of what's due, ask once a week whether you're on course, and post a summary here. "
    "Only you see what you ask me, until you share it."
)


def introduction(plan: Plan | None, closed: Plan | None = None, *, can_start: bool = True) -> Message:
    """What the bot can do in a channel: with its open `plan`, or else with a button that starts one.

    `closed` is the plan that was closed last. A reader who may not start a plan gets no such button.
    """
    shown = _plan_blocks(plan) if plan else no_plan_message(can_start, closed).blocks
    blocks: list[Block] = [
        section(f"*{_WHO}*\n{_WHAT}"),
        *shown,
        context(
            slash("See all commands with `/plan help`, `/goal help`, `/tactic help` and `/checkin help`.")
        ),
    ]
    return Message(_WHO, blocks)


def plan_started_message(plan: Plan) -> Message:
    """A plan has started, with its period and the goals of the company that it serves."""
    text = f"{_who(plan.creator)} started the plan {bold(plan.name)}."
    facts = [words.period(plan.starts_on, plan.ends_on), *_served(plan.company_goals)]
    return Message(_fallback(plan, "has started"), [section("\n".join([text, *facts])), _open(plan)])


def plan_closed_message(plan: Plan, person: str, done: int, left: int) -> Message:
    """A `person` closed a plan, with so many tactics `done` and `left` open."""
    text = f"{_who(person)} closed the plan {bold(plan.name)}."
    facts = f"{done} of {words.count(done + left, 'tactic')} done. You can still read it."
    return Message(_fallback(plan, "is closed"), [section(f"{text}\n{facts}"), _open(plan)])


def _plan_blocks(plan: Plan) -> list[Block]:
    period = words.period(plan.starts_on, plan.ends_on)
    return [section(f"This channel's plan is {bold(plan.name)}, {period}."), _open(plan)]


def _open(plan: Plan) -> Block:
    return actions(button("Open plan", "plan.show", plan.id))


def _served(goals: tuple[CompanyGoal, ...]) -> list[str]:
    titles = [bold(goal.title, _MAX_GOAL) for goal in goals[:_MAX_GOALS]]
    more = [f"{len(goals) - _MAX_GOALS} more"] if len(goals) > _MAX_GOALS else []
    return [f"It serves {words.listing([*titles, *more])}."] if goals else []


def _who(person: str) -> str:
    return "A former member" if is_forgotten(person) else mention(person)


def _fallback(plan: Plan, what: str) -> str:
    return f"{escape(plan.name)} {what}"
