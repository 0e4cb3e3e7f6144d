"""Every refusal in words: what is wrong, and the cure; and what is said when the fault is ours."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from string import Formatter

from slack_sdk.models.blocks import Block, RichTextBlock, RichTextElement, RichTextElementParts
from slack_sdk.models.blocks.block_elements import RichTextQuoteElement
from slack_sdk.models.views import View

from handlers.views.common import words
from handlers.views.common.blocks import (
    Message,
    actions,
    brief,
    button,
    escape,
    mention,
    mentions,
    section,
    shorten,
)
from handlers.views.common.commands import slash
from handlers.views.common.inputs import form
from handlers.views.common.refusals import AT_FIELD, NOTHING_LOST, REFUSALS
from handlers.views.plans.take_over import take_over_offer
from planning.errors import Code, PlanningError
from planning.goals import figure
from planning.phrases import as_typed
from planning.plan import Plan

_KEEPS_WAITING = (Code.GONE, Code.STATE_WRONG, Code.SOMETHING_SINCE, Code.CHANGED_MEANWHILE, Code.NOT_YOURS)
_ONLY_OWNERS = "Only the plan's owners can do this."
_MAX_FACT = 150
_MAX_TITLES = 5
_MAX_OFFERED = 400
_MAX_PEOPLE = 5
_MAX_MESSAGE = 12_500  # characters in all; rich text counts as JSON
_MAX_PART = 2900
_MAX_NAMED = 50
_NAMED = re.compile(r"<(?:@([UW][A-Z0-9]+)|#([CG][A-Z0-9]+))(?:\|[^<>]*)?>")


def refusal(error: PlanningError, *, in_form: bool = False) -> str:
    """What is wrong and the cure, in plain text; in a form, where it matters, also that nothing is lost."""
    said = _said(error, marked=False)
    return f"{said} {NOTHING_LOST}" if in_form and error.code in _KEEPS_WAITING else said


def refusal_message(
    error: PlanningError, typed: str = "", *, can_start: bool = False, ownerless: Plan | None = None
) -> Message:
    """A refusal to a command or click. `typed` is the command as Slack sent it, given back to be sent again.

    `can_start` offers a person who may start a plan a button for it, where there is none. The plan is offered
    to be taken over where it is `ownerless`.
    """
    if error.code is Code.PLAN_MISSING and can_start:
        said = (
            "This channel has no plan yet. Start one: it takes a minute, and everything in it can be changed."
        )
        start = actions(button("Start a plan", "plan.start", "new", style="primary"))
        return Message(said, [section(said), start, *_quoted(typed, said)])
    said = _said(error, marked=True)
    if ownerless:
        said = _ONLY_OWNERS if error.code is Code.OWNERS_ONLY else said
        return Message(said, [section(said), *take_over_offer(ownerless), *_quoted(typed, said)])
    return Message(said, [section(said), *_quoted(typed, said)])


def trouble(reference: str) -> str:
    """What is said when the fault is ours, as plain text; `reference` finds it in the log."""
    return (
        "Something went wrong on our side, not yours. Please try again in a moment. If it happens again, "
        f"tell whoever looks after Oncourse this reference: {reference}."
    )


def trouble_message(reference: str, typed: str = "") -> Message:
    """As `trouble`, for a command or click; `typed` is the command as Slack sent it."""
    said = trouble(reference)
    return Message(said, [section(said), *_quoted(typed, said)])


def words_only(title: str, words_: str) -> View:
    """A form without inputs after it was refused: nothing but the words, and a way out."""
    return form("closed", title, [section(escape(words_))], metadata="", submit=None, close="Close")


def _said(error: PlanningError, *, marked: bool) -> str:
    facts = _facts(error, marked=marked)
    return next(slash(said).format_map(facts) for said in _wordings(error) if _known(said, facts))


def _wordings(error: PlanningError) -> Iterator[str]:
    """The wordings for a refusal, the most telling first."""
    field = error.field or ""
    for name in (field, f".{field.rpartition('.')[2]}" if "." in field else field):
        if said := AT_FIELD.get((error.code, name)):
            yield said
    yield from REFUSALS[error.code]


def _known(said: str, facts: Mapping[str, str]) -> bool:
    return all(name is None or name in facts for _, name, _, _ in Formatter().parse(said))


def _facts(error: PlanningError, *, marked: bool) -> dict[str, str]:
    """What is known of a refusal, drawn; what is empty is not known. Plain text cannot mention people."""
    drawn = {name: _drawn(name, value, marked=marked) for name, value in error.values.items()}
    known = {name: fact for name, fact in drawn.items() if fact}
    unnamed = known.get("name") or ("One of the people you chose" if error.field else "Somebody")
    return {"person": unnamed, **known}


def _drawn(name: str, value: object, *, marked: bool) -> str:
    match name, value:
        case "person", str(person):
            return mention(person) if marked else ""
        case "owners", (str(), *_) as people:
            return mentions([str(person) for person in people], _MAX_PEOPLE) if marked else ""
        case "titles", list() | tuple():
            numbered = "; ".join(f"{number}. {title}" for number, title in value[:_MAX_TITLES])
            return brief(numbered, 900) if marked else shorten(numbered, 900)
        case "offered", list():
            offered = "; ".join(value)
            return brief(offered, _MAX_OFFERED) if marked else shorten(offered, _MAX_OFFERED)
        case _, date():
            return words.day(value)
        case _, int() | float():
            return figure(value)
        case _, str():
            return brief(value, _MAX_FACT) if marked else shorten(value, _MAX_FACT)
    return ""


def _quoted(typed: str, said: str) -> list[Block]:
    """The whole of a command that says more than its name, so that it is not lost; people stay people.

    It has the room that `said`, which a message says twice (in its blocks, and instead of them), leaves it.
    """
    if len(typed.split()) < 3:
        return []
    room = _MAX_MESSAGE - 2 * len(said)
    kept = min(len(typed), room)
    while (taken := _size(_quote(shorten(typed, kept)))) > room:
        kept = kept * room // taken
    return [section("What you typed:"), _quote(shorten(typed, kept))]


def _quote(typed: str) -> RichTextBlock:
    return RichTextBlock(elements=[RichTextQuoteElement(elements=list(_quote_parts(typed)))])


def _size(block: Block) -> int:
    return len(json.dumps(block.to_dict(), ensure_ascii=False))


def _quote_parts(typed: str) -> Iterator[RichTextElement]:
    at = 0
    for found in islice(_NAMED.finditer(typed), _MAX_NAMED):
        yield from _text_parts(typed[at : found.start()])
        person, channel = found.groups()
        at = found.end()
        if person:
            yield RichTextElementParts.User(user_id=person)
        else:
            yield RichTextElementParts.Channel(channel_id=channel)
    yield from _text_parts(typed[at:])


def _text_parts(typed: str) -> Iterator[RichTextElement]:
    plain = as_typed(typed)
    for start in range(0, len(plain), _MAX_PART):
        yield RichTextElementParts.Text(text=plain[start : start + _MAX_PART])
