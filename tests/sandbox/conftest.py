"""Fixtures: a sandbox and a Web API client."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.app import client_of, sandbox


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with sandbox(retry_delays=(0, 0)) as opened:
        yield opened


@pytest.fixture
def client(slack: Sandbox) -> AsyncWebClient:
    return client_of(slack)
