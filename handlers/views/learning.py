"""Learning: what a tactic really was, how far off ratings tend to be, and the retrospective of a plan."""

from collections.abc import Iterator, Mapping

from slack_sdk.models.blocks import ActionsBlock, Block, Option, StaticSelectElement

from handlers.views import words
from handlers.views.blocks import (
    Message,
    actions,
    bold,
    button,
    context,
    escape,
    header,
    mention,
    options,
    paragraphs,
    plain,
    section,
)
from handlers.views.words import COMPLEXITY_ANCHORS, VALUE_ANCHORS
from planning.learning import Bias, Retrospective
from planning.plan import Plan
from planning.tactics import State, Tactic

BIAS_TACTICS_LEAST = 3
BIAS_LEAST = 0.3
GOALS_MOST = 15


def judge_blocks(tactic: Tactic) -> list[Block]:
    """Asks on a done tactic what value and complexity it really had; nothing while it is not done."""
    if tactic.state is not State.DONE:
        return []
    judged = tactic.actual_value and tactic.actual_complexity
    said = "*What was it really?* Thank you: that sharpens the next guesses." if judged else "*What was it really?*"
    value = _select("value", tactic.id, VALUE_ANCHORS, tactic.actual_value)
    complexity = _select("complexity", tactic.id, COMPLEXITY_ANCHORS, tactic.actual_complexity)
    return [section(said), ActionsBlock(elements=[value, complexity])]


def bias_line(bias: Bias) -> str:
    """How far off the team's ratings tend to be: "We underrate complexity by 1.2, from 8 tactics."

    Empty while fewer than BIAS_TACTICS_LEAST tactics tell, or where they tell of less than BIAS_LEAST.
    """
    if bias.n < BIAS_TACTICS_LEAST:
        return ""
    said = [*_bias_parts("value", bias.value), *_bias_parts("complexity", bias.complexity)]
    return f"We {' and '.join(said)}, from {words.count(bias.n, 'tactic')}." if said else ""


def _select(axis: str, tactic: str, anchors: Mapping[int, str], chosen: int | None) -> StaticSelectElement:
    listed = options([(f"{number} {anchor}", f"{tactic}:{number}") for number, anchor in anchors.items()])
    return StaticSelectElement(
        action_id=f"tactic.judge_{axis}:{tactic}",
        placeholder=plain(f"Its {axis}"),
        options=listed,
        initial_option=listed[chosen - 1] if chosen else None,
    )


def _bias_parts(axis: str, off: float | None) -> Iterator[str]:
    if off is not None and abs(off) >= BIAS_LEAST:
        yield f"{'underrate' if off > 0 else 'overrate'} {axis} by {abs(off):.1f}"
