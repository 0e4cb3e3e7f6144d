"""Rendering each block as lines of text."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from sandbox.screens.controls import control_lines, image
from sandbox.screens.inputs import input_lines
from sandbox.screens.rich_text import rich_text_lines
from sandbox.screens.screen import Screen

Block = Mapping[str, Any]


def block_text(blocks: Iterable[Block], screen: Screen) -> str:
    """All the blocks, each on a new line, without trailing spaces.

    The blocks must be valid; an unknown type raises KeyError.
    """
    lines = [line for block in blocks for line in _DRAWN[block["type"]](block, screen)]
    return "\n".join(line.rstrip() for line in "\n".join(lines).split("\n"))


def _header(block: Block, screen: Screen) -> Iterator[str]:
    yield f"# {screen.words(block['text'])}"


def _divider(_block: Block, _screen: Screen) -> Iterator[str]:
    yield "---"


def _section(block: Block, screen: Screen) -> Iterator[str]:
    if "text" in block:
        yield screen.words(block["text"])
    yield from (f"- {screen.words(text)}" for text in block.get("fields", ()))
    if "accessory" in block:
        yield from control_lines(block, [block["accessory"]], screen)


def _context(block: Block, screen: Screen) -> Iterator[str]:
    parts = (
        image(part, screen) if part["type"] == "image" else screen.words(part) for part in block["elements"]
    )
    yield f"· {'  '.join(parts)}"


def _actions(block: Block, screen: Screen) -> Iterator[str]:
    yield from control_lines(block, block["elements"], screen)


def _image(block: Block, screen: Screen) -> Iterator[str]:
    if "title" in block:
        yield screen.words(block["title"])
    yield image(block, screen)


def _video(block: Block, screen: Screen) -> Iterator[str]:
    yield f"(video: {screen.words(block['title'])})"
    if "description" in block:
        yield screen.words(block["description"])


def _markdown(block: Block, _screen: Screen) -> Iterator[str]:
    yield block["text"]


def _rich_text(block: Block, screen: Screen) -> Iterator[str]:
    yield from rich_text_lines(block, screen.names)


def _table(block: Block, screen: Screen) -> Iterator[str]:
    for row in block["rows"]:
        yield " | ".join(_cell(cell, screen) for cell in row)


def _cell(cell: Block, screen: Screen) -> str:
    return cell["text"] if cell["type"] == "raw_text" else " ".join(rich_text_lines(cell, screen.names))


_DRAWN: Final[Mapping[str, Callable[[Block, Screen], Iterator[str]]]] = {
    "header": _header,
    "divider": _divider,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "input": input_lines,
    "image": _image,
    "video": _video,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "table": _table,
}
