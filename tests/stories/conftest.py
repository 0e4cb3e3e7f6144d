"""Campfire, Inc. with the real bot in it: what every story starts from."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.manifest import manifest
from tests.conftest import BUSY
from tests.stories.stage import Campfire, raised


@pytest.fixture
async def campfire(tmp_path: Path, patience: None, any_database: None) -> AsyncIterator[Campfire]:
    """The stage as most stories need it, with nothing told yet."""
    async with raised(tmp_path, manifest(), patience=BUSY) as campfire:
        yield campfire
