"""Apps in HTTP mode: real Bolt behind aiohttp, and a minimal one with any response."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.middleware.request_verification.async_request_verification import AsyncRequestVerification
from slack_sdk.signature import Clock as SignatureClock

from sandbox import Clock, Sandbox
from tests.sandbox.app import client_of, manifest

PUBLIC = "https://oncourse.example"
PATHS = {"events": "/slack/events", "interactive": "/slack/interactive", "commands": "/slack/commands"}
INSTALL, RETURN = "/slack/install", "/slack/oauth_redirect"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def http_manifest(**changed: Any) -> dict[str, Any]:
    """The manifest of an app with request URLs; `changed` as for `manifest`."""
    described = manifest(**changed)
    for command in described["features"]["slash_commands"]:
        command["url"] = PUBLIC + PATHS["commands"]
    settings = described["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = PUBLIC + PATHS["events"]
    settings["interactivity"]["request_url"] = PUBLIC + PATHS["interactive"]
    described["oauth_config"]["redirect_urls"] = [PUBLIC + RETURN]
    return described


class WorkspaceClock(SignatureClock):
    """The workspace's clock for Bolt's signature verification."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()


@asynccontextmanager
async def served(*routes: web.RouteDef) -> AsyncIterator[str]:
    """Serve these routes on a free port; yields their origin."""
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bolt_over_http(slack: Sandbox) -> AsyncIterator[AsyncApp]:
    """A connected Bolt app without listeners that verifies signatures by the manual clock."""
    app = AsyncApp(client=client_of(slack), request_verification_enabled=False, process_before_response=True)
    checking = AsyncRequestVerification(slack.signing_secret)
    checking.verifier.clock = WorkspaceClock(slack.clock)
    app.middleware(checking)

    async def receive(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async with served(*(web.post(path, receive) for path in PATHS.values())) as origin:
        await slack.connect_app(origin)
        yield app


@asynccontextmanager
async def answering(slack: Sandbox, answer: Handler) -> AsyncIterator[list[web.Request]]:
    """An app that passes the challenge and then sends this response; yields the requests, read."""
    got: list[web.Request] = []

    async def receive(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        if b"url_verification" in body:
            return web.json_response({"challenge": json.loads(body)["challenge"]})
        got.append(request)
        return await answer(request)

    async with served(*(web.post(path, receive) for path in PATHS.values())) as origin:
        await slack.connect_app(origin)
        yield got
