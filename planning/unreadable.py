"""Records that can't be read: left out of every query's result, and named on the screen in their place."""

from dataclasses import dataclass


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
