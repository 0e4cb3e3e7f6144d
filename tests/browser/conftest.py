"""A browser for the tests that need one.

All tests and fixtures here run in one event loop for the whole session, because a browser belongs to the loop
that started it: async fixtures say `@pytest_asyncio.fixture(loop_scope="session")`.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.manifest import manifest
from tests.browser.chromium import ABSENT, chromium_at, chromium_path, fresh_page
from tests.browser.sheet import Sheet, opened
from tests.browser.site import drawing_site
from tests.browser.window import Window, window_on, windows
from tests.stories.stage import Campfire, raised
from tests.timeouts import AdjustableTimeouts

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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desk(chromium: Browser) -> AsyncIterator[BrowserContext]:
    """Where the pages for drawn blocks open, which store nothing."""
    context = await chromium.new_context(locale="en-US", timezone_id="UTC")
    yield context
    await context.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def wall(chromium: Browser) -> AsyncIterator[BrowserContext]:
    """Where the windows on Slack open, for people who took the tour."""
    async with windows(chromium) as context:
        yield context


@pytest_asyncio.fixture(loop_scope="session")
async def page(desk: BrowserContext) -> AsyncIterator[Page]:
    """A fresh page."""
    async with fresh_page(desk) as page:
        yield page


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
async def paper(desk: BrowserContext, drawing_url: str) -> AsyncIterator[Sheet]:
    """A sheet for many tests, which only look at what is drawn."""
    async with opened(await desk.new_page(), drawing_url) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def campfire(tmp_path: Path, timeouts: AdjustableTimeouts) -> AsyncIterator[Campfire]:
    """Campfire with the real bot in it."""
    async with raised(tmp_path, manifest(), timeouts=timeouts) as campfire:
        yield campfire


@pytest_asyncio.fixture(loop_scope="session")
async def window(campfire: Campfire, wall: BrowserContext) -> AsyncIterator[Window]:
    """The page of Campfire's Slack."""
    async with window_on(campfire.slack, wall) as window:
        yield window
