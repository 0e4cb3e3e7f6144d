"""What an element holds, as the browser says it: taken over only where Slack's client could have sent it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.buttons import action_of, pick_of, press_of
from sandbox.elements import Placed, options, placed
from sandbox.errors import ActError
from sandbox.forms import TYPED, chosen_state, typed_state
from sandbox.records import Json
from sandbox.workspace import Workspace

_OPTIONS = frozenset({"static_select", "radio_buttons", "multi_static_select", "checkboxes"})


def found(blocks: Sequence[Json], said: Mapping[str, Any]) -> Placed:
    """The element of a block_id and action_id. Raises ActError when it is not there any more."""
    wanted = (said.get("block_id"), said.get("action_id"))
    for place in placed(blocks):
        if (place.block_id, place.action_id) == wanted:
            return place
    raise ActError("that's gone")


def action_said(place: Placed, said: Mapping[str, Any], workspace: Workspace) -> Json:
    """The action of a click or choice. Raises ActError for what is not offered."""
    if place.type == "button":
        return press_of(place)
    if place.type == "overflow":
        return pick_of(place, _option(place, said.get("selected_option")))
    return action_of(place, state_said(place, said, workspace))


def state_said(place: Placed, said: Mapping[str, Any], workspace: Workspace) -> Json:
    """The state of an element that was filled in. Raises ActError for what is not offered or no date."""
    held = said.get(place.holding)
    if place.type in TYPED:
        return typed_state(place, held or "")
    if place.type == "datetimepicker":
        return {"type": place.type, place.holding: int(held) if held else None}
    chosen = held if isinstance(held, list) else [held] if held else []
    if place.type in _OPTIONS:
        picked = [_option(place, option) for option in chosen]
        return {"type": place.type, place.holding: picked if place.is_many else next(iter(picked), None)}
    try:
        return chosen_state(place, chosen, workspace)
    except ValueError as unreadable:
        raise ActError(f"{held} isn't a date or time") from unreadable


def _option(place: Placed, said: Any) -> Json:
    value = said.get("value") if isinstance(said, Mapping) else None
    for option in options(place.element):
        if option["value"] == value:
            return option
    raise ActError("that's not on offer any more")
