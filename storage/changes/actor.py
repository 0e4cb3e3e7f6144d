"""Who makes a change."""

from dataclasses import dataclass
from datetime import datetime

from planning.people import Person


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who changes something, and when.

    `clicked` is the channel and ts of the direct message of ours that they clicked in, if they did.
    """

    person: Person
    now: datetime
    clicked: tuple[str, str] | None = None
