"""Responses that are not Slack's, or ambiguous, as sent: with the call executed or not."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox import Fault, Sandbox
from sandbox.odd_responses import odd_responses

HELLO = {"channel": "C0SOCIAL", "text": "Hello"}
UNDONE, DONE = odd_responses(), odd_responses(stored=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


async def post(slack: Sandbox, path: str = "api/chat.postMessage") -> Answer:
    """Say hello without any library that would read the answer."""
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.url}/{path}", json=HELLO, headers=headers, allow_redirects=False) as answer,
    ):
        return Answer(answer.status, dict(answer.headers), await answer.read())


def said(slack: Sandbox) -> int:
    """The number of messages in #social."""
    return len(slack.workspace.find_channel("#social").messages)


@pytest.mark.parametrize(("name", "stored"), [(n, False) for n in UNDONE] + [(n, True) for n in DONE])
async def test_each_kind_answers_as_it_is(slack: Sandbox, name: str, stored: bool) -> None:
    fault = (DONE if stored else UNDONE)[name]
    slack.faults.next("chat.postMessage", fault)
    if fault.kind == "cut off":
        with pytest.raises(aiohttp.ClientPayloadError):
            await post(slack)
    else:
        answer = await post(slack)
        assert answer.status == fault.status
        assert ("Date" in answer.headers) == fault.has_date
        if fault.kind == "body":
            assert answer.body == fault.body
            assert answer.headers.get("Content-Type", "").partition(";")[0] == fault.content_type
            assert answer.headers.get("Retry-After") == fault.retry_after
    assert said(slack) == int(stored)


async def test_one_that_lasts_comes_until_it_is_cleared(slack: Sandbox) -> None:
    slack.faults.always("chat.postMessage", Fault.raw_response(b"<html>", "text/html", 403))
    slack.faults.next("chat.postMessage", Fault.server_error())
    assert [(await post(slack)).status for _ in range(4)] == [500, 403, 403, 403]
    slack.faults.clear()
    assert (await post(slack)).status == 200
    assert said(slack) == 1


@pytest.mark.parametrize("place", ["response_url", "upload", "download"])
async def test_addresses_that_are_no_methods_answer_so_too(slack: Sandbox, place: str) -> None:
    path = {"response_url": "response/x", "upload": "upload/x", "download": "files-pri/x/download"}[place]
    slack.faults.next(place, Fault.raw_response(b"<html>", "text/html", 407, has_date=False))
    method = "get" if place == "download" else "post"
    async with aiohttp.ClientSession() as session, session.request(method, f"{slack.url}/{path}") as answer:
        assert (answer.status, await answer.text()) == (407, "<html>")
        assert "Date" not in answer.headers


async def test_a_message_may_be_only_so_long(slack: Sandbox) -> None:
    slack.faults.max_message_length = 10
    slack.faults.always("chat.postEphemeral", Fault.refused("fatal_error"))
    assert (await post(slack)).status == 200  # text without blocks does not count
    section = [{"type": "section", "text": {"type": "plain_text", "text": "Hello"}}]
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{slack.api_url}chat.postMessage", json={**HELLO, "blocks": section}, headers=headers
        ) as answer,
    ):
        assert (await answer.json())["error"] == "msg_blocks_too_long"
    assert slack.problems == []


async def test_history_with_oldest_alone_goes_on_from_there(slack: Sandbox) -> None:
    stamps = []
    for _ in range(5):
        await post(slack)
        await slack.clock.advance(timedelta(minutes=1))
        stamps.append(list(slack.workspace.find_channel("#social").messages)[-1])
    pages: list[list[str]] = []
    cursor = ""
    while cursor or not pages:
        found = await history(slack, oldest=stamps[0], limit=2, cursor=cursor)
        pages.append([message["ts"] for message in found["messages"]])
        cursor = found["response_metadata"]["next_cursor"]
        assert found["has_more"] == bool(cursor)
    assert pages == [[stamps[2], stamps[1]], [stamps[4], stamps[3]]]
    newest = await history(slack, oldest=stamps[0], latest="9999999999", limit=2)
    assert [message["ts"] for message in newest["messages"]] == [stamps[4], stamps[3]]


async def test_outside_the_marketplace_there_are_15_messages_a_minute(slack: Sandbox) -> None:
    for _ in range(20):
        await post(slack)
    slack.faults.outside_marketplace = True
    found = await history(slack, limit=200)
    assert (len(found["messages"]), found["has_more"]) == (15, True)
    assert (await history(slack))["error"] == "ratelimited"
    await slack.clock.advance(timedelta(minutes=1))
    assert (await history(slack))["ok"]


async def history(slack: Sandbox, **arguments: object) -> dict[str, Any]:
    """conversations.history of #social."""
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    asked = {"channel": "C0SOCIAL", **{name: value for name, value in arguments.items() if value}}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.api_url}conversations.history", json=asked, headers=headers) as answer,
    ):
        return dict(await answer.json())
