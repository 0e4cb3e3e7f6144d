"""`python -m sandbox`: a local Slack with the real bot in it, after Campfire's first weeks.

It serves http://127.0.0.1:8765 until interrupted (ONCOURSE_DEMO_PORT sets another port). `--once` prints
the story of those weeks instead, screen by screen, and exits.
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
from sandbox.narrator import Output
from sandbox.page import Moment
from sandbox.server import Sandbox
from sandbox.story import Story
from sandbox.weeks import Weeks

PORT = 8765
TIMEOUT = 30.0  # seconds; Slack allows 3, but the story must also run on a busy machine
HOUR = 7  # UTC: nine in the morning in Maya's time zone


def coming_year(today: datetime) -> datetime:
    """The first Monday morning of the year after `today`: the day the story begins."""
    first = datetime(today.year + 1, 1, 1, HOUR, tzinfo=UTC)
    return first + timedelta(days=(7 - first.weekday()) % 7)


def moments(bot: Bot, workspace: str) -> dict[str, Moment]:
    """What the page's clock can be advanced to, by button label."""
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
            manifest(), clock, port=port, ack_seconds=TIMEOUT, trigger_seconds=TIMEOUT
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
                slack.after_action = bot.idle
                slack.page_state.moments = moments(bot, slack.workspace.team.id)
                await slack.connected()
                yield slack


async def play(slack: Sandbox, output: Output) -> None:
    """Play the first weeks of Campfire's plan. Raises SystemExit if Slack would have rejected a payload."""
    await Story(slack, output).play()
    await Weeks(slack, output).play()
    if slack.problems:
        raise SystemExit(f"Slack would have refused: {slack.problems}")


async def print_story() -> None:
    """Print the story and exit."""
    async with campfire_with_bot(port=0) as slack:
        await play(slack, print)


async def serve(port: int) -> None:
    """Play the story, visible on the page, then serve until interrupted."""
    async with campfire_with_bot(port) as slack:
        print(f"Open {slack.url} in a browser. Ctrl-C ends it; nothing is stored.", flush=True)
        async with slack.page_state.playing(
            "Campfire, Inc. lives through its first two months: a few seconds …"
        ):
            await play(slack, lambda _line: None)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--once", action="store_true", help="print the story and exit")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    port = int(os.environ.get("ONCOURSE_DEMO_PORT", PORT))
    try:
        asyncio.run(print_story() if chosen.once else serve(port))
    except KeyboardInterrupt:
        print("Bye.")
