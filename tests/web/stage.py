"""Campfire's Slack, whose requests the bot gets by HTTP, and hostile requests beside them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import running
from bot.config import Settings
from bot.manifest import manifest
from sandbox import Clock, Sandbox
from tests.databases import lay
from tests.stories.stage import DATABASE, START, Campfire

PUBLIC = "https://oncourse.example"
PATIENT = 60


def settings_over_http(slack: Sandbox, folder: Path) -> Settings:
    """What the bot has to know to be reached by this Slack."""
    return Settings(
        _env_file=None,
        slack_bot_token=slack.bot_token,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        database_url=f"sqlite:///{folder / DATABASE}",
        port=0,
    )


@asynccontextmanager
async def raised_over_http(folder: Path) -> AsyncIterator[Campfire]:
    """The stage of the stories, in HTTP mode; at the end, Slack has found no fault with the bot."""
    clock = Clock(START)
    lay(folder / DATABASE)
    async with (
        Sandbox(manifest("", PUBLIC), clock, ack_seconds=PATIENT, trigger_seconds=PATIENT) as slack,
        running(settings_over_http(slack, folder), clock.now, ticking=False) as bot,
    ):
        clock.follow(bot.ticker.next_due, bot.ticker.tick)
        slack.after_act = bot.idle
        await slack.reach(bot.address)
        names = ("Maya", "Brian", "Hailey", "Theo", "Priya", "Noor")
        yield Campfire(slack, bot, *(slack.person(name) for name in names))
        assert slack.problems == []
