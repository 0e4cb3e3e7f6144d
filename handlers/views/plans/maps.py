"""The map of a plan in words: company goals, the goals that help them, and the tactics under these."""

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
    paragraphs,
    section,
)
from handlers.views.common.button_values import PageValue
from handlers.views.plans.messages import NO_GOALS
from planning.people import Person
from planning.plan import Plan
from planning.tactics import Tactic
from planning.tree import Branch, Trunk

LEAVES_A_PAGE = 20
MAX_TITLE = 120
MAX_OWNERS = 3

Leaf = tuple[Trunk, Branch, Tactic | None]


def map_message(
    plan: Plan, tree: Sequence[Trunk], today: date, offset: int = 0, pictures: Sequence[Block] = ()
) -> Message:
    """A page of the tree, from its `offset`th tactic on, below its `pictures`."""
    leaves = list(_leaves(tree))
    blocks: list[Block] = [header(f"{plan.name}: the map"), *pictures]
    blocks += paragraphs(list(_lines(leaves[offset : offset + LEAVES_A_PAGE], today)) or [NO_GOALS])
    blocks += paging("plan.map", offset, LEAVES_A_PAGE, len(leaves), lambda to: PageValue(plan.id, to))
    goals = sum(branch.goal is not None for trunk in tree for branch in trunk.branches)
    tactics = sum(tactic is not None for _, _, tactic in leaves)
    counted = words.listing([words.count(goals, "goal"), words.count(tactics, "tactic")])
    return Message(f"{escape(plan.name)}, the map: {counted}.", blocks)


def offers(plan: Plan, what: Literal["matrix", "map"], reader: Person) -> tuple[Block, ...]:
    """Where the pictures of the plan's matrix or map can be had, for a person who reads it in words.

    People of other organisations can't be written to, and don't share.
    """
    if reader.stranger:
        return ()
    send = button("Send me the picture", f"plan.{what}.send", plan.id)
    share = button("Share in channel", f"plan.{what}.share", plan.id)
    return (actions(send, share),)


def sent_message(plan: Plan) -> Message:
    """The picture was sent to the person."""
    said = f"✓ I've sent you the picture of {bold(plan.name, MAX_TITLE)} as a direct message."
    return Message(said, [section(said)])


def shared_message(plan: Plan) -> Message:
    """The picture was shared, which a person sees who is in the channel."""
    said = f"✓ Shared in <#{plan.channel}>."
    return Message(said, [section(said)])


def _leaves(tree: Sequence[Trunk]) -> Iterator[Leaf]:
    """Every tactic with what it hangs on, and every branch without any."""
    for trunk in tree:
        for branch in trunk.branches:
            for tactic in branch.tactics or (None,):
                yield trunk, branch, tactic


def _lines(leaves: Sequence[Leaf], today: date) -> Iterator[str]:
    """What a leaf hangs on is said once."""
    over: Trunk | None = None
    under: Branch | None = None
    for trunk, branch, tactic in leaves:
        if trunk is not over:
            yield bold(trunk.serves.title, MAX_TITLE)
        if branch is not under and branch.goal:
            yield f"{branch.goal.number}. {escape(branch.goal.title)}"
        over, under = trunk, branch
        if tactic:
            yield f"• {_tactic(tactic, today)}"
        else:
            yield "• no tactics yet" if branch.goal else "⚠ No goal helps this one yet."


def _tactic(tactic: Tactic, today: date) -> str:
    title = bold(f"{tactic.number}. {tactic.title}", MAX_TITLE)
    owners = mentions(tactic.owners, MAX_OWNERS) or "no owner yet"
    return f"{title} · {words.STATES[tactic.state]} · {owners}{_due(tactic, today)}"


def _due(tactic: Tactic, today: date) -> str:
    if not tactic.is_open:
        return ""
    due = tactic.current(today)
    rule = f" · {words.recurrence(tactic.recurrence)}" if tactic.recurrence else ""
    if due is None:
        return f"{rule} · no date left" if rule else " · no ETA yet"
    return f"{rule} · {'⚠ overdue since ' if due < today else ''}{words.day(due)}"
