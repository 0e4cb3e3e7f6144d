"""Campfire, Inc. with the real bot in it: what every story starts from."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.manifest import manifest
from tests.stories.stage import Campfire, raised


@pytest.fixture
async def campfire(tmp_path: Path) -> AsyncIterator[Campfire]:
    async with raised(tmp_path, manifest()) as campfire:
        yield campfire
