"""A message as text."""

from collections.abc import Mapping
from typing import Any

from sandbox.screens.blocks import block_text
from sandbox.screens.mrkdwn import resolve_markup
from sandbox.screens.names import Names
from sandbox.screens.screen import Screen


def message_text(message: Mapping[str, Any], names: Names) -> str:
    """The lines of a message (its blocks, else its text), without author line or final newline.

    The state of the message's own menus is in `state` (`{"values": ...}`), if it has any.
    """
    if not message.get("blocks"):
        return resolve_markup(message.get("text") or "", names)
    state = message.get("state") or {}
    return block_text(message["blocks"], Screen(names, state.get("values", {})))
