"""Checks a whole message."""

from collections.abc import Mapping

from sandbox.blocks.problem import Problem


def check_message(message: Mapping[str, object]) -> list[Problem]:
    """All that is wrong with a message as `chat.postMessage` takes it; pointers start at its own keys."""
    if message.get("blocks") and not message.get("text"):
        return [Problem("/text", "a message with blocks needs a fallback text")]
    return []
