"""What must be unique in a message or view."""

from collections.abc import Iterator
from typing import Any

from sandbox.blocks.problem import Location, Problem
from sandbox.blocks.walk import walk_objects


def unique(blocks: Any, at: Location) -> Iterator[Problem]:
    """Every block_id and action_id is unique; there is at most one table and one focused element.

    Slack requires unique action_ids only within a block. Here they are unique in the whole view, so that an
    action_id alone identifies the control that a person used.
    """
    seen: set[tuple[str, str]] = set()
    for thing, place in walk_objects(blocks, at):
        for once, where, reason in _unique_keys(thing, place):
            if once in seen:
                yield where.problem(reason)
            seen.add(once)


def _unique_keys(thing: Any, at: Location) -> Iterator[tuple[tuple[str, str], Location, str]]:
    for name in ("block_id", "action_id"):
        if isinstance(thing.get(name), str):
            yield (name, thing[name]), at / name, f"{thing[name]!r} is a duplicate"
    if thing.get("type") == "table":
        yield ("type", "table"), at, "is a second table; a message can have one"
    if thing.get("focus_on_load") is True:
        yield ("focus_on_load", ""), at / "focus_on_load", "sets the focus a second time"
