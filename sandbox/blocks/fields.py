"""Building blocks of the validator's schemas.

A check takes a value and its location and yields the problems it finds. The functions here build checks, so
that each object of Block Kit is one entry of a table: see `composition`, `elements`, `rich_text`, `layout`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.blocks import limits
from sandbox.blocks.problem import Location, Problem, Surface

Check = Callable[[Any, Location], Iterator[Problem]]
"""Yields the problems of a value at a location. The value is any decoded JSON."""

EVERYWHERE: frozenset[Surface] = frozenset({"message", "modal", "home"})


def string(limit: str) -> Check:
    """A string whose length is within the limit with this name."""
    bounds = limits.length(limit)

    def check(value: Any, at: Location) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield at.problem("must be a string")
        elif violation := bounds.violation(len(value), "characters"):
            yield at.problem(violation)

    return check


def not_blank(value: Any, at: Location) -> Iterator[Problem]:
    """A string with more than white space."""
    if not value.strip():
        yield at.problem("must not be empty")


def matching(pattern: str, form: str) -> Check:
    """A string that matches the whole pattern; `form` describes what is expected."""
    compiled = re.compile(pattern)

    def check(value: Any, at: Location) -> Iterator[Problem]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield at.problem(f"must be {form}")

    return check


def one_of(*words: str) -> Check:
    """One of these strings."""

    def check(value: Any, at: Location) -> Iterator[Problem]:
        if value not in words:
            yield at.problem(f"must be one of: {', '.join(words)}")

    return check


def integer(limit: str) -> Check:
    """An integer within the limit with this name."""
    bounds = limits.size(limit)

    def check(value: Any, at: Location) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield at.problem("must be a whole number")
        elif violation := bounds.violation(value, "in value"):
            yield at.problem(violation)

    return check


def boolean(value: Any, at: Location) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield at.problem("must be true or false")


def all_of(*checks: Check) -> Check:
    """All of these checks in order, up to the first that finds a problem."""

    def check(value: Any, at: Location) -> Iterator[Problem]:
        for one in checks:
            found = list(one(value, at))
            yield from found
            if found:
                return

    return check


def array(each: Check, bounds: limits.Bounds) -> Check:
    """A list whose items pass `each` and whose length is within bounds."""

    def check(value: Any, at: Location) -> Iterator[Problem]:
        if not isinstance(value, list | tuple):
            yield at.problem("must be a list")
            return
        if violation := bounds.violation(len(value), "items"):
            yield at.problem(violation)
        for index, item in enumerate(value):
            yield from each(item, at / index)

    return check


@dataclass(frozen=True, slots=True)
class Schema:
    """A JSON object with a closed set of fields.

    The rules concern several fields and run only if each field is valid.
    """

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    rules: Sequence[Check] = ()
    surfaces: frozenset[Surface] = EVERYWHERE

    def __call__(self, value: Any, at: Location) -> Iterator[Problem]:
        """Validate an object."""
        if not isinstance(value, Mapping):
            yield at.problem("must be an object")
        elif at.surface not in self.surfaces:
            yield at.problem(
                f"is not allowed on this surface ({at.surface}), only: {', '.join(sorted(self.surfaces))}"
            )
        else:
            yield from all_of(self._fields, *self.rules)(value, at)

    def _fields(self, value: Mapping[str, Any], at: Location) -> Iterator[Problem]:
        known = {**self.required, **self.optional}
        for name in self.required:
            if name not in value:
                yield (at / name).problem("is missing")
        for name, content in value.items():
            if name in known:
                yield from known[name](content, at / name)
            else:
                yield (at / name).problem("is not a documented field here")


def by_type(shapes: Mapping[str, Schema]) -> Check:
    """One of several objects, distinguished by `type`."""

    def check(value: Any, at: Location) -> Iterator[Problem]:
        kind = value.get("type") if isinstance(value, Mapping) else None
        if not isinstance(value, Mapping):
            yield at.problem("must be an object")
        elif not isinstance(kind, str) or kind not in shapes:
            yield (at / "type").problem(f"{kind!r} is not allowed here, only: {', '.join(sorted(shapes))}")
        else:
            yield from shapes[kind]({name: part for name, part in value.items() if name != "type"}, at)

    return check


def exactly_one(*names: str) -> Check:
    """A rule: exactly one of these fields is present."""

    def check(value: Mapping[str, Any], at: Location) -> Iterator[Problem]:
        if sum(name in value for name in names) != 1:
            yield at.problem(f"needs exactly one of: {', '.join(names)}")

    return check


def at_least_one(*names: str) -> Check:
    """A rule: at least one of these fields is present."""

    def check(value: Mapping[str, Any], at: Location) -> Iterator[Problem]:
        if not any(name in value for name in names):
            yield at.problem(f"needs at least one of: {', '.join(names)}")

    return check
