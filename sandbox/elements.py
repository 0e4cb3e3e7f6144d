"""Finding the controls in blocks: their labels, their initial state, their ids."""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.records import Json, Values

# type -> (field of the state, field of the element that prefills it)
_STATE_FIELDS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}
_CLICKABLE = frozenset({"button", "overflow"})


@dataclass(frozen=True, slots=True)
class Control:
    """An interactive element with the block around it."""

    block: Json
    element: Json

    @property
    def type(self) -> str:
        """The element's Block Kit type."""
        return str(self.element["type"])

    @property
    def block_id(self) -> str:
        """The block_id of the block around it."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """The element's action_id."""
        return str(self.element["action_id"])

    @property
    def labels(self) -> tuple[str, ...]:
        """What a person may call it: an input's label, a section's text, a placeholder, a button's text."""
        candidates = (
            self.block.get("label"),
            self.block.get("text") if self.block["type"] == "section" else None,
            self.element.get("placeholder"),
            self.element.get("text"),
        )
        return tuple(text_of(text) for text in candidates if text)

    @property
    def is_clickable(self) -> bool:
        """Whether it is clicked and has no state."""
        return self.type in _CLICKABLE

    @property
    def is_multiple(self) -> bool:
        """Whether its state is a list."""
        return self.type.startswith("multi_") or self.type in {"checkboxes", "file_input"}

    @property
    def state_field(self) -> str:
        """The field of its state that has the value."""
        return _STATE_FIELDS[self.type][0]


def text_of(text: object) -> str:
    """The text of a text object or a plain string."""
    return str(text["text"]) if isinstance(text, dict) else str(text)


def find_controls(blocks: Sequence[Json]) -> Iterator[Control]:
    """Every control, in reading order."""
    for block in blocks:
        for element in _elements(block):
            if element.get("type") in _STATE_FIELDS or element.get("type") in _CLICKABLE:
                yield Control(block, element)


def options(element: Json) -> list[Json]:
    """The options of a select, radio, checkbox or overflow, including those in groups."""
    grouped = (option for group in element.get("option_groups", ()) for option in group["options"])
    return [*element.get("options", ()), *grouped]


def initial_values(blocks: Sequence[Json]) -> Values:
    """The initial state of inputs and menus."""
    values: Values = {}
    for control in find_controls(blocks):
        if control.type in _STATE_FIELDS:
            values.setdefault(control.block_id, {})[control.action_id] = _initial(control)
    return values


def preserve_values(before: Values, blocks: Sequence[Json]) -> Values:
    """The state after a view update: Slack preserves it where both ids and the type stay the same."""
    values = initial_values(blocks)
    for control in find_controls(blocks):
        old = before.get(control.block_id, {}).get(control.action_id)
        if old is not None and old["type"] == control.type and _still_available(control, old):
            values[control.block_id][control.action_id] = old
    return values


def assign_ids(blocks: Sequence[Json], new_id: Callable[[], str]) -> list[Json]:
    """A copy in which every block has a block_id and every control an action_id, as Slack stores them."""
    named = copy.deepcopy(list(blocks))
    for block in named:
        if not block.get("block_id"):
            block["block_id"] = new_id()
    for control in find_controls(named):
        if not control.element.get("action_id"):
            control.element["action_id"] = new_id()
    return named


def _elements(block: Json) -> list[Json]:
    single = [block[part] for part in ("element", "accessory") if part in block]
    return [*single, *(block.get("elements", ()) if block["type"] == "actions" else ())]


def _initial(control: Control) -> Json:
    held, prefilled = _STATE_FIELDS[control.type]
    empty: Any = [] if control.is_multiple else None
    return {"type": control.type, held: copy.deepcopy(control.element.get(prefilled, empty))}


def _still_available(control: Control, old: Json) -> bool:
    if not options(control.element):
        return True
    held = old[control.state_field]
    chosen = held if isinstance(held, list) else [held] if held else []
    offered = {option["value"] for option in options(control.element)}
    return all(option["value"] in offered for option in chosen)
