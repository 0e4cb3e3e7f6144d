"""Whether a picture shows where only one person sees it: someone in the workspace has to say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TEST_SHOWN_FOR = timedelta(days=1)
"""A test picture without an answer expires from a Home after that."""


class Surface(StrEnum):
    """What only one person sees."""

    EPHEMERAL = "ephemeral"
    MODAL = "modal"
    HOME = "home"


class Source(StrEnum):
    """Where a picture comes from: a file that Slack has, or a public address of the bot."""

    FILE = "file"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Sighting:
    """Whether `person` saw the test picture on a surface; it came from `source`."""

    seen: bool
    source: Source
    person: str
    at: datetime


Sightings = Mapping[Surface, Sighting]
"""What is known of a workspace."""


def may_show(sightings: Sightings, surface: Surface, source: Source) -> bool:
    """Whether pictures from `source` are shown there: as a person has seen it.

    Until then, one from an address is assumed to show, since anyone can fetch it, and a file is not: as long
    as it isn't posted anywhere, only the bot has access to it.
    """
    known = sightings.get(surface)
    if known is not None and known.source is source:
        return known.seen
    return source is Source.ADDRESS
