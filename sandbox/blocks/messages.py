"""Checks a whole message."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.blocks.fields import both, string, worded
from sandbox.blocks.layout import blocks
from sandbox.blocks.limits import length
from sandbox.blocks.metadata import METADATA
from sandbox.blocks.mrkdwn import calls_nobody, escaped
from sandbox.blocks.once import only_once
from sandbox.blocks.problem import Place, Problem
from sandbox.blocks.reading import characters, objects

_TEXT: Final = both(string("message.text"), worded, calls_nobody, escaped)
_BLOCKS: Final = blocks("message.blocks")


def check_message(message: Mapping[str, object]) -> list[Problem]:
    """All that is wrong with a message as `chat.postMessage` takes it; pointers start at its own keys.

    Looked at are `text` (always needed: it is what notifications and screen readers say), `blocks`,
    `metadata` and `attachments`, which are refused. Every other key is left to the method called.
    """
    return list(_problems(message, Place("message")))


def _problems(message: Mapping[str, Any], at: Place) -> Iterator[Problem]:
    text, content, metadata = message.get("text"), message.get("blocks"), message.get("metadata")
    yield from _TEXT("" if text is None else text, at / "text")
    if content is not None:
        yield from _BLOCKS(content, at / "blocks")
        yield from only_once(content, at / "blocks")
    yield from _short_enough({"text": text, "blocks": content}, at)
    if metadata is not None:
        yield from METADATA(metadata, at / "metadata")
    if message.get("attachments"):
        yield (at / "attachments").problem("cannot be checked; use blocks")


def _short_enough(message: Mapping[str, Any], at: Place) -> Iterator[Problem]:
    """The whole message within `msg_blocks_too_long`, its markdown blocks within theirs together."""
    if complaint := length("message.content").complaint(characters(message), "characters"):
        yield (at / "blocks").problem(f"the whole message {complaint}")
    markdown = [block for block, _ in objects(message["blocks"], at) if block.get("type") == "markdown"]
    most = length("markdown.text").most
    if characters(markdown) > most:
        yield (at / "blocks").problem(f"all markdown blocks together must be at most {most} characters")
