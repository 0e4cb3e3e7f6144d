"""Slack fails in every way it can while 500 people are reminded: each of them hears once."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import running
from bot.manifest import manifest
from sandbox import Clock, Sandbox
from tests.scheduler.crowd import START, gather, got, plan_for
from tests.scheduler.weather import Storm
from tests.stories.stage import settings_for

PEOPLE = 500
CHANCE = 0.15


async def test_everybody_has_exactly_one_digest_however_slack_fails(
    any_database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_TIMEOUT", "0.2")
    monkeypatch.setattr("bot.socket.PING_SECONDS", 1)
    clock = Clock(START - timedelta(minutes=1))
    async with (
        Sandbox(manifest(), clock) as slack,
        running(settings_for(slack, tmp_path), clock.now, clock.seconds, ticking=False) as bot,
    ):
        clock.follow(bot.ticker.next_due, bot.ticker.tick)
        await slack.connected()
        crowd = gather(slack, PEOPLE)
        await plan_for(bot.store, crowd)
        storm = slack.faults.rule = Storm(slack, CHANCE, seed=1)

        await clock.advance(timedelta(hours=12))
        assert got(slack, crowd) == Counter({1: PEOPLE})
        assert storm.struck > PEOPLE * CHANCE
        await slack.connected()
        assert slack.problems == []
