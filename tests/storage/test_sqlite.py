"""SQLite's own: its lock, and the files and folders that are refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.engine.database import DatabaseRefused
from storage.engine.store import Store
from tests.storage.stored import now

pytestmark = pytest.mark.sqlite


async def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match=r"folder .*/absent does not exist\. Create it"):
        await Store.open(f"sqlite:///{tmp_path}/absent/oncourse.db", now=now)


async def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="is a folder"):
        await Store.open(f"sqlite:///{tmp_path}", now=now)


async def test_a_folder_that_cannot_be_written_is_refused(
    bare_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # the user who runs the tests may write anywhere
    with pytest.raises(DatabaseRefused, match="not writable"):
        await Store.open(bare_database, now=now)


async def test_a_file_that_is_no_database_is_refused(bare_database: str, tmp_path: Path) -> None:
    (tmp_path / "oncourse.db").write_text("Dear diary, " * 1000)
    with pytest.raises(DatabaseRefused, match="not an SQLite database"):
        await Store.open(bare_database, now=now)


async def test_somebody_elses_database_is_refused_and_left_alone(bare_database: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "oncourse.db")) as other:
        other.execute("CREATE TABLE diary (day TEXT)")
    with pytest.raises(DatabaseRefused, match="belongs to something else"):
        await Store.open(bare_database, now=now)
    with closing(sqlite3.connect(tmp_path / "oncourse.db")) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("diary",)]
