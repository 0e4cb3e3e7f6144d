"""Finding the control that a person wants to use, by its label."""

import json
from collections.abc import Iterable, Sequence

from sandbox.elements import Control, find_controls, options, text_of
from sandbox.errors import ActionError
from sandbox.records import Json

_BUTTON_PARTS = ("text", "value", "style", "url")


def find_actions(blocks: Sequence[Json], label: str, beside: str = "") -> list[Json]:
    """The actions (without action_ts) that clicking this label would send, in reading order.

    Covers buttons and overflow options; a button with a url sends its action too, as in Slack. `beside`
    limits the search to blocks with this text, and the context and actions blocks right below one.
    """
    kept = _beside(blocks, beside) if beside else blocks
    return [action for control in find_controls(kept) for action in _actions(control, label)]


def find_choices(blocks: Sequence[Json], label: str) -> list[Control]:
    """The menus, pickers, radio buttons and checkboxes with this label."""
    return [
        control for control in find_controls(blocks) if not control.is_clickable and label in control.labels
    ]


def pick_nth(found: Sequence[Json], nth: int | None, label: str) -> Json:
    """The nth action (1 is the first); without `nth` there must be exactly one. Raises ActionError."""
    if nth is None and len(found) > 1:
        raise ActionError(f"{len(found)} controls have the label {label!r}: pass nth=")
    if not 1 <= (nth or 1) <= len(found):
        raise ActionError(f"there is no button {label!r}")
    return found[(nth or 1) - 1]


def confirmation(blocks: Iterable[Json], action: Json) -> Json | None:
    """The confirm dialog of an action, if it has one."""
    for control in find_controls(list(blocks)):
        if (control.block_id, control.action_id) == (action["block_id"], action["action_id"]):
            return control.element.get("confirm")
    return None


def state_action(control: Control, state: Json) -> Json:
    """The action of a control in this state."""
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
