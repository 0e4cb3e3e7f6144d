"""Finding what a person wants to click, by its words."""

import json
from collections.abc import Iterable, Sequence

from sandbox.elements import Control, find_controls, options, text_of
from sandbox.errors import ActionError
from sandbox.records import Json

_BUTTON_PARTS = ("text", "value", "style", "url")


def find_actions(blocks: Sequence[Json], label: str, beside: str = "") -> list[Json]:
    """The actions (without action_ts) that clicking something of these words would send, in reading order.

    Buttons and overflow options count; a button with a url sends its action too, as in Slack. `beside` keeps
    to those in a block with these words, or right below one, in its quiet lines and rows of
    buttons.
    """
    kept = _beside(blocks, beside) if beside else blocks
    return [action for control in find_controls(kept) for action in _actions(control, label)]


def find_choices(blocks: Sequence[Json], label: str) -> list[Control]:
    """The menus, pickers, radios and checkboxes that are called so."""
    return [
        control for control in find_controls(blocks) if not control.is_clickable and label in control.labels
    ]


def pick_nth(found: Sequence[Json], nth: int | None, label: str) -> Json:
    """The nth (1 is the first); without `nth` there must be exactly one. Raises ActionError."""
    if nth is None and len(found) > 1:
        raise ActionError(f"{len(found)} things are called {label!r}: say which with nth=")
    if not 1 <= (nth or 1) <= len(found):
        raise ActionError(f"nothing to click is called {label!r} there")
    return found[(nth or 1) - 1]


def confirmation(blocks: Iterable[Json], action: Json) -> Json | None:
    """The confirm dialog that stands before an action, if any."""
    for control in find_controls(list(blocks)):
        if (control.block_id, control.action_id) == (action["block_id"], action["action_id"]):
            return control.element.get("confirm")
    return None


def state_action(control: Control, state: Json) -> Json:
    """The action of an element that holds a choice now."""
    return {**state, "action_id": control.action_id, "block_id": control.block_id}


def _beside(blocks: Sequence[Json], said: str) -> list[Json]:
    kept, near = [], False
    for block in blocks:
        is_below = block["type"] in ("context", "actions")
        near = said in json.dumps(block, ensure_ascii=False) or (near and is_below)
        kept += [block] if near else []
    return kept


def button_action(control: Control) -> Json:
    """The action of a button."""
    shown = {part: control.element[part] for part in _BUTTON_PARTS if part in control.element}
    return {**shown, "action_id": control.action_id, "block_id": control.block_id, "type": control.type}


def option_action(control: Control, option: Json) -> Json:
    """The action of an option of an overflow menu."""
    return state_action(control, {"type": control.type, "selected_option": option})


def _actions(control: Control, label: str) -> list[Json]:
    if control.type == "button" and text_of(control.element["text"]) == label:
        return [button_action(control)]
    if control.type == "overflow":
        chosen = [option for option in options(control.element) if text_of(option["text"]) == label]
        return [option_action(control, option) for option in chosen]
    return []
