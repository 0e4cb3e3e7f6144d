"""conversations.* and users.*"""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from tests.sandbox.app import refused


async def test_info_says_whether_the_bot_is_in(client: AsyncWebClient) -> None:
    social = (await client.conversations_info(channel="C0SOCIAL", include_num_members=True))["channel"]
    assert (social["name"], social["is_member"], social["is_ext_shared"]) == ("social", True, True)
    assert social["num_members"] == 7
    assert (await client.conversations_info(channel="C0GENERAL"))["channel"]["is_member"] is False
    leadership = (await client.conversations_info(channel="C0LEADERSHIP"))["channel"]
    assert leadership["is_private"] is True


async def test_a_private_channel_is_known_from_within_only(slack: Sandbox, client: AsyncWebClient) -> None:
    await slack.remove_bot("#leadership")
    assert await refused(client.conversations_info(channel="C0LEADERSHIP")) == "channel_not_found"
    assert await refused(client.conversations_members(channel="C0LEADERSHIP")) == "channel_not_found"


async def test_members_of_a_public_channel_the_bot_is_not_in(client: AsyncWebClient) -> None:
    answer = await client.conversations_members(channel="C0GENERAL")
    assert answer["members"] == ["U0MAYA", "U0BRIAN", "U0HAILEY", "U0NOOR"]


async def test_members_come_in_pages(client: AsyncWebClient) -> None:
    seen: list[str] = []
    cursor = ""
    while page := await client.conversations_members(channel="C0SOCIAL", limit=3, cursor=cursor):
        seen += page["members"]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert seen == ["U0MAYA", "U0BRIAN", "U0HAILEY", "U0THEO", "U0PRIYA", "U0NOOR", "U0ONCOURSE"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"limit": 0}, "invalid_limit"),
        ({"limit": 5000}, "invalid_limit"),
        ({"cursor": "tomorrow"}, "invalid_cursor"),
        ({"cursor": "bmV4dDo5OTk="}, "invalid_cursor"),
    ],
)
async def test_wrong_pages(client: AsyncWebClient, arguments: dict[str, Any], error: str) -> None:
    assert await refused(client.conversations_members(channel="C0SOCIAL", **arguments)) == error


async def test_the_list_knows_types_and_archives(slack: Sandbox, client: AsyncWebClient) -> None:
    async def names(**arguments: Any) -> list[str]:
        return [channel["name"] for channel in (await client.conversations_list(**arguments))["channels"]]

    assert await names() == ["social", "general", "launches"]
    assert await names(types="public_channel,private_channel") == [
        "social",
        "general",
        "launches",
        "leadership",
    ]
    await slack.archive("#launches")
    assert await names(exclude_archived=True) == ["social", "general"]
    await slack.remove_bot("#leadership")
    assert await names(types="private_channel") == []
    assert await refused(client.conversations_list(types="rooms")) == "invalid_types"
    assert await refused(client.conversations_list(types="mpim")) == "missing_scope"


async def test_opening_a_direct_message(client: AsyncWebClient) -> None:
    one = (await client.conversations_open(users="U0BRIAN"))["channel"]["id"]
    again = (await client.conversations_open(users="U0BRIAN"))["channel"]["id"]
    assert one == again
    assert (await client.conversations_open(channel=one))["already_open"] is True
    info = (await client.conversations_info(channel=one))["channel"]
    assert (info["is_im"], info["user"]) == (True, "U0BRIAN")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"users": "U0DANA"}, "user_disabled"),
        ({"users": "U0NOBODY"}, "user_not_found"),
        ({"users": "U0PRIYA"}, "user_not_visible"),
        ({"users": "U0BUILDBOT"}, "cannot_dm_bot"),
        ({"users": "U0MAYA,U0BRIAN"}, "too_many_users"),
        ({}, "users_list_not_supplied"),
        ({"channel": "C0SOCIAL"}, "method_not_supported_for_channel_type"),
    ],
)
async def test_direct_messages_that_cannot_be(
    client: AsyncWebClient, arguments: dict[str, Any], error: str
) -> None:
    assert await refused(client.api_call("conversations.open", json=arguments)) == error


async def test_joining(slack: Sandbox, client: AsyncWebClient) -> None:
    assert await refused(client.conversations_join(channel="C0NOWHERE")) == "channel_not_found"
    assert (await client.conversations_join(channel="C0GENERAL"))["channel"]["is_member"] is True
    await slack.archive("#launches")
    assert await refused(client.conversations_join(channel="C0LAUNCHES")) == "is_archived"
    assert await refused(client.conversations_join(channel="C0LEADERSHIP")) == (
        "method_not_supported_for_channel_type"
    )


async def test_history_is_newest_first_and_leaves_threads_out(slack: Sandbox, client: AsyncWebClient) -> None:
    brian = slack.person("Brian")
    first = await brian.write("One", "#social")
    await brian.write("Reply", "#social", thread=first)
    third = await brian.write("Two", "#social")

    async def texts(**arguments: Any) -> list[str]:
        read = await client.conversations_history(channel="C0SOCIAL", **arguments)
        return [message["text"] for message in read["messages"]]

    assert await texts() == ["Two", "One"]
    assert await texts(oldest=first.ts) == ["Two"]
    assert await texts(oldest=first.ts, inclusive=True) == ["Two", "One"]
    assert await texts(latest=third.ts) == ["One"]
    assert await texts(limit=1) == ["Two"]
    assert (
        await refused(client.conversations_history(channel="C0SOCIAL", oldest="dawn")) == "invalid_ts_oldest"
    )
    replies = await client.conversations_replies(channel="C0SOCIAL", ts=first.ts)
    assert [message["text"] for message in replies["messages"]] == ["One", "Reply"]
    assert (
        await refused(client.conversations_replies(channel="C0SOCIAL", ts="1.000001")) == "thread_not_found"
    )


async def test_history_of_a_channel_the_bot_is_not_in(client: AsyncWebClient) -> None:
    assert await refused(client.conversations_history(channel="C0GENERAL")) == "not_in_channel"


async def test_metadata_is_told_to_those_who_ask(client: AsyncWebClient) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "6f1c"}}
    await client.chat_postMessage(channel="U0BRIAN", text="Digest", metadata=metadata)
    direct = (await client.conversations_open(users="U0BRIAN"))["channel"]["id"]
    plain = await client.conversations_history(channel=direct)
    full = await client.conversations_history(channel=direct, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == metadata


async def test_a_person(client: AsyncWebClient) -> None:
    user = (await client.users_info(user="U0MAYA", include_locale=True))["user"]
    assert (user["tz"], user["tz_offset"], user["locale"]) == ("Europe/Riga", 7200, "lv-LV")
    assert (user["real_name"], user["profile"]["display_name"]) == ("Maya", "Maya")
    assert "locale" not in (await client.users_info(user="U0MAYA"))["user"]


@pytest.mark.parametrize(
    ("user_id", "marked"),
    [
        ("U0BRIAN", set()),
        ("U0THEO", {"is_restricted", "is_ultra_restricted"}),
        ("U0DANA", {"deleted"}),
        ("U0PRIYA", set()),
        ("U0BUILDBOT", {"is_bot"}),
        ("U0ONCOURSE", {"is_bot"}),
    ],
)
async def test_what_sets_people_apart(client: AsyncWebClient, user_id: str, marked: set[str]) -> None:
    marks = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
    user = (await client.users_info(user=user_id))["user"]
    assert {mark for mark in marks if user[mark]} == marked


async def test_somebody_of_another_workspace_is_a_stranger_until_they_meet_the_app(
    slack: Sandbox, client: AsyncWebClient
) -> None:
    uma = slack.add_person("Uma", team_id="T0PARTNER", enterprise_teams=("T0PARTNER", "T0SISTER"))
    before = (await client.users_info(user=uma.user.id))["user"]
    assert (before["team_id"], before["is_stranger"]) == ("T0PARTNER", True)
    assert before["enterprise_user"]["teams"] == ["T0PARTNER", "T0SISTER"]
    await slack.join(uma, "#general")
    assert (await client.users_info(user=uma.user.id))["user"]["is_stranger"]
    await slack.join(uma, "#social")
    assert not (await client.users_info(user=uma.user.id))["user"]["is_stranger"]


async def test_a_status(client: AsyncWebClient) -> None:
    profile = (await client.users_info(user="U0NOOR"))["user"]["profile"]
    assert (profile["status_text"], profile["status_emoji"]) == ("On vacation", ":palm_tree:")


async def test_an_unknown_person(client: AsyncWebClient) -> None:
    assert await refused(client.users_info(user="U0NOBODY")) == "user_not_found"


async def test_everybody_in_pages(client: AsyncWebClient) -> None:
    first = await client.users_list(limit=5)
    rest = await client.users_list(limit=50, cursor=first["response_metadata"]["next_cursor"])
    names = [user["real_name"] for user in first["members"] + rest["members"]]
    assert names == ["Maya", "Brian", "Hailey", "Theo", "Dana", "Priya", "Noor", "Buildbot", "Oncourse"]


async def test_the_channels_of_a_person(slack: Sandbox, client: AsyncWebClient) -> None:
    async def names(**arguments: Any) -> list[str]:
        read = await client.users_conversations(types="public_channel,private_channel", **arguments)
        return [channel["name"] for channel in read["channels"]]

    assert await names() == ["social", "launches", "leadership"]
    assert await names(user="U0HAILEY") == ["social", "general", "launches", "leadership"]
    await slack.remove_bot("#leadership")
    assert await names(user="U0HAILEY") == ["social", "general", "launches"]
