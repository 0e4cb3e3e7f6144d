"""Learning: what a tactic really was, and what came of a plan."""

from datetime import date

from handlers.dispatch import permissions as may
from handlers.dispatch.access import plan_of
from handlers.dispatch.interaction import Interaction
from handlers.tactics import tactic_messages
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import JudgementValue
from handlers.views.plans.learning import retrospective_message
from planning.learning import Bias, Retrospective, bias, retrospective
from planning.people import require_editor
from planning.plan import Plan
from storage import goals, history, tactic_lists
from storage.changes.tactics import judge_tactic
from storage.engine.transactions import Tx


@may.changes
async def judge_value(interaction: Interaction, chosen: str) -> Message | None:
    """What value a done tactic really had."""
    judged = JudgementValue.unpacked(chosen)
    return await _judge(interaction, judged.tactic, value=judged.score)


@may.changes
async def judge_complexity(interaction: Interaction, chosen: str) -> Message | None:
    """How complex a done tactic really was."""
    judged = JudgementValue.unpacked(chosen)
    return await _judge(interaction, judged.tactic, complexity=judged.score)


@may.changes
async def share(interaction: Interaction, plan_id: str) -> None:
    """Post the retrospective in the plan's channel."""
    plan = await plan_of(interaction, plan_id)
    require_editor(interaction.person)
    message = await draw_retrospective(interaction, plan, shared_by=interaction.person.id)
    interaction.services.tasks.start(interaction.share(message, plan.channel))


async def draw_retrospective(interaction: Interaction, plan: Plan, shared_by: str = "") -> Message:
    """The current retrospective of a plan."""
    found = await interaction.read(_retrospective, plan, plan.today(interaction.now))
    return retrospective_message(plan, found, shared_by=shared_by)


def _retrospective(tx: Tx, plan: Plan, today: date) -> Retrospective:
    return retrospective(
        plan,
        goals.of_plan(tx, plan.id, dropped=True),
        tactic_lists.all_of_plan(tx, plan.id),
        goals.newest_readings(tx, plan.id),
        history.since(tx, plan.id, plan.created_at),
        today,
    )


def bias_of(tx: Tx, plan: Plan) -> Bias:
    """How far off the team's ratings were in the plan before this one."""
    if plan.previous is None:
        return Bias(None, None, 0)
    return bias(tactic_lists.all_of_plan(tx, plan.previous))


async def _judge(
    interaction: Interaction, tactic_id: str, *, value: int | None = None, complexity: int | None = None
) -> Message | None:
    await may.answer_for(interaction, tactic_id)
    await interaction.write(judge_tactic, interaction.actor, tactic_id, value=value, complexity=complexity)
    interaction.services.notify_due()
    return None if interaction.place.delivery else await tactic_messages.card(interaction, tactic_id)
