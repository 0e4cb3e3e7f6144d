"""A modal or Home as a person sees it."""

from collections.abc import Mapping

from sandbox.screens.names import Names


def view_text(
    view: Mapping[str, object], state: Mapping[str, object], errors: Mapping[str, str], names: Names
) -> str:
    """The lines of a view with what is typed and chosen in it.

    `state` has the shape of Slack's `state.values` ({block_id: {action_id: {"type": ..., "value": ...}}});
    an input that it lacks shows its initial value. `errors` are messages by block_id.
    """
    return ""
