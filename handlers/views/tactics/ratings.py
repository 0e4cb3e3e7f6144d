"""Rating a tactic: the form, and the request in a DM, which later shows the result."""

from collections.abc import Iterator, Mapping

from slack_sdk.models.blocks import Block, ButtonElement, RadioButtonsElement
from slack_sdk.models.views import View

from handlers.views.common import scores
from handlers.views.common.blocks import (
    Message,
    actions,
    bold,
    button,
    context,
    escape,
    plain_section,
    section,
)
from handlers.views.common.inputs import Answers, ask, form, radio, text_box
from handlers.views.common.words import COMPLEXITY_ANCHORS, VALUE_ANCHORS, day
from handlers.views.tactics.cards import TacticCard, numbered_title, progress_line, result_lines, whole_why
from planning.priorities import Rating
from planning.tactics import State, Tactic

_GUESS = "A rough guess is fine."
_BLIND = "Your rating stays hidden until all are shown."
_CLOSED_TEXTS = {
    State.DONE: "It's done, so there's nothing left to rate.",
    State.DROPPED: "It was dropped, so there's nothing left to rate.",
}


def rating_form(tactic: Tactic, why: str, own: Rating | None, *, metadata: str, bias: str = "") -> View:
    """Value, complexity and an optional reason, filled in with the person's `own` rating.

    `why` is plain text; `bias` says how far off earlier ratings were.
    """
    encouraged = [_GUESS, *([_BLIND] if tactic.blind else []), *([bias] if bias else [])]
    blocks: list[Block] = [
        section(numbered_title(tactic)),
        plain_section(why),
        *([context(_round_text(tactic))] if tactic.round > 1 else []),
        context(" ".join(encouraged)),
        ask("value", "Value", _one_to_five(VALUE_ANCHORS, own.value if own else None)),
        ask(
            "complexity",
            "Complexity",
            _one_to_five(COMPLEXITY_ANCHORS, own.complexity if own else None),
        ),
        ask("reason", "Why?", text_box(own.reason if own else "", multiline=True), optional=True),
    ]
    return form("tactic.rate", "Rate tactic", blocks, metadata=metadata, submit="Rate")


def read_rating_form(answers: Answers) -> tuple[int | None, int | None, str]:
    """Value, complexity (None if not selected) and reason."""
    value, complexity = answers.choice("value"), answers.choice("complexity")
    return int(value) if value else None, int(complexity) if complexity else None, answers.text("reason")


def rating_request(card: TacticCard) -> Message:
    """The DM that asks a person to rate a tactic, updated as it is rated, revealed or closed."""
    text = _headline(card)
    title = f"{card.tactic.number}. {escape(card.tactic.title)}"
    return Message(f"{text.rstrip('.')}: {title}", list(_request_blocks(card, text)))


def superseded_request(card: TacticCard) -> Message:
    """The request of an earlier round after another has started."""
    text = f"A {scores.round_name(card.tactic.round)} has started."
    title = f"{card.tactic.number}. {escape(card.tactic.title)}"
    blocks = [
        section(f"*{text}*\n{numbered_title(card.tactic)}"),
        context("I've asked you again below."),
    ]
    return Message(f"{text.rstrip('.')}: {title}", blocks)


def _one_to_five(anchors: Mapping[int, str], chosen: int | None) -> RadioButtonsElement:
    choices = [(f"{number} {anchor}", str(number)) for number, anchor in anchors.items()]
    return radio(choices, str(chosen) if chosen else None)


def _round_text(tactic: Tactic) -> str:
    before, now = scores.round_name(tactic.round - 1), scores.round_name(tactic.round)
    return f"This is the {now}. The {before} was split. What did you learn from each other?"


def _headline(card: TacticCard) -> str:
    tactic = card.tactic
    if not tactic.is_open or card.plan.closed_at:
        return "No rating needed any more."
    if not tactic.blind:
        return "The ratings are in." if tactic.score else "The round is over."
    if card.own:
        return f"You rated {scores.rated(card.own)}."
    if tactic.round > 1:
        return f"Please rate this again, in a {scores.round_name(tactic.round)}."
    return "Please rate this tactic." if card.asked else "No rating needed from you."


def _request_blocks(card: TacticCard, text: str) -> Iterator[Block]:
    tactic, plan = card.tactic, card.plan
    yield section(f"*{text}*\n{numbered_title(tactic)}")
    yield section(whole_why(tactic, card.goal))
    if plan.closed_at:
        yield context(f"{bold(plan.name)} is closed.")
    elif not tactic.is_open:
        yield context(_CLOSED_TEXTS[tactic.state])
    else:
        yield from result_lines(card)
        if tactic.blind:
            yield section(progress_line(card) if card.own else _request_text(card))
        yield actions(_rate_button(card))
    yield context(f"{escape(plan.name)} in <#{plan.channel}>")


def _request_text(card: TacticCard) -> str:
    by = day(scores.deadline(card.tactic, card.plan))
    if not card.asked:
        return f"You don't own this tactic now. You can still rate it by {by}.\n{_BLIND}"
    return f"By {by}, please: how valuable is it, and how complex? {_GUESS}\n{_BLIND}"


def _rate_button(card: TacticCard) -> ButtonElement:
    if card.own:
        return button("Change rating", "tactic.rate", card.tactic.id)
    urgent = card.tactic.blind and card.asked
    return button("Rate", "tactic.rate", card.tactic.id, style="primary" if urgent else None)
