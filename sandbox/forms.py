"""Filling in a form: what a person may type and choose, and when Slack's client lets it go."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from sandbox.elements import Placed, options, placed, words
from sandbox.errors import ActError, FormRefused
from sandbox.records import Json, View
from sandbox.workspace import Workspace

TYPED = frozenset({"plain_text_input", "number_input", "email_text_input", "url_text_input"})
_REQUIRED = "Please complete this required field."
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def labelled(view: View, label: str, nth: int | None = None) -> Placed:
    """The input or menu of this label, the `nth` of several; raises ActError when that is not clear."""
    found = [place for place in placed(view.blocks) if not place.is_pressed and label in place.labels]
    if nth is not None and 1 <= nth <= len(found):
        return found[nth - 1]
    if len(found) != 1:
        known = ", ".join(place.labels[0] for place in placed(view.blocks) if place.labels)
        raise ActError(f"{len(found)} inputs are called {label!r}; there are: {known}")
    return found[0]


def state_of(view: View, place: Placed) -> Json:
    """What an element of the view holds."""
    return view.values[place.block_id][place.action_id]


def typed_state(place: Placed, value: object) -> Json:
    """The state after typing `value` (text, number, date, time). Raises ActError where none can be typed."""
    if place.type in TYPED:
        return {"type": place.type, "value": str(value) or None}
    if place.type == "datepicker":
        picked = value if isinstance(value, date) else date.fromisoformat(str(value))
        return {"type": place.type, "selected_date": picked.isoformat()[:10]}
    if place.type == "timepicker":
        at = value if isinstance(value, time) else time.fromisoformat(str(value))
        return {"type": place.type, "selected_time": at.strftime("%H:%M")}
    if place.type == "datetimepicker" and isinstance(value, datetime):
        return {"type": place.type, "selected_date_time": int(value.timestamp())}
    raise ActError(f"nothing can be typed into a {place.type}")


def chosen_state(place: Placed, chosen: Sequence[object], workspace: Workspace) -> Json:
    """The state after choosing these: option words, @names, #channels. No choice clears a menu."""
    if place.type in ("datepicker", "timepicker", "datetimepicker") and chosen:
        return typed_state(place, _single(place, chosen))
    values = [_choice(place, one, workspace) for one in chosen]
    if place.is_many:
        return {"type": place.type, place.holding: values}
    return {"type": place.type, place.holding: _single(place, values) if values else None}


def check_submittable(view: View) -> None:
    """Raises FormRefused for the first input that Slack's client would hold back."""
    for place, reason in complaints(view):
        raise FormRefused(words(place.block["label"]), reason)


def complaints(view: View) -> Iterator[tuple[Placed, str]]:
    """Each input that Slack's client would hold back, and why."""
    for place in placed(view.blocks):
        if place.block["type"] == "input":
            held = state_of(view, place)[place.holding]
            is_missing = held in (None, "", []) and not place.block.get("optional")
            reason = _REQUIRED if is_missing else _complaint(place, held) if held else ""
            if reason:
                yield place, reason


def _single(place: Placed, chosen: Sequence[object]) -> object:
    if len(chosen) != 1:
        raise ActError(f"{place.labels} holds one choice, not {len(chosen)}")
    return chosen[0]


def _choice(place: Placed, one: object, workspace: Workspace) -> object:
    if "users_select" in place.type:
        user = workspace.user_called(str(one))
        if user.deleted:
            raise ActError(f"{user.name} is deactivated and not offered")
        return user.id
    if "channels_select" in place.type or "conversations_select" in place.type:
        return workspace.channel_called(str(one)).id
    called = [option for option in options(place.element) if words(option["text"]) == one]
    begun = [option for option in options(place.element) if words(option["text"]).startswith(str(one))]
    if len(called or begun) == 1:
        return (called or begun)[0]
    offered = ", ".join(words(option["text"]) for option in options(place.element))
    raise ActError(f"{one!r} is no one choice in {place.labels}; there are: {offered}")


def _complaint(place: Placed, held: object) -> str:
    element = place.element
    match place.type:
        case "number_input":
            return _number_complaint(element, str(held))
        case "email_text_input" if not _EMAIL.fullmatch(str(held)):
            return "Enter a valid email address."
        case "url_text_input" if not _URL.fullmatch(str(held)):
            return "Enter a valid URL."
        case "plain_text_input":
            return _length_complaint(element, str(held))
    most = element.get("max_selected_items")
    if most is not None and isinstance(held, list) and len(held) > most:
        return f"Choose at most {most}."
    return ""


def _length_complaint(element: Json, held: str) -> str:
    if len(held) > element.get("max_length", 3000):
        return f"Shorten this to {element.get('max_length', 3000)} characters."
    if len(held) < element.get("min_length", 0):
        return f"Lengthen this to {element['min_length']} characters."
    return ""


def _number_complaint(element: Json, held: str) -> str:
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
