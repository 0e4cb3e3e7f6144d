"""What is due is many people's, and one who cannot be served keeps nobody else waiting."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


async def each(due: Iterable[Item], see_to: Callable[[Item], Awaitable[None]]) -> bool:
    """See to each in turn; whether there were any.

    Raises the first failure, once all others were seen to: whoever failed is due still, and tried again.
    """
    first: Exception | None = None
    were_any = False
    for item in due:
        were_any = True
        try:
            await see_to(item)
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is raised below
            first = first or failure
    if first:
        raise first
    return were_any
