"""The bot as `oncourse run` starts it, in a time that begins with START: the same day in every run.

With a file's name behind it, each look-up of an installation in the database becomes a line in that file.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from time import monotonic

from sqlalchemy import Engine, event

from benchmarks.filling import START
from bot.app import running
from bot.collector import spare_the_collector
from bot.config import hide_environment, read_settings
from bot.logs import set_up_logs
from storage.tables import InstallationRow

LOOKED_UP = f"FROM {InstallationRow.__tablename__}"


async def main() -> None:
    """Run until killed."""
    settings = read_settings()
    hide_environment()
    set_up_logs(settings.log_level, settings.secrets())
    spare_the_collector()
    begun = monotonic()
    async with running(settings, lambda: START + timedelta(seconds=monotonic() - begun)):
        await asyncio.Event().wait()


def note_look_ups(file: Path) -> None:
    """From now on, write down each look-up of an installation."""

    @event.listens_for(Engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if LOOKED_UP in statement:
            with file.open("a") as lines:
                lines.write(f"{' '.join(statement.split())}\n")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        note_look_ups(Path(name))
    asyncio.run(main())
