"""How a command ends that cannot go on: with a sentence and a code, and nothing half done."""

import errno
import io
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.commands.errors import BUG, OUTPUT_CLOSED, STOPPED, run_guarded
from bot.slack_client import SlackRefused
from storage.engine import sqlite
from storage.engine.database import DatabaseRefused
from storage.tables import Row
from storage.transfer import backup as backups
from storage.transfer import copy as copying
from storage.transfer import export, files, purge
from storage.transfer import import_ as importing
from tests.bot.commands import oncourse_here
from tests.bot.processes import ONCOURSE
from tests.bot.test_nothing_by_mistake import database, filled, rows, whole
from tests.storage.everything import BRIAN
from tests.storage.stored import W

__all__ = ["database", "whole"]

# Each long command, with the steps of it at which someone may press Ctrl-C, or the disk be full.
STEPS: list[tuple[Sequence[str], Any, str]] = [
    (("backup", "copy"), backups, "_verify"),
    (("backup", "copy"), files, "flush_to_disk"),
    (("backup", "copy"), files, "_give_name"),
    (("restore", "whole.backup", "--replace"), backups, "_copy"),
    (("restore", "whole.backup", "--replace"), backups, "_verify"),
    (("restore", "whole.backup", "--replace"), backups, "_put_aside"),
    (("export", "new.json"), export, "exported_row"),
    (("export", "new.json"), export, "pieces"),
    (("export", "new.json"), files, "flush_to_disk"),
    (("import", "file.json"), importing, "_stage"),
    (("import", "file.json"), importing, "_publish"),
    (("purge", "--yes", "--person", BRIAN), purge, "_disown_tactics"),
    (("purge", "--yes", "--person", BRIAN), purge, "_rename"),
    (("copy-database", "sqlite:///whole.backup"), copying, "_count"),
    (("copy-database", "sqlite:///whole.backup"), copying, "_copied"),
]


def at_the_step(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, befall: Callable[[], None]) -> None:
    """Let something befall the command where that function is called for the first time."""
    does, left = getattr(where, name), [befall]

    def done(*arguments: Any, **named: Any) -> Any:
        if left:
            left.pop()()
        return does(*arguments, **named)

    monkeypatch.setattr(where, name, done)


def prepared(database: Path, command: str) -> None:
    """What the commands take lies beside the database, which is empty for those that fill one."""
    folder = database.parent
    (folder / "whole.backup").write_bytes(database.read_bytes())
    assert oncourse_here(database, "export", folder / "file.json")[0] == 0
    if command in ("import", "copy-database"):
        with closing(sqlite3.connect(database)) as file:
            for table in Row.metadata.sorted_tables:
                file.execute(f"DELETE FROM {table.name}")  # noqa: S608
            file.commit()


@pytest.fixture(params=["Ctrl-C", "SIGTERM", "SIGTERM where Ctrl-C is ignored"])
def ending(request: pytest.FixtureRequest) -> Iterator[signal.Signals]:
    """What ends a command; a shell's `&` has Ctrl-C ignored."""
    before = signal.getsignal(signal.SIGINT)
    if request.param.endswith("ignored"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield signal.SIGINT if request.param == "Ctrl-C" else signal.SIGTERM
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(("typed", "where", "name"), STEPS)
def test_a_command_that_is_ended_leaves_nothing_half_done(
    database: Path,
    typed: Sequence[str],
    where: Any,
    name: str,
    ending: signal.Signals,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prepared(database, typed[0])
    before, there = rows(database), sorted(database.parent.iterdir())
    as_before = signal.getsignal(signal.SIGTERM)
    with monkeypatch.context() as patch:
        at_the_step(patch, where, name, lambda: os.kill(os.getpid(), ending))
        assert oncourse_here(database, *typed) == (
            STOPPED,
            "",
            "Stopped. Nothing was left half done. Run it again to finish.\n",
        )
    assert (rows(database), sorted(database.parent.iterdir())) == (before, there)
    assert signal.getsignal(signal.SIGTERM) == as_before
    assert oncourse_here(database, *typed)[0] == 0


@pytest.mark.parametrize(("typed", "where", "name"), STEPS)
def test_a_full_disk_is_told_and_leaves_nothing_half_done(
    database: Path, typed: Sequence[str], where: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(database, typed[0])
    before, there = rows(database), sorted(database.parent.iterdir())

    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/data/file")

    with monkeypatch.context() as patch:
        at_the_step(patch, where, name, full)
        code, out, said = oncourse_here(database, *typed)
    assert (code, out) == (2, "")
    assert said == "The disk is full (/data/file). Make room, then try again.\n"
    assert (rows(database), sorted(database.parent.iterdir())) == (before, there)


def test_a_purge_that_is_done_is_not_ended_before_the_file_is_compact(
    database: Path, ending: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_step(monkeypatch, sqlite.Sqlite, "compact", lambda: os.kill(os.getpid(), ending))
    assert oncourse_here(database, "purge", "--yes", "--workspace", W)[0] == 0
    with closing(sqlite3.connect(database)) as file:
        assert file.execute("PRAGMA freelist_count").fetchone() == (0,), "pages that held it are gone"


def test_ctrl_c_is_let_in_while_sqlite_works(database: Path) -> None:
    with (
        closing(sqlite.opened(database)) as file,
        pytest.raises(KeyboardInterrupt),
    ):
        _interrupted(file, database)


def _interrupted(file: sqlite3.Connection, database: Path) -> None:
    with sqlite.refusing(database):
        file.set_progress_handler(lambda: os.kill(os.getpid(), signal.SIGINT), 1)
        file.execute("SELECT count(*) FROM sqlite_master").fetchone()


def test_what_was_purged_is_told_where_the_file_could_not_be_tidied(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_self: object) -> None:
        raise DatabaseRefused("Somebody holds it.")

    monkeypatch.setattr(sqlite.Sqlite, "compact", held)
    code, out, said = oncourse_here(database, "purge", "--yes", "--workspace", W)
    assert (code, out) == (2, "")
    assert said.startswith("Deleted or changed ")
    assert "the old data may still be in the file. Somebody holds it." in said
    assert W not in "\n".join(rows(database))


KINDS: list[tuple[BaseException, int, str]] = [
    (SlackRefused("Slack says no."), 2, "Slack says no.\n"),
    (DatabaseRefused("The database says no."), 2, "The database says no.\n"),
    (OSError(errno.ENOSPC, "No space left on device"), 2, "The disk is full. Make room, then try again.\n"),
    (
        PermissionError(errno.EACCES, "Permission denied", "a.db"),
        2,
        "This user isn't allowed to do that (a.db): ",
    ),
    (OSError(errno.EMFILE, "Too many open files"), 2, "Too many files are open."),
    (FileNotFoundError(errno.ENOENT, "No such file or directory", "a"), 2, "a can't be used: No such file"),
    (OSError(errno.ENAMETOOLONG, "File name too long", "a" * 300), 2, "a" * 300),
    (MemoryError(), 2, "There isn't enough memory"),
    (BrokenPipeError(errno.EPIPE, "Broken pipe"), OUTPUT_CLOSED, ""),
    (KeyboardInterrupt(), STOPPED, "Stopped."),
    (KeyError("sesame"), BUG, "Something in Oncourse broke. Please report this: KeyError at "),
    (ValueError("sesame"), BUG, "Something in Oncourse broke. Please report this: ValueError at "),
]


@pytest.mark.parametrize(("error", "code", "words"), KINDS, ids=lambda part: type(part).__name__)
def test_every_kind_of_end_is_told(
    error: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def do() -> int:
        raise error

    assert run_guarded(do) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(words)
    assert "sesame" not in said.err
    assert said.err.count("\n") == bool(words)


@pytest.mark.parametrize("name", ["manifest", "new-key"])
def test_nobody_who_reads_is_no_fault(name: str, tmp_path: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    ended = subprocess.run(  # noqa: S603 - our own command
        [*ONCOURSE, name], stdout=writes, stderr=subprocess.PIPE, check=False, env=_environment()
    )
    os.close(writes)
    assert (ended.returncode, ended.stderr) == (OUTPUT_CLOSED, b"")


def test_a_full_disk_behind_standard_output_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(  # noqa: S603 - our own command
            [*ONCOURSE, "manifest"], stdout=full, stderr=subprocess.PIPE, check=False, env=_environment()
        )
    assert (ended.returncode, ended.stderr) == (2, b"The disk is full. Make room, then try again.\n")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def _held(path: Path) -> sqlite3.Connection:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    return other


@pytest.mark.parametrize(
    "typed", [("export", "new.json"), ("backup", "copy"), ("purge", "--yes", "--person", BRIAN)]
)
def test_a_database_that_another_process_holds_is_told(
    database: Path, typed: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_WAITING", 0)
    with closing(sqlite3.connect(database)) as file:
        file.execute("PRAGMA journal_mode = DELETE")
    with closing(_held(database)):
        code, out, said = oncourse_here(database, *typed)
    assert (code, out) == (2, "")
    assert said == "Another process is using the database. Try again in a moment, or stop the bot first.\n"
    assert sorted(path.name for path in database.parent.iterdir()) == ["oncourse.db"]


ODD_PLACES: list[tuple[str, Callable[[Path], object]]] = [
    ("a folder", lambda path: path.mkdir()),
    ("no database", lambda path: path.write_bytes(b"Dear diary, " * 100)),
    ("nearly empty", lambda path: path.write_bytes(b"SQLite")),
    ("empty", lambda path: path.write_bytes(b"")),
    ("cut off", lambda path: path.write_bytes(filled(path).read_bytes()[:6000])),
    ("cut in half", lambda path: path.write_bytes(filled(path).read_bytes()[:100_000])),
    ("of something else", lambda path: path.write_bytes(_songs(path))),
]


def _songs(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE songs (title)")
        file.commit()
    return path.read_bytes()


@pytest.mark.parametrize(("place", "put"), ODD_PLACES, ids=[name for name, _ in ODD_PLACES])
def test_a_database_that_is_none_is_told(place: str, put: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "odd.db"
    put(path)
    for typed in (("export", "new"), ("backup", "copy"), ("purge", "--yes", "--person", BRIAN)):
        code, out, said = oncourse_here(
            path, typed[0], *(tmp_path / word if word in ("new", "copy") else word for word in typed[1:])
        )
        assert (code, out) == (2, ""), typed
        assert said.endswith(".\n"), typed
        assert not said.startswith("Something in Oncourse broke"), typed
    assert sorted(each.name.partition("-")[0] for each in tmp_path.iterdir())[0] == "odd.db"


def test_a_name_that_is_no_text_is_said_somehow(database: Path) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setenv("DATABASE_URL", f"sqlite:///{database}")
        from bot.cli import main

        assert main(["backup", "r\u0101"]) == 0
        out.seek(0)
        assert out.read() == "Backed up to r\\u0101, and verified.\n"
