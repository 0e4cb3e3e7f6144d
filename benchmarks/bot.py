"""The bot as `oncourse run` starts it, in a time that begins with START: the same day in every run."""

import asyncio
from datetime import timedelta
from time import monotonic

from benchmarks.filling import START
from bot.app import running
from bot.collector import spare_the_collector
from bot.config import hide_environment, read_settings
from bot.logs import set_up_logs


async def main() -> None:
    """Run until killed."""
    settings = read_settings()
    hide_environment()
    set_up_logs(settings.log_level, settings.secrets())
    spare_the_collector()
    begun = monotonic()
    async with running(settings, lambda: START + timedelta(seconds=monotonic() - begun)):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
