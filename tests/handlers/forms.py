"""Forms as they come back when a person sends them."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from handlers.views.common.inputs import Answers

_HELD = {
    "initial_value": "value",
    "initial_date": "selected_date",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_user": "selected_user",
    "initial_users": "selected_users",
}


def sent(view: View, **typed: str) -> Answers:
    """The answers of a form sent as it was filled in, but for the fields `typed` anew."""
    return chosen(view, {field: {"value": text} for field, text in typed.items()})


def chosen(view: View, held: Mapping[str, Mapping[str, Any]]) -> Answers:
    """The answers of a form sent as it was filled in, but for fields that hold something else now."""
    values = {
        block["block_id"]: {block["element"]["action_id"]: _held(block["element"])}
        for block in view.to_dict()["blocks"]
        if block["type"] == "input"
    }
    for field, instead in held.items():
        values[field][field] |= instead
    return Answers({"state": {"values": values}})


def _held(element: dict[str, Any]) -> dict[str, Any]:
    held = {_HELD[name]: element[name] for name in _HELD if name in element}
    return {"type": element["type"], **held}
