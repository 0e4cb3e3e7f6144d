"""Socket Mode: process each envelope once, and finish requests in progress before closing."""

import asyncio
import json
import logging
from contextlib import suppress

from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from yarl import URL

from bot.proxies import proxy_for
from bot.transports.dedup import RequestDeduplicator, bolt_request
from handlers.slack.errors import text_part
from handlers.support.task_tracker import TaskTracker

log = logging.getLogger(__name__)

CONNECT_SECONDS = 20  # how long to try one WebSocket URL


class SocketModeTransport(AsyncBaseSocketModeHandler):
    """Bolt's handler with deduplication of repeated envelopes, and draining on shutdown."""

    app: AsyncApp
    client: "_Client"

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        deduplicator: RequestDeduplicator,
        tasks: TaskTracker,
        ping_interval: float,
    ) -> None:
        self.app = app
        self.client = _Client(
            app_token,
            logger=logging.getLogger("slack_sdk.socket_mode"),
            web_client=app.client,
            ping_interval=ping_interval,
        )
        self.client.socket_mode_request_listeners.append(self.handle)
        self._deduplicator = deduplicator
        self._tasks = tasks
        self._closing = False

    async def connect(self, address: str) -> None:
        """Connect to a URL from `apps.connections.open`, and reconnect from then on."""
        self.client.set_address(address)
        await self.client.connect()

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Respond to one envelope; while closing, leave it to another connection."""
        if not self._closing:
            self._tasks.start(self._respond(client, req))

    async def drain_and_close(self) -> None:
        """Take no more envelopes, respond to those in progress, then disconnect."""
        self._closing = True
        await self._tasks.idle()
        await self.close_async()  # type: ignore[no-untyped-call]  # the library's own

    async def _respond(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        response = await self._deduplicator.respond(_request_key(req), bolt_request(req.payload))
        if response.status != 200:
            return
        try:
            await client.send_message(_frame(req, response))
        except ConnectionError as lost:  # Slack resends an event, and shows people an error
            log.warning("a response was lost with its connection", extra={"error": type(lost).__name__})


class _Client(SocketModeClient):
    """The SDK's client, which retries one URL forever, although the ticket in it expires."""

    def set_address(self, address: str) -> str:
        """Use this URL for the next connection, through a proxy if one is set."""
        proxy = proxy_for(URL(address))
        self.wss_uri, self.proxy = address, str(proxy) if proxy else None
        return address

    async def connect(self) -> None:
        """Connect; request a new URL after each timeout."""
        while not self.closed:
            with suppress(TimeoutError):
                async with asyncio.timeout(CONNECT_SECONDS):
                    await super().connect()  # type: ignore[no-untyped-call]  # the library's own
                    return
            self.wss_uri = None

    async def issue_new_wss_url(self) -> str:
        """Request a new URL from Slack and use it; on SlackApiError the SDK retries later."""
        opened = await self.web_client.apps_connections_open(app_token=self.app_token)
        return self.set_address(text_part(opened, "url"))


def _frame(req: SocketModeRequest, response: BoltResponse) -> str:
    """The response's frame, without parsing JSON that Bolt has just serialized."""
    envelope = f'"envelope_id": {json.dumps(req.envelope_id)}'
    if not response.body:
        return f"{{{envelope}}}"
    is_json = response.headers.get("content-type", [""])[0].startswith("application/json")
    payload = response.body if is_json else json.dumps({"text": response.body})
    return f'{{{envelope}, "payload": {payload}}}'


def _request_key(req: SocketModeRequest) -> str:
    """Slack resends events with the same event id, anything else with the same envelope id."""
    return str(req.payload.get("event_id") or req.envelope_id)
