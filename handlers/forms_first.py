"""Who goes first when many act at once."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

GIVES_WAY = 0.3  # seconds at most, of the three in which a click has to open a form


class FormsFirst:
    """Lets forms that were sent go first: only they have to be answered before Slack is told anything."""

    def __init__(self) -> None:
        self._sent = 0
        self._none = asyncio.Event()

    @contextmanager
    def sent(self) -> Iterator[None]:
        """While a form is being answered."""
        self._sent += 1
        self._none.clear()
        try:
            yield
        finally:
            self._sent -= 1
            if not self._sent:
                self._none.set()

    async def give_way(self) -> None:
        """Wait, though not for ever, until no form is being answered."""
        if self._sent:
            with suppress(TimeoutError):
                async with asyncio.timeout(GIVES_WAY):
                    await self._none.wait()
