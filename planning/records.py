"""Records that can't be read, and people whose data was deleted."""

from dataclasses import dataclass

_FORGOTTEN = "gone:"  # Slack's ids have no colon


def forgotten_as(token: str) -> str:
    """The id that replaces a person's; `token` is random and reveals nothing about them."""
    return f"{_FORGOTTEN}{token}"


def is_forgotten(person: str) -> bool:
    """Whether it is the id of a person whose data was deleted."""
    return person.startswith(_FORGOTTEN)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A stored record that can't be read.

    `number` is its number in its plan, if that can be read; `code` is in the log, with the record's id; `key`
    is the last part of its primary key.
    """

    table: str
    code: str
    number: int | None = None
    key: str = ""
