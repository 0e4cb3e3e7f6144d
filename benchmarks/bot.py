"""The bot as `oncourse run` starts it, in a time that begins with START: the same day in every run.

With a file's name behind it, each SQL statement becomes a line in that file; with words behind that, only
statements that contain them.
"""

import asyncio
import json
import sys
from datetime import timedelta
from pathlib import Path
from time import monotonic

from sqlalchemy import Engine, event

from benchmarks.stub import START
from bot.app import running, tune_gc
from bot.config import hide_environment, read_settings
from bot.logs import set_up_logs


async def main() -> None:
    """Run until killed."""
    settings = read_settings()
    hide_environment()
    set_up_logs(settings.log_level, settings.secrets())
    tune_gc()
    begun = monotonic()
    async with running(settings, lambda: START + timedelta(seconds=monotonic() - begun)):
        await asyncio.Event().wait()


def log_statements(file: Path, containing: str = "") -> None:
    """From now on, append each statement to `file` as a JSON line: its SQL, then its parameters."""

    @event.listens_for(Engine, "before_cursor_execute")
    def log(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if containing in statement:
            with file.open("a") as lines:
                lines.write(f"{json.dumps([statement, parameters])}\n")

    @event.listens_for(Engine, "commit")
    def log_commit(_connection: object) -> None:
        if not containing:
            with file.open("a") as lines:
                lines.write(f"{json.dumps(['COMMIT', []])}\n")


if __name__ == "__main__":
    if arguments := sys.argv[1:]:
        log_statements(Path(arguments[0]), *arguments[1:])
    asyncio.run(main())
