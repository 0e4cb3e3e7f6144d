"""chat.*"""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.app import client_of, manifest, refused, sandbox
from tests.sandbox.payloads import Json, actions, button, section

METADATA = {"event_type": "delivery", "event_payload": {"id": "6f1c"}}


async def test_a_posted_message_is_seen_and_answered_as_stored(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    answer = await client.chat_postMessage(
        channel="C0SOCIAL", text="A card", blocks=[section(), actions(button(action_id="rate"))]
    )
    assert answer["channel"] == "C0SOCIAL"
    assert answer["ts"] == answer["message"]["ts"]
    assert answer["message"]["bot_id"] == "B0ONCOURSE"
    assert all(block["block_id"] for block in answer["message"]["blocks"])
    assert slack.person("Brian").sees("#social") == "Oncourse 04:00\nwords\n[Rate]"
    assert slack.person("Maya").sees("#social") == "Oncourse 11:00\nwords\n[Rate]"


async def test_times_of_messages_grow_while_the_clock_stands(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0SOCIAL", text="Hello"))["ts"] for _ in range(3)]
    assert stamps == sorted(set(stamps))
    assert stamps[0].startswith("1799053200.")


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0GENERAL", "not_in_channel"),
        ("C0NOWHERE", "channel_not_found"),
        ("#social", "channel_not_found"),
        ("U0DANA", "user_disabled"),
        ("U0BUILDBOT", "cannot_dm_bot"),
        ("U0PRIYA", "user_not_visible"),
    ],
)
async def test_where_the_bot_may_not_post(client: AsyncWebClient, channel: str, error: str) -> None:
    assert await refused(client.chat_postMessage(channel=channel, text="Hello")) == error


async def test_an_archived_channel(slack: Sandbox, client: AsyncWebClient) -> None:
    await slack.archive("#social")
    assert await refused(client.chat_postMessage(channel="C0SOCIAL", text="Hello")) == "is_archived"
    await slack.archive("#social", archived=False)
    assert (await client.chat_postMessage(channel="C0SOCIAL", text="Hello"))["ok"]


async def test_a_private_channel_the_bot_left_is_unknown_to_it(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    await slack.remove_bot("#leadership")
    assert await refused(client.chat_postMessage(channel="C0LEADERSHIP", text="Hi")) == "channel_not_found"


async def test_a_persons_id_reaches_their_direct_message(slack: Sandbox, client: AsyncWebClient) -> None:
    opened = (await client.conversations_open(users="U0BRIAN"))["channel"]["id"]
    answer = await client.chat_postMessage(channel="U0BRIAN", text="Good morning")
    assert answer["channel"] == opened
    assert slack.person("Brian").sees("@Oncourse") == "Oncourse 04:00\nGood morning"


async def test_without_the_messages_tab_nobody_can_be_written_to() -> None:
    async with sandbox(manifest=manifest(messages_tab_enabled=False)) as slack:
        call = client_of(slack).chat_postMessage(channel="U0BRIAN", text="Hello")
        assert await refused(call) == "messages_tab_disabled"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({}, "no_text"),
        ({"text": " "}, "no_text"),
        ({"text": "Hi", "blocks": [{"type": "sextion"}]}, "invalid_blocks"),
        ({"text": "Hi <!channel>"}, "invalid_blocks"),
        ({"text": "Hi", "metadata": {"event_type": "delivery"}}, "invalid_metadata_format"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "Hi", "attachments": [{"text": "old"}]}, "invalid_arguments"),
        ({"text": "Hi", "link_names": True}, "invalid_arguments"),
        ({"text": "Hi", "icon_emoji": ":owl:"}, "missing_scope"),
        ({"text": "Hi", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
    ],
)
async def test_what_may_not_be_posted(
    slack: Sandbox, client: AsyncWebClient, content: dict[str, Any], error: str
) -> None:
    assert (
        await refused(client.api_call("chat.postMessage", json={"channel": "C0SOCIAL", **content})) == error
    )
    assert slack.person("Brian").sees("#social") == ""


async def test_what_the_validator_refuses_is_written_down(slack: Sandbox, client: AsyncWebClient) -> None:
    await refused(client.chat_postMessage(channel="C0SOCIAL", text="Hi", blocks=[section(colour="red")]))
    (problem,) = slack.problems
    assert (problem.source, problem.pointer) == ("chat.postMessage", "/blocks/0/colour")
    (message,) = slack.traffic[-1].answer["response_metadata"]["messages"]
    assert message == f"[ERROR] {problem.reason} [json-pointer:/blocks/0/colour]"


async def test_a_reply_stays_in_its_thread(slack: Sandbox, client: AsyncWebClient) -> None:
    first = await client.chat_postMessage(channel="C0SOCIAL", text="Check-in")
    await client.chat_postMessage(channel="C0SOCIAL", text="Later")
    await client.chat_postMessage(channel="C0SOCIAL", text="A reply", thread_ts=first["ts"])
    assert slack.person("Brian").sees("#social") == (
        "Oncourse 04:00\nCheck-in\n\nOncourse 04:00 (in thread)\nA reply\n\nOncourse 04:00\nLater"
    )


async def test_an_update_keeps_what_is_not_sent_again(slack: Sandbox, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(
        channel="C0SOCIAL", text="Old", blocks=[section()], metadata=METADATA
    )
    where = {"channel": "C0SOCIAL", "ts": posted["ts"]}
    await client.chat_update(**where, text="New")
    assert slack.person("Brian").sees("#social") == "Oncourse 04:00 (edited)\nwords"
    await client.chat_update(**where, text="New", blocks=[])
    assert slack.person("Brian").sees("#social") == "Oncourse 04:00 (edited)\nNew"
    read = await client.conversations_history(channel="C0SOCIAL", include_all_metadata=True)
    assert read["messages"][0]["metadata"] == METADATA


async def test_only_ones_own_messages_can_be_changed(slack: Sandbox, client: AsyncWebClient) -> None:
    said = await slack.person("Brian").write("Mine", "#social")
    where: Json = {"channel": "C0SOCIAL", "ts": said.ts}
    assert await refused(client.chat_update(**where, text="Yours")) == "cant_update_message"
    assert await refused(client.chat_delete(**where)) == "cant_delete_message"
    nowhere: Json = {"channel": "C0SOCIAL", "ts": "1.000001"}
    assert await refused(client.chat_update(**nowhere, text="Hello")) == "message_not_found"
    assert await refused(client.chat_delete(**nowhere)) == "message_not_found"


async def test_an_update_takes_4000_characters(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0SOCIAL", text="Old")
    where = {"channel": "C0SOCIAL", "ts": posted["ts"]}
    assert (await client.chat_update(**where, text="x" * 4000))["ok"]
    assert await refused(client.chat_update(**where, text="x" * 4001)) == "msg_too_long"


async def test_a_deleted_message_is_gone(slack: Sandbox, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0SOCIAL", text="Oops")
    await client.chat_delete(channel="C0SOCIAL", ts=posted["ts"])
    assert slack.person("Brian").sees("#social") == ""


async def test_an_ephemeral_is_seen_by_one_and_cannot_be_reached(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    answer = await client.chat_postEphemeral(channel="C0SOCIAL", user="U0BRIAN", text="Psst")
    assert slack.person("Brian").sees("#social") == "Oncourse 04:00 (only visible to you)\nPsst"
    assert slack.person("Hailey").sees("#social") == ""
    where = {"channel": "C0SOCIAL", "ts": answer["message_ts"]}
    assert await refused(client.chat_update(**where, text="Hello")) == "message_not_found"
    assert (await client.conversations_history(channel="C0SOCIAL"))["messages"] == []


@pytest.mark.parametrize(
    ("channel", "user", "error"),
    [
        ("C0LAUNCHES", "U0BRIAN", "user_not_in_channel"),
        ("C0SOCIAL", "U0DANA", "user_not_in_channel"),
        ("C0GENERAL", "U0BRIAN", "not_in_channel"),
        ("C0NOWHERE", "U0BRIAN", "channel_not_found"),
    ],
)
async def test_who_gets_no_ephemeral(client: AsyncWebClient, channel: str, user: str, error: str) -> None:
    assert await refused(client.chat_postEphemeral(channel=channel, user=user, text="Psst")) == error


async def test_a_permalink(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0SOCIAL", text="Hello")
    answer = await client.chat_getPermalink(channel="C0SOCIAL", message_ts=posted["ts"])
    compact = posted["ts"].replace(".", "")
    assert answer["permalink"] == f"https://campfire-inc.slack.com/archives/C0SOCIAL/p{compact}"
    nowhere = client.chat_getPermalink(channel="C0SOCIAL", message_ts="1.000001")
    assert await refused(nowhere) == "message_not_found"
