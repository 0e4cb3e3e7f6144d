"""A heartbeat file that the running bot updates, and the check of it for `oncourse health`."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

from handlers.support.task_tracker import TaskTracker
from handlers.support.timeouts import DEFAULT_TIMEOUTS

log = logging.getLogger(__name__)

INTERVAL = DEFAULT_TIMEOUTS.heartbeat
MAX_AGE = 60  # seconds without an update after which the bot counts as dead
MAX_DISCONNECTED = 300  # seconds; short outages of Slack or the database pass by themselves


@asynccontextmanager
async def heartbeat(
    file: Path | None,
    tasks: TaskTracker,
    connected: Callable[[], Awaitable[bool]],
    interval: float,
) -> AsyncIterator[None]:
    """While in this context, update `file` every `interval` seconds, and delete it on exit.

    The file holds how many updates ago `connected` last returned True: a restart doesn't help when Slack or
    the database can't be reached. A failure to write the file is logged once. On exit this also waits for
    the background `tasks`.
    """
    if file is None:
        yield
        return
    task = asyncio.ensure_future(_write_forever(_HeartbeatWriter(file, connected), tasks, interval))
    try:
        yield
    finally:
        task.cancel()
        await tasks.idle()
        with suppress(OSError):  # already logged when it couldn't be written
            await asyncio.to_thread(file.unlink, missing_ok=True)


def heartbeat_problem(file: Path, now: datetime, *, alive_only: bool) -> str | None:
    """What is wrong with the bot that updates `file`; None if nothing is.

    With `alive_only`, a lost connection to Slack or the database doesn't count.
    """
    try:
        age, disconnected = now.timestamp() - file.stat().st_mtime, int(file.read_text() or 0) * INTERVAL
    except FileNotFoundError:
        return f"There is no heartbeat in {file}. Start the bot: oncourse run."
    except OSError as error:
        return f"{file} can't be read: {error.strerror}. Let this user read it, or change HEARTBEAT_FILE."
    except ValueError:
        return f"{file} isn't a heartbeat file. Set HEARTBEAT_FILE to a file of its own."
    if age > MAX_AGE:
        return f"The last heartbeat in {file} was {age:,.0f} seconds ago. Start the bot again."
    if age < -MAX_AGE:
        return (
            f"The last heartbeat in {file} is {-age:,.0f} seconds in the future: the clock is or "
            "was wrong. Have this machine set its clock from the network (NTP), then start the bot again."
        )
    if disconnected > MAX_DISCONNECTED and not alive_only:
        return (
            f"The bot hasn't reached Slack or its database for {disconnected:,} seconds. See its log, and "
            "oncourse doctor."
        )
    return None


class _HeartbeatWriter:
    def __init__(self, file: Path, connected: Callable[[], Awaitable[bool]]) -> None:
        self._file = file
        self._connected = connected
        self._missed = 0
        self._write_failed = False

    async def write(self) -> None:
        self._missed = 0 if await self._connected() else self._missed + 1
        try:
            await asyncio.to_thread(self._file.write_text, str(self._missed))
        except OSError as error:
            if not self._write_failed:
                details = {"file": str(self._file), "error": error.strerror}
                log.warning(
                    "HEARTBEAT_FILE can't be written: oncourse health can't see the bot", extra=details
                )
            self._write_failed = True
        else:
            self._write_failed = False


async def _write_forever(writer: _HeartbeatWriter, tasks: TaskTracker, interval: float) -> None:
    while True:
        tasks.start(writer.write())
        await asyncio.sleep(interval)
