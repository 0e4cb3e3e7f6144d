"""`python -m sandbox`: a Slack of one's own with the real bot in it, and Campfire's first weeks behind it.

It stays up at http://127.0.0.1:8765 until interrupted (ONCOURSE_DEMO_PORT: another port); `--once` tells
the story of those weeks instead, screen by screen, and ends.
"""

import argparse
import asyncio
import logging
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import Bot, running
from bot.config import Settings
from bot.manifest import manifest
from sandbox.clock import Clock
from sandbox.page import Moment
from sandbox.server import Sandbox
from sandbox.story import Story
from sandbox.teller import Say
from sandbox.weeks import Weeks

PORT = 8765
PATIENT = 30.0  # seconds, where Slack gives an app 3: the story is told on a busy machine, too
HOUR = 7  # UTC: nine in the morning where Maya makes the plan


def coming_year(today: datetime) -> datetime:
    """The first Monday morning of the year after `today`: the day the story begins."""
    first = datetime(today.year + 1, 1, 1, HOUR, tzinfo=UTC)
    return first + timedelta(days=(7 - first.weekday()) % 7)


def moments(bot: Bot, workspace: str) -> dict[str, Moment]:
    """What the page's clock can be moved to."""
    return {
        "Next daily message": Moment(lambda person: bot.ticker.next_reminder(workspace, person)),
        "Next check-in": Moment(lambda _person: bot.ticker.next_check_in(), in_channel=True),
    }


@asynccontextmanager
async def campfire_with_bot(port: int) -> AsyncIterator[Sandbox]:
    """Campfire's Slack with the bot in it, on the first Monday of the coming year."""
    clock = Clock(coming_year(datetime.now(UTC)))
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox(
            manifest(), clock, port=port, ack_seconds=PATIENT, trigger_seconds=PATIENT
        ) as slack:
            settings = Settings(
                _env_file=None,
                slack_bot_token=slack.bot_token,
                slack_app_token=slack.app_token,
                slack_api_url=slack.api_url,
                database_url=f"sqlite:///{Path(folder) / 'oncourse.db'}",
            )
            async with running(settings, clock.now, clock.seconds, ticking=False) as bot:
                clock.follow(bot.ticker.next_due, bot.ticker.tick)
                slack.after_act = bot.idle
                slack.desk.moments = moments(bot, slack.workspace.team.id)
                await slack.connected()
                yield slack


async def play(slack: Sandbox, say: Say) -> None:
    """The first weeks of Campfire's plan."""
    await Story(slack, say).play()
    await Weeks(slack, say).play()
    if slack.problems:
        raise SystemExit(f"Slack would have refused: {slack.problems}")


async def tell() -> None:
    """Tell the story, and end."""
    async with campfire_with_bot(port=0) as slack:
        await play(slack, print)


async def stay(port: int) -> None:
    """Play the story before the eyes of whoever has opened the page, then stay until interrupted."""
    async with campfire_with_bot(port) as slack:
        print(f"Open {slack.url} in a browser. Ctrl-C ends it; nothing is kept.", flush=True)
        async with slack.desk.playing("Campfire, Inc. is living its first two months. A few seconds…"):
            await play(slack, lambda _told: None)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--once", action="store_true", help="tell the story, and end")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    port = int(os.environ.get("ONCOURSE_DEMO_PORT", PORT))
    try:
        asyncio.run(tell() if chosen.once else stay(port))
    except KeyboardInterrupt:
        print("Bye.")
