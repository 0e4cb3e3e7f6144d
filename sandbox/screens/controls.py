"""Elements of section and actions blocks, several per line."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from sandbox.screens.choices import choice_lines, is_list
from sandbox.screens.screen import Screen


def control_lines(
    block: Mapping[str, Any], elements: Sequence[Mapping[str, Any]], screen: Screen
) -> Iterator[str]:
    """Adjacent controls on one line; radio buttons and checkboxes one option per line."""
    for listed, neighbours in groupby(elements, is_list):
        if listed:
            for element in neighbours:
                yield from choice_lines(block, element, screen)
        else:
            yield " ".join(_control(block, element, screen) for element in neighbours)


def _control(block: Mapping[str, Any], element: Mapping[str, Any], screen: Screen) -> str:
    match element["type"]:
        case "button":
            target = f" -> {element['url']}" if "url" in element else ""
            return f"[{screen.words(element['text'])}{target}]"
        case "overflow":
            return f"[... {' | '.join(screen.words(option['text']) for option in element['options'])}]"
        case "image":
            return image(element, screen)
        case _:
            return _menu(block, element, screen)


def _menu(block: Mapping[str, Any], element: Mapping[str, Any], screen: Screen) -> str:
    label = [screen.words(element["placeholder"])] if "placeholder" in element else []
    current = [", ".join(chosen)] if (chosen := screen.chosen(block, element)) else []
    return f"[{': '.join(label + current) or 'choose'} v]"


def image(element: Mapping[str, Any], screen: Screen) -> str:
    """An image by its alt text; broken if its file is not visible to the reader."""
    file = element.get("slack_file", {}).get("id", "")
    return f"({'' if not file or screen.names.sees(file) else 'broken '}image: {element['alt_text']})"
