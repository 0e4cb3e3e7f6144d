"""Campfire, Inc. with the real bot in it: what every story starts from."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.manifest import manifest
from sandbox import Fault
from tests.stories.stage import Campfire, raised
from tests.timeouts import AdjustableTimeouts


@pytest.fixture
async def campfire(
    tmp_path: Path, timeouts: AdjustableTimeouts, any_database: None
) -> AsyncIterator[Campfire]:
    """The stage as most stories need it, with nothing told yet."""
    async with raised(tmp_path, manifest(), timeouts=timeouts) as campfire:
        yield campfire


@pytest.fixture
def impatient(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that hangs is given up soon, so that the story need not wait; no call is where none hangs."""
    told = getattr(request.node, "callspec", None)
    faults = [given for given in (told.params.values() if told else ()) if isinstance(given, Fault)]
    if any(fault.kind == "timeout" for fault in faults):
        monkeypatch.setenv("SLACK_TIMEOUT", "2")
