"""For all tests: properties are about what comes out, never about how long it took."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.databases import shared_statements

BUSY = 60  # seconds that anybody waits on a machine busy with other tests

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests that take longest begin, so that at the end no core waits for one of them."""
    items.sort(key=lambda item: "scheduler" not in item.path.parts)


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine busy with other tests is no fault of Slack's."""
    monkeypatch.setattr("handlers.directory.PATIENCE", BUSY)
    monkeypatch.setattr("handlers.downloads.PATIENCE", BUSY)
    monkeypatch.setattr("handlers.visit.OPENING_SECONDS", BUSY)
    monkeypatch.setattr("handlers.pictures.PATIENCE", BUSY)
    monkeypatch.setattr("handlers.uploads.PAUSES", (0, 0, 0))


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """A quarter of a story's time went into compiling what the story before had compiled."""
    with shared_statements():
        yield
