"""Forms: their inputs, the modal around them, and the reading of what a person filled in."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    NumberInputElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement, InputInteractiveElement
from slack_sdk.models.views import View

from handlers.views.common.blocks import MAX_LABEL, Message, options, plain, shorten
from planning.errors import Code, PlanningError

MAX_INPUT = 3000


def ask(
    field: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str | None = None,
) -> InputBlock:
    """An input of a form. `field` names its block, so that a refusal about it is shown at it."""
    element.action_id = field
    return InputBlock(
        block_id=field,
        label=plain(label),
        element=element,
        optional=optional,
        hint=plain(hint) if hint else None,
    )


def text_box(
    initial: str = "", *, placeholder: str | None = None, multiline: bool = False
) -> PlainTextInputElement:
    """A box to type in. It takes more than we keep: what is too long is refused with a word, never cut."""
    return PlainTextInputElement(
        initial_value=initial[:MAX_INPUT] or None,
        placeholder=plain(placeholder) if placeholder else None,
        multiline=multiline or None,
        max_length=MAX_INPUT,
    )


def number_box(initial: float | None = None, *, decimals: bool = True) -> NumberInputElement:
    """A box for a number."""
    return NumberInputElement(
        is_decimal_allowed=decimals, initial_value=None if initial is None else _digits(initial)
    )


def file_box(*kinds: str) -> FileInputElement:
    """A box to choose one file of these kinds ("csv") in."""
    return FileInputElement(filetypes=list(kinds), max_files=1)


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
        OptionGroup(label=plain(shorten(label, MAX_LABEL)), options=list(group))
        for label, group in groups
        if group
    ]
    every = [option for _, group in groups for option in group]
    return StaticSelectElement(option_groups=listed, initial_option=_option(every, initial))


def radio(choices: Sequence[tuple[str, str]], initial: str | None = None) -> RadioButtonsElement:
    """Up to 10 (label, value) pairs to choose one from; `initial` is a value."""
    listed = options(choices)
    return RadioButtonsElement(options=listed, initial_option=_option(listed, initial))


def checks(choices: Sequence[tuple[str, str]], initial: Sequence[str] = ()) -> CheckboxesElement:
    """Up to 10 (label, value) pairs to tick any of; `initial` are values."""
    listed = options(choices)
    ticked = [option for option in listed if option.value in initial]
    return CheckboxesElement(options=listed, initial_options=ticked or None)


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
    metadata: str,
    submit: str | None,
    close: str = "Cancel",
) -> View:
    """A modal. `callback` is its listener's id, `metadata` what its submission needs to know again."""
    return View(
        type="modal",
        callback_id=callback,
        title=plain(shorten(title, 24)),
        submit=plain(submit) if submit else None,
        close=plain(close),
        private_metadata=metadata,
        blocks=list(blocks),
    )


def message_modal(message: Message, *, metadata: str) -> View:
    """A message as a modal: nothing to fill in, but its buttons work. `metadata` is for these."""
    return form("screen", "Oncourse", message.blocks, metadata=metadata, submit=None, close="Close")


def _digits(number: float) -> str:
    """A number written out, without an exponent, which Slack does not take."""
    written = f"{Decimal(repr(number)):f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _option(listed: list[Option], value: str | None) -> Option | None:
    return next((option for option in listed if option.value == value), None)


class Answers:
    """What a person filled in, read by the names of the fields; a form's dictionaries end here."""

    def __init__(self, view: Mapping[str, Any]) -> None:
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
        """The date picked; None when none was; raises DATE_UNREADABLE about the field."""
        picked = self._at(field).get("selected_date")
        try:
            return date.fromisoformat(picked) if picked else None
        except ValueError as unreadable:
            raise PlanningError(Code.DATE_UNREADABLE, field, words=picked) from unreadable

    def file(self, field: str) -> str:
        """The id of the file chosen; empty when none was."""
        chosen = self._at(field).get("files") or ()
        return str(chosen[0]["id"]) if chosen else ""

    def choice(self, field: str) -> str:
        """The value of the option chosen; empty when none was."""
        return str((self._at(field).get("selected_option") or {}).get("value", ""))

    def choices(self, field: str) -> tuple[str, ...]:
        """The values of the options ticked, in order."""
        return tuple(str(option["value"]) for option in self._at(field).get("selected_options") or ())

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
