"""A message as a person reads it."""

from collections.abc import Mapping

from sandbox.screens.names import Names


def message_text(message: Mapping[str, object], names: Names) -> str:
    """The lines of a message (its blocks, else its text), without author line or final newline."""
    return str(message.get("text", ""))
