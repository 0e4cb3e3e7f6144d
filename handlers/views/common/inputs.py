"""Forms: inputs, the modal, and reading the submitted values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
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
from planning.phrases import TypedNumber, in_digits, read_number

MAX_INPUT = 3000


def ask(
    field: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = False,
    hint: str | None = None,
) -> InputBlock:
    """An input block. `field` is its block id, so that an error can be shown at it."""
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
    """A text input. It accepts more than we store, so that long text is refused with a message, never cut."""
    return PlainTextInputElement(
        initial_value=initial[:MAX_INPUT] or None,
        placeholder=plain(placeholder) if placeholder else None,
        multiline=multiline or None,
        max_length=MAX_INPUT,
    )


def whole_number_box(initial: int) -> NumberInputElement:
    """An input that takes only digits."""
    return NumberInputElement(is_decimal_allowed=False, initial_value=str(initial))


def number_box(initial: float | None = None, locale: str = "") -> PlainTextInputElement:
    """An input for a number as people write them: Slack's own takes no "5k" and no "1 200".

    `locale` is its reader's, by which `initial` is written and the input is read again.
    """
    return text_box("" if initial is None else in_digits(initial, locale))


def file_box(*kinds: str) -> FileInputElement:
    """An input for one file of these types ("csv")."""
    return FileInputElement(filetypes=list(kinds), max_files=1)


def date_box(initial: date | None = None) -> DatePickerElement:
    """A date picker."""
    return DatePickerElement(initial_date=initial.isoformat() if initial else None)


def choice(choices: Sequence[tuple[str, str]], initial: str | None = None) -> StaticSelectElement:
    """A select of 1 to 100 (label, value) pairs; `initial` is a value."""
    all_options = options(choices[:100])
    return StaticSelectElement(options=all_options, initial_option=_option_with(all_options, initial))


def hour_choice(hour: int, hours: Iterable[int] = range(24)) -> StaticSelectElement:
    """A select of hours, by default all those at which something may begin; 24 is the end of the day."""
    return choice([(f"{each:02}:00", str(each)) for each in hours], str(hour))


def grouped_choice(
    groups: Sequence[tuple[str, Sequence[Option]]], initial: str | None = None
) -> StaticSelectElement:
    """A select with option groups; empty groups are left out, `initial` is a value."""
    option_groups = [
        OptionGroup(label=plain(shorten(label, MAX_LABEL)), options=list(group))
        for label, group in groups
        if group
    ]
    all_options = [option for _, group in groups for option in group]
    return StaticSelectElement(option_groups=option_groups, initial_option=_option_with(all_options, initial))


def radio(choices: Sequence[tuple[str, str]], initial: str | None = None) -> RadioButtonsElement:
    """Radio buttons of up to 10 (label, value) pairs; `initial` is a value."""
    all_options = options(choices)
    return RadioButtonsElement(options=all_options, initial_option=_option_with(all_options, initial))


def checkboxes(choices: Sequence[tuple[str, str]], initial: Sequence[str] = ()) -> CheckboxesElement:
    """Checkboxes of up to 10 (label, value) pairs; `initial` are values."""
    all_options = options(choices)
    ticked = [option for option in all_options if option.value in initial]
    return CheckboxesElement(options=all_options, initial_options=ticked or None)


def people_box(initial: Sequence[str] = ()) -> UserMultiSelectElement:
    """A multi-select of people."""
    return UserMultiSelectElement(initial_users=list(initial) or None)


def person_box() -> UserSelectElement:
    """A select of one person."""
    return UserSelectElement()


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


def _option_with(all_options: list[Option], value: str | None) -> Option | None:
    return next((option for option in all_options if option.value == value), None)


class Answers:
    """The submitted values of a form, read by field name; numbers by the `locale` of the person."""

    def __init__(self, view: Mapping[str, Any], locale: str = "") -> None:
        self._values: dict[str, dict[str, Any]] = view["state"]["values"]
        self._locale = locale

    def text(self, field: str) -> str:
        """The text; empty if none."""
        return self._at(field).get("value") or ""

    def number(self, field: str, unit: str = "", name: str = "") -> float | None:
        """The number, for a metric of that unit and name if it is for one; None if empty.

        Raises NOT_A_NUMBER, NUMBER_AMBIGUOUS or UNIT_OTHER about the field.
        """
        typed = self.typed_number(field)
        return typed.in_unit(unit, name, field=field) if typed else None

    def typed_number(self, field: str) -> TypedNumber | None:
        """The number with its unit; None if empty.

        Raises NOT_A_NUMBER or NUMBER_AMBIGUOUS about the field.
        """
        typed = self.text(field).strip()
        try:
            return read_number(typed, self._locale) if typed else None
        except PlanningError as refusal:
            raise refusal.about(field) from None

    def date(self, field: str) -> date | None:
        """The date; None if empty; raises DATE_UNREADABLE about the field."""
        picked = self._at(field).get("selected_date")
        try:
            return date.fromisoformat(picked) if picked else None
        except ValueError as unreadable:
            raise PlanningError(Code.DATE_UNREADABLE, field, words=picked) from unreadable

    def file(self, field: str) -> str:
        """The id of the file; empty if none."""
        chosen = self._at(field).get("files") or ()
        return str(chosen[0]["id"]) if chosen else ""

    def choice(self, field: str) -> str:
        """The value of the selected option; empty if none."""
        return str((self._at(field).get("selected_option") or {}).get("value", ""))

    def choices(self, field: str) -> tuple[str, ...]:
        """The values of the selected options, in order."""
        return tuple(str(option["value"]) for option in self._at(field).get("selected_options") or ())

    def people(self, field: str) -> tuple[str, ...]:
        """The selected people, in order."""
        return tuple(self._at(field).get("selected_users") or ())

    def person(self, field: str) -> str:
        """The selected person; empty if none."""
        return self._at(field).get("selected_user") or ""

    def fields(self) -> tuple[str, ...]:
        """The names of all fields of the form."""
        return tuple(self._values)

    def _at(self, field: str) -> dict[str, Any]:
        asked: dict[str, Any] = self._values.get(field, {}).get(field, {})
        return asked
