"""Checks a whole view."""

from collections.abc import Mapping

from sandbox.blocks.problem import Problem


def check_view(view: Mapping[str, object]) -> list[Problem]:
    """All that is wrong with the `view` of `views.open` or `views.publish`; pointers start at /view."""
    if view.get("type") not in ("modal", "home"):
        return [Problem("/view/type", "must be modal or home")]
    return []
