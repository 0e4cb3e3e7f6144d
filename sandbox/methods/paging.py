"""Cursor pagination with `limit` and `cursor`."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import TypeVar

from sandbox.errors import ApiError
from sandbox.records import Json

Item = TypeVar("Item")


def page(
    items: Sequence[Item], arguments: Json, default: int = 100, maximum: int = 999
) -> tuple[list[Item], str]:
    """The items of this page and the cursor of the next ("" on the last page).

    Raises ApiError: invalid_limit, invalid_cursor.
    """
    limit = arguments.get("limit", default)
    if not 1 <= limit <= maximum:
        raise ApiError("invalid_limit")
    start = _start(arguments.get("cursor", ""), len(items))
    end = start + limit
    cursor = urlsafe_b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), cursor


def _start(cursor: str, length: int) -> int:
    if not cursor:
        return 0
    try:
        kind, _, number = urlsafe_b64decode(cursor.encode()).decode().partition(":")
        start = int(number)
    except ValueError as error:
        raise ApiError("invalid_cursor") from error
    if kind != "next" or not 0 <= start <= length:
        raise ApiError("invalid_cursor")
    return start
