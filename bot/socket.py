"""Socket Mode: each envelope is worked on once, and a stop ends what was begun before it closes."""

import asyncio
from collections import OrderedDict
from time import time

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from handlers.background import Background

PING_SECONDS = 5
REMEMBERED = 1000  # envelopes; Slack repeats one within minutes


class OncourseSocket(AsyncSocketModeHandler):
    """Bolt's handler, which also answers a repeated envelope with the answer to the first."""

    def __init__(self, app: AsyncApp, app_token: str, background: Background) -> None:
        super().__init__(app, app_token, ping_interval=PING_SECONDS)
        self._background = background
        self._answers: OrderedDict[str, asyncio.Task[BoltResponse]] = OrderedDict()
        self._closing = False

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Answer one envelope; while closing, leave it to the next connection."""
        if not self._closing:
            await asyncio.wait([self._background.start(self._answer(client, req))])

    async def drain_and_close(self) -> None:
        """Take nothing more, end and answer what was taken, then hang up."""
        self._closing = True
        await self._background.idle()
        await self.close_async()  # type: ignore[no-untyped-call]  # the library's own

    async def _answer(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        start = time()
        key = _key(req)
        if key not in self._answers:
            self._answers[key] = asyncio.ensure_future(run_async_bolt_app(self.app, req))
            while len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)
        await send_async_response(client, req, await self._answers[key], start)


def _key(req: SocketModeRequest) -> str:
    """Events repeat with their event id, everything else with its envelope id."""
    return str(req.payload.get("event_id") or req.envelope_id)
