"""The stage of the stories, in HTTP mode."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.stage import Campfire
from tests.web.stage import PATIENT, TwoCompanies, raised_over_http, two_companies


@pytest.fixture
async def companies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TwoCompanies]:
    """Two companies in which nobody has installed the app yet."""
    monkeypatch.setattr("handlers.directory.PATIENCE", PATIENT)
    monkeypatch.setattr("handlers.visit.OPENING_SECONDS", PATIENT)
    async with two_companies(tmp_path) as companies:
        yield companies


@pytest.fixture
async def campfire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Campfire]:
    """As the stories' own stage, but that Slack's requests come by HTTP."""
    monkeypatch.setattr("handlers.directory.PATIENCE", PATIENT)
    monkeypatch.setattr("handlers.visit.OPENING_SECONDS", PATIENT)
    monkeypatch.setattr("handlers.pictures.PATIENCE", PATIENT)
    monkeypatch.setattr("handlers.uploads.PAUSES", (0, 0, 0))
    async with raised_over_http(tmp_path) as campfire:
        yield campfire
