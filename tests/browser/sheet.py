"""A sheet to draw blocks on in a browser, and what its reader sees and does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page, expect

Json = dict[str, Any]

PEOPLE: list[Json] = [
    {"id": "U0BRIAN", "name": "Brian", "handle": "brian", "note": "", "offered": True},
    {"id": "U0HAILEY", "name": "Hailey", "handle": "hailey", "note": "", "offered": True},
    {"id": "U0MAYA", "name": "Maya", "handle": "maya", "note": "", "offered": True},
    {"id": "U0PRIYA", "name": "Priya", "handle": "priya", "note": "Guest", "offered": True},
    {"id": "U0SOFIA", "name": "Sofía Nuñez", "handle": "sofia", "note": "", "offered": True},
    {"id": "U0THEO", "name": "Theo", "handle": "theo", "note": "Deactivated", "offered": False},
]
CHANNELS: list[Json] = [
    {"id": "C0SOCIAL", "name": "social", "private": False},
    {"id": "C0GENERAL", "name": "general", "private": False},
    {"id": "C0LAUNCH", "name": "launch", "private": True},
]
FILES = {"F0MAP": "/map.svg"}
READER: Json = {
    "users": [{"id": person["id"], "name": person["name"]} for person in PEOPLE],
    "rooms": CHANNELS,
    "people": PEOPLE,
    "channels": CHANNELS,
    "files": FILES,
}


@dataclass
class Sheet:
    """A page with blocks on it."""

    page: Page

    async def draw(self, *blocks: Json, **screen: Any) -> None:
        """Draw these blocks instead of what is there; `screen` changes what Maya's screen knows."""
        await self.page.evaluate("([blocks, screen]) => draw(blocks, screen)", [blocks, READER | screen])

    async def mrkdwn(self, string: str, **screen: Any) -> str:
        """The HTML of a message without blocks."""
        return str(
            await self.page.evaluate(
                "([text, screen]) => drawMrkdwn(text, screen)", [string, READER | screen]
            )
        )

    async def text(self, text: Json, **screen: Any) -> str:
        """The HTML of a text object."""
        return str(
            await self.page.evaluate("([text, screen]) => drawText(text, screen)", [text, READER | screen])
        )

    async def acts(self) -> list[Json]:
        """The actions that were told, in order."""
        return [told["act"] for told in await self.told() if "act" in told]

    async def holds(self) -> list[Json]:
        """The states of form elements that were told, in order."""
        return [told["hold"][2] for told in await self.told() if "hold" in told]

    async def told(self) -> list[Json]:
        """All that was told, in order: {"act": ...}, {"hold": ...}, {"confirm": ...}."""
        return list(await self.page.evaluate("window.told"))

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await self.page.keyboard.press(key)

    async def in_dark(self) -> None:
        """Change to the dark theme."""
        await self.page.evaluate("document.documentElement.dataset.theme = 'dark'")


@asynccontextmanager
async def opened(page: Page, url: str) -> AsyncIterator[Sheet]:
    """A sheet on the page; at the end nothing may have gone wrong there."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    await page.goto(url)
    await expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    yield Sheet(page)
    assert wrong == []
