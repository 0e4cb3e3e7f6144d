"""Validating a whole message."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.blocks.fields import all_of, not_blank, string
from sandbox.blocks.layout import blocks
from sandbox.blocks.limits import length
from sandbox.blocks.metadata import METADATA
from sandbox.blocks.mrkdwn import escaped, no_broadcast
from sandbox.blocks.problem import Location, Problem
from sandbox.blocks.uniqueness import unique
from sandbox.blocks.walk import count_characters, walk_objects

_TEXT: Final = all_of(string("message.text"), not_blank, no_broadcast, escaped)
_BLOCKS: Final = blocks("message.blocks")


def check_message(message: Mapping[str, object]) -> list[Problem]:
    """The problems of a message as sent to `chat.postMessage`; pointers are relative to the message.

    Validates `text` (required, since notifications and screen readers use it), `blocks`, `metadata` and
    `attachments`, which are rejected. The called method validates every other field.
    """
    return list(_problems(message, Location("message")))


def _problems(message: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    text, content, metadata = message.get("text"), message.get("blocks"), message.get("metadata")
    yield from _TEXT("" if text is None else text, at / "text")
    if content is not None:
        yield from _BLOCKS(content, at / "blocks")
        yield from unique(content, at / "blocks")
    yield from _short_enough({"text": text, "blocks": content}, at)
    if metadata is not None:
        yield from METADATA(metadata, at / "metadata")
    if message.get("attachments"):
        yield (at / "attachments").problem("cannot be checked; use blocks")


def _short_enough(message: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    """The message is within `msg_blocks_too_long`, and so are its markdown blocks together within theirs."""
    if violation := length("message.content").violation(count_characters(message), "characters"):
        yield (at / "blocks").problem(f"the whole message {violation}")
    markdown = [block for block, _ in walk_objects(message["blocks"], at) if block.get("type") == "markdown"]
    maximum = length("markdown.text").maximum
    if count_characters(markdown) > maximum:
        yield (at / "blocks").problem(f"all markdown blocks together must be at most {maximum} characters")
