"""The stub in HTTP mode: what people do is posted to the app, signed, and the answer is the ack."""

import asyncio
import json
import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from time import perf_counter
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

import aiohttp

from benchmarks.stub import ACK_SECONDS, BOT_TOKEN, Ack, Json, Stub
from bot.installations.token_cipher import new_key
from bot.manifest import REQUESTS
from bot.transports.signing import SIGNATURE, TIMESTAMP, signature

SECRET = "bench-signing-secret"  # noqa: S105 - of no Slack
KEYS = new_key()
FORM = "application/x-www-form-urlencoded"

ONE_WORKSPACE: Mapping[str, str] = {"SLACK_BOT_TOKEN": BOT_TOKEN}
MANY_WORKSPACES: Mapping[str, str] = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "bench-client-secret",
    "TOKEN_KEYS": KEYS,
    "PUBLIC_URL": "https://oncourse.example",
}


class PostingStub(Stub):
    """A Slack that posts to an app on a port which it chose; signs by `now`, the app's own clock."""

    def __init__(
        self, people: Sequence[str], now: Callable[[], datetime], secrets: Mapping[str, str]
    ) -> None:
        super().__init__(people)
        port = _free_port()
        self.settings = {**secrets, "SLACK_SIGNING_SECRET": SECRET, "PORT": str(port)}
        self._app = f"http://127.0.0.1:{port}"
        self._now = now

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return await super().__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()
        await super().__aexit__(kind, error, trace)

    async def connected(self) -> None:
        """Wait until the app is ready; an empty one, which cannot say so, until it answers."""
        while not await self._is_ready():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)

    async def ask(self, kind: str, payload: Json) -> Ack:
        """Post a command or interaction; raises TimeoutError when no ack comes."""
        fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
        body = urlencode(fields).encode()
        timestamp = str(int(self._now().timestamp()))
        headers = {
            "Content-Type": FORM,
            TIMESTAMP: timestamp,
            SIGNATURE: signature(SECRET, timestamp, body),
        }
        begun = perf_counter()
        async with (
            asyncio.timeout(ACK_SECONDS),
            self._session.post(f"{self._app}{REQUESTS}", data=body, headers=headers) as answer,
        ):
            answer.raise_for_status()
            said = await answer.read()
            seconds = perf_counter() - begun
        return Ack(seconds, said)

    async def _is_ready(self) -> bool:
        try:
            async with self._session.get(f"{self._app}/readyz") as answer:
                return answer.status != 503
        except aiohttp.ClientConnectionError:
            return False


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
