"""Checks a whole view: a modal or the Home tab.

https://docs.slack.dev/reference/views
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.blocks.composition import plain
from sandbox.blocks.fields import Shape, flag, kinds, string
from sandbox.blocks.layout import blocks
from sandbox.blocks.limits import length
from sandbox.blocks.once import only_once
from sandbox.blocks.problem import Place, Problem, Surface


def _submit_with_inputs(modal: Mapping[str, Any], at: Place) -> Iterator[Problem]:
    if "submit" not in modal and any(block["type"] == "input" for block in modal["blocks"]):
        yield (at / "submit").problem("is missing: a modal with inputs needs it")


_CONTENT: Final = {"blocks": blocks("view.blocks")}
_NAMES: Final = {
    "private_metadata": string("view.private_metadata"),
    "callback_id": string("view.callback_id"),
    "external_id": string("view.external_id"),
}

_VIEWS: Final[Mapping[str, Shape]] = {
    "modal": Shape(
        required=_CONTENT | {"title": plain("view.title")},
        optional=_NAMES
        | {
            "submit": plain("view.submit"),
            "close": plain("view.close"),
            "clear_on_close": flag,
            "notify_on_close": flag,
        },
        rules=[_submit_with_inputs],
    ),
    "home": Shape(required=_CONTENT, optional=_NAMES),
}


def check_view(view: Mapping[str, object]) -> list[Problem]:
    """All that is wrong with the `view` of `views.open` or `views.publish`; pointers start at /view."""
    surface: Surface = "home" if view.get("type") == "home" else "modal"
    return list(_problems(view, Place(surface, "/view")))


def _problems(view: Mapping[str, Any], at: Place) -> Iterator[Problem]:
    yield from kinds(_VIEWS)(view, at)
    yield from only_once(view.get("blocks"), at / "blocks")
    size = len(json.dumps(view, ensure_ascii=False, default=str).encode())
    if complaint := length("view.content").complaint(size, "bytes"):
        yield at.problem(complaint)
