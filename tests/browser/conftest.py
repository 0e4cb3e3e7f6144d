"""A browser for the tests that need one.

All tests and fixtures here run in one event loop for the whole session, because a browser belongs to the loop
that started it: async fixtures say `@pytest_asyncio.fixture(loop_scope="session")`.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.manifest import manifest
from tests.browser.chromium import ABSENT, chromium_at, chromium_path
from tests.browser.sheet import Sheet, opened
from tests.browser.site import drawing_site
from tests.browser.window import Window, window_on
from tests.stories.conftest import BUSY
from tests.stories.stage import Campfire, raised

expect.set_options(timeout=30_000)  # milliseconds: a busy machine is no fault of the page's


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests of this folder run in the session's loop."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A browser, one for each process that runs tests.

    Without one the tests are skipped; when ONCOURSE_NEEDS_BROWSER is set they fail.
    """
    path = chromium_path()
    if path is None and os.environ.get("ONCOURSE_NEEDS_BROWSER"):
        pytest.fail(ABSENT)
    if path is None:
        pytest.skip(ABSENT)
    async with chromium_at(path) as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def page(chromium: Browser) -> AsyncIterator[Page]:
    """A fresh page that shares nothing with others."""
    context = await chromium.new_context(locale="en-US", timezone_id="UTC")
    yield await context.new_page()
    await context.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def drawing_url() -> AsyncIterator[str]:
    """Where the bare page for drawn blocks is served."""
    async with drawing_site() as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def sheet(page: Page, drawing_url: str) -> AsyncIterator[Sheet]:
    """A fresh sheet to draw blocks on. Whatever goes wrong in the page fails the test."""
    async with opened(page, drawing_url) as one:
        yield one


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def paper(chromium: Browser, drawing_url: str) -> AsyncIterator[Sheet]:
    """A sheet for many tests, which only look at what is drawn."""
    context = await chromium.new_context(locale="en-US", timezone_id="UTC")
    async with opened(await context.new_page(), drawing_url) as one:
        yield one
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def campfire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Campfire]:
    """Campfire with the real bot, and patience for a busy machine."""
    monkeypatch.setattr("handlers.directory.PATIENCE", BUSY)
    monkeypatch.setattr("handlers.visit.OPENING_SECONDS", BUSY)
    async with raised(tmp_path, manifest(), patience=BUSY) as campfire:
        yield campfire


@pytest_asyncio.fixture(loop_scope="session")
async def window(campfire: Campfire, chromium: Browser) -> AsyncIterator[Window]:
    """The page of Campfire's Slack."""
    async with window_on(campfire.slack, chromium) as window:
        yield window
