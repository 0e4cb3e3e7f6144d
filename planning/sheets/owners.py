"""Parse the names of owners in a cell."""

import re
from collections.abc import Collection, Iterable, Mapping

from planning.errors import Code, PlanningError
from planning.people import Person, require_ownable
from planning.tactics import MAX_OWNERS
from planning.text import folded

PeopleByName = Mapping[str, tuple[Person, ...]]
"""People by each of their names, casefolded; several may share one."""

_BETWEEN = re.compile(r"[,;\n&+/]|\band\b")
_CELL_MAX = 2000


def people_by_name(called: Iterable[tuple[Person, Iterable[str]]]) -> PeopleByName:
    """Index people by their names (display name, @handle, id)."""
    people: dict[str, tuple[Person, ...]] = {}
    for person, names in called:
        for name in {folded(name).strip() for name in (person.id, *names)} - {""}:
            people[name] = (*people.get(name, ()), person)
    return people


def read_owners(words: str, people: PeopleByName, members: Collection[str]) -> tuple[str, ...]:
    """The ids of the people named, each once; they can own a tactic in a channel of these `members`.

    Names are separated by commas, semicolons, "and" and the like; a name may contain a separator itself.
    Raises an OWNER_... error, TOO_LONG or TOO_MANY, about "owners".
    """
    if len(words) > _CELL_MAX:
        raise PlanningError(Code.TOO_LONG, "owners", count=len(words), most=_CELL_MAX)
    starts = [0, *(sign.end() for sign in _BETWEEN.finditer(words))]
    ends = [*(sign.start() for sign in _BETWEEN.finditer(words)), len(words)]
    if len(starts) > 2 * MAX_OWNERS:
        raise PlanningError(Code.TOO_MANY, "owners", count=len(starts), most=MAX_OWNERS)
    found: list[str] = []
    place = 0
    while place < len(starts):
        spans = (
            (end, words[starts[place] : ends[end]].strip()) for end in range(len(ends) - 1, place - 1, -1)
        )
        known = next(((end, name) for end, name in spans if _key(name) in people), None)
        last, name = known or (place, words[starts[place] : ends[place]].strip())
        if name:
            found.append(_chosen(name, people, members).id)
        place = last + 1
    return tuple(dict.fromkeys(found))


def _chosen(name: str, people: PeopleByName, members: Collection[str]) -> Person:
    """The person of that name; of several, the one who can own."""
    called = people.get(_key(name), ())
    if not called:
        code = Code.OWNER_BY_EMAIL if _is_address(name) else Code.OWNER_NOT_FOUND
        raise PlanningError(code, "owners", words=name)
    able = [one for one in called if one.id in members and not (one.deleted or one.bot or one.stranger)]
    if len(able) > 1:
        raise PlanningError(Code.OWNER_AMBIGUOUS, "owners", words=name)
    chosen = able[0] if able else called[0]
    require_ownable(chosen, chosen.id, chosen.id in members, "owners")
    return chosen


def _is_address(name: str) -> bool:
    person, at, host = name.partition("@")
    return bool(person and at and "." in host.strip(".")) and not name.count(" ")


def _key(name: str) -> str:
    return folded(name).strip().removeprefix("@")
