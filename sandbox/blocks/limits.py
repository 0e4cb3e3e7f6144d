"""Slack's lengths and counts, read from limits.json by name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

_LIMITS: Final[Mapping[str, Any]] = json.loads((files("sandbox") / "limits.json").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A minimum and a maximum, both inclusive."""

    minimum: int
    maximum: int

    def violation(self, amount: int, unit: str) -> str | None:
        """A message if `amount` is out of bounds; else None."""
        if amount == 0 < self.minimum:
            return "must not be empty"
        if amount < self.minimum:
            return f"must be at least {self.minimum} {unit}, is {amount}"
        if amount > self.maximum:
            return f"must be at most {self.maximum} {unit}, is {amount}"
        return None


def length(name: str) -> Bounds:
    """Length in characters, as in `length("option.text")`; the minimum is 0 unless limits.json has one."""
    limit = _limit(name)
    return Bounds(limit.get("min_length", 0), limit["max_length"])


def count(name: str) -> Bounds:
    """Number of items, as in `count("actions.elements")`; the minimum is 1 unless limits.json has one."""
    limit = _limit(name)
    return Bounds(limit.get("min_items", 1), limit["max_items"])


def size(name: str) -> Bounds:
    """An integer's value, as in `size("rich_text.indent")`; the minimum is 0 unless limits.json has one."""
    limit = _limit(name)
    return Bounds(limit.get("min", 0), limit["max"])


def _limit(name: str) -> Mapping[str, int]:
    group, _, item = name.rpartition(".")
    limit: Mapping[str, int] = (_LIMITS[group] if group else _LIMITS)[item]
    return limit
