"""The commands that keep the data, on a database of any kind; and moving from one kind to another."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from bot.commands.doctor import describe_database as about_database
from storage import install_states, installations
from storage.engine import schema
from storage.engine.store import Store
from storage.engine.urls import database_status
from storage.tables import Row
from tests import postgresql
from tests.bot.commands import oncourse
from tests.databases import begin
from tests.storage.everything import fill
from tests.storage.stored import LATER, NOW, OTHER, W, an_installation, now
from tests.transactions import transacting


async def filled(url: str) -> str:
    """The same database with something of everything, of two workspaces."""
    store = await Store.open(url, now=now)
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            fill(tx)
            installations.put(tx, an_installation(workspace))
    with transacting(store, W) as tx:
        install_states.open_(tx, "state", "browser", NOW, LATER)
    await store.close()
    return url


def exported(url: str, file: Path) -> str:
    """All that is kept there."""
    assert oncourse(url, "export", file) == (0, f"Exported to {file}.\n", "")
    return file.read_text()


async def old_file(folder: Path) -> Path:
    """An SQLite database that was lived with."""
    path = folder / "old.db"
    await filled(f"sqlite:///{path}")
    return path


async def test_what_is_exported_and_imported_is_the_same(
    database: str, bare_database: str, tmp_path: Path
) -> None:
    before = exported(await filled(database), tmp_path / "first.json")
    target = bare_database if postgresql.wanted() else f"sqlite:///{tmp_path}/other.db"
    assert oncourse(target, "import", tmp_path / "first.json")[0] == 0
    assert exported(target, tmp_path / "second.json") == before


async def test_a_person_is_purged(database: str, tmp_path: Path) -> None:
    await filled(database)
    assert oncourse(database, "purge", "--person", "UHAILEY", "--yes")[0] == 0
    after = exported(database, tmp_path / "after.json")
    assert ("UHAILEY" in after, "UBRIAN" in after) == (False, True)


async def test_everything_moves_to_another_database(bare_database: str, tmp_path: Path) -> None:
    old = await old_file(tmp_path)
    target = bare_database
    code, said, _ = oncourse(target, "copy-database", f"sqlite:///{old}")
    assert (code, said.split()[0], said.split()[2]) == (0, "Copied", "rows")
    assert exported(target, tmp_path / "new.json") == exported(f"sqlite:///{old}", tmp_path / "old.json")
    with closing(sqlite3.connect(old)) as file:
        every = {
            table.name: file.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]  # noqa: S608
            for table in Row.metadata.sorted_tables
        }
    assert int(said.split()[1]) == sum(every.values())
    every.pop("imports")  # rows only while an import is under way
    assert all(every.values()), "something of every table was there to move"


async def test_nothing_is_copied_onto_something(database: str, tmp_path: Path) -> None:
    old = await old_file(tmp_path)
    before = exported(await filled(database), tmp_path / "before.json")
    assert oncourse(database, "copy-database", f"sqlite:///{old}") == (
        2,
        "",
        "There is something in the database to copy to. Choose an empty one.\n",
    )
    assert exported(database, tmp_path / "after.json") == before


async def test_only_what_is_up_to_date_is_copied(bare_database: str, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    code, _, said = oncourse(bare_database, "copy-database", f"sqlite:///{old}")
    assert (code, said) == (2, f"There is nothing to copy in {old}. Name the database that has it.\n")
    with closing(sqlite3.connect(old)) as file:
        file.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        file.execute("INSERT INTO alembic_version VALUES ('0001')")
        file.commit()
    code, _, said = oncourse(bare_database, "copy-database", f"sqlite:///{old}")
    assert (code, said) == (
        2,
        f"The database {old} is at revision 0001, and this Oncourse at {schema.newest()}. Start a bot of "
        "this version on it once, stop that, then copy.\n",
    )


@pytest.mark.sqlite
@pytest.mark.parametrize("command", [["purge", "--person", "UHAILEY", "--yes"], ["import", "file.json"]])
async def test_a_file_that_is_held_by_another_process_is_told(tmp_path: Path, command: list[str]) -> None:
    begin(tmp_path)
    path = tmp_path / "oncourse.db"
    exported(await filled(f"sqlite:///{path}"), tmp_path / "file.json")
    command = [str(tmp_path / word) if word.endswith(".json") else word for word in command]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert oncourse(path, *command) == (
            2,
            "",
            "Another process is using the database. Try again in a moment, or stop the bot first.\n",
        )


@pytest.mark.postgresql
async def test_a_database_that_is_held_by_another_process_is_told(database: str) -> None:
    await filled(database)
    with psycopg.connect(database.replace("+psycopg", "")) as other:
        other.execute("LOCK TABLE people IN ACCESS EXCLUSIVE MODE")
        code, said, refused = oncourse(database, "purge", "--workspace", W, "--yes")
    assert (code, said) == (2, "")
    assert refused == (
        "Another process is using the database. Try again in a moment, or stop the bot first.\n"
    )


@pytest.mark.postgresql
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_servers_database_is_copied_by_the_servers_tools(
    database: str, command: str, tmp_path: Path
) -> None:
    code, said, refused = oncourse(database, command, tmp_path / "file")
    assert (code, said) == (2, "")
    assert "pg_dump --format=custom --file=oncourse.dump" in refused
    assert "pg_restore --clean --if-exists --single-transaction" in refused


@pytest.mark.postgresql
def test_the_doctor_says_how_a_servers_database_stands(database: str, bare_database: str) -> None:
    newest = schema.newest()
    assert about_database(database_status(database)).endswith(
        f"is writable and at the newest revision ({newest})"
    )
    assert about_database(database_status(bare_database)).endswith(
        "is still empty: `oncourse run` creates it"
    )


@pytest.mark.postgresql
def test_a_database_without_anything_is_not_filled_by_asking(bare_database: str, tmp_path: Path) -> None:
    code, _, said = oncourse(bare_database, "export", tmp_path / "file.json")
    assert (code, said.startswith("There is nothing in the database")) == (2, True)
    assert database_status(bare_database).revision is None
