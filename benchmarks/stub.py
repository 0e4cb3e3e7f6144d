"""The least of Slack that a bot can live in: it answers each call at once, checks nothing and counts.

It lives in the process that measures, so that what is measured has a core of its own.
"""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from time import perf_counter
from types import TracebackType
from typing import Any, Self, TypeAlias

from aiohttp import WSMsgType, web

from bot.manifest import BOT_SCOPES

Json: TypeAlias = dict[str, Any]

START = datetime(2027, 1, 4, 9, tzinfo=UTC)  # a Monday at the hour of reminders
TEAM, BOT, CHANNEL = "T0BENCH", "U0ONCOURSE", "C0BENCH"
BOT_TOKEN, APP_TOKEN = "xoxb-bench", "xapp-1-A0BENCH-bench"
ACK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Ack:
    """An app's ack, after `seconds`, and what it carries: a dictionary, or the bytes of an HTTP answer."""

    seconds: float
    content: Any


class Stub:
    """A Slack in which everybody is in every channel: `async with Stub(people) as slack`.

    `calls` counts the calls of each method, `posted` keeps the body of each chat.postMessage, `answers` is
    how often a response URL was used, `last_response` the body it got last. `settings` are what an app needs
    to connect, besides the address.
    """

    def __init__(self, people: Sequence[str]) -> None:
        self.calls: Counter[str] = Counter()
        self.posted: list[bytes] = []
        self.first_post = self.last_post = 0.0
        self._views: defaultdict[str, asyncio.Future[Json]] = defaultdict(_expected)
        self._shown: defaultdict[str, asyncio.Future[None]] = defaultdict(_expected)
        self.answers = 0
        self.last_response = b""
        self.url = ""
        self.settings = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}
        self._members = json.dumps({"ok": True, "members": [*people, BOT]}).encode()
        self._changed = asyncio.Condition()
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Ack]] = {}
        self._begun: dict[str, float] = {}
        self._numbers = count(1)
        self._runner: web.AppRunner | None = None
        self._started = perf_counter()

    async def __aenter__(self) -> Self:
        routes = web.Application(client_max_size=2**24)
        routes.on_response_prepare.append(self._date)
        routes.router.add_post("/api/{method}", self._call)
        routes.router.add_get("/api/{method}", self._call)
        routes.router.add_post("/response/{key}", self._response)
        routes.router.add_get("/link", self._link)
        self._runner = web.AppRunner(routes, shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._runner is not None  # noqa: S101 - it was entered
        await self._runner.cleanup()

    async def connected(self) -> None:
        """Wait until an app can be reached."""
        await self._until(lambda: bool(self._sockets))

    async def seen(self, posts: int) -> None:
        """Wait until so many messages were posted."""
        await self._until(lambda: len(self.posted) >= posts)

    async def told(self, answers: int) -> None:
        """Wait until people were shown so many answers besides their acks."""
        await self._until(lambda: self.answers >= answers)

    async def ask(self, kind: str, payload: Json) -> Ack:
        """Deliver a command or interaction; raises TimeoutError when no ack comes."""
        envelope = f"envelope-{next(self._numbers)}"
        body = json.dumps(
            {"envelope_id": envelope, "type": kind, "accepts_response_payload": True, "payload": payload}
        )
        ack: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._acks[envelope] = ack
        try:
            self._begun[envelope] = perf_counter()
            await self._sockets[-1].send_str(body)
            async with asyncio.timeout(ACK_SECONDS):
                return await ack
        finally:
            del self._acks[envelope], self._begun[envelope]

    async def opened(self, trigger: str) -> Json:
        """The view that was opened with a trigger; raises TimeoutError when none is."""
        async with asyncio.timeout(ACK_SECONDS):
            view = await self._views[trigger]
        del self._views[trigger]
        return view

    async def shown(self, key: str) -> None:
        """Wait until a response URL, which ends in `key`, was used; raises TimeoutError when it is not."""
        async with asyncio.timeout(ACK_SECONDS):
            await self._shown[key]
        del self._shown[key]

    async def _until(self, is_so: Any) -> None:
        async with self._changed:
            await self._changed.wait_for(is_so)

    async def _news(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _date(self, _request: web.Request, response: web.StreamResponse) -> None:
        """Slack's time is that of the bot: one that disagrees sends nothing by itself."""
        response.headers["Date"] = format_datetime(
            START + timedelta(seconds=perf_counter() - self._started), usegmt=True
        )

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._sockets.append(socket)
        await self._news()
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                self._read_ack(perf_counter(), json.loads(frame.data))
        self._sockets.remove(socket)
        return socket

    def _read_ack(self, came_at: float, frame: Json) -> None:
        ack = self._acks.get(frame["envelope_id"])
        if ack and not ack.done():
            seconds = came_at - self._begun[frame["envelope_id"]]
            ack.set_result(Ack(seconds, frame.get("payload")))

    async def _response(self, request: web.Request) -> web.Response:
        self.last_response = await request.read()
        self.answers += 1
        if not (shown := self._shown[request.match_info["key"]]).done():
            shown.set_result(None)
        await self._news()
        return web.Response(text="ok")

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls[method] += 1
        if method == "chat.postMessage":
            return await self._post(request)
        if method == "conversations.members":
            return web.Response(body=self._members, content_type="application/json")
        return web.json_response({"ok": True, **await self._answer(method, request)}, headers=_SCOPES)

    async def _post(self, request: web.Request) -> web.Response:
        self.posted.append(await request.read())
        self.last_post = perf_counter()
        self.first_post = self.first_post or self.last_post
        if len(self.posted) % 100 == 0:
            await self._news()
        answer = f'{{"ok": true, "channel": "D0BENCH", "ts": "1.{len(self.posted):06}"}}'
        return web.Response(text=answer, content_type="application/json")

    async def _answer(self, method: str, request: web.Request) -> Json:
        match method:
            case "auth.test":
                return {
                    "url": self.url,
                    "team": "Bench",
                    "user": "oncourse",
                    "team_id": TEAM,
                    "user_id": BOT,
                    "bot_id": "B0BENCH",
                }
            case "apps.connections.open":
                return {"url": f"{self.url.replace('http', 'ws')}/link"}
            case "users.info":
                return {"user": {"id": request.query["user"], "name": "somebody", "tz": "UTC"}}
            case "views.open":
                asked = await request.json()
                view = asked["view"] if isinstance(asked["view"], dict) else json.loads(asked["view"])
                blocks = [{"block_id": f"b{number}", **block} for number, block in enumerate(view["blocks"])]
                opened = view | {"id": f"V-{asked['trigger_id']}", "blocks": blocks}
                if not (waiting := self._views[asked["trigger_id"]]).done():
                    waiting.set_result(opened)
                return {"view": opened}
        return {"channel": {"id": "D0BENCH"}, "ts": "1.000001"}


def _expected() -> asyncio.Future[Any]:
    return asyncio.get_running_loop().create_future()


_SCOPES = {"x-oauth-scopes": ",".join(BOT_SCOPES)}
