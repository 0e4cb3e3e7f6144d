"""A browser as far as the sandbox knows one: what the page says over its WebSocket, and is told."""

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
        self._numbers = count(1)

    async def do(self, deed: str, /, **said: Any) -> dict[str, Any]:
        """Do something, and read what is told until it is answered: {} or why not."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "do": deed, **said})
        while True:
            told = await self.read()
            if told.get("reply") == number:
                return {part: value for part, value in told.items() if part != "reply"}

    async def look(self, person: str, place: str) -> dict[str, Any]:
        """Look as somebody at a place; gives the screen."""
        assert await self.do("open", person=person, place=place) == {}
        return self.screen

    async def hears(self, part: str) -> Any:
        """The next news of this kind that are not empty."""
        while True:
            for news in self.news:
                if news.get(part):
                    return news.pop(part)
            await self.read()

    async def read(self) -> dict[str, Any]:
        """The next thing that is told."""
        told: dict[str, Any] = await self._socket.receive_json(timeout=30)
        for part in ("screen", "news"):  # each call is told once, here or there
            self.traffic += told.get(part, {}).get("traffic", [])
        if "screen" in told:  # what was news before is in it
            self.screen, self.news = told["screen"], []
        self.workspace = told.get("workspace", self.workspace)
        if "news" in told:
            self.news.append(told["news"])
        return told

    async def is_let_go(self) -> None:
        """Read on until the connection is ended from the other side."""
        while (await self._socket.receive(timeout=30)).type is not aiohttp.WSMsgType.CLOSE:
            pass


@asynccontextmanager
async def browsing(slack: Sandbox) -> AsyncIterator[Browser]:
    """A page that is open."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{slack.url}/page/live") as socket:
        browser = Browser(socket)
        await browser.read()
        yield browser
