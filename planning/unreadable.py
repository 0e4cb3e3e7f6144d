"""What is stored and cannot be read: left out of everything, and named where it would stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A stored record that cannot be read.

    `table` is where it is stored, `number` is its number in its plan if that can be read, `code` names it to
    whoever runs Oncourse: it stands in the log, beside the record's id. `key` is the last part of its key.
    """

    table: str
    code: str
    number: int | None = None
    key: str = ""
