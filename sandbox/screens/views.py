"""A modal or Home as text."""

from collections.abc import Mapping
from typing import Any

from sandbox.screens.blocks import block_text
from sandbox.screens.names import Names
from sandbox.screens.screen import Screen


def view_text(
    view: Mapping[str, Any], state: Mapping[str, Any], errors: Mapping[str, str], names: Names
) -> str:
    """The lines of a view with the state of its controls; a modal between its title and its buttons.

    `state` has the shape of Slack's `state.values` ({block_id: {action_id: {"type": ..., "value": ...}}}); an
    element without an entry shows its initial value. `errors` are messages by block_id.
    """
    screen = Screen(names, state, errors)
    content = block_text(view["blocks"], screen)
    if view["type"] == "home":
        return content
    return f"== {screen.words(view['title'])} ==\n{content}\n{_buttons(view, screen)}"


def _buttons(modal: Mapping[str, Any], screen: Screen) -> str:
    """The close and submit buttons; Slack's default for close is "Cancel" beside a submit button."""
    close, submit = modal.get("close"), modal.get("submit")
    leave = screen.words(close) if close else "Cancel" if submit else "Close"
    return f"[{leave}] [{screen.words(submit)}]" if submit else f"[{leave}]"
