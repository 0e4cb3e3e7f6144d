"""Campfire, Inc. with the real bot in it: what every story starts from."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import running
from bot.config import Settings
from bot.manifest import manifest
from sandbox import Clock, Sandbox
from tests.stories.stage import START, Campfire


@pytest.fixture
async def campfire(tmp_path: Path) -> AsyncIterator[Campfire]:
    clock = Clock(START)
    async with Sandbox(manifest(), clock) as slack:
        settings = Settings(
            _env_file=None,
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{tmp_path / 'oncourse.db'}",
        )
        async with running(settings, clock.now, ticking=False) as bot:
            clock.follow(bot.ticker.next_due, bot.ticker.tick)
            slack.after_act = bot.idle
            await slack.connected()
            names = ("Maya", "Brian", "Hailey", "Theo", "Priya", "Noor")
            yield Campfire(slack, bot, *(slack.person(name) for name in names))
            assert slack.problems == []
