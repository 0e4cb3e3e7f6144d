"""Validating the state of controls that a browser sends: only what Slack's client could have sent passes."""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.buttons import button_action, option_action, state_action
from sandbox.elements import Control, find_controls, options
from sandbox.errors import ActionError
from sandbox.forms import TYPED, chosen_state, typed_state
from sandbox.records import Json
from sandbox.workspace import Workspace

_OPTIONS = frozenset({"static_select", "radio_buttons", "multi_static_select", "checkboxes"})


def find_control(blocks: Sequence[Json], request: Mapping[str, Any]) -> Control:
    """The control with this block_id and action_id. Raises ActionError if it is gone."""
    wanted = (request.get("block_id"), request.get("action_id"))
    for control in find_controls(blocks):
        if (control.block_id, control.action_id) == wanted:
            return control
    raise ActionError("that's gone")


def read_action(control: Control, request: Mapping[str, Any], workspace: Workspace) -> Json:
    """The action of a click or selection. Raises ActionError for an option that is not available."""
    if control.type == "button":
        return button_action(control)
    if control.type == "overflow":
        return option_action(control, _option(control, request.get("selected_option")))
    return state_action(control, read_state(control, request, workspace))


def read_state(control: Control, request: Mapping[str, Any], workspace: Workspace) -> Json:
    """The state of a control. Raises ActionError for an option that is not available or an invalid date."""
    value = request.get(control.state_field)
    if control.type in TYPED:
        return typed_state(control, value or "")
    if control.type == "datetimepicker":
        return {"type": control.type, control.state_field: int(value) if value else None}
    chosen = value if isinstance(value, list) else [value] if value else []
    if control.type in _OPTIONS:
        picked = [_option(control, option) for option in chosen]
        return {
            "type": control.type,
            control.state_field: picked if control.is_multiple else next(iter(picked), None),
        }
    try:
        return chosen_state(control, chosen, workspace)
    except ValueError as unreadable:
        raise ActionError(f"{value} isn't a date or time") from unreadable


def _option(control: Control, request: Any) -> Json:
    value = request.get("value") if isinstance(request, Mapping) else None
    for option in options(control.element):
        if option["value"] == value:
            return option
    raise ActionError("that's not on offer any more")
