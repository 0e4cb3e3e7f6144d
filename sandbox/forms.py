"""Filling in forms: what a person can type and select, and when Slack's client submits the form."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from sandbox.elements import Control, find_controls, options, text_of
from sandbox.errors import ActionError, FormRefused
from sandbox.records import Json, View
from sandbox.workspace import Workspace

TYPED = frozenset({"plain_text_input", "number_input", "email_text_input", "url_text_input"})
_REQUIRED = "Please complete this required field."
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def find_input(view: View, label: str, nth: int | None = None) -> Control:
    """The control with this label, the `nth` of several. Raises ActionError if it is not unique."""
    found = [
        control
        for control in find_controls(view.blocks)
        if not control.is_clickable and label in control.labels
    ]
    if nth is not None and 1 <= nth <= len(found):
        return found[nth - 1]
    if len(found) != 1:
        known = ", ".join(control.labels[0] for control in find_controls(view.blocks) if control.labels)
        raise ActionError(f"{len(found)} inputs have the label {label!r}; there are: {known}")
    return found[0]


def state_of(view: View, control: Control) -> Json:
    """The state of a control in this view."""
    return view.values[control.block_id][control.action_id]


def typed_state(control: Control, value: object) -> Json:
    """The state after typing `value` (text, number, date, time). Raises ActionError for other controls."""
    if control.type in TYPED:
        return {"type": control.type, "value": str(value) or None}
    if control.type == "datepicker":
        picked = value if isinstance(value, date) else date.fromisoformat(str(value))
        return {"type": control.type, "selected_date": picked.isoformat()[:10]}
    if control.type == "timepicker":
        at = value if isinstance(value, time) else time.fromisoformat(str(value))
        return {"type": control.type, "selected_time": at.strftime("%H:%M")}
    if control.type == "datetimepicker" and isinstance(value, datetime):
        return {"type": control.type, "selected_date_time": int(value.timestamp())}
    raise ActionError(f"nothing can be typed into a {control.type}")


def chosen_state(control: Control, chosen: Sequence[object], workspace: Workspace) -> Json:
    """The state after selecting option texts, @names or #channels; none clears a menu."""
    if control.type in ("datepicker", "timepicker", "datetimepicker") and chosen:
        return typed_state(control, _single(control, chosen))
    values = [_choice(control, one, workspace) for one in chosen]
    if control.is_multiple:
        return {"type": control.type, control.state_field: values}
    return {"type": control.type, control.state_field: _single(control, values) if values else None}


def check_submittable(view: View) -> None:
    """Raises FormRefused for the first invalid input."""
    for control, reason in validation_errors(view):
        raise FormRefused(text_of(control.block["label"]), reason)


def validation_errors(view: View) -> Iterator[tuple[Control, str]]:
    """Each input that Slack's client rejects, and why."""
    for control in find_controls(view.blocks):
        if control.block["type"] == "input":
            held = state_of(view, control)[control.state_field]
            is_missing = held in (None, "", []) and not control.block.get("optional")
            reason = _REQUIRED if is_missing else _validation_error(control, held) if held else ""
            if reason:
                yield control, reason


def _single(control: Control, chosen: Sequence[object]) -> object:
    if len(chosen) != 1:
        raise ActionError(f"{control.labels} takes one option, not {len(chosen)}")
    return chosen[0]


def _choice(control: Control, one: object, workspace: Workspace) -> object:
    if "users_select" in control.type:
        user = workspace.find_user(str(one))
        if user.deleted:
            raise ActionError(f"{user.name} is deactivated and not available")
        return user.id
    if "channels_select" in control.type or "conversations_select" in control.type:
        return workspace.find_channel(str(one)).id
    called = [option for option in options(control.element) if text_of(option["text"]) == one]
    begun = [option for option in options(control.element) if text_of(option["text"]).startswith(str(one))]
    if len(called or begun) == 1:
        return (called or begun)[0]
    offered = ", ".join(text_of(option["text"]) for option in options(control.element))
    raise ActionError(f"{one!r} does not match one option of {control.labels}; there are: {offered}")


def _validation_error(control: Control, held: object) -> str:
    element = control.element
    match control.type:
        case "number_input":
            return _number_error(element, str(held))
        case "email_text_input" if not _EMAIL.fullmatch(str(held)):
            return "Enter a valid email address."
        case "url_text_input" if not _URL.fullmatch(str(held)):
            return "Enter a valid URL."
        case "plain_text_input":
            return _length_error(element, str(held))
    most = element.get("max_selected_items")
    if most is not None and isinstance(held, list) and len(held) > most:
        return f"Choose at most {most}."
    return ""


def _length_error(element: Json, held: str) -> str:
    if len(held) > element.get("max_length", 3000):
        return f"Shorten this to {element.get('max_length', 3000)} characters."
    if len(held) < element.get("min_length", 0):
        return f"Lengthen this to {element['min_length']} characters."
    return ""


def _number_error(element: Json, held: str) -> str:
    try:
        number = Decimal(held)
    except InvalidOperation:
        return "Enter a number."
    if not number.is_finite() or (not element["is_decimal_allowed"] and number != int(number)):
        return "Enter a whole number." if number.is_finite() else "Enter a number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Enter a number of at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Enter a number of at most {element['max_value']}."
    return ""
