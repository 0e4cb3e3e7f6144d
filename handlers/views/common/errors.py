"""The text of every refusal, and of internal errors."""

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
    button,
    escape,
    escape_short,
    mention,
    mentions,
    section,
    shorten,
)
from handlers.views.common.commands import slash
from handlers.views.common.inputs import form
from handlers.views.common.refusals import FIELD_REFUSALS, NOTHING_LOST, REFUSALS
from handlers.views.plans.take_over import take_over_offer
from planning.errors import Code, PlanningError
from planning.goals import figure
from planning.phrases import to_plain_text
from planning.plan import Plan

_FORM_STAYS_OPEN = (Code.GONE, Code.STATE_WRONG, Code.SOMETHING_SINCE, Code.CHANGED_MEANWHILE, Code.NOT_YOURS)
_ONLY_OWNERS = "Only the plan's owners can do this."
_MAX_VALUE = 150
_MAX_TITLES = 5
_MAX_OFFERED = 400
_MAX_PEOPLE = 5
_MAX_MESSAGE = 12_500  # characters in all; Slack counts rich text as JSON
_MAX_TEXT = 2900
_MAX_MENTIONS = 50
_MENTION = re.compile(r"<(?:@([UW][A-Z0-9]+)|#([CG][A-Z0-9]+))(?:\|[^<>]*)?>")


def refusal(error: PlanningError, *, in_form: bool = False) -> str:
    """What is wrong and how to fix it, as plain text; in a form also, if in doubt, that no input is lost."""
    text = _said(error, marked=False)
    return f"{text} {NOTHING_LOST}" if in_form and error.code in _FORM_STAYS_OPEN else text


def refusal_message(
    error: PlanningError, typed: str = "", *, can_start: bool = False, ownerless: Plan | None = None
) -> Message:
    """The reply when a command or click is refused; it quotes `typed`, the command as Slack sent it.

    With `can_start`, and without a plan, it has a button to start one. If the plan is `ownerless`, it
    offers to take it over.
    """
    if error.code is Code.PLAN_MISSING and can_start:
        text = (
            "This channel has no plan yet. Start one: it takes a minute, and everything in it can be changed."
        )
        start = actions(button("Start a plan", "plan.start", "new", style="primary"))
        return Message(text, [section(text), start, *_quoted_command(typed, text)])
    text = _said(error, marked=True)
    if ownerless:
        text = _ONLY_OWNERS if error.code is Code.OWNERS_ONLY else text
        return Message(text, [section(text), *take_over_offer(ownerless), *_quoted_command(typed, text)])
    return Message(text, [section(text), *_quoted_command(typed, text)])


def internal_error(reference: str) -> str:
    """The plain text for an internal error; `reference` finds it in the log."""
    return (
        "Something went wrong on our side, not yours. Please try again in a moment. If it happens again, "
        f"tell whoever looks after Oncourse this reference: {reference}."
    )


def internal_error_message(reference: str, typed: str = "") -> Message:
    """The same for a command or click; `typed` is the command as Slack sent it."""
    text = internal_error(reference)
    return Message(text, [section(text), *_quoted_command(typed, text)])


def text_modal(title: str, words_: str) -> View:
    """A modal of text without inputs, for a form that was refused."""
    return form("closed", title, [section(escape(words_))], metadata="", submit=None, close="Close")


def _said(error: PlanningError, *, marked: bool) -> str:
    facts = _facts(error, marked=marked)
    return next(slash(said).format_map(facts) for said in _wordings(error) if _known(said, facts))


def _wordings(error: PlanningError) -> Iterator[str]:
    """The texts for a refusal, the most specific first."""
    field = error.field or ""
    for name in (field, f".{field.rpartition('.')[2]}" if "." in field else field):
        if text := FIELD_REFUSALS.get((error.code, name)):
            yield text
    yield from REFUSALS[error.code]


def _known(text: str, facts: Mapping[str, str]) -> bool:
    return all(name is None or name in facts for _, name, _, _ in Formatter().parse(text))


def _facts(error: PlanningError, *, marked: bool) -> dict[str, str]:
    """The values of a refusal as text, without empty ones. Plain text can't mention people."""
    rendered = {name: _value(name, value, marked=marked) for name, value in error.values.items()}
    known = {name: fact for name, fact in rendered.items() if fact}
    unnamed = known.get("name") or ("One of the people you chose" if error.field else "Somebody")
    return {"person": unnamed, **known}


def _value(name: str, value: object, *, marked: bool) -> str:
    match name, value:
        case "person", str(person):
            return mention(person) if marked else ""
        case "owners", (str(), *_) as people:
            return mentions([str(person) for person in people], _MAX_PEOPLE) if marked else ""
        case "titles", list() | tuple():
            numbered = "; ".join(f"{number}. {title}" for number, title in value[:_MAX_TITLES])
            return escape_short(numbered, 900) if marked else shorten(numbered, 900)
        case "offered", list():
            offers = "; ".join(value)
            return escape_short(offers, _MAX_OFFERED) if marked else shorten(offers, _MAX_OFFERED)
        case _, date():
            return words.day(value)
        case _, int() | float():
            return figure(value)
        case _, str():
            return escape_short(value, _MAX_VALUE) if marked else shorten(value, _MAX_VALUE)
    return ""


def _quoted_command(typed: str, text: str) -> list[Block]:
    """The command in full, if it had arguments, so that it can be sent again; mentions stay mentions.

    It gets the space left by `text`, which counts twice: in the blocks and as the fallback.
    """
    if len(typed.split()) < 3:
        return []
    budget = _MAX_MESSAGE - 2 * len(text)
    length = min(len(typed), budget)
    while (size := _size(_quote(shorten(typed, length)))) > budget:
        length = length * budget // size
    return [section("What you typed:"), _quote(shorten(typed, length))]


def _quote(typed: str) -> RichTextBlock:
    return RichTextBlock(elements=[RichTextQuoteElement(elements=list(_quote_parts(typed)))])


def _size(block: Block) -> int:
    return len(json.dumps(block.to_dict(), ensure_ascii=False))


def _quote_parts(typed: str) -> Iterator[RichTextElement]:
    at = 0
    for found in islice(_MENTION.finditer(typed), _MAX_MENTIONS):
        yield from _text_parts(typed[at : found.start()])
        person, channel = found.groups()
        at = found.end()
        if person:
            yield RichTextElementParts.User(user_id=person)
        else:
            yield RichTextElementParts.Channel(channel_id=channel)
    yield from _text_parts(typed[at:])


def _text_parts(typed: str) -> Iterator[RichTextElement]:
    plain = to_plain_text(typed)
    for start in range(0, len(plain), _MAX_TEXT):
        yield RichTextElementParts.Text(text=plain[start : start + _MAX_TEXT])
