"""What may stand only once in a message or view."""

from collections.abc import Iterator
from typing import Any

from sandbox.blocks.problem import Location, Problem
from sandbox.blocks.walk import walk_objects


def unique(blocks: Any, at: Location) -> Iterator[Problem]:
    """Every block_id and action_id is unique; there is one table and one focus at maximum.

    Slack asks for unique action_ids only within one block; here they are unique throughout, so that an
    action_id alone says which control a person used.
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
            yield (name, thing[name]), at / name, f"{thing[name]!r} is there already"
    if thing.get("type") == "table":
        yield ("type", "table"), at, "is a second table; a message holds one"
    if thing.get("focus_on_load") is True:
        yield ("focus_on_load", ""), at / "focus_on_load", "takes the focus a second time"
