"""Records that can't be read, and people whose data was deleted."""

from dataclasses import dataclass

_FORGOTTEN = "gone:"  # no id of Slack's has a colon


def forgotten_as(token: str) -> str:
    """What stands for a person from now on; `token` is made by chance and says nothing of them."""
    return f"{_FORGOTTEN}{token}"


def is_forgotten(person: str) -> bool:
    """Whether the id stands for somebody whose data was deleted."""
    return person.startswith(_FORGOTTEN)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A stored record that cannot be read.

    `table` is where it is stored, `number` is its number in its plan if that can be read, `code` is what
    the operator finds in the log, beside the record's id. `key` is the last part of its key.
    """

    table: str
    code: str
    number: int | None = None
    key: str = ""
