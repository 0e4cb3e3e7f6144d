"""What the validator finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: the JSON pointer of its place ("/blocks/0/text/text") and the reason in words."""

    pointer: str
    reason: str
