"""Handles typed without Slack's markup, as in `@brian`, and the people they can mean."""

import re
from collections.abc import Collection, Mapping

from planning.people import Person
from planning.text import folded

_HANDLE = re.compile(r"(?<![\w<@])@([\w.\-']{1,80})")
_ASSIGNED = re.compile(
    r"(?:\b(?:assign(?:ed)? to|owned by)|\bowners?:?|\bassign [0-9]{1,4}(?: to)?) ([^\W\d_]{2,80})",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(("here", "channel", "everyone", "me", "the"))
_MAX_HANDLES = 20


def handles_of(text: str) -> tuple[str, ...]:
    """The handles in `text`, folded and without "@", and the names after "assign to" and "owner"."""
    found = [*_HANDLE.findall(text), *_ASSIGNED.findall(text)]
    plain = (folded(name).rstrip(".-'").removesuffix("'s") for name in found)
    return tuple(dict.fromkeys(name for name in plain if name and name not in _NOT_NAMES))[:_MAX_HANDLES]


def people_by_handle(
    handles: Collection[str], by_name: Mapping[str, tuple[Person, ...]], members: Collection[str]
) -> dict[str, str]:
    """The ids by handle ("@maya") of those whom exactly one of the channel's `members` goes by.

    `by_name` is everyone by each of their names, folded. A first name counts if no full name or handle fits.
    """
    own = {
        name: [person for person in people if person.id in members and not (person.deleted or person.bot)]
        for name, people in by_name.items()
    }
    found: dict[str, str] = {}
    for handle in handles:
        ids = {person.id for person in own.get(handle, ())} or {
            person.id for name, people in own.items() if name.split(" ")[0] == handle for person in people
        }
        if len(ids) == 1:
            found[f"@{handle}"] = ids.pop()
    return found
