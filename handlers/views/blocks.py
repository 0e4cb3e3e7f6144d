"""Block Kit in the product's manner: short constructors that keep Slack's lengths and escape people's words.

Text arguments are mrkdwn unless a name says plain. Whoever puts a person's words into mrkdwn passes them
through `escape` (or `bold`), whoever puts them into plain text need not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DatePickerElement,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    OptionGroup,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.blocks.block_elements import InputInteractiveElement
from slack_sdk.models.views import View

from planning.errors import Code, PlanningError

SECTION_MOST = 3000
HEADER_MOST = 150
LABEL_MOST = 75
INPUT_MOST = 3000
MARKS = "*_~`"


@dataclass(frozen=True, slots=True)
class Message:
    """What a message shows; `text` stands in for its blocks in notifications and to screen readers.

    `text` is escaped like all mrkdwn.
    """

    text: str
    blocks: list[Block]


def escape(typed: str) -> str:
    """A person's words, made safe for mrkdwn: no mention, command or link can come of them."""
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shorten(words: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something is missing."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def bold(typed: str, limit: int | None = None) -> str:
    """A person's words in bold, escaped; plain where their own marks would break the bold.

    `limit` is the most characters as drawn, the asterisks apart.
    """
    drawn = escape(typed) if limit is None else brief(typed, limit)
    return drawn if any(mark in typed for mark in MARKS) or not typed else f"*{drawn}*"


def brief(typed: str, limit: int) -> str:
    """A person's words, escaped, in at most `limit` characters as drawn; never cut inside `&amp;`."""
    kept = limit
    while len(drawn := escape(shorten(typed, kept))) > limit:
        kept -= 1
    return drawn


def mention(person: str) -> str:
    """A person, named by Slack for each reader."""
    return f"<@{person}>"


def mentions(people: Sequence[str], most: int | None = None) -> str:
    """People in a row: "@Brian", "@Brian and @Hailey", "@Brian, @Hailey and @Maya".

    With `most`, those beyond are counted: "@Brian, @Hailey and 2 more".
    """
    named = [mention(person) for person in people]
    if most is not None and len(named) > most:
        named[most:] = [f"{len(named) - most} more"]
    return " and ".join([*([", ".join(named[:-1])] if named[1:] else []), *named[-1:]])


def mrkdwn(text: str) -> MarkdownTextObject:
    """Marked-up text that Slack takes as it stands: nothing in it is turned into a link or a mention."""
    return MarkdownTextObject(text=text, verbatim=True)


def plain(text: str) -> PlainTextObject:
    """Text without any markup."""
    return PlainTextObject(text=text, emoji=True)


def header(words: str) -> HeaderBlock:
    """A title line of plain words, shortened to fit."""
    return HeaderBlock(text=plain(shorten(words, HEADER_MOST)))


def section(
    text: str, accessory: OverflowMenuElement | ButtonElement | None = None, block_id: str | None = None
) -> SectionBlock:
    """A paragraph, with a button or menu beside it."""
    return SectionBlock(text=mrkdwn(shorten(text, SECTION_MOST)), accessory=accessory, block_id=block_id)


def typed(words: str) -> SectionBlock:
    """A paragraph of what a person typed, as plain text: nothing in it is taken for markup."""
    return SectionBlock(text=plain(shorten(words, SECTION_MOST)))


def context(*texts: str, quote: str = "") -> ContextBlock:
    """A quiet line of up to 10 parts; the last of them may be a `quote` of what a person typed, plain."""
    quoted = [plain(shorten(quote, SECTION_MOST))] if quote else []
    return ContextBlock(elements=[*(mrkdwn(shorten(text, SECTION_MOST)) for text in texts), *quoted])


def paragraphs(lines: Sequence[str]) -> list[Block]:
    """Lines, each whole, in as few sections as hold them. A line is at most SECTION_MOST characters."""
    sections: list[str] = []
    for line in lines:
        if sections and len(sections[-1]) + 1 + len(line) <= SECTION_MOST:
            sections[-1] += f"\n{line}"
        else:
            sections.append(line)
    return [section(text) for text in sections]


def paging(
    action: str,
    offset: int,
    size: int,
    total: int,
    value: Callable[[int], str],
    labels: tuple[str, str] = ("Previous", "Next"),
) -> list[Block]:
    """Where a reader is in a long list, with buttons to turn its pages; nothing when all is on one.

    The buttons are `action` with ".previous" and ".next", `value` makes theirs from the offset they lead to.
    """
    if offset == 0 and total <= size:
        return []
    first, last = min(offset + 1, total), min(offset + size, total)
    back, on = labels
    turns = []
    if offset > 0:
        turns.append(button(back, f"{action}.previous", value(max(offset - size, 0))))
    if last < total:
        turns.append(button(on, f"{action}.next", value(last)))
    return [context(f"{first:,} to {last:,} of {total:,}"), *([actions(*turns)] if turns else [])]


def divider() -> DividerBlock:
    """A line across."""
    return DividerBlock()


def actions(*buttons: ButtonElement | OverflowMenuElement, block_id: str | None = None) -> ActionsBlock:
    """A row of buttons; a "more" menu may end it."""
    return ActionsBlock(elements=list(buttons), block_id=block_id)


def button(
    label: str, action: str, value: str, *, style: str | None = None, confirm: ConfirmObject | None = None
) -> ButtonElement:
    """A button that says what it does.

    `action` is its listener's id ("tactic.rate"), `value` what it is about.
    """
    return ButtonElement(
        text=plain(shorten(label, LABEL_MOST)), action_id=action, value=value, style=style, confirm=confirm
    )


def confirmation(title: str, text: str, yes: str, no: str = "Keep it") -> ConfirmObject:
    """A question asked before a button does what cannot be taken back easily."""
    return ConfirmObject(
        title=plain(shorten(title, 100)), text=plain(shorten(text, 300)), confirm=plain(yes), deny=plain(no)
    )


def menu(action: str, choices: Sequence[tuple[str, str]]) -> OverflowMenuElement:
    """A "more" menu of up to 5 (label, value) pairs."""
    return OverflowMenuElement(action_id=action, options=options(choices))


def options(choices: Sequence[tuple[str, str]]) -> list[Option]:
    """Choices from (label, value) pairs of plain words, shortened to fit."""
    return [Option(text=plain(shorten(label, LABEL_MOST)), value=value) for label, value in choices]


def ask(
    field: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str | None = None,
    dispatch: bool = False,
) -> InputBlock:
    """An input of a form. `field` names its block, so that a refusal about it is shown at it."""
    element.action_id = field
    return InputBlock(
        block_id=field,
        label=plain(label),
        element=element,
        optional=optional,
        hint=plain(hint) if hint else None,
        dispatch_action=dispatch or None,
    )


def text_box(
    initial: str = "", *, placeholder: str | None = None, multiline: bool = False, on_enter: bool = False
) -> PlainTextInputElement:
    """A box to type in. It takes more than we keep: what is too long is refused with a word, never cut."""
    return PlainTextInputElement(
        initial_value=initial[:INPUT_MOST] or None,
        placeholder=plain(placeholder) if placeholder else None,
        multiline=multiline or None,
        max_length=INPUT_MOST,
        dispatch_action_config=(
            DispatchActionConfig(trigger_actions_on=["on_enter_pressed"]) if on_enter else None
        ),
    )


def number_box(initial: float | None = None, *, decimals: bool = True) -> NumberInputElement:
    """A box for a number."""
    return NumberInputElement(
        is_decimal_allowed=decimals, initial_value=None if initial is None else _digits(initial)
    )


def date_box(initial: date | None = None) -> DatePickerElement:
    """A calendar to pick from."""
    return DatePickerElement(initial_date=initial.isoformat() if initial else None)


def choice(choices: Sequence[tuple[str, str]], initial: str | None = None) -> StaticSelectElement:
    """A drop-down of 1 to 100 (label, value) pairs; `initial` is a value."""
    listed = options(choices[:100])
    return StaticSelectElement(options=listed, initial_option=_option(listed, initial))


def grouped_choice(
    groups: Sequence[tuple[str, Sequence[Option]]], initial: str | None = None
) -> StaticSelectElement:
    """A drop-down of options under headings; groups without options are left out, `initial` is a value."""
    listed = [
        OptionGroup(label=plain(shorten(label, LABEL_MOST)), options=list(group))
        for label, group in groups
        if group
    ]
    every = [option for _, group in groups for option in group]
    return StaticSelectElement(option_groups=listed, initial_option=_option(every, initial))


def radio(choices: Sequence[tuple[str, str]], initial: str | None = None) -> RadioButtonsElement:
    """Up to 10 (label, value) pairs to choose one from; `initial` is a value."""
    listed = options(choices)
    return RadioButtonsElement(options=listed, initial_option=_option(listed, initial))


def people_box(initial: Sequence[str] = ()) -> UserMultiSelectElement:
    """A box to pick several people in."""
    return UserMultiSelectElement(initial_users=list(initial) or None)


def person_box(initial: str | None = None) -> UserSelectElement:
    """A box to pick one person in."""
    return UserSelectElement(initial_user=initial)


def form(
    callback: str,
    title: str,
    blocks: Sequence[Block],
    *,
    memory: str,
    submit: str | None,
    close: str = "Cancel",
) -> View:
    """A modal. `callback` is its listener's id, `memory` what its submission needs to know again."""
    return View(
        type="modal",
        callback_id=callback,
        title=plain(shorten(title, 24)),
        submit=plain(submit) if submit else None,
        close=plain(close),
        private_metadata=memory,
        blocks=list(blocks),
    )


def _digits(number: float) -> str:
    """A number written out, without an exponent, which Slack does not take."""
    written = f"{Decimal(repr(number)):f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _option(listed: list[Option], value: str | None) -> Option | None:
    return next((option for option in listed if option.value == value), None)


class Answers:
    """What a person filled in, read by the names of the fields; a form's dictionaries end here."""

    def __init__(self, view: dict[str, Any]) -> None:
        self._values: dict[str, dict[str, Any]] = view["state"]["values"]

    def text(self, field: str) -> str:
        """What was typed; empty when nothing was."""
        return self._at(field).get("value") or ""

    def number(self, field: str) -> float | None:
        """The number typed; None when nothing was; raises NOT_A_NUMBER about the field."""
        typed = self.text(field).strip()
        try:
            return float(typed) if typed else None
        except ValueError as unreadable:
            raise PlanningError(Code.NOT_A_NUMBER, field, words=typed) from unreadable

    def date(self, field: str) -> date | None:
        """The date picked; None when none was."""
        picked = self._at(field).get("selected_date")
        return date.fromisoformat(picked) if picked else None

    def choice(self, field: str) -> str:
        """The value of the option chosen; empty when none was."""
        return str((self._at(field).get("selected_option") or {}).get("value", ""))

    def people(self, field: str) -> tuple[str, ...]:
        """The people picked, in order."""
        return tuple(self._at(field).get("selected_users") or ())

    def person(self, field: str) -> str:
        """The person picked; empty when nobody was."""
        return self._at(field).get("selected_user") or ""

    def fields(self) -> tuple[str, ...]:
        """The names of all fields of the form."""
        return tuple(self._values)

    def _at(self, field: str) -> dict[str, Any]:
        asked: dict[str, Any] = self._values.get(field, {}).get(field, {})
        return asked
