"""Learning: actual value and complexity, rating bias, and the retrospective of a plan."""

from collections.abc import Iterator, Mapping

from slack_sdk.models.blocks import ActionsBlock, Block, StaticSelectElement

from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    button,
    context,
    escape,
    header,
    mention,
    options,
    plain,
    section,
)
from handlers.views.common.button_values import JudgementValue
from handlers.views.common.commands import slash
from handlers.views.common.lines import fit_lines, paragraphs
from handlers.views.common.words import COMPLEXITY_ANCHORS, VALUE_ANCHORS
from handlers.views.goals.messages import metric_line
from planning.learning import Bias, GoalOutcome, MetricOutcome, Retrospective, TacticsOutcome
from planning.plan import Plan
from planning.tactics import State, Tactic

MIN_BIAS_TACTICS = 3
MIN_BIAS = 0.3
_MAX_GOALS = 30
_GOALS_CHARACTERS = 8000
_MAX_TITLE = 120
_QUESTION = "*How did it turn out?*"
_REACHED_LABELS = {True: "✓ reached: ", False: "not reached: ", None: ""}


def judge_blocks(tactic: Tactic) -> list[Block]:
    """Asks for a done tactic's actual value and complexity; empty if it is not done."""
    if tactic.state is not State.DONE:
        return []
    judged = tactic.actual_value and tactic.actual_complexity
    text = f"{_QUESTION} Thanks, that makes our next ratings better." if judged else _QUESTION
    value = _select("value", tactic.id, VALUE_ANCHORS, tactic.actual_value)
    complexity = _select("complexity", tactic.id, COMPLEXITY_ANCHORS, tactic.actual_complexity)
    return [section(text), ActionsBlock(elements=[value, complexity])]


def bias_line(bias: Bias) -> str:
    """The bias of the team's ratings: "We rate complexity 1.2 too low (8 tactics)."

    Empty if there are fewer than MIN_BIAS_TACTICS tactics, or the bias is below MIN_BIAS.
    """
    if bias.n < MIN_BIAS_TACTICS:
        return ""
    parts = [*_bias_parts("value", bias.value), *_bias_parts("complexity", bias.complexity)]
    return f"We rate {' and '.join(parts)} ({words.count(bias.n, 'tactic')})." if parts else ""


def retrospective_message(plan: Plan, retrospective: Retrospective, *, shared_by: str = "") -> Message:
    """Plan against outcome; with `shared_by` (the person who shared it) for everybody."""
    outcome = _outcome(retrospective.tactics)
    goals, more = fit_lines(
        [_goal_lines(each) for each in retrospective.goals], _MAX_GOALS, _GOALS_CHARACTERS
    )
    blocks: list[Block] = [
        header(f"{plan.name}: looking back"),
        context(words.period(plan.starts_on, plan.ends_on)),
        section(f"*{outcome}*"),
        *paragraphs(list(_result_lines(retrospective))),
        *paragraphs(goals),
        *(
            [context(slash(f"And {words.count(more, 'more goal')}: `/goal list` shows them."))]
            if more
            else []
        ),
        *_footer(plan, shared_by),
    ]
    return Message(f"{escape(plan.name)}, looking back: {outcome}", blocks)


def _select(axis: str, tactic: str, anchors: Mapping[int, str], chosen: int | None) -> StaticSelectElement:
    listed = options(
        [(f"{number} {anchor}", JudgementValue(tactic, number)) for number, anchor in anchors.items()]
    )
    return StaticSelectElement(
        action_id=f"tactic.judge_{axis}:{tactic}",
        placeholder=plain(axis.capitalize()),
        options=listed,
        initial_option=listed[chosen - 1] if chosen else None,
    )


def _bias_parts(axis: str, off: float | None) -> Iterator[str]:
    if off is not None and abs(off) >= MIN_BIAS:
        yield f"{axis} {abs(off):.1f} too {'low' if off > 0 else 'high'}"


def _outcome(tactics: TacticsOutcome) -> str:
    """ "12 tactics: 8 done, 2 dropped, 2 still open"; zero counts are left out."""
    numbers = {"done": tactics.done, "dropped": tactics.dropped, "still open": tactics.open}
    text = ", ".join(f"{number:,} {name}" for name, number in numbers.items() if number)
    return f"{words.count(tactics.planned, 'tactic')}: {text}" if text else "No tactics"


def _result_lines(retrospective: Retrospective) -> Iterator[str]:
    if dated := retrospective.dated:
        yield f"{retrospective.on_time:,} of {words.count(dated, 'ETA')} met"
    if due := retrospective.occurrences:
        yield f"{retrospective.kept:,} of {words.count(due, 'repeating date')} met"
    if moved := retrospective.moved:
        yield f"{words.count(moved, 'tactic')} moved to another date"
    yield bias_line(retrospective.bias) or _no_bias_text(retrospective.bias)


def _no_bias_text(bias: Bias) -> str:
    if bias.n >= MIN_BIAS_TACTICS:
        return f"Our ratings were about right ({words.count(bias.n, 'tactic')})."
    return (
        f"Too early to say how good our ratings were. It shows here once {MIN_BIAS_TACTICS} done tactics "
        "say how they turned out."
    )


def _goal_lines(outcome: GoalOutcome) -> str:
    goal = outcome.goal
    dropped = "  ✕ dropped" if goal.dropped else ""
    lines = [f"{bold(f'{goal.number}. {goal.title}', _MAX_TITLE)}{dropped}", _outcome(outcome.tactics)]
    return "\n".join([*lines, *(f"• {_metric_outcome(each)}" for each in outcome.metrics)])


def _metric_outcome(outcome: MetricOutcome) -> str:
    return f"{_REACHED_LABELS[outcome.reached]}{metric_line(outcome.metric, outcome.reading)}"


def _footer(plan: Plan, shared_by: str) -> list[Block]:
    if shared_by:
        return [context(f"Shared by {mention(shared_by)}")]
    return [actions(button("Share in channel", "plan.share_retrospective", plan.id))]
