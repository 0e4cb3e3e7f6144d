"""The sign of life that a running bot leaves in a file, and what `oncourse health` makes of it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from handlers.background import Background

SECONDS = 10  # from one beat to the next
SILENT_MOST = 60  # seconds after which no beat means no life
APART_MOST = 300  # seconds without Slack or the database, which come and go by themselves


@asynccontextmanager
async def beating(
    file: Path | None, background: Background, connected: Callable[[], Awaitable[bool]]
) -> AsyncIterator[None]:
    """Meanwhile `file` is written every few seconds: how many beats ago `connected` said yes.

    Being apart from Slack or the database is no reason to start again, which would bring neither back. A beat
    that fails is logged, and missing. Leaving ends what goes on in the background, and takes the file away.
    """
    if file is None:
        yield
        return
    beats = asyncio.ensure_future(_beat_for_ever(_Heart(file, connected), background))
    try:
        yield
    finally:
        beats.cancel()
        await background.idle()
        await asyncio.to_thread(file.unlink, missing_ok=True)


def complaint(file: Path, now: datetime, *, alive_only: bool) -> str | None:
    """What is wrong with the bot that beats there; with `alive_only`, being apart is not."""
    try:
        silent, apart = now.timestamp() - file.stat().st_mtime, int(file.read_text() or 0) * SECONDS
    except FileNotFoundError:
        return f"There is no sign of life in {file}. Start the bot: oncourse run."
    if silent > SILENT_MOST:
        return f"The last sign of life in {file} was {silent:,.0f} seconds ago. Start the bot again."
    if silent < -SILENT_MOST:
        return (
            f"The last sign of life in {file} lies {-silent:,.0f} seconds ahead: the clock is wrong, or "
            "was. Let this machine set its clock by the network (NTP), then start the bot again."
        )
    if apart > APART_MOST and not alive_only:
        return (
            f"The bot has reached Slack or its database no more for {apart:,} seconds. See its log, and "
            "oncourse doctor."
        )
    return None


class _Heart:
    def __init__(self, file: Path, connected: Callable[[], Awaitable[bool]]) -> None:
        self._file = file
        self._connected = connected
        self._apart = 0

    async def beat(self) -> None:
        self._apart = 0 if await self._connected() else self._apart + 1
        await asyncio.to_thread(self._file.write_text, str(self._apart))


async def _beat_for_ever(heart: _Heart, background: Background) -> None:
    while True:
        background.start(heart.beat())
        await asyncio.sleep(SECONDS)
