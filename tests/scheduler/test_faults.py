"""Slack fails in every way it can while 500 people are reminded: each of them hears once."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import running
from bot.manifest import manifest
from handlers.support.timeouts import Timeouts
from sandbox import Clock, Fault, Sandbox
from tests.scheduler.bot_process import patient
from tests.scheduler.crowd import START, gather, got, plan_for
from tests.scheduler.weather import Storm
from tests.stories.stage import settings_for

PEOPLE = 500
CHANCE = 0.15


async def test_everybody_has_exactly_one_daily_message_however_slack_fails(
    any_database: None, tmp_path: Path
) -> None:
    clock = Clock(START - timedelta(minutes=1))
    async with (
        Sandbox(manifest(), clock) as slack,
        running(
            patient(settings_for(slack, tmp_path)),
            clock.now,
            clock.seconds,
            ticking=False,
            timeouts=Timeouts(ping=1),
        ) as bot,
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


async def test_who_got_no_answer_in_time_has_exactly_one_daily_message(
    any_database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_TIMEOUT", "1")  # a call that takes longer on a slow machine is made again
    clock = Clock(START - timedelta(minutes=1))
    async with (
        Sandbox(manifest(), clock) as slack,
        running(settings_for(slack, tmp_path), clock.now, clock.seconds, ticking=False) as bot,
    ):
        clock.follow(bot.ticker.next_due, bot.ticker.tick)
        crowd = gather(slack, 4)
        await plan_for(bot.store, crowd)
        slack.faults.next("chat.postMessage", Fault.timeout(), Fault.timeout(stored=True))
        slack.faults.next("conversations.history", Fault.timeout())
        await clock.advance(timedelta(hours=12))
        assert got(slack, crowd) == Counter({1: 4})
        assert slack.problems == []
