"""Processes to measure: the bot, a hand-written app, an empty one, a raw client; each beside a stub."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.stub import Stub

ONCOURSE = ("-c", "import sys; from bot.cli import main; sys.exit(main())", "run")
BOT = ("-m", "benchmarks.bot")
RAW = ("-m", "benchmarks.raw")
EMPTY = ("-m", "benchmarks.empty")
HAND_WRITTEN = ("-m", "benchmarks.hand_written")
ROOT = Path(__file__).parent.parent


@asynccontextmanager
async def started(slack: Stub, command: tuple[str, ...], database: str = "") -> AsyncIterator[int]:
    """A Python process with the settings to live in `slack`; gives its process id, and ends it."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        **slack.settings,
        "SLACK_API_URL": f"{slack.url}/api/",
        "DATABASE_URL": database,
    }
    process = await asyncio.create_subprocess_exec(sys.executable, *command, env=environment)
    try:
        yield process.pid
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def megabytes(pid: int) -> float:
    """The memory that a process has resident. Linux only."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
