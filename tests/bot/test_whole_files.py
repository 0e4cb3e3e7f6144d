"""Files that the command line makes: whole or not there, and for their user alone."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.commands.checks import check_files
from storage.engine import schema
from storage.engine.store import Store
from storage.transfer.files import FileTaken, new_file
from tests.bot.commands import oncourse_here
from tests.bot.processes import ROOT
from tests.bot.test_nothing_by_mistake import database, rows, whole
from tests.storage.stored import NOW, now
from tests.transactions import transacting

__all__ = ["database", "whole"]

# What a process does until it is killed, at a step of its work.
_KILLED = """
import os, signal, sys
from importlib import import_module
from bot.cli import main
where = import_module(sys.argv[1])
def killed(*_arguments, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(where, sys.argv[2], killed)
main(sys.argv[3:])
"""
STEPS = [
    ("storage.transfer.backup", "_verify", "backup", "copy"),
    ("storage.transfer.files", "_give_name", "backup", "copy"),
    ("storage.transfer.export", "write", "export", "copy"),
    ("storage.transfer.files", "flush_to_disk", "export", "copy"),
    ("storage.transfer.backup", "_verify", "restore", "whole.backup", "--replace"),
    ("storage.transfer.backup", "_put_aside", "restore", "whole.backup", "--replace"),
]


@pytest.fixture
def lax() -> Iterator[None]:
    """New files are open to everyone by default."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """Who may do what with the files there."""
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


@pytest.mark.parametrize(("where", "step", "verb", "file", "more"), [(*each, "")[:5] for each in STEPS])
def test_a_kill_leaves_nothing_broken_and_the_next_run_works(
    database: Path, where: str, step: str, verb: str, file: str, more: str
) -> None:
    folder = database.parent
    (folder / "whole.backup").write_bytes(database.read_bytes())
    before = rows(database)
    typed = [verb, file, *filter(None, [more])]
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _KILLED, where, step, *typed],
        env={**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{database}"},
        check=False,
    )
    assert ended.returncode < 0
    assert rows(database) == before
    assert not (folder / "copy").exists()
    code, _, said = oncourse_here(database, *typed)
    assert (code, said) == (0, "")
    assert rows(database) == before
    if verb == "backup":
        assert rows(folder / "copy") == before


def test_at_no_step_of_a_restore_the_database_is_missing(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (database.parent / "whole.backup").write_bytes(database.read_bytes())
    renamed = Path.replace
    there = []

    def seen(path: Path, to: Path) -> Path:
        there.append(database.exists())
        return renamed(path, to)

    monkeypatch.setattr(Path, "replace", seen)
    assert oncourse_here(database, "restore", "whole.backup", "--replace")[0] == 0
    assert there == [True]


def test_a_name_that_is_taken_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    target = tmp_path / "copy"
    with pytest.raises(FileTaken):
        _made_while_taken(target)
    assert (target.read_text(), os.listdir(tmp_path)) == ("theirs", ["copy"])


def _made_while_taken(target: Path) -> None:
    with new_file(target) as fresh:
        fresh.write_text("ours")
        target.write_text("theirs")


@pytest.mark.parametrize("taken", [True, False])
def test_a_file_system_without_links_is_served(
    tmp_path: Path, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", unsupported)
    target = tmp_path / "copy"
    try:
        with new_file(target) as fresh:
            fresh.write_text("ours")
            if taken:
                target.write_text("theirs")
    except FileTaken:
        assert taken
    assert (target.read_text(), os.listdir(tmp_path)) == ("theirs" if taken else "ours", ["copy"])


def test_what_a_kill_of_sqlite_left_beside_a_file_spoils_nothing(database: Path) -> None:
    for beside in ("-journal", "-wal", "-shm"):
        database.with_name(f".copy.partial{beside}").write_bytes(b"left")
    assert oncourse_here(database, "backup", "copy")[0] == 0
    assert rows(database.with_name("copy")) == rows(database)


def test_every_file_is_its_users_alone(database: Path, lax: None) -> None:
    folder = database.parent
    for typed in (("backup", "copy"), ("export", "new.json")):
        assert oncourse_here(database, *typed)[0] == 0
    for name, typed in (("restored.db", ("restore", "copy")), ("imported.db", ("import", "new.json"))):
        assert oncourse_here(folder / name, *typed)[0] == 0
    del (kept := modes(folder))[database.name]
    assert set(kept) == {"copy", "new.json", "restored.db", "imported.db"}
    assert set(kept.values()) == {0o600}


def test_an_upgraded_database_and_its_backup_are_their_users_alone(tmp_path: Path, lax: None) -> None:
    path = tmp_path / "oncourse.db"
    asyncio.run(_seen_while_open(path))
    path.unlink()
    with closing(sqlite3.connect(path)):
        path.chmod(0o600)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        schema.upgrade(connection, NOW, "0001")
    engine.dispose()
    asyncio.run(_seen_while_open(path))
    assert modes(tmp_path) == {"oncourse.db": 0o600, "oncourse.db.0001.backup": 0o600}


async def _seen_while_open(path: Path) -> None:
    store = await Store.open(f"sqlite:///{path}", now=now)
    with transacting(store) as tx:
        tx.connection().exec_driver_sql("CREATE TABLE seen (id)")
    assert set(modes(path.parent).values()) == {0o600}, "with the log that SQLite keeps beside it"
    await store.close()


@pytest.mark.parametrize(
    ("mode", "verdict"), [(0o600, "ok"), (0o400, "ok"), (0o640, "ok"), (0o644, "problem"), (0o666, "problem")]
)
def test_the_doctor_minds_what_everyone_can_read(tmp_path: Path, mode: int, verdict: str) -> None:
    settings, kept = tmp_path / ".env", tmp_path / "oncourse.db"
    for path in (settings, kept):
        path.touch()
        path.chmod(0o600)
    for path in (settings, kept):
        path.chmod(mode)
        found = check_files(settings, kept)
        assert found.verdict == verdict
        assert (verdict == "ok") or f"chmod 600 {path}" in found.message
        path.chmod(0o600)
    assert check_files(tmp_path / "missing", None).verdict == "ok"
