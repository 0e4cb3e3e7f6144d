"""What is remembered, for how long, and how much of it."""

import asyncio
from datetime import UTC, datetime, timedelta

from handlers.support.ttl_cache import TtlCache

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
A_WHILE = timedelta(minutes=10)


class Slack:
    """Answers each question with itself, and keeps what it was asked, at a time that can be moved."""

    def __init__(self, most: int = 2) -> None:
        self.now = NOW
        self.asked: list[str] = []
        self.remembered = TtlCache(self._ask, lambda: self.now, A_WHILE, most)

    async def _ask(self, key: str) -> str:
        self.asked.append(key)
        await asyncio.sleep(0)
        return key

    async def asks_about(self, *keys: str) -> list[str]:
        """What Slack is asked when these are wanted one after the other."""
        before = len(self.asked)
        for key in keys:
            assert await self.remembered.get(key) == key
        return self.asked[before:]


async def test_an_answer_is_kept_for_a_while() -> None:
    slack = Slack()
    assert await slack.asks_about("a", "a") == ["a"]
    slack.now += A_WHILE
    assert await slack.asks_about("a") == []
    slack.now += timedelta(seconds=1)
    assert await slack.asks_about("a") == ["a"]


async def test_an_answer_that_was_given_while_the_clock_was_ahead_is_asked_for_again() -> None:
    slack = Slack()
    slack.now += timedelta(days=365)
    assert await slack.asks_about("a") == ["a"]
    slack.now = NOW
    assert await slack.asks_about("a", "a") == ["a"]


async def test_many_who_ask_at_once_are_one_question() -> None:
    slack = Slack()
    await asyncio.gather(*(slack.remembered.get("a") for _ in range(5)))
    assert slack.asked == ["a"]


async def test_of_many_those_wanted_last_are_kept() -> None:
    slack = Slack(most=2)
    assert await slack.asks_about("a", "b", "a", "c") == ["a", "b", "c"]
    assert await slack.asks_about("a", "c") == []
    assert await slack.asks_about("b") == ["b"]


async def test_what_changes_while_it_is_asked_about_is_not_remembered() -> None:
    slack = Slack()
    asking = asyncio.ensure_future(slack.remembered.get("a"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    slack.remembered.forget("a")
    assert await asking == "a"
    assert await slack.asks_about("a", "a") == ["a"]
