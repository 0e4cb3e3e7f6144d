"""The context that rendering a block needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from sandbox.screens.mrkdwn import words
from sandbox.screens.names import Names

_STATE_FIELDS: Final = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_user": "selected_user",
    "initial_users": "selected_users",
    "initial_channel": "selected_channel",
    "initial_channels": "selected_channels",
    "initial_conversation": "selected_conversation",
    "initial_conversations": "selected_conversations",
    "initial_date": "selected_date",
    "initial_time": "selected_time",
    "initial_date_time": "selected_date_time",
}
"""The field of an element with its initial value -> the field of its state."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The reader, the state of the controls, and the errors.

    `state` has the shape of Slack's `state.values`, `errors` are messages by block_id.
    """

    names: Names
    state: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def words(self, text: Mapping[str, Any]) -> str:
        """The content of a text object for this reader."""
        return words(text, self.names)

    def state_of(self, block: Mapping[str, Any], element: Mapping[str, Any]) -> Mapping[str, Any]:
        """The state of an element as in `state.values`; else from its initial values."""
        entries = self.state.get(block.get("block_id", ""), {})
        if (action_id := element.get("action_id", "")) in entries:
            return dict(entries[action_id])
        return {
            state_of: element[initial] for initial, state_of in _STATE_FIELDS.items() if initial in element
        }

    def chosen(self, block: Mapping[str, Any], element: Mapping[str, Any]) -> list[str]:
        """The values of an element as text, one item per selection; empty if there are none."""
        state_of = self.state_of(block, element)
        return [
            self._named(name.removeprefix("selected_").removesuffix("s"), thing)
            for name in (*_STATE_FIELDS.values(), "files")
            for thing in _several(state_of.get(name))
        ]

    def _named(self, kind: str, thing: Any) -> str:
        match kind:
            case "option":
                return self.words(thing["text"])
            case "user":
                return f"@{self.names.user(thing)}"
            case "channel":
                return f"#{self.names.channel(thing)}"
            case "conversation":
                return self._named("user" if thing[0] in "UW" else "channel", thing)
            case "date_time":
                moment = datetime.fromtimestamp(thing, UTC).astimezone(self.names.zone)
                return f"{moment:%Y-%m-%d %H:%M}"
            case "file":
                return str(thing["name"])
            case _:
                return str(thing)


def _several(state_of: Any) -> list[Any]:
    if isinstance(state_of, list | tuple):
        return list(state_of)
    return [] if state_of in (None, "") else [state_of]
