"""A problem that the validator found, and its location."""

from dataclasses import dataclass
from typing import Literal

Surface = Literal["message", "modal", "home"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: the JSON pointer ("/blocks/0/text/text") and the reason.

    `detail` is more than Slack would say.
    """

    pointer: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """The surface and JSON pointer (RFC 6901) of a value. `location / key` is the location of its part."""

    surface: Surface
    pointer: str = ""

    def __truediv__(self, key: str | int) -> "Location":
        escaped = str(key).replace("~", "~0").replace("/", "~1")
        return Location(
            self.surface, f"{self.pointer}/{escaped}"
        )  # twice as fast as `replace`, and called very often

    def problem(self, reason: str) -> Problem:
        """A problem with the value at this location."""
        return Problem(self.pointer, reason)
