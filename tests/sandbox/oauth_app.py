"""Installing an app over OAuth, and using its tokens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Person, Sandbox
from sandbox.records import Json
from tests.sandbox.app import SCOPES, sandbox
from tests.sandbox.http_app import PUBLIC, RETURN, http_manifest, served

AUTHORIZE = "https://slack.com/oauth/v2/authorize"


def uninstalled(*, rotated: bool = False) -> Sandbox:
    """A sandbox whose app is not installed yet, with or without token rotation."""
    manifest = http_manifest()
    manifest["settings"]["token_rotation_enabled"] = rotated
    return sandbox(manifest=manifest, installed=False)


def asking(slack: Sandbox, **changed: str) -> str:
    """The authorize URL to which an app sends a person."""
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
    """An app with only the redirect URL; yields the query of each request to it."""
    brought: list[dict[str, str]] = []

    async def receive(request: web.Request) -> web.Response:
        brought.append(dict(request.query))
        return web.Response(text="Welcome back")

    async with served(web.get(RETURN, receive)) as origin:
        slack.request_urls.origin = origin
        yield brought


async def code_of(slack: Sandbox, person: Person, **changed: str) -> str:
    """The code for a person's approval."""
    async with returning(slack) as brought:
        page = await person.install(asking(slack, **changed))
    assert page.text == "Welcome back"
    return brought[0]["code"]


def exchange(slack: Sandbox, code: str, **changed: str) -> Any:
    """Exchange a code, with these arguments changed; "" leaves one out."""
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
    """Use the refresh token of a response."""
    token = {"grant_type": "refresh_token", "refresh_token": granted["refresh_token"]}
    return exchange(slack, "", redirect_uri="", **token)


def anonymous(slack: Sandbox) -> AsyncWebClient:
    """A client without a token."""
    return AsyncWebClient(base_url=slack.api_url, retry_handlers=[])


def client_with(slack: Sandbox, token: str) -> AsyncWebClient:
    """A client with this token."""
    return AsyncWebClient(token, base_url=slack.api_url, retry_handlers=[])


async def installed(slack: Sandbox) -> Json:
    """The response of oauth.v2.access after Maya's approval."""
    answer = await exchange(slack, await code_of(slack, slack.person("Maya")))
    return dict(answer.data)
