"""What Slack grants that the sandbox never does: an installation for a whole organisation."""

import pytest
from aiohttp import web

from bot.installations.token_exchange import OAuthClient, OrganisationInstall
from bot.slack_client import Api, shared_session
from tests.sandbox.http_app import served

FOR_A_COMPANY = {
    "ok": True,
    "access_token": "xoxe.xoxb-1-company",
    "refresh_token": "xoxe-1-company",
    "expires_in": 43200,
    "is_enterprise_install": True,
    "team": None,
    "enterprise": {"id": "E1", "name": "Camp & Fire"},
    "authed_user": {"id": "U1"},
    "app_id": "A1",
    "bot_user_id": "U2",
    "scope": "commands",
}


async def test_a_companys_token_is_given_back() -> None:
    revoked: list[str | None] = []

    async def access(_request: web.Request) -> web.Response:
        return web.json_response(FOR_A_COMPANY)

    async def revoke(request: web.Request) -> web.Response:
        revoked.append(request.headers.get("Authorization"))
        return web.json_response({"ok": True, "revoked": True})

    routes = (web.post("/api/oauth.v2.access", access), web.get("/api/auth.revoke", revoke))
    async with served(*routes) as origin, shared_session(5) as session:
        grants = OAuthClient(Api(f"{origin}/api/", session), "1.2", "secret")
        with pytest.raises(OrganisationInstall):
            await grants.exchange_code("code", "https://oncourse.example/slack/oauth_redirect")
    assert revoked == ["Bearer xoxe.xoxb-1-company"]
