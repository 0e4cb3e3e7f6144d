"""The forms to rate tactics: one by itself, or all that a person was asked to rate."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from slack_sdk.models.blocks import Block, RadioButtonsElement, StaticSelectElement
from slack_sdk.models.views import View

from handlers.views.common import scores
from handlers.views.common.blocks import (
    Message,
    context,
    escape,
    escape_short,
    plain_section,
    section,
    text_message,
)
from handlers.views.common.inputs import Answers, ask, choice, form, has_next, radio, text_box
from handlers.views.common.sentences import why
from handlers.views.common.words import COMPLEXITY_ANCHORS, VALUE_ANCHORS, listing
from handlers.views.tactics.cards import numbered_title, short_title
from planning.goals import Goal
from planning.priorities import Rating
from planning.tactics import Tactic

_GUESS = "A rough guess is fine."
_BLIND = "Your rating stays hidden until all are shown."
_SEND_AGAIN = "Send yours again to count it."
RATINGS_A_PAGE = 5
MAX_WHY = 150
MAX_TITLE = 80

RatingDraft = tuple[int | None, int | None, str]
"""Value, complexity and reason, as they were filled in."""


class ToRate(NamedTuple):
    """A tactic to rate with its goal, and the person's last rating of it in this round."""

    tactic: Tactic
    goal: Goal
    own: Rating | None = None


def rating_form(tactic: Tactic, reason: str, own: Rating | None, *, metadata: str, bias: str = "") -> View:
    """Value, complexity and an optional reason, filled in with the person's `own` rating.

    `reason`, why it matters, is plain text; `bias` says how far off earlier ratings were.
    """
    encouraged = [_GUESS, *([_BLIND] if tactic.blind else []), *([bias] if bias else [])]
    blocks: list[Block] = [
        section(numbered_title(tactic)),
        plain_section(reason),
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


def read_rating_form(answers: Answers, part: str = "") -> RatingDraft:
    """Value, complexity (None if not selected) and reason; `part` comes before the names of the fields."""
    value, complexity = answers.choice(f"{part}value"), answers.choice(f"{part}complexity")
    reason = answers.text(f"{part}reason")
    return int(value) if value else None, int(complexity) if complexity else None, reason


def ratings_form(
    page: Sequence[ToRate], *, metadata: str, part: str = "", bias: str = "", revealed: Sequence[Tactic] = ()
) -> View:
    """Value, complexity and a reason for each tactic of a page; any may be skipped.

    `part` is the position among several forms, as in "1 of 3". `revealed` are those whose ratings became
    visible since the form was opened.
    """
    intro = [_GUESS, "Skip what you can't judge.", _BLIND, *([bias] if bias else [])]
    blocks: list[Block] = [context(" ".join([*([f"Part {part}."] if part else []), *intro]))]
    if revealed:
        names = listing([short_title(tactic) for tactic in revealed[:RATINGS_A_PAGE]])
        verb = "shows its" if len(revealed) == 1 else "show their"
        blocks.insert(0, section(f"⚠ {names} {verb} ratings now. {_SEND_AGAIN}"))
    for each in page[:RATINGS_A_PAGE]:
        blocks += _rating_inputs(each)
    submit = "Next" if has_next(part) else "Rate"
    return form("ratings.rate", "Rate your tactics", blocks, metadata=metadata, submit=submit)


def read_ratings_form(answers: Answers, tactics: Iterable[str]) -> dict[str, RatingDraft]:
    """Value, complexity (None if not selected) and reason by tactic (id), without those that were skipped."""
    drafts = {id_: read_rating_form(answers, f"{id_}.") for id_ in tactics}
    return {id_: draft for id_, draft in drafts.items() if draft[0] or draft[1] or draft[2].strip()}


def nothing_to_rate_message() -> Message:
    """The reply to the button that rates everything when nothing is left."""
    return text_message("✓ Nothing left to rate.")


def not_counted_message(titles: Sequence[str]) -> Message:
    """Ratings that came too late, by the titles of their tactics."""
    named = listing([f"“{escape_short(title, MAX_TITLE)}”" for title in titles[:RATINGS_A_PAGE]])
    return text_message(f"Not counted, because the tactic isn't open any more: {named}.")


def _rating_inputs(each: ToRate) -> list[Block]:
    id_, own = each.tactic.id, each.own
    rounds = [context(_round_text(each.tactic))] if each.tactic.round > 1 and each.tactic.blind else []
    return [
        section(numbered_title(each.tactic)),
        context(why(each.goal.serves.title, each.goal.title, limit=MAX_WHY, emphasis=escape)),
        *rounds,
        ask(
            f"{id_}.value", "Value", _choice_of_five(VALUE_ANCHORS, own.value if own else None), optional=True
        ),
        ask(
            f"{id_}.complexity",
            "Complexity",
            _choice_of_five(COMPLEXITY_ANCHORS, own.complexity if own else None),
            optional=True,
        ),
        ask(f"{id_}.reason", "Why?", text_box(own.reason if own else ""), optional=True),
    ]


def _choice_of_five(anchors: Mapping[int, str], chosen: int | None) -> StaticSelectElement:
    return choice(_with_numbers(anchors), str(chosen) if chosen else None)


def _one_to_five(anchors: Mapping[int, str], chosen: int | None) -> RadioButtonsElement:
    return radio(_with_numbers(anchors), str(chosen) if chosen else None)


def _with_numbers(anchors: Mapping[int, str]) -> list[tuple[str, str]]:
    return [(f"{number} {anchor}", str(number)) for number, anchor in anchors.items()]


def _round_text(tactic: Tactic) -> str:
    before, now = scores.round_name(tactic.round - 1), scores.round_name(tactic.round)
    return f"This is the {now}. The {before} was split. What did you learn from each other?"
