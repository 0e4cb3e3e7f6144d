"""Slack failing on demand."""

import asyncio
import random

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Fault, Sandbox
from tests.sandbox.app import client_of, refused, sandbox

HELLO = {"channel": "C0SOCIAL", "text": "Hello"}


def posted(slack: Sandbox) -> int:
    """The number of messages in #social."""
    return len(slack.workspace.find_channel("#social").messages)


async def post(client: AsyncWebClient) -> None:
    await client.api_call("chat.postMessage", json=HELLO)


async def test_a_rate_limit_says_when_to_come_back(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.faults.next("chat.postMessage", Fault.rate_limited(retry_after=7))
    with pytest.raises(SlackApiError) as failure:
        await post(client)
    assert failure.value.response.status_code == 429
    assert failure.value.response["error"] == "ratelimited"
    assert failure.value.response.headers["Retry-After"] == "7"
    assert posted(slack) == 0
    await post(client)
    assert posted(slack) == 1


@pytest.mark.parametrize(
    ("fault", "status", "stored"),
    [
        (Fault.server_error(), 500, 0),
        (Fault.server_error(503), 503, 0),
        (Fault.server_error(503, stored=True), 503, 1),
    ],
)
async def test_server_errors(
    slack: Sandbox, client: AsyncWebClient, fault: Fault, status: int, stored: int
) -> None:
    slack.faults.next("chat.postMessage", fault)
    with pytest.raises(SlackApiError) as failure:
        await post(client)
    assert failure.value.response.status_code == status
    assert posted(slack) == stored


@pytest.mark.parametrize("stored", [False, True])
async def test_a_dropped_connection_before_or_after_the_message_was_stored(
    slack: Sandbox, client: AsyncWebClient, stored: bool
) -> None:
    slack.faults.next("chat.postMessage", Fault.dropped(stored=stored))
    with pytest.raises(aiohttp.ClientConnectionError):
        await post(client)
    assert posted(slack) == int(stored)
    assert [(call.method, call.answer) for call in slack.traffic] == [("chat.postMessage", {})]


@pytest.mark.parametrize("stored", [False, True])
async def test_a_timeout(slack: Sandbox, stored: bool) -> None:
    arrived = asyncio.Event()

    def hang(method: str, arguments: object) -> Fault:
        arrived.set()
        return Fault.timeout(stored=stored)

    slack.faults.rule = hang
    hanging = asyncio.create_task(post(client_of(slack)))
    await arrived.wait()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(hanging, timeout=0.05)
    assert posted(slack) == int(stored)


async def test_a_call_that_hangs_ends_with_the_sandbox() -> None:
    async with sandbox() as slack:
        arrived = asyncio.Event()

        def hang(method: str, arguments: object) -> Fault:
            arrived.set()
            return Fault.timeout()

        slack.faults.rule = hang
        hanging = asyncio.create_task(post(client_of(slack)))
        await arrived.wait()
    with pytest.raises(aiohttp.ClientError):
        await hanging


async def test_a_slow_answer_is_the_right_one(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.faults.next("chat.postMessage", Fault.slow(0.01))
    assert (await client.api_call("chat.postMessage", json=HELLO))["message"]["text"] == "Hello"


async def test_any_error_by_name(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.faults.next("chat.postMessage", Fault.refused("fatal_error"), Fault.refused("restricted_action"))
    assert await refused(post(client)) == "fatal_error"
    assert await refused(post(client)) == "restricted_action"
    await post(client)


async def test_a_rule_decides_call_by_call(slack: Sandbox, client: AsyncWebClient) -> None:
    dice = random.Random(7)  # noqa: S311  chance, not secrecy

    slack.faults.rule = lambda method, arguments: (
        Fault.server_error() if method == "chat.postMessage" and dice.random() < 0.5 else None
    )
    failures = 0
    for _ in range(40):
        try:
            await post(client)
        except SlackApiError:
            failures += 1
    assert 0 < failures < 40
    assert posted(slack) == 40 - failures
    assert (await client.auth_test())["ok"]


async def test_closed_direct_messages(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.faults.close_dms("U0BRIAN")
    call = client.chat_postMessage(channel="U0BRIAN", text="Hello")
    assert await refused(call) == "messages_tab_disabled"
    assert (await client.chat_postMessage(channel="U0MAYA", text="Hello"))["ok"]
    slack.faults.open_dms("U0BRIAN")
    assert (await client.chat_postMessage(channel="U0BRIAN", text="Hello"))["ok"]


async def test_a_revoked_token(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.faults.revoke_token()
    assert await refused(client.auth_test()) == "token_revoked"


async def test_an_uninstalled_app(slack: Sandbox, client: AsyncWebClient) -> None:
    await slack.uninstall()
    assert await refused(client.auth_test()) == "account_inactive"
