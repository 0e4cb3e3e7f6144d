"""What an app does to be installed over OAuth, and what it does with what it gets."""

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
    """A sandbox whose app nobody has let in yet; its tokens are rotated or not."""
    manifest = http_manifest()
    manifest["settings"]["token_rotation_enabled"] = rotated
    return sandbox(manifest=manifest, installed=False)


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
    """A client without a token."""
    return AsyncWebClient(base_url=slack.api_url, retry_handlers=[])


def client_with(slack: Sandbox, token: str) -> AsyncWebClient:
    """A client with this token."""
    return AsyncWebClient(token, base_url=slack.api_url, retry_handlers=[])


async def installed(slack: Sandbox) -> Json:
    """What an app gets whom Maya lets in."""
    answer = await exchange(slack, await code_of(slack, slack.person("Maya")))
    return dict(answer.data)
