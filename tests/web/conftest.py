"""The stages of what happens over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.stage import Campfire
from tests.timeouts import AdjustableTimeouts
from tests.web.stage import TwoCompanies, raised_over_http, two_companies


@pytest.fixture
async def companies(
    tmp_path: Path, timeouts: AdjustableTimeouts, any_database: None
) -> AsyncIterator[TwoCompanies]:
    """Two companies in which nobody has installed the app yet."""
    async with two_companies(tmp_path, timeouts) as companies:
        yield companies


@pytest.fixture
async def campfire(
    tmp_path: Path, timeouts: AdjustableTimeouts, any_database: None
) -> AsyncIterator[Campfire]:
    """As the stories' own stage, but that Slack's requests come by HTTP."""
    async with raised_over_http(tmp_path, timeouts=timeouts) as campfire:
        yield campfire
