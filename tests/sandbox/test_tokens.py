"""The tokens an app gets for a code: rotation, expiry, revocation."""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from sandbox import ActionError, Fault, Sandbox
from tests.sandbox.app import SCOPES, refused
from tests.sandbox.http_app import PUBLIC, RETURN, answering
from tests.sandbox.oauth_app import client_with, code_of, exchange, installed, refresh, uninstalled


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with uninstalled() as opened:
        yield opened


@pytest.fixture
async def rotating() -> AsyncIterator[Sandbox]:
    async with uninstalled(rotated=True) as opened:
        yield opened


async def test_a_code_is_exchanged_for_a_token(slack: Sandbox) -> None:
    granted = await installed(slack)
    team = slack.workspace.team
    assert granted == {
        "ok": True,
        "access_token": slack.bot_token,
        "token_type": "bot",
        "scope": ",".join(SCOPES),
        "bot_user_id": slack.bot_user_id,
        "app_id": "A0ONCOURSE",
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": "U0MAYA"},
    }
    assert (await client_with(slack, granted["access_token"]).auth_test())["team_id"] == team.id


async def test_the_secret_may_come_in_the_header(slack: Sandbox) -> None:
    code = await code_of(slack, slack.person("Maya"))
    login = aiohttp.encode_basic_auth(slack.client_id, slack.client_secret)
    async with aiohttp.ClientSession(headers={"Authorization": login}) as session:
        sent = {"code": code, "redirect_uri": PUBLIC + RETURN}
        answer = await session.post(f"{slack.api_url}oauth.v2.access", data=sent)
        assert (await answer.json())["access_token"] == slack.bot_token


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "guessed"}, "bad_client_secret"),
        ({"client_secret": ""}, "bad_client_secret"),
        ({"code": "guessed"}, "invalid_code"),
        ({"redirect_uri": "https://evil.example"}, "bad_redirect_uri"),
        ({"redirect_uri": ""}, "bad_redirect_uri"),
        ({"grant_type": "password"}, "invalid_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "xoxe-1-guessed"}, "invalid_refresh_token"),
    ],
)
async def test_a_wrong_exchange(slack: Sandbox, changed: dict[str, str], error: str) -> None:
    code = changed.pop("code", await code_of(slack, slack.person("Maya")))
    assert await refused(exchange(slack, code, **changed)) == error
    assert not slack.installed


async def test_a_code_is_good_once(slack: Sandbox) -> None:
    code = await code_of(slack, slack.person("Maya"))
    await exchange(slack, code)
    assert await refused(exchange(slack, code)) == "invalid_code"


async def test_a_code_is_good_for_ten_minutes(slack: Sandbox) -> None:
    code = await code_of(slack, slack.person("Maya"))
    await slack.clock.advance(timedelta(minutes=10, seconds=1))
    assert await refused(exchange(slack, code)) == "invalid_code"


async def test_where_no_redirect_uri_was_named_none_is_given_back(slack: Sandbox) -> None:
    code = await code_of(slack, slack.person("Maya"), redirect_uri="")
    assert (await exchange(slack, code, redirect_uri=""))["ok"]


async def test_fewer_scopes_let_the_app_do_less(slack: Sandbox) -> None:
    granted = await exchange(slack, await code_of(slack, slack.person("Maya"), scope="chat:write"))
    assert granted["scope"] == "chat:write"
    assert await refused(client_with(slack, granted["access_token"]).users_list()) == "missing_scope"
    with pytest.raises(ActionError, match="is not a command"):
        await slack.person("Maya").command("/tactic", "#social")


async def test_before_it_is_installed_the_app_is_nowhere(slack: Sandbox) -> None:
    maya = slack.person("Maya")
    assert slack.bot_user_id not in slack.workspace.users
    with pytest.raises(ActionError, match="is not a command"):
        await maya.command("/tactic", "#social")
    await slack.change("Maya", status="Away")
    assert slack.transport.sent == []


async def test_no_secrets_stand_in_the_traffic(rotating: Sandbox) -> None:
    granted = await installed(rotating)
    await refresh(rotating, granted)
    kept = str(rotating.traffic)
    for secret in (
        rotating.client_secret,
        granted["access_token"],
        granted["refresh_token"],
        rotating.bot_token,
    ):
        assert secret not in kept


async def test_installing_again_gives_a_token_that_is_good(slack: Sandbox) -> None:
    first = await installed(slack)
    again = await installed(slack)
    assert again["access_token"] == first["access_token"]
    slack.faults.revoke_token()
    await slack.uninstall()
    anew = await installed(slack)
    assert anew["access_token"] != first["access_token"]
    assert await refused(client_with(slack, first["access_token"]).auth_test()) == "account_inactive"
    assert (await client_with(slack, anew["access_token"]).auth_test())["ok"]


async def test_tokens_are_rotated(rotating: Sandbox) -> None:
    first = await installed(rotating)
    assert first["access_token"].startswith("xoxe.xoxb-")
    assert first["refresh_token"].startswith("xoxe-1-")
    assert first["expires_in"] == 43200
    second = (await refresh(rotating, first)).data
    assert "authed_user" not in second
    for token in (first["access_token"], second["access_token"]):
        assert (await client_with(rotating, token).auth_test())["ok"]
    assert await refused(refresh(rotating, first)) == "invalid_refresh_token"


async def test_a_token_expires_after_twelve_hours(rotating: Sandbox) -> None:
    first = await installed(rotating)
    await rotating.clock.advance(timedelta(hours=12))
    assert await refused(client_with(rotating, first["access_token"]).auth_test()) == "token_expired"
    second = (await refresh(rotating, first)).data
    assert (await client_with(rotating, second["access_token"]).auth_test())["ok"]


async def test_two_tokens_live_side_by_side_at_most(rotating: Sandbox) -> None:
    first = await installed(rotating)
    second = (await refresh(rotating, first)).data
    third = (await refresh(rotating, second)).data
    assert await refused(client_with(rotating, first["access_token"]).auth_test()) == "token_revoked"
    for token in (second["access_token"], third["access_token"]):
        assert (await client_with(rotating, token).auth_test())["ok"]


async def test_one_rotated_token_can_be_revoked_without_the_app_leaving(rotating: Sandbox) -> None:
    first = await installed(rotating)
    client = client_with(rotating, first["access_token"])
    assert (await client.auth_revoke())["revoked"] is True
    assert await refused(client.auth_test()) == "token_revoked"
    assert rotating.installed
    assert (await refresh(rotating, first))["ok"]


async def test_an_app_can_take_itself_out(rotating: Sandbox) -> None:
    first = await installed(rotating)
    client = client_with(rotating, first["access_token"])
    secret = {"client_id": rotating.client_id, "client_secret": rotating.client_secret}
    assert (
        await refused(client.apps_uninstall(**{**secret, "client_secret": "guessed"})) == "bad_client_secret"
    )
    async with answering(rotating, _fine) as got:
        await client.apps_uninstall(**secret)
        await rotating.settle()
    heard = [(await request.json())["event"]["type"] for request in got]
    assert sorted(heard) == ["app_uninstalled", "tokens_revoked"]
    assert await refused(client.auth_test()) == "account_inactive"
    assert await refused(refresh(rotating, first)) == "invalid_refresh_token"
    assert not rotating.installed
    assert rotating.workspace.users[rotating.bot_user_id].deleted


async def test_no_button_works_when_the_app_is_gone(slack: Sandbox) -> None:
    await installed(slack)
    blocks = [
        {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
        }
    ]
    client = client_with(slack, slack.bot_token)
    await slack.invite_bot("#general")
    await client.chat_postMessage(channel="C0GENERAL", text="Go", blocks=blocks)
    await slack.uninstall()
    with pytest.raises(ActionError, match="not installed"):
        await slack.person("Maya").click("Go", "#general")


async def _fine(_request: web.Request) -> web.Response:
    return web.Response()


async def test_a_refresh_whose_answer_is_lost_has_cost_the_refresh_token(rotating: Sandbox) -> None:
    first = await installed(rotating)
    rotating.faults.next("oauth.v2.access", Fault.dropped(stored=True))
    with pytest.raises(aiohttp.ClientConnectionError):
        await refresh(rotating, first)
    assert await refused(refresh(rotating, first)) == "invalid_refresh_token"
    assert (await client_with(rotating, first["access_token"]).auth_test())["ok"]


async def test_revoking_a_token_that_is_not_rotated_takes_the_app_out(slack: Sandbox) -> None:
    granted = await installed(slack)
    async with answering(slack, _fine) as got:
        await client_with(slack, granted["access_token"]).auth_revoke()
        await slack.settle()
    assert {(await request.json())["event"]["type"] for request in got} == {
        "app_uninstalled",
        "tokens_revoked",
    }
    assert not slack.installed


async def test_an_app_that_is_gone_can_answer_nothing_any_more(slack: Sandbox) -> None:
    await installed(slack)
    async with answering(slack, _fine) as got:
        await slack.person("Brian").command("/tactic", "#social")
    url = (await got[0].post())["response_url"]
    await slack.uninstall()
    async with aiohttp.ClientSession() as session:
        answer = await session.post(str(url), json={"text": "Still here"})
    assert answer.status == 400
    assert slack.person("Brian").news() == ""
