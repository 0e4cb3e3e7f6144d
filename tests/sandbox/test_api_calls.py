"""Calling the Web API: tokens, scopes, arguments, unknown methods, rate limits, and the app itself."""

import json

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Sandbox
from sandbox.arguments import methods
from sandbox.methods import METHODS
from tests.sandbox.app import SCOPES, client_of, manifest, refused, sandbox
from tests.sandbox.payloads import actions, button, message, section


def test_every_method_of_the_list_is_there_and_no_other() -> None:
    assert METHODS.keys() == methods().keys()


async def test_auth_test_says_who_the_bot_is(slack: Sandbox, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert answer["user_id"] == slack.bot_user_id
    assert answer["bot_id"] == "B0ONCOURSE"
    assert answer["team"] == "Campfire, Inc."


async def test_an_unknown_method(client: AsyncWebClient) -> None:
    assert await refused(client.api_call("chat.shout")) == "unknown_method"


@pytest.mark.parametrize(
    ("kind", "error"),
    [("none", "not_authed"), ("strange", "invalid_auth"), ("app", "not_allowed_token_type")],
)
async def test_a_wrong_token(slack: Sandbox, kind: str, error: str) -> None:
    bearer = {"none": "", "strange": "xoxb-strange", "app": slack.app_token}[kind]
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    async with aiohttp.ClientSession() as session:
        answer = await session.post(f"{slack.api_url}auth.test", headers=headers)
        assert await answer.json() == {"ok": False, "error": error}


async def test_sockets_are_opened_with_the_app_token_only(slack: Sandbox, client: AsyncWebClient) -> None:
    assert await refused(client.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"
    answer = await client.apps_connections_open(app_token=slack.app_token)
    assert answer["url"].startswith("ws://127.0.0.1:")


async def test_arguments_come_as_query_form_or_json(slack: Sandbox) -> None:
    social = slack.workspace.find_channel("#social").id
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    url = f"{slack.api_url}chat.postMessage"
    said = {"channel": social, "text": "Hello"}
    blocks = [section()]
    async with aiohttp.ClientSession(headers=headers) as session:
        for request in (
            session.post(url, params=said),
            session.post(url, data={**said, "blocks": json.dumps(blocks)}),
            session.post(url, json={**said, "blocks": blocks}),
            session.post(url, data=aiohttp.FormData(said)),
        ):
            answer = await (await request).json()
            assert answer["ok"], answer
    assert slack.person("Brian").sees("#social").count("Oncourse 04:00") == 4


async def test_a_method_that_takes_no_json_does_not_read_it(slack: Sandbox) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        answer = await session.post(f"{slack.api_url}users.info", json={"user": slack.bot_user_id})
        assert (await answer.json())["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    ("method", "arguments", "words"),
    [
        ("chat.postMessage", {"text": "Hello"}, "missing required field: channel"),
        ("users.info", {"user": "U0MAYA", "colour": "red"}, "unknown field: colour"),
        ("users.list", {"limit": "many"}, "must be a number: limit"),
        ("users.info", {"user": "U0MAYA", "include_locale": "perhaps"}, "must be a boolean: include_locale"),
        ("views.publish", {"user_id": "U0MAYA", "view": "{"}, "unreadable JSON: view"),
    ],
)
async def test_wrong_arguments_are_named(
    slack: Sandbox, method: str, arguments: dict[str, str], words: str
) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        answer = await (await session.post(f"{slack.api_url}{method}", data=arguments)).json()
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {words}"]


async def test_a_body_that_is_no_json(slack: Sandbox) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for body, error in (("{", "invalid_json"), ("[]", "json_not_object")):
            answer = await session.post(f"{slack.api_url}chat.postMessage", data=body)
            assert (await answer.json())["error"] == error


@pytest.mark.parametrize(
    ("missing", "method", "arguments"),
    [
        ("chat:write", "chat.postMessage", {"channel": "C0SOCIAL", "text": "Hello"}),
        ("channels:read", "conversations.members", {"channel": "C0SOCIAL"}),
        ("groups:read", "conversations.members", {"channel": "C0LEADERSHIP"}),
        ("channels:history", "conversations.history", {"channel": "C0SOCIAL"}),
        ("im:write", "conversations.open", {"users": "U0MAYA"}),
        ("users:read", "users.info", {"user": "U0MAYA"}),
        ("files:write", "files.getUploadURLExternal", {"filename": "plan.csv", "length": "3"}),
    ],
)
async def test_a_scope_the_manifest_does_not_ask_for(
    missing: str, method: str, arguments: dict[str, str]
) -> None:
    scopes = tuple(scope for scope in SCOPES if scope != missing)
    async with sandbox(manifest=manifest(scopes, events=())) as slack:
        answer = await _failed(client_of(slack), method, arguments)
    assert answer["error"] == "missing_scope"
    assert answer["needed"] == missing
    assert missing not in answer["provided"].split(",")


async def _failed(client: AsyncWebClient, method: str, arguments: dict[str, str]) -> dict[str, str]:
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {client.token}"}) as session:
        answer: dict[str, str] = await (
            await session.post(f"{client.base_url}{method}", data=arguments)
        ).json()
    return answer


async def test_every_call_is_in_the_traffic(slack: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0SOCIAL", text="Hello")
    (call,) = slack.traffic
    assert call.method == "chat.postMessage"
    assert call.arguments["text"] == "Hello"
    assert call.answer["ok"] is True
    assert call.at == slack.clock.now()
    assert slack.bot_token not in str(call.arguments)


async def test_rate_limits_are_off_until_switched_on(slack: Sandbox, client: AsyncWebClient) -> None:
    for _ in range(25):
        await client.users_list()
    slack.rate_limits = True
    for _ in range(20):
        await client.users_list()
    assert await refused(client.users_list()) == "ratelimited"
    assert slack.traffic[-1].answer["error"] == "ratelimited"


async def test_one_message_a_second_and_channel(slack: Sandbox, client: AsyncWebClient) -> None:
    slack.rate_limits = True
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    await client.chat_postMessage(channel="C0SOCIAL", text="One")
    await client.chat_postMessage(channel="C0LAUNCHES", text="Elsewhere")
    async with aiohttp.ClientSession(headers=headers) as session:
        answer = await session.post(
            f"{slack.api_url}chat.postMessage", json={"channel": "C0SOCIAL", "text": "Two"}
        )
        assert (answer.status, answer.headers["Retry-After"]) == (429, "1")


async def test_team_and_bots(client: AsyncWebClient) -> None:
    assert (await client.team_info())["team"]["domain"] == "campfire-inc"
    assert await refused(client.team_info(team="T0PARTNER")) == "team_not_found"
    assert (await client.bots_info(bot="B0BUILDBOT"))["bot"]["name"] == "Buildbot"
    assert (await client.bots_info())["bot"]["user_id"] == "U0ONCOURSE"
    assert await refused(client.bots_info(bot="B0NOBODY")) == "bot_not_found"


async def test_blocks_validate(slack: Sandbox, client: AsyncWebClient) -> None:
    assert (await client.api_call("blocks.validate", json={"message": message(section())}))["ok"]
    wrong = [actions(button(text={"type": "mrkdwn", "text": "Rate"}))]
    assert await refused(client.api_call("blocks.validate", json={"blocks": wrong})) == "invalid_blocks"
    assert slack.problems[0].source == "blocks.validate"
    assert slack.problems[0].pointer.startswith("/blocks/0/elements/0/text")
    with pytest.raises(SlackApiError) as refusal:
        await client.blocks_validate(blocks=wrong)
    [error] = refusal.value.response["errors"]
    assert (error["code"], error["pointer"]) == ("failed_constraint", slack.problems[0].pointer)
    assert await refused(client.api_call("blocks.validate", json={})) == "invalid_arguments"


async def test_a_revoked_token_is_no_good_any_more(client: AsyncWebClient) -> None:
    assert (await client.auth_revoke(test=True))["revoked"] is False
    assert (await client.auth_revoke())["revoked"] is True
    assert await refused(client.auth_test()) == "token_revoked"
