"""Advice: a line for each rule that says why, and a button that opens the right form."""

from collections.abc import Mapping
from datetime import date
from string import Formatter

from slack_sdk.models.blocks import Block, ButtonElement

from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    bold,
    button,
    escape,
    escape_short,
    header,
    mention,
    paging,
    section,
)
from handlers.views.common.button_values import PageValue, TacticsPageValue
from planning.advice import Advice, Rule
from planning.goals import figure
from planning.plan import Plan

ADVICE_A_PAGE = 10
_MAX_TITLE = 120
_MAX_VALUE = 80
_NOTHING = "✓ Nothing to advise right now"

# One or several templates for each rule: the first whose values (in braces) are all known is used.
_TEMPLATES: dict[Rule, tuple[str, ...]] = {
    Rule.COMPANY_GOAL_WITHOUT_GOAL: ("{title}: no goals yet",),
    Rule.GOAL_WITHOUT_TACTIC: ("{title}: no open tactics",),
    Rule.METRIC_BEHIND: (
        "{title}: {name} was {value} {unit} on {on}. On course: {expected}.",
        "{title}: {name} was {value} on {on}. On course: {expected}.",
    ),
    Rule.TOO_MUCH_DUE: (
        "{person} has {count} tactics due in the week of {week}. Could one move or go to someone else?",
    ),
    Rule.QUICK_WIN_WITHOUT_OWNER: ("{title}: a quick win with no owner. Who'll take it?",),
    Rule.QUICK_WIN_WITHOUT_ETA: ("{title}: a quick win with no ETA. By when?",),
    Rule.MONEY_PIT_UNDER_WAY: ("{title}: a money pit under way. Still worth it?",),
    Rule.CONTESTED: ("{title}: contested. Talk it over, then start a second round.",),
    Rule.ETA_AFTER_END: ("{title}: its ETA, {eta}, is after the plan ends on {ends_on}.",),
    Rule.GOAL_WITHOUT_METRIC: ("{title}: no metric yet. How will you know it works?",),
    Rule.GOAL_WITHOUT_READING: (
        "{title}: last reading on {last}. What's the latest?",
        "{title}: no readings yet. What's the latest?",
    ),
    Rule.UNRATED: ("{title}: not rated yet, so it isn't in the order.",),
}
# The label and action id of each rule's button; its value is the subject of the advice.
_BUTTONS = {
    Rule.COMPANY_GOAL_WITHOUT_GOAL: ("Add goal", "goal.add"),
    Rule.GOAL_WITHOUT_TACTIC: ("Add tactic", "tactic.add"),
    Rule.GOAL_WITHOUT_METRIC: ("Add metric", "goal.edit"),
    Rule.GOAL_WITHOUT_READING: ("Add reading", "goal.reading"),
    Rule.QUICK_WIN_WITHOUT_OWNER: ("Assign", "tactic.assign"),
    Rule.QUICK_WIN_WITHOUT_ETA: ("Set ETA", "tactic.move"),
    Rule.MONEY_PIT_UNDER_WAY: ("Open", "tactic.show"),
    Rule.UNRATED: ("Rate", "tactic.rate"),
    Rule.CONTESTED: ("Start second round", "tactic.second_round"),
    Rule.TOO_MUCH_DUE: ("All tactics", "tactic.list"),
    Rule.ETA_AFTER_END: ("Move ETA", "tactic.move"),
    Rule.METRIC_BEHIND: ("Add tactic", "tactic.add"),
}


def advice_message(plan: Plan, advice: tuple[Advice, ...], offset: int = 0) -> Message:
    """A page of all advice on a plan, most important first.

    Action ids end with a colon and a number, so that they are unique within the message.
    """
    blocks: list[Block] = [header(f"{plan.name}: advice")]
    for number, each in enumerate(advice[offset : offset + ADVICE_A_PAGE]):
        blocks.append(section(advice_line(each), _button(each, number)))
    if not advice:
        blocks.append(section(_NOTHING))
    blocks += paging("plan.advice", offset, ADVICE_A_PAGE, len(advice), lambda to: PageValue(plan.id, to))
    text = f"{words.count(len(advice), 'piece')} of advice" if advice else "nothing to advise"
    return Message(f"{escape(plan.name)}: {text}", blocks)


def advice_line(advice: Advice) -> str:
    """One piece of advice as mrkdwn."""
    values = {name: rendered for name, value in advice.values.items() if (rendered := _value(name, value))}
    values["title"] = bold(advice.title, _MAX_TITLE)
    return next(
        template.format_map(values) for template in _TEMPLATES[advice.rule] if _known(template, values)
    )


def _button(advice: Advice, number: int) -> ButtonElement:
    label, action = _BUTTONS[advice.rule]
    value = TacticsPageValue("", 0) if action == "tactic.list" else advice.subject
    return button(label, f"{action}:{number}", value)


def _known(template: str, values: Mapping[str, str]) -> bool:
    return all(name is None or name in values for _, name, _, _ in Formatter().parse(template))


def _value(name: str, value: object) -> str:
    """A value as text; empty if it is unknown."""
    match value:
        case date():
            return words.day(value)
        case int() | float():
            return figure(value)
        case str():
            return mention(value) if name == "person" else escape_short(value, _MAX_VALUE)
    return ""
