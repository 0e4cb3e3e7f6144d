"""Radio buttons and checkboxes: one option per line."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.screens.screen import Screen

_MARKS: Final = {"radio_buttons": ("(x)", "( )"), "checkboxes": ("[x]", "[ ]")}
"""The marks of a selected and of any other option, by type of element."""


def is_list(element: Mapping[str, Any]) -> bool:
    """Whether the element shows one option per line."""
    return element["type"] in _MARKS


def choice_lines(block: Mapping[str, Any], element: Mapping[str, Any], screen: Screen) -> Iterator[str]:
    """The options, each marked as selected or not, with its description."""
    state_of = screen.state_of(block, element)
    chosen = [
        option["value"]
        for option in (state_of.get("selected_option"), *(state_of.get("selected_options") or ()))
        if option
    ]
    on, off = _MARKS[element["type"]]
    for option in element["options"]:
        described = f" - {screen.words(option['description'])}" if "description" in option else ""
        mark = on if option["value"] in chosen else off
        yield f"{mark} {screen.words(option['text'])}{described}"
