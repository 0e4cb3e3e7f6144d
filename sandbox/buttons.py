"""Finding what a person wants to click, by its words."""

import json
from collections.abc import Iterable, Sequence

from sandbox.elements import Placed, options, placed, words
from sandbox.errors import ActError
from sandbox.records import Json

_BUTTON_PARTS = ("text", "value", "style", "url")


def buttons(blocks: Sequence[Json], label: str, beside: str = "") -> list[Json]:
    """The actions (without action_ts) that clicking something of these words would send, in reading order.

    Buttons and overflow options count; a button with a url sends its action too, as in Slack. `beside` keeps
    to those in a block with these words, or right below one, in its quiet lines and rows of
    buttons.
    """
    kept = _beside(blocks, beside) if beside else blocks
    return [action for place in placed(kept) for action in _actions(place, label)]


def choices(blocks: Sequence[Json], label: str) -> list[Placed]:
    """The menus, pickers, radios and checkboxes that are called so."""
    return [place for place in placed(blocks) if not place.is_pressed and label in place.labels]


def nth_of(found: Sequence[Json], nth: int | None, label: str) -> Json:
    """The nth (1 is the first); without `nth` there must be exactly one. Raises ActError."""
    if nth is None and len(found) > 1:
        raise ActError(f"{len(found)} things are called {label!r}: say which with nth=")
    if not 1 <= (nth or 1) <= len(found):
        raise ActError(f"nothing to click is called {label!r} there")
    return found[(nth or 1) - 1]


def confirmation(blocks: Iterable[Json], action: Json) -> Json | None:
    """The confirm dialog that stands before an action, if any."""
    for place in placed(list(blocks)):
        if (place.block_id, place.action_id) == (action["block_id"], action["action_id"]):
            return place.element.get("confirm")
    return None


def action_of(place: Placed, state: Json) -> Json:
    """The action of an element that holds a choice now."""
    return {**state, "action_id": place.action_id, "block_id": place.block_id}


def _beside(blocks: Sequence[Json], said: str) -> list[Json]:
    kept, near = [], False
    for block in blocks:
        is_below = block["type"] in ("context", "actions")
        near = said in json.dumps(block, ensure_ascii=False) or (near and is_below)
        kept += [block] if near else []
    return kept


def press_of(place: Placed) -> Json:
    """The action of a button."""
    shown = {part: place.element[part] for part in _BUTTON_PARTS if part in place.element}
    return {**shown, "action_id": place.action_id, "block_id": place.block_id, "type": place.type}


def pick_of(place: Placed, option: Json) -> Json:
    """The action of an option of an overflow menu."""
    return action_of(place, {"type": place.type, "selected_option": option})


def _actions(place: Placed, label: str) -> list[Json]:
    if place.type == "button" and words(place.element["text"]) == label:
        return [press_of(place)]
    if place.type == "overflow":
        chosen = [option for option in options(place.element) if words(option["text"]) == label]
        return [pick_of(place, option) for option in chosen]
    return []
