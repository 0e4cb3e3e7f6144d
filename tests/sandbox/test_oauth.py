"""Installing over OAuth: the consent page and the redirects."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore

from sandbox import ActionError, Sandbox
from tests.sandbox.app import SCOPES
from tests.sandbox.http_app import INSTALL, PUBLIC, RETURN, served
from tests.sandbox.oauth_app import anonymous, asking, code_of, returning, uninstalled


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with uninstalled() as opened:
        yield opened


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
        "It requests these scopes:",
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


async def test_slack_may_be_called_by_the_sandboxs_own_address(slack: Sandbox) -> None:
    async with returning(slack) as brought:
        await slack.person("Maya").install(asking(slack).replace("https://slack.com", slack.url))
    assert list(brought[0]) == ["state", "code"]


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
        ({"scope": "commands,admin"}, "invalid_scope: the manifest does not have admin"),
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
    with pytest.raises(ActionError, match="not connected"):
        await slack.person("Maya").install(PUBLIC + INSTALL)
