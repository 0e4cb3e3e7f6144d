"""Installing over OAuth: what a person is asked, codes, tokens, rotation, and the way out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import ActError, Person, Sandbox
from sandbox.records import Json
from tests.sandbox.app import SCOPES, refused, sandbox
from tests.sandbox.http_app import INSTALL, PUBLIC, RETURN, answering, http_manifest, served

AUTHORIZE = "https://slack.com/oauth/v2/authorize"


def described(*, rotated: bool = False) -> dict[str, Any]:
    manifest = http_manifest()
    manifest["settings"]["token_rotation_enabled"] = rotated
    return manifest


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with sandbox(manifest=described(), installed=False) as opened:
        yield opened


@pytest.fixture
async def rotating() -> AsyncIterator[Sandbox]:
    async with sandbox(manifest=described(rotated=True), installed=False) as opened:
        yield opened


def asking(slack: Sandbox, **changed: str) -> str:
    """Where an app sends somebody who would like to have it."""
    query = {
        "client_id": slack.client_id,
        "scope": ",".join(SCOPES),
        "redirect_uri": PUBLIC + RETURN,
        "state": "state-1",
        **changed,
    }
    return f"{AUTHORIZE}?{urlencode({name: value for name, value in query.items() if value})}"


@asynccontextmanager
async def returning(slack: Sandbox) -> AsyncIterator[list[dict[str, str]]]:
    """An app of which only the place people come back to is there; yields what they brought."""
    brought: list[dict[str, str]] = []

    async def receive(request: web.Request) -> web.Response:
        brought.append(dict(request.query))
        return web.Response(text="Welcome back")

    async with served(web.get(RETURN, receive)) as origin:
        slack.request_urls.origin = origin
        yield brought


async def code_of(slack: Sandbox, person: Person, **changed: str) -> str:
    """The code that a person's consent gives."""
    async with returning(slack) as brought:
        page = await person.install(asking(slack, **changed))
    assert page.text == "Welcome back"
    return brought[0]["code"]


def exchange(slack: Sandbox, code: str, **changed: str) -> Any:
    """Exchange a code, with other arguments where told; "" leaves one away."""
    sent = {
        "client_id": slack.client_id,
        "client_secret": slack.client_secret,
        "code": code,
        "redirect_uri": PUBLIC + RETURN,
        **changed,
    }
    kept = {name: value for name, value in sent.items() if value}
    return anonymous(slack).api_call("oauth.v2.access", data=kept)


def refresh(slack: Sandbox, granted: Json) -> Any:
    """Use the refresh token of an answer."""
    token = {"grant_type": "refresh_token", "refresh_token": granted["refresh_token"]}
    return exchange(slack, "", redirect_uri="", **token)


def anonymous(slack: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(base_url=slack.api_url, retry_handlers=[])


def client_with(slack: Sandbox, token: str) -> AsyncWebClient:
    return AsyncWebClient(token, base_url=slack.api_url, retry_handlers=[])


async def installed(slack: Sandbox) -> Json:
    """What an app gets whom Maya lets in."""
    answer = await exchange(slack, await code_of(slack, slack.person("Maya")))
    return dict(answer.data)


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack_sdk uses it
async def test_bolt_is_installed_from_its_own_page(slack: Sandbox, tmp_path: Path) -> None:
    store = FileInstallationStore(base_dir=str(tmp_path))
    settings = AsyncOAuthSettings(
        client_id=slack.client_id,
        client_secret=slack.client_secret,
        scopes=list(SCOPES),
        redirect_uri=PUBLIC + RETURN,
        state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(tmp_path)),
        installation_store=store,
    )
    flow = AsyncOAuthFlow(client=anonymous(slack), settings=settings)
    app = AsyncApp(client=anonymous(slack), oauth_flow=flow, signing_secret=slack.signing_secret)

    async def begin(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await flow.handle_installation(await to_bolt_request(request)))

    async def end(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await flow.handle_callback(await to_bolt_request(request)))

    assert app.oauth_flow is flow
    async with served(web.get(INSTALL, begin), web.get(RETURN, end)) as origin:
        slack.request_urls.origin = origin
        page = await slack.person("Maya").install(PUBLIC + INSTALL)
        refusal = await slack.person("Brian").install(PUBLIC + INSTALL, approve=False)
    assert (page.status, "Thank you!" in page.text) == (200, True)
    assert "access_denied" in refusal.text
    bot = store.find_bot(enterprise_id=None, team_id=slack.workspace.team.id)
    assert bot is not None
    assert bot.bot_token == slack.bot_token
    assert slack.installed


async def test_a_person_sees_who_asks_for_what_and_where(slack: Sandbox) -> None:
    async with slack.person("Maya").browser() as browser:
        page = await browser.open(asking(slack, scope="commands,chat:write"))
    assert page.text.splitlines() == [
        "Oncourse asks for access to Campfire, Inc.",
        "What it may do then:",
        "commands",
        "chat:write",
        "Cancel",
        "Allow",
    ]


async def test_consent_brings_a_code_and_the_state_back(slack: Sandbox) -> None:
    async with returning(slack) as brought:
        page = await slack.person("Maya").install(asking(slack))
    assert page.url.startswith(f"{PUBLIC}{RETURN}?")
    assert brought == [{"code": brought[0]["code"], "state": "state-1"}]
    assert not slack.installed  # before the code is exchanged


async def test_a_refusal_brings_an_error_back(slack: Sandbox) -> None:
    async with returning(slack) as brought:
        await slack.person("Maya").install(asking(slack), approve=False)
    assert brought == [{"error": "access_denied", "state": "state-1"}]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_id": ""}, "invalid_client_id"),
        ({"redirect_uri": "https://evil.example/slack/oauth_redirect"}, "bad_redirect_uri"),
        ({"redirect_uri": f"{PUBLIC}{RETURN}/more"}, "bad_redirect_uri"),
        ({"scope": "commands,admin"}, "invalid_scope: the manifest does not name admin"),
        ({"scope": ""}, "no_scopes"),
        ({"user_scope": "chat:write"}, "no_scopes"),
    ],
)
async def test_what_an_app_may_not_ask(slack: Sandbox, changed: dict[str, str], why: str) -> None:
    page = await slack.person("Maya").install(asking(slack, **changed))
    assert page.status == 400
    assert page.text.startswith(f"Slack: {why}")


async def test_guests_and_strangers_cannot_install(slack: Sandbox) -> None:
    for name in ("Theo", "Priya", "Dana"):
        page = await slack.person(name).install(asking(slack))
        assert page.text == f"Ask for approval\n{name} may not add apps to Campfire, Inc."


async def test_a_workspace_may_leave_it_to_its_admins(slack: Sandbox) -> None:
    slack.workspace.only_admins_install = True
    await slack.change("Maya", admin=True)
    assert "Brian may not add apps" in (await slack.person("Brian").install(asking(slack))).text
    assert await code_of(slack, slack.person("Maya"))


async def test_nobody_can_answer_for_another_or_twice(slack: Sandbox) -> None:
    async with (
        returning(slack) as brought,
        slack.person("Maya").browser() as hers,
        slack.person("Brian").browser() as his,
    ):
        page = await hers.open(asking(slack))
        assert (await his.press(page, "Allow")).status == 400
        page = await hers.open(asking(slack))
        await hers.press(page, "Allow")
        assert (await hers.press(page, "Allow")).status == 400
    assert len(brought) == 1


async def test_the_consent_page_is_for_people_who_are_signed_in(slack: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        answer = await session.get(asking(slack).replace("https://slack.com", slack.url))
    assert answer.status == 401


async def test_cookies_are_kept_on_the_way(slack: Sandbox) -> None:
    got: list[str | None] = []

    async def begin(_request: web.Request) -> web.Response:
        answer = web.Response(
            text=f'<a href="{asking(slack).replace("&", "&amp;")}">Add</a>', content_type="text/html"
        )
        answer.set_cookie("state", "state-1", secure=True, httponly=True)
        return answer

    async def end(request: web.Request) -> web.Response:
        got.append(request.cookies.get("state"))
        return web.Response()

    async with served(web.get(INSTALL, begin), web.get(RETURN, end)) as origin:
        slack.request_urls.origin = origin
        await slack.person("Maya").install(PUBLIC + INSTALL)
        async with slack.person("Maya").browser() as another:
            await another.open(PUBLIC + RETURN)
    assert got == ["state-1", None]


async def test_an_app_that_is_not_there_yet(slack: Sandbox) -> None:
    with pytest.raises(ActError, match="not reached"):
        await slack.person("Maya").install(PUBLIC + INSTALL)


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
    with pytest.raises(ActError, match="is not a command"):
        await slack.person("Maya").command("/tactic", "#social")


async def test_before_it_is_installed_the_app_is_nowhere(slack: Sandbox) -> None:
    maya = slack.person("Maya")
    assert slack.bot_user_id not in slack.workspace.users
    with pytest.raises(ActError, match="is not a command"):
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
    with pytest.raises(ActError, match="not installed"):
        await slack.person("Maya").click("Go", "#general")


async def _fine(_request: web.Request) -> web.Response:
    return web.Response()
