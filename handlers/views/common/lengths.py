"""Messages that are too long for Slack: split in two, or truncated with a button."""

import json
from collections.abc import Sequence
from typing import Any

from handlers.views.common.as_json import as_json
from handlers.views.common.blocks import MAX_SECTION, actions, button, context, section
from handlers.views.common.commands import slash

Fields = dict[str, Any]
"""`text` and `blocks` of a message, as whatever posts or answers takes them."""

MAX_TEXT = 1000  # characters of the fallback text of each half
_MIN_SPLIT = 40  # characters; a shorter text isn't worth splitting
_DELIMITERS = (("<", ">"), ("&", ";"))  # of mentions and links, and of HTML entities


def split_in_two(fields: Fields) -> tuple[Fields, Fields] | None:
    """Two messages that together say the same; None if it can't be split."""
    halves = _split_blocks(fields["blocks"])
    if halves is None:
        return None
    text = fields["text"]
    if len(text) > MAX_TEXT:
        text = _truncate(text, MAX_TEXT - 1) + "…"
    first, second = halves
    return {**fields, "text": text, "blocks": first}, {**fields, "text": text, "blocks": second}


def truncated_home(fields: Fields) -> Fields:
    """The beginning of a Home, with a note."""
    return _append(fields, context(slash("Too long for one screen. `/plan` in a channel shows the rest.")))


def home_fallback(_fields: Fields) -> Fields:
    """The fallback for a Home whose blocks Slack doesn't accept."""
    said = slash("I can't show your plans here. `/plan` in a channel shows its plan.")
    return {"text": "", "blocks": as_json([section(said)])}


def first_part(fields: Fields) -> Fields:
    """The first of several messages; the others follow in its thread."""
    return _append(fields, context("Too long for one message. The rest is in the thread."))


def truncated_message(fields: Fields, delivery: str) -> Fields:
    """The beginning of a message, with a button that shows all of it."""
    return _append(fields, context("Too long for one message."), _show_all_button(delivery))


def text_fallback(fields: Fields, delivery: str) -> Fields:
    """The fallback for a message whose blocks Slack doesn't accept."""
    words = _truncate(fields["text"], MAX_SECTION)
    return {**fields, "text": words, "blocks": as_json([section(words), _show_all_button(delivery)])}


def _show_all_button(delivery: str) -> Any:
    return actions(button("Show all", "delivery.show", delivery))


def _append(fields: Fields, *blocks: Any) -> Fields:
    return {**fields, "blocks": [*fields["blocks"], *as_json(blocks)]}


def _split_blocks(blocks: Sequence[Any]) -> tuple[list[Any], list[Any]] | None:
    if not blocks:
        return None
    if len(blocks) == 1:
        return _split_block(blocks[0])
    sizes = [len(json.dumps(block)) for block in blocks]
    middle = next(number for number in range(1, len(blocks) + 1) if 2 * sum(sizes[:number]) >= sum(sizes))
    middle = min(middle, len(blocks) - 1)
    return list(blocks[:middle]), list(blocks[middle:])


def _split_block(block: Any) -> tuple[list[Any], list[Any]] | None:
    """Split one block into two of its kind: its text in two pieces, or its elements."""
    text = block.get("text")
    if block["type"] == "section" and text and len(text["text"]) > _MIN_SPLIT:
        first = _truncate(text["text"], len(text["text"]) // 2)
        rest = text["text"][len(first) :].lstrip()
        second = {"type": "section", "text": {**text, "text": rest}}
        return [{**block, "text": {**text, "text": first.rstrip()}}], [second]
    elements = block.get("elements") or []
    if len(elements) == 1 and block["type"] == "rich_text":
        inner = _split_block(elements[0])
        return inner and ([{**block, "elements": inner[0]}], [_rest_of(block, inner[1])])
    if len(elements) < 2:
        return None
    half = len(elements) // 2
    return [{**block, "elements": elements[:half]}], [_rest_of(block, elements[half:])]


def _rest_of(block: Any, elements: Sequence[Any]) -> dict[str, Any]:
    """A block like this one with other elements, without its id, which is unique in a message."""
    return {**{name: value for name, value in block.items() if name != "block_id"}, "elements": elements}


def _truncate(text: str, limit: int) -> str:
    """The beginning of mrkdwn, cut at the end of a line or word if possible, never inside a mention."""
    if len(text) <= limit:
        return text
    beginning = text[:limit]
    for begin, end in _DELIMITERS:
        if beginning.rfind(begin) > beginning.rfind(end):
            beginning = beginning[: beginning.rfind(begin)] or beginning
    ends = max(beginning.rfind("\n"), 0) or max(beginning.rfind(" "), 0)
    return beginning[:ends] if ends > limit // 2 else beginning
