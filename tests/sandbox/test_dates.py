"""Every response has the `Date` of the manual clock."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import pytest

from sandbox import Fault, Sandbox

ADDRESSES = [
    pytest.param("api/auth.test", id="a method"),
    pytest.param("api/no.such", id="no method"),
    pytest.param("response/nothing", id="a response URL"),
    pytest.param("upload/nothing", id="an upload"),
    pytest.param("nowhere", id="no such address"),
]
FAULTS = [Fault.rate_limited(), Fault.server_error(503), Fault.refused("fatal_error"), Fault.slow(0)]


async def date_of(slack: Sandbox, address: str) -> timedelta:
    """How far the `Date` of an answer is from the sandbox's clock."""
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.url}/{address}", json={}, headers=headers) as answer,
    ):
        return parsedate_to_datetime(answer.headers["Date"]) - slack.clock.now()


@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_answer_has_the_date_of_the_clock(slack: Sandbox, address: str) -> None:
    await slack.clock.advance(timedelta(days=400))
    assert await date_of(slack, address) == timedelta()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind} {fault.error}")
async def test_faults_have_it_too(slack: Sandbox, fault: Fault) -> None:
    await slack.clock.advance(timedelta(days=400))
    slack.faults.next("auth.test", fault)
    assert await date_of(slack, "api/auth.test") == timedelta()
