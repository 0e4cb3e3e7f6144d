"""Slack's lengths and counts, read from limits.json by name."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

_LIMITS: Final[Mapping[str, Any]] = json.loads((files("sandbox") / "limits.json").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The minimum and the maximum of something, both included."""

    minimum: int
    maximum: int

    def violation(self, amount: int, unit: str) -> str | None:
        """Why `amount` is out of bounds, in words; None when it is within."""
        if amount == 0 < self.minimum:
            return "must not be empty"
        if amount < self.minimum:
            return f"must be at least {self.minimum} {unit}, is {amount}"
        if amount > self.maximum:
            return f"must be at most {self.maximum} {unit}, is {amount}"
        return None


def length(name: str) -> Bounds:
    """Characters allowed, as in `length("option.text")`; from none on, unless limits.json says otherwise."""
    limit = _limit(name)
    return Bounds(limit.get("min_length", 0), limit["max_length"])


def count(name: str) -> Bounds:
    """Items allowed, as in `count("actions.elements")`; from one on, unless limits.json says otherwise."""
    limit = _limit(name)
    return Bounds(limit.get("min_items", 1), limit["max_items"])


def size(name: str) -> Bounds:
    """Whole numbers allowed, as in `size("rich_text.indent")`; from 0 unless limits.json says otherwise."""
    limit = _limit(name)
    return Bounds(limit.get("min", 0), limit["max"])


def _limit(name: str) -> Mapping[str, int]:
    group, _, item = name.rpartition(".")
    limit: Mapping[str, int] = (_LIMITS[group] if group else _LIMITS)[item]
    return limit
