"""Fixtures for all tests: Hypothesis profiles, databases and the bot's timeouts."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import postgresql
from tests.databases import address, begin, shared_statements
from tests.timeouts import AdjustableTimeouts, patient_timeouts

settings.register_profile(
    "light", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("deep", settings.get_profile("light"), max_examples=1000)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "light")
IS_DEEP = PROFILE == "deep"
settings.load_profile(PROFILE)

_serving = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL where the tests run on it: once, in the process that starts the workers."""
    if postgresql.wanted() and not hasattr(config, "workerinput"):
        _serving.enter_context(postgresql.serving())


def pytest_unconfigure() -> None:
    """Stop PostgreSQL after the last worker."""
    _serving.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the slowest tests first, so that no core is idle at the end.

    On PostgreSQL, only tests that use a database or need PostgreSQL run; of stories, only the marked ones.
    """
    items.sort(key=lambda item: "scheduler" not in item.path.parts)
    chosen = _on_postgresql if postgresql.wanted() else _on_sqlite
    config.hook.pytest_deselected(items=[item for item in items if not chosen(item)])
    items[:] = filter(chosen, items)


def _on_postgresql(item: pytest.Item) -> bool:
    if _is_marked(item, "sqlite") or "browser" in item.path.parts:
        return False
    if {"stories", "web"} & set(item.path.parts):
        return _is_marked(item, "both_databases") or _is_marked(item, "postgresql")
    return "any_database" in getattr(item, "fixturenames", ()) or _is_marked(item, "postgresql")


def _on_sqlite(item: pytest.Item) -> bool:
    return not _is_marked(item, "postgresql")


def _is_marked(item: pytest.Item, name: str) -> bool:
    return item.get_closest_marker(name) is not None


@pytest.fixture
def timeouts() -> AdjustableTimeouts:
    """The timeouts of the bot under test."""
    return patient_timeouts()


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """Share compiled SQL statements between tests: compiling them took a quarter of a story's time."""
    with shared_statements():
        yield
    if postgresql.wanted():
        postgresql.drop_all()


@pytest.fixture
def any_database() -> Iterator[None]:
    """Mark a test that works on either database, and return its databases to the pool."""
    yield
    postgresql.give_all_back()


@pytest.fixture
def database(any_database: None, tmp_path: Path) -> str:
    """The URL of an empty database with the newest schema."""
    begin(tmp_path)
    return address(tmp_path)


@pytest.fixture
def bare_database(any_database: None, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database without a schema, or of a file that does not exist yet."""
    if postgresql.wanted():
        with postgresql.bare() as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path}/oncourse.db"
