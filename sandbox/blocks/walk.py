"""Traversing a payload, however malformed."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.blocks.problem import Location


def walk_objects(value: Any, at: Location) -> Iterator[tuple[Mapping[str, Any], Location]]:
    """Every JSON object in the value with its location, outer ones first."""
    if isinstance(value, Mapping):
        yield value, at
        for name, part in value.items():
            yield from walk_objects(part, at / str(name))
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from walk_objects(part, at / index)


def count_characters(value: Any) -> int:
    """The characters of blocks or cells that count towards a limit: all text, and rich text as JSON.

    Slack does not document how it counts. It has rejected rich text whose bare text was well below the limit
    (github.com/slackapi/bolt-js/issues/2867).
    """
    if isinstance(value, Mapping) and value.get("type") == "rich_text":
        return len(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))
    if isinstance(value, Mapping):
        own = sum(len(value[name]) for name in ("text", "alt_text") if isinstance(value.get(name), str))
        return own + sum(count_characters(part) for part in value.values())
    if isinstance(value, list | tuple):
        return sum(count_characters(part) for part in value)
    return 0
