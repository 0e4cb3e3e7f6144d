"""Message metadata: data of the app that people do not see.

https://docs.slack.dev/messaging/message-metadata
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.blocks.fields import Schema, matching
from sandbox.blocks.problem import Location, Problem


def _scalar(value: Any, at: Location) -> Iterator[Problem]:
    if not isinstance(value, str | int | float):
        yield at.problem("must be a string, a number or a boolean")


def _flat(value: Any, at: Location) -> Iterator[Problem]:
    if not isinstance(value, Mapping):
        yield from _scalar(value, at)
        return
    for name, part in value.items():
        yield from _scalar(part, at / str(name))


def _payload(value: Any, at: Location) -> Iterator[Problem]:
    """Scalars, flat objects and lists of them, without deeper nesting."""
    if not isinstance(value, Mapping):
        yield at.problem("must be an object")
        return
    for name, part in value.items():
        parts = enumerate(part) if isinstance(part, list) else ()
        for index, item in parts:
            yield from _flat(item, at / str(name) / index)
        if not isinstance(part, list):
            yield from _flat(part, at / str(name))


METADATA: Final = Schema(
    required={
        "event_type": matching(r"[A-Za-z0-9_]{1,255}", "letters, digits and underscores"),
        "event_payload": _payload,
    },
)
