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
from handlers.views.tactics.cards import TacticCard, numbered_title, progress_line, result_lines, why_chain
from planning.priorities import Rating
from planning.tactics import State, Tactic

_GUESS = "An educated guess is fine: thumb in the air."
_BLIND = "Nobody sees your rating until all are shown together."
_CLOSED_TEXTS = {
    State.DONE: "It is done by now, so there is nothing left to rate.",
    State.DROPPED: "It was dropped meanwhile, so there is nothing left to rate.",
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
        ask("value", "Value to the business", _one_to_five(VALUE_ANCHORS, own.value if own else None)),
        ask(
            "complexity",
            "Complexity to carry out",
            _one_to_five(COMPLEXITY_ANCHORS, own.complexity if own else None),
        ),
        ask("reason", "Why?", text_box(own.reason if own else "", multiline=True), optional=True),
    ]
    return form("tactic.rate", "Rate a tactic", blocks, metadata=metadata, submit="Rate")


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
    text = f"A {scores.round_name(card.tactic.round)} of rating has begun."
    title = f"{card.tactic.number}. {escape(card.tactic.title)}"
    blocks = [
        section(f"*{text}*\n{numbered_title(card.tactic)}"),
        context("You are asked again in a message below."),
    ]
    return Message(f"{text.rstrip('.')}: {title}", blocks)


def _one_to_five(anchors: Mapping[int, str], chosen: int | None) -> RadioButtonsElement:
    choices = [(f"{number} {anchor}", str(number)) for number, anchor in anchors.items()]
    return radio(choices, str(chosen) if chosen else None)


def _round_text(tactic: Tactic) -> str:
    before, now = scores.round_name(tactic.round - 1), scores.round_name(tactic.round)
    return f"This is the {now}: in the {before} you did not agree. What did you learn from each other?"


def _headline(card: TacticCard) -> str:
    tactic = card.tactic
    if not tactic.is_open or card.plan.closed_at:
        return "No rating is needed any more."
    if not tactic.blind:
        return "The ratings are in." if tactic.score else "The round is over."
    if card.own:
        return f"You rated {scores.rated(card.own)}."
    if tactic.round > 1:
        return f"Please rate this once more, in a {scores.round_name(tactic.round)}."
    return "Please rate this tactic." if card.asked else "Your rating is not waited for any more."


def _request_blocks(card: TacticCard, text: str) -> Iterator[Block]:
    tactic, plan = card.tactic, card.plan
    yield section(f"*{text}*\n{numbered_title(tactic)}")
    yield section(why_chain(tactic, card.goal, details=True))
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
        return f"You do not own this tactic now. Rate it all the same, if you like, by {by}.\n{_BLIND}"
    return f"By {by}, please: how much does it help, and how much trouble is it? {_GUESS}\n{_BLIND}"


def _rate_button(card: TacticCard) -> ButtonElement:
    if card.own:
        return button("Change my rating", "tactic.rate", card.tactic.id)
    urgent = card.tactic.blind and card.asked
    return button("Rate it", "tactic.rate", card.tactic.id, style="primary" if urgent else None)
