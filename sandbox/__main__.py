"""`python -m sandbox`: a Slack of one's own with the real bot in it, and Campfire's story in it.

Stays up afterwards, until interrupted, at ONCOURSE_DEMO_PORT (8765); `--once` ends after the story.
"""

import argparse
import asyncio
import logging
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import running
from bot.config import Settings
from bot.manifest import manifest
from sandbox.clock import Clock
from sandbox.server import Sandbox
from sandbox.story import Story
from sandbox.weeks import Weeks

PORT = 8765
HOUR = 7  # UTC: nine in the morning where Maya makes the plan


def coming_year(today: datetime) -> datetime:
    """The first Monday morning of the year after `today`: the day the story begins."""
    first = datetime(today.year + 1, 1, 1, HOUR, tzinfo=UTC)
    return first + timedelta(days=(7 - first.weekday()) % 7)


async def main(*, once: bool, port: int) -> None:
    """Play the story; then stay, unless it is only for `once`."""
    clock = Clock(coming_year(datetime.now(UTC)))
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox(manifest(), clock, port=port) as slack:
            settings = Settings(
                _env_file=None,
                slack_bot_token=slack.bot_token,
                slack_app_token=slack.app_token,
                slack_api_url=slack.api_url,
                database_url=f"sqlite:///{Path(folder) / 'oncourse.db'}",
            )
            async with running(settings, clock.now, ticking=False) as bot:
                clock.follow(bot.ticker.next_due, bot.ticker.tick)
                slack.after_act = bot.idle
                await slack.connected()
                await Story(slack, print).play()
                await Weeks(slack, print).play()
                if slack.problems:
                    raise SystemExit(f"Slack would have refused: {slack.problems}")
                if not once:
                    print(f"\nThis Slack stays up at {slack.url} until you press Ctrl-C.")
                    await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--once", action="store_true", help="end after the story")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    default_port = 0 if chosen.once else PORT
    try:
        asyncio.run(main(once=chosen.once, port=int(os.environ.get("ONCOURSE_DEMO_PORT", default_port))))
    except KeyboardInterrupt:
        print("Bye.")
