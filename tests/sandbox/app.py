"""A minimal app to test a sandbox with: real Bolt over real Socket Mode."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Clock, Sandbox, Workspace
from tests.timeouts import BUSY

MONDAY = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "team:read",
    "users:read",
)
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_left",
    "member_joined_channel",
    "member_left_channel",
    "message.im",
    "tokens_revoked",
    "user_change",
)


def manifest(
    scopes: tuple[str, ...] = SCOPES, events: tuple[str, ...] = EVENTS, **home: bool
) -> dict[str, Any]:
    """A manifest like the product's, with other scopes, events or App Home settings if given."""
    return {
        "display_information": {"name": "Oncourse"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, **home},
            "bot_user": {"display_name": "Oncourse"},
            "shortcuts": [
                {"name": "New tactic", "type": "global", "callback_id": "tactic.new"},
                {"name": "Add as a tactic", "type": "message", "callback_id": "tactic.from_message"},
            ],
            "slash_commands": [
                {"command": "/tactic", "should_escape": True},
                {"command": "/raw", "should_escape": False},
            ],
        },
        "oauth_config": {"scopes": {"bot": list(scopes)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(events)},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


def sandbox(workspace: Workspace | None = None, **settings: Any) -> Sandbox:
    """A sandbox on a Monday at nine (UTC); `settings` are Sandbox's, and `manifest`.

    Its timeouts suit a busy machine, unless set.
    """
    described = settings.pop("manifest", None) or manifest()
    patient = {"ack_seconds": BUSY, "trigger_seconds": BUSY}
    return Sandbox(described, Clock(MONDAY), workspace, **{**patient, **settings})


def client_of(slack: Sandbox) -> AsyncWebClient:
    """A Web API client of the app, without retries."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def bolt_of(slack: Sandbox) -> AsyncApp:
    """An app without listeners."""
    return AsyncApp(client=client_of(slack), process_before_response=True)


@asynccontextmanager
async def running(app: AsyncApp, slack: Sandbox, ping_seconds: float = BUSY) -> AsyncIterator[None]:
    """The app connected over Socket Mode; short ping intervals detect a lost connection soon."""
    handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=ping_seconds)
    connections = slack.sockets.connections
    await handler.connect_async()  # type: ignore[no-untyped-call]  # untyped in Bolt
    await slack.connected(connections + 1)
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # untyped in Bolt


@asynccontextmanager
async def acking(slack: Sandbox, *answers: dict[str, Any] | None) -> AsyncIterator[list[dict[str, Any]]]:
    """A minimal Socket Mode connection that acks envelopes with these payloads, then repeats the last.

    None sends no ack. Yields the envelopes as they arrive.
    """
    url = (await client_of(slack).apps_connections_open(app_token=slack.app_token))["url"]
    got: list[dict[str, Any]] = []

    async def listen(socket: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in socket:
            if "envelope_id" in frame.json():
                got.append(frame.json())
                answer = answers[min(len(got), len(answers)) - 1] if answers else {}
                if answer is not None:
                    await socket.send_json({"envelope_id": got[-1]["envelope_id"], "payload": answer})

    connections = slack.sockets.connections
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        listening = asyncio.create_task(listen(socket))
        await slack.connected(connections + 1)
        yield got
        await socket.close()
        await listening


async def refused(call: Awaitable[Any]) -> str:
    """The error code of a call, which must fail."""
    with pytest.raises(SlackApiError) as failure:
        await call
    return str(failure.value.response["error"])
