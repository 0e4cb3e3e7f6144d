"""The sign of life that a running bot leaves in a file, and what `oncourse health` makes of it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

from handlers.support.task_tracker import TaskTracker
from handlers.support.timeouts import DEFAULT_TIMEOUTS

log = logging.getLogger(__name__)

HEARTBEAT = DEFAULT_TIMEOUTS.heartbeat
MAX_SILENT = 60  # seconds after which no beat means no life
APART_MOST = 300  # seconds without Slack or the database, which come and go by themselves


@asynccontextmanager
async def beating(
    file: Path | None,
    tasks: TaskTracker,
    connected: Callable[[], Awaitable[bool]],
    interval: float,
) -> AsyncIterator[None]:
    """Meanwhile `file` is written every `interval` seconds: how many beats ago `connected` said yes.

    Being apart from Slack or the database is no reason to start again, which would bring neither back. That
    the file cannot be written is logged once. Leaving ends what goes on in the background, and takes the file
    away.
    """
    if file is None:
        yield
        return
    beats = asyncio.ensure_future(_beat_for_ever(_Heart(file, connected), tasks, interval))
    try:
        yield
    finally:
        beats.cancel()
        await tasks.idle()
        with suppress(OSError):  # which was said when it could not be written
            await asyncio.to_thread(file.unlink, missing_ok=True)


def complaint(file: Path, now: datetime, *, alive_only: bool) -> str | None:
    """What is wrong with the bot that beats there; with `alive_only`, being apart is not."""
    try:
        silent, apart = now.timestamp() - file.stat().st_mtime, int(file.read_text() or 0) * HEARTBEAT
    except FileNotFoundError:
        return f"There is no sign of life in {file}. Start the bot: oncourse run."
    except OSError as error:
        return f"{file} can't be read: {error.strerror}. Let this user read it, or change HEARTBEAT_FILE."
    except ValueError:
        return f"{file} isn't a heartbeat file. Set HEARTBEAT_FILE to a file of its own."
    if silent > MAX_SILENT:
        return f"The last sign of life in {file} was {silent:,.0f} seconds ago. Start the bot again."
    if silent < -MAX_SILENT:
        return (
            f"The last sign of life in {file} is {-silent:,.0f} seconds in the future: the clock is or "
            "was wrong. Have this machine set its clock from the network (NTP), then start the bot again."
        )
    if apart > APART_MOST and not alive_only:
        return (
            f"The bot hasn't reached Slack or its database for {apart:,} seconds. See its log, and "
            "oncourse doctor."
        )
    return None


class _Heart:
    def __init__(self, file: Path, connected: Callable[[], Awaitable[bool]]) -> None:
        self._file = file
        self._connected = connected
        self._apart = 0
        self._unwritten = False

    async def beat(self) -> None:
        self._apart = 0 if await self._connected() else self._apart + 1
        try:
            await asyncio.to_thread(self._file.write_text, str(self._apart))
        except OSError as error:
            if not self._unwritten:
                why = {"file": str(self._file), "error": error.strerror}
                log.warning("HEARTBEAT_FILE can't be written: oncourse health can't see the bot", extra=why)
            self._unwritten = True
        else:
            self._unwritten = False


async def _beat_for_ever(heart: _Heart, tasks: TaskTracker, interval: float) -> None:
    while True:
        tasks.start(heart.beat())
        await asyncio.sleep(interval)
