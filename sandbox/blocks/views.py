"""Validating a whole view: a modal or the Home tab.

https://docs.slack.dev/reference/views
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.blocks.composition import plain
from sandbox.blocks.fields import Schema, boolean, by_type, string
from sandbox.blocks.layout import blocks
from sandbox.blocks.limits import length
from sandbox.blocks.problem import Location, Problem, Surface
from sandbox.blocks.uniqueness import unique


def _submit_with_inputs(modal: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    if "submit" not in modal and any(block["type"] == "input" for block in modal["blocks"]):
        yield (at / "submit").problem("is missing: a modal with inputs needs it")


_CONTENT: Final = {"blocks": blocks("view.blocks")}
_NAMES: Final = {
    "private_metadata": string("view.private_metadata"),
    "callback_id": string("view.callback_id"),
    "external_id": string("view.external_id"),
}

_VIEWS: Final[Mapping[str, Schema]] = {
    "modal": Schema(
        required=_CONTENT | {"title": plain("view.title")},
        optional=_NAMES
        | {
            "submit": plain("view.submit"),
            "close": plain("view.close"),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
        },
        rules=[_submit_with_inputs],
    ),
    "home": Schema(required=_CONTENT, optional=_NAMES),
}


def check_view(view: Mapping[str, object]) -> list[Problem]:
    """The problems of the `view` of `views.open` or `views.publish`; pointers start with /view."""
    surface: Surface = "home" if view.get("type") == "home" else "modal"
    return list(_problems(view, Location(surface, "/view")))


def _problems(view: Mapping[str, Any], at: Location) -> Iterator[Problem]:
    yield from by_type(_VIEWS)(view, at)
    yield from unique(view.get("blocks"), at / "blocks")
    size = len(json.dumps(view, ensure_ascii=False, default=str).encode())
    if violation := length("view.content").violation(size, "bytes"):
        yield at.problem(violation)
