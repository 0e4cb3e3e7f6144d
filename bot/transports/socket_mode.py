"""Socket Mode: each envelope is worked on once, and a stop ends what was begun before it closes."""

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
from bot.transports.dedup import Answers, bolt_request
from handlers.slack.errors import text_part
from handlers.support.task_tracker import TaskTracker

log = logging.getLogger(__name__)

ADDRESS_SECONDS = 20  # for how long an address that Slack gave is tried


class OncourseSocket(AsyncBaseSocketModeHandler):
    """Bolt's handler, which also answers a repeated envelope with the answer to the first, and drains."""

    app: AsyncApp
    client: "_Client"

    def __init__(
        self, app: AsyncApp, app_token: str, answers: Answers, tasks: TaskTracker, ping_interval: float
    ) -> None:
        self.app = app
        self.client = _Client(
            app_token,
            logger=logging.getLogger("slack_sdk.socket_mode"),
            web_client=app.client,
            ping_interval=ping_interval,
        )
        self.client.socket_mode_request_listeners.append(self.handle)
        self._answers = answers
        self._background = tasks
        self._closing = False

    async def connect(self, address: str) -> None:
        """Connect to an address that `apps.connections.open` gave; from then on stay connected."""
        self.client.aim(address)
        await self.client.connect()

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer one envelope; while closing, leave it to the next connection."""
        if not self._closing:
            self._background.start(self._answer(client, req))

    async def drain_and_close(self) -> None:
        """Take nothing more, end and answer what was taken, then hang up."""
        self._closing = True
        await self._background.idle()
        await self.close_async()  # type: ignore[no-untyped-call]  # the library's own

    async def _answer(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        answer = await self._answers.answer(_key(req), bolt_request(req.payload))
        if answer.status != 200:
            return
        try:
            await client.send_message(_frame(req, answer))
        except ConnectionError as lost:  # an event comes again, a person is told by Slack
            log.warning("an answer went with its connection", extra={"error": type(lost).__name__})


class _Client(SocketModeClient):
    """The library's client, which tries an address for ever; but the ticket in one does not last."""

    def aim(self, address: str) -> str:
        """Connect there next, through a proxy where one leads there."""
        proxy = proxy_for(URL(address))
        self.wss_uri, self.proxy = address, str(proxy) if proxy else None
        return address

    async def connect(self) -> None:
        """Connect, with a fresh address whenever one has been tried for long enough."""
        while not self.closed:
            with suppress(TimeoutError):
                async with asyncio.timeout(ADDRESS_SECONDS):
                    await super().connect()  # type: ignore[no-untyped-call]  # the library's own
                    return
            self.wss_uri = None

    async def issue_new_wss_url(self) -> str:
        """Ask Slack for an address, and aim there.

        Raises SlackApiError, upon which the library tries again after a while.
        """
        opened = await self.web_client.apps_connections_open(app_token=self.app_token)
        return self.aim(text_part(opened, "url"))


def _frame(req: SocketModeRequest, answer: BoltResponse) -> str:
    """An answer as it travels; what Bolt has made JSON of already is not read again."""
    envelope = f'"envelope_id": {json.dumps(req.envelope_id)}'
    if not answer.body:
        return f"{{{envelope}}}"
    is_json = answer.headers.get("content-type", [""])[0].startswith("application/json")
    payload = answer.body if is_json else json.dumps({"text": answer.body})
    return f'{{{envelope}, "payload": {payload}}}'


def _key(req: SocketModeRequest) -> str:
    """Events repeat with their event id, everything else with its envelope id."""
    return str(req.payload.get("event_id") or req.envelope_id)
