"""A browser as the sandbox sees it: requests and updates over the page's WebSocket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import aiohttp

from sandbox import Sandbox


class Browser:
    """One open page."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.screen: dict[str, Any] = {}
        self.news: list[dict[str, Any]] = []
        self.workspace: dict[str, Any] = {}
        self.traffic: list[dict[str, Any]] = []
        self._socket = socket
        self._ids = count(1)

    async def do(self, action: str, /, **said: Any) -> dict[str, Any]:
        """Send an action and read updates until its reply: {} or an error."""
        number = next(self._ids)
        await self._socket.send_json({"id": number, "do": action, **said})
        while True:
            message = await self.read()
            if message.get("reply") == number:
                return {part: value for part, value in message.items() if part != "reply"}

    async def look(self, person: str, place: str) -> dict[str, Any]:
        """Open a place as a person; returns the screen."""
        assert await self.do("open", person=person, place=place) == {}
        return self.screen

    async def next_update(self, part: str) -> Any:
        """The next non-empty update of this kind."""
        while True:
            for news in self.news:
                if news.get(part):
                    return news.pop(part)
            await self.read()

    async def read(self) -> dict[str, Any]:
        """Read the next message."""
        message: dict[str, Any] = await self._socket.receive_json(timeout=30)
        for part in ("screen", "news"):  # each call is in one of them, once
            self.traffic += message.get(part, {}).get("traffic", [])
        if "screen" in message:  # includes earlier news
            self.screen, self.news = message["screen"], []
        self.workspace = message.get("workspace", self.workspace)
        if "news" in message:
            self.news.append(message["news"])
        return message

    async def is_closed(self) -> None:
        """Read until the server closes the connection."""
        while (await self._socket.receive(timeout=30)).type is not aiohttp.WSMsgType.CLOSE:
            pass


@asynccontextmanager
async def browsing(slack: Sandbox) -> AsyncIterator[Browser]:
    """An open page."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{slack.url}/page/live") as socket:
        browser = Browser(socket)
        await browser.read()
        yield browser
