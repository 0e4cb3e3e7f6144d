"""Campfire, Inc. with the real bot in it: what every story starts from."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.manifest import manifest
from tests.stories.stage import Campfire, raised

BUSY = 60  # seconds


@pytest.fixture
async def campfire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Campfire]:
    """The stage as most stories need it: a machine busy with other tests is no fault of Slack's."""
    monkeypatch.setattr("handlers.directory.PATIENCE", BUSY)
    monkeypatch.setattr("handlers.visit.OPENING_SECONDS", BUSY)
    monkeypatch.setattr("handlers.pictures.PATIENCE", BUSY)
    monkeypatch.setattr("handlers.uploads.PAUSES", (0, 0, 0))
    async with raised(tmp_path, manifest(), patience=BUSY) as campfire:
        yield campfire
