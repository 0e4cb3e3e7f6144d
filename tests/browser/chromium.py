"""The Chromium of this machine."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

ABSENT = "no Chromium was found: set ONCOURSE_CHROMIUM to one, or put chromium on the PATH"
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """Where it is, if anywhere."""
    wanted = (os.environ.get("ONCOURSE_CHROMIUM"), "/usr/bin/chromium", "chromium", "google-chrome")
    found = (shutil.which(name) for name in wanted if name)
    return next((path for path in found if path), None)


@asynccontextmanager
async def chromium_at(path: str) -> AsyncIterator[Browser]:
    """The browser, without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def fresh_page(context: BrowserContext) -> AsyncIterator[Page]:
    """A page of its own; whatever else was opened beside it is closed with it.

    Contexts are shared, because a page in one costs a quarter of what a context does.
    """
    before = list(context.pages)
    try:
        yield await context.new_page()
    finally:
        for page in context.pages:
            if page not in before:
                await page.close()
