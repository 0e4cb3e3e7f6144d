"""The plan map as text: company goals, the goals that serve them, and their tactics."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from slack_sdk.models.blocks import Block

from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    button,
    escape,
    header,
    mentions,
    paging,
    text_message,
)
from handlers.views.common.button_values import PageValue
from handlers.views.common.lines import paragraphs
from handlers.views.plans.messages import NO_GOALS
from handlers.views.tactics.cards import short_title
from planning.people import Person
from planning.plan import Plan
from planning.tactics import Tactic
from planning.tree import GoalNode, TopGoalNode

LEAVES_A_PAGE = 20
MAX_TITLE = 120
MAX_OWNERS = 3

Leaf = tuple[TopGoalNode, GoalNode, Tactic | None]


def map_message(
    plan: Plan, tree: Sequence[TopGoalNode], today: date, offset: int = 0, pictures: Sequence[Block] = ()
) -> Message:
    """A page of the tree, from tactic number `offset`, below its `pictures`."""
    leaves = list(_leaves(tree))
    blocks: list[Block] = [header(f"{plan.name}: the map"), *pictures]
    blocks += paragraphs(list(_lines(leaves[offset : offset + LEAVES_A_PAGE], today)) or [NO_GOALS])
    blocks += paging("plan.map", offset, LEAVES_A_PAGE, len(leaves), lambda to: PageValue(plan.id, to))
    goals = sum(branch.goal is not None for top_goal in tree for branch in top_goal.branches)
    tactics = sum(tactic is not None for _, _, tactic in leaves)
    counted = words.listing([words.count(goals, "goal"), words.count(tactics, "tactic")])
    return Message(f"{escape(plan.name)}, the map: {counted}.", blocks)


def picture_buttons(plan: Plan, what: Literal["matrix", "map"], reader: Person) -> tuple[Block, ...]:
    """Buttons to send or share the picture of the matrix or map, for a reader who can't see it here.

    People of other organisations get none: the bot can't message them, and they can't share.
    """
    if reader.stranger:
        return ()
    send = button("Send me the picture", f"plan.{what}.send", plan.id)
    share = button("Share in channel", f"plan.{what}.share", plan.id)
    return (actions(send, share),)


def sent_message(plan: Plan) -> Message:
    """The picture was sent to the person."""
    text = f"✓ I've sent you the picture of {bold(plan.name, MAX_TITLE)} as a direct message."
    return text_message(text)


def shared_message(plan: Plan) -> Message:
    """The picture was shared in the channel."""
    text = f"✓ Shared in <#{plan.channel}>."
    return text_message(text)


def _leaves(tree: Sequence[TopGoalNode]) -> Iterator[Leaf]:
    """Every tactic with its trunk and branch, and every branch without tactics."""
    for top_goal in tree:
        for branch in top_goal.branches:
            for tactic in branch.tactics or (None,):
                yield top_goal, branch, tactic


def _lines(leaves: Sequence[Leaf], today: date) -> Iterator[str]:
    """The lines of the leaves; trunks and branches are named only when they change."""
    over: TopGoalNode | None = None
    under: GoalNode | None = None
    for top_goal, branch, tactic in leaves:
        if top_goal is not over:
            yield bold(top_goal.serves.title, MAX_TITLE)
        if branch is not under and branch.goal:
            yield f"{branch.goal.number}. {escape(branch.goal.title)}"
        over, under = top_goal, branch
        if tactic:
            yield f"• {_tactic(tactic, today)}"
        else:
            yield "• no tactics yet" if branch.goal else "⚠ No goal helps this one yet."


def _tactic(tactic: Tactic, today: date) -> str:
    owners = mentions(tactic.owners, MAX_OWNERS) or "no owner yet"
    return f"{short_title(tactic)} · {words.STATES[tactic.state]} · {owners}{_due(tactic, today)}"


def _due(tactic: Tactic, today: date) -> str:
    if not tactic.is_open:
        return ""
    due = tactic.current(today)
    rule = f" · {words.recurrence(tactic.recurrence)}" if tactic.recurrence else ""
    if due is None:
        return f"{rule} · no date left" if rule else " · no ETA yet"
    return f"{rule} · {'⚠ overdue since ' if due < today else ''}{words.day(due)}"
