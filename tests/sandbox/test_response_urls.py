"""Responding later, through a response_url."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox import Sandbox
from tests.sandbox.app import client_of
from tests.sandbox.payloads import actions, button, plain, section

DONE = actions(button(text=plain("Done"), action_id="done"))


async def answer(slack: Sandbox, url: str, **sent: Any) -> str:
    """ "ok" or the name of the error."""
    async with aiohttp.ClientSession() as session:
        response = await session.post(url, json=sent)
        if response.status == 200:
            return await response.text()
        return str((await response.json())["error"])


def url_of(slack: Sandbox, ts: str | None = None) -> str:
    """A response URL for Brian in #social, for a message if `ts` names one."""
    return f"{slack.url}/response/{slack.backend.response_urls.issue('U0BRIAN', 'C0SOCIAL', ts)}"


async def test_the_answer_is_for_the_one_who_asked(slack: Sandbox) -> None:
    assert await answer(slack, url_of(slack), text="Done") == "ok"
    assert slack.person("Brian").news() == "#social\nOncourse 04:00 (only visible to you)\nDone"
    assert slack.person("Hailey").news() == ""


async def test_unless_it_is_for_the_channel(slack: Sandbox) -> None:
    await answer(slack, url_of(slack), text="Shared", response_type="in_channel", blocks=[section()])
    assert slack.person("Hailey").news() == "#social\nOncourse 01:00\nwords"


async def test_five_uses(slack: Sandbox) -> None:
    url = url_of(slack)
    assert [await answer(slack, url, text="Again") for _ in range(6)] == ["ok"] * 5 + ["used_url"]


async def test_thirty_minutes(slack: Sandbox) -> None:
    url = url_of(slack)
    await slack.clock.advance(timedelta(minutes=30))
    assert await answer(slack, url, text="In time") == "ok"
    await slack.clock.advance(timedelta(seconds=1))
    assert await answer(slack, url, text="Too late") == "expired_url"


async def test_a_url_nobody_gave(slack: Sandbox) -> None:
    assert await answer(slack, f"{slack.url}/response/999", text="Hello") == "invalid_url"


async def test_an_ephemeral_is_replaced_and_deleted_in_place(slack: Sandbox) -> None:
    client = client_of(slack)
    first = await client.chat_postEphemeral(channel="C0SOCIAL", user="U0BRIAN", text="One", blocks=[DONE])
    await client.chat_postEphemeral(channel="C0SOCIAL", user="U0BRIAN", text="Two")
    url = url_of(slack, first["message_ts"])
    await answer(slack, url, text="One, done", replace_original=True)
    assert slack.person("Brian").sees("#social") == (
        "Oncourse 04:00 (only visible to you)\nOne, done\n\nOncourse 04:00 (only visible to you)\nTwo"
    )
    await answer(slack, url, delete_original=True)
    assert slack.person("Brian").sees("#social") == "Oncourse 04:00 (only visible to you)\nTwo"


async def test_a_message_of_the_channel_is_replaced_for_all(slack: Sandbox) -> None:
    posted = await client_of(slack).chat_postMessage(channel="C0SOCIAL", text="Card", blocks=[DONE])
    await answer(slack, url_of(slack, posted["ts"]), text="Card, done", replace_original=True)
    assert slack.person("Hailey").sees("#social") == "Oncourse 01:00 (edited)\nCard, done"


async def test_without_an_original_a_replacement_is_a_new_answer(slack: Sandbox) -> None:
    assert await answer(slack, url_of(slack), text="New", replace_original=True) == "ok"
    assert slack.person("Brian").news().endswith("(only visible to you)\nNew")


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "no_text"),
        ({"text": "Hi", "blocks": [{"type": "sextion"}]}, "invalid_blocks"),
        ({"text": "Hi", "colour": "red"}, "invalid_payload"),
        ({"text": "Hi", "response_type": "everywhere"}, "invalid_payload"),
    ],
)
async def test_what_may_not_be_answered(slack: Sandbox, sent: dict[str, Any], error: str) -> None:
    assert await answer(slack, url_of(slack), **sent) == error
    assert slack.person("Brian").news() == ""


async def test_a_body_that_is_no_json(slack: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        response = await session.post(url_of(slack), data="{")
        assert (response.status, await response.text()) == (400, "invalid_payload")
        response = await session.post(url_of(slack), json=["text"])
        assert response.status == 400


async def test_an_archived_channel(slack: Sandbox) -> None:
    url = url_of(slack)
    await slack.archive("#social")
    assert await answer(slack, url, text="Hello") == "is_archived"
