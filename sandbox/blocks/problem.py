"""What the validator finds, and where."""

from dataclasses import dataclass
from typing import Literal

Surface = Literal["message", "modal", "home"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: the JSON pointer of its place ("/blocks/0/text/text") and the reason in words.

    `detail` is what Slack would not say.
    """

    pointer: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a value stands: its surface and its JSON pointer (RFC 6901). `place / key` goes deeper."""

    surface: Surface
    pointer: str = ""

    def __truediv__(self, key: str | int) -> "Location":
        escaped = str(key).replace("~", "~0").replace("/", "~1")
        return Location(
            self.surface, f"{self.pointer}/{escaped}"
        )  # half the time of `replace`, and very frequent

    def problem(self, reason: str) -> Problem:
        """A problem with the value standing here."""
        return Problem(self.pointer, reason)
