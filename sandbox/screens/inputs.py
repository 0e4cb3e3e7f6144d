"""An input block with the state of its element, on as many lines as needed."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.screens.choices import choice_lines, is_list
from sandbox.screens.screen import Screen

_TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
_MENUS = ("static_select", "multi_static_select")


def input_lines(block: Mapping[str, Any], screen: Screen) -> Iterator[str]:
    """The label, the control with its state, the hint and the error."""
    yield screen.words(block["label"]) + (" (optional)" if block.get("optional") else "")
    yield from (f"  {line}" for line in _control(block, screen))
    if "hint" in block:
        yield f"  ? {screen.words(block['hint'])}"
    if error := screen.errors.get(block.get("block_id", "")):
        yield f"  ! {error}"


def _control(block: Mapping[str, Any], screen: Screen) -> Iterator[str]:
    element = block["element"]
    chosen = screen.chosen(block, element)
    if is_list(element):
        yield from choice_lines(block, element, screen)
    elif element["type"] in _TYPED:
        typed = "".join(chosen) or _placeholder("empty", element, screen)
        yield from (f"> {line}" for line in typed.split("\n"))
    else:
        mark = "v " if element["type"] in _MENUS else ""
        yield mark + (", ".join(chosen) or _placeholder("choose", element, screen))


def _placeholder(what: str, element: Mapping[str, Any], screen: Screen) -> str:
    """The text of an empty control."""
    return f"({what}: {screen.words(element['placeholder'])})" if "placeholder" in element else f"({what})"
