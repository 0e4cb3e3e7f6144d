"""`oncourse backup` and `oncourse restore`, as an operator types them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from storage.engine import schema
from storage.engine.store import Store
from tests.bot.commands import oncourse
from tests.bot.writer import writing
from tests.databases import lay
from tests.storage.stored import NOW, furnish_with_tactic, now
from tests.transactions import transacting


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """A database with a plan, a goal and a tactic."""
    path = tmp_path / "oncourse.db"
    await furnished(path)
    return path


async def furnished(path: Path) -> None:
    """Put a database with a plan there."""
    lay(path)
    store = await Store.open(f"sqlite:///{path}", now=now)
    with transacting(store) as tx:
        furnish_with_tactic(tx)
    await store.close()


def asked(path: Path, question: str) -> list[tuple[object, ...]]:
    """The answer of the database at `path`."""
    with closing(sqlite3.connect(path)) as database:
        return list(database.execute(question))


def titles(path: Path) -> list[tuple[object, ...]]:
    """The titles of the tactics kept at `path`."""
    return asked(path, "SELECT title FROM tactics")


def test_a_backup_is_whole_while_a_bot_writes(database: Path, tmp_path: Path) -> None:
    with writing(database):
        for number in range(3):
            copy = tmp_path / f"{number}.backup"
            assert oncourse(database, "backup", copy) == (0, f"Backed up to {copy}, and verified.\n", "")
            assert asked(copy, "PRAGMA integrity_check") == [("ok",)]
            unmatched = asked(
                copy,
                "SELECT (SELECT count(*) FROM tactics WHERE id <> 'tactic') - (SELECT count(*) FROM history)",
            )
            assert unmatched == [(0,)]
    assert asked(tmp_path / "2.backup", "SELECT count(*) > 20 FROM history") == [(1,)]
    assert (tmp_path / "0.backup").stat().st_mode & 0o077 == 0


async def test_what_is_not_yet_in_the_main_file_is_in_the_backup(database: Path, tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{database}", now=now)
    with transacting(store, "TOTHER") as tx:
        furnish_with_tactic(tx)
    copy = tmp_path / "copy.backup"
    assert oncourse(database, "backup", copy)[0] == 0
    await store.close()
    assert asked(copy, "SELECT workspace FROM plans ORDER BY 1") == [("TCAMPFIRE",), ("TOTHER",)]


def test_a_backup_is_never_written_over_anything(database: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("precious")
    assert oncourse(database, "backup", taken) == (
        2,
        "",
        f"There's already a file {taken}. Choose another name.\n",
    )
    assert taken.read_text() == "precious"
    assert oncourse(database, "backup", database)[0] == 2
    assert titles(database) == [("List 100 influencers in our niche",)]


@pytest.mark.parametrize("target", ["missing/copy", "file/copy"])
def test_where_a_backup_cannot_be(database: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "file").touch()
    code, _, said = oncourse(database, "backup", tmp_path / target)
    assert code == 2
    assert said.startswith(f"{tmp_path / target} can't be written: ")


def test_what_is_not_there_cannot_be_backed_up(tmp_path: Path) -> None:
    missing, copy = tmp_path / "missing.db", tmp_path / "copy"
    assert oncourse(missing, "backup", copy) == (
        2,
        "",
        f"There is no database {missing}. Set DATABASE_URL to the one you mean.\n",
    )
    assert not missing.exists()
    assert not copy.exists()


def test_a_damaged_database_is_no_backup(tmp_path: Path) -> None:
    damaged, copy = tmp_path / "damaged.db", tmp_path / "copy"
    damaged.write_bytes(b"nothing that SQLite would know" * 100)
    code, _, said = oncourse(damaged, "backup", copy)
    assert (code, said) == (
        2,
        f"The database {damaged} is refused: it is not an SQLite database. Choose another file.\n",
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["damaged.db"]


def test_a_restored_database_is_what_was_backed_up(database: Path, tmp_path: Path) -> None:
    copy, elsewhere = tmp_path / "copy", tmp_path / "new.db"
    oncourse(database, "backup", copy)
    code, said, _ = oncourse(elsewhere, "restore", copy)
    assert (code, said) == (0, f"Restored from {copy}. Start the bot with: oncourse run\n")
    assert titles(elsewhere) == titles(database)


def test_a_database_that_is_there_is_put_aside_only_when_asked(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    oncourse(database, "backup", copy)
    with closing(sqlite3.connect(database)) as changed:
        changed.execute("UPDATE tactics SET title = 'Something else'")
        changed.commit()

    code, _, said = oncourse(database, "restore", copy)
    assert code == 2
    assert said.startswith(f"There is a database {database} already. Add --replace")
    assert titles(database) == [("Something else",)]

    code, said, _ = oncourse(database, "restore", copy, "--replace")
    assert code == 0
    assert titles(database) == [("List 100 influencers in our niche",)]
    (aside,) = tmp_path.glob("oncourse.db.replaced-*")
    assert f"What was there is now {aside}." in said
    assert titles(aside) == [("Something else",)]


def killed_while_writing(database: Path) -> None:
    """What a kill in the middle of a transaction leaves of a database without a WAL."""
    writing_to, log = database.with_name("being-written.db"), "-journal"
    with closing(sqlite3.connect(database)) as settled:
        settled.execute("PRAGMA journal_mode = DELETE")
    writing_to.write_bytes(contents(database))
    with closing(sqlite3.connect(writing_to, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")  # so that pages are written before the end
        writer.execute("BEGIN")
        writer.execute("UPDATE tactics SET title = 'Half done'")
        writer.execute("CREATE TABLE filler AS SELECT randomblob(500000) AS pages")
        database.write_bytes(contents(writing_to))
        Path(f"{database}{log}").write_bytes(contents(Path(f"{writing_to}{log}")))
    writing_to.unlink()


def test_what_was_put_aside_is_whole_after_a_kill_too(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    oncourse(database, "backup", copy)
    killed_while_writing(database)
    assert b"Half done" in contents(database)
    assert oncourse(database, "restore", copy, "--replace")[0] == 0
    (aside,) = tmp_path.glob("oncourse.db.replaced-*")
    assert titles(aside) == titles(database) == [("List 100 influencers in our niche",)]
    assert b"Half done" not in contents(aside)
    assert asked(aside, "PRAGMA integrity_check") == [("ok",)]


async def test_a_backup_of_an_older_oncourse_is_brought_up_to_date_at_the_next_start(tmp_path: Path) -> None:
    old, target = tmp_path / "old.backup", tmp_path / "oncourse.db"
    engine = create_engine(f"sqlite:///{old}")
    with engine.begin() as connection:
        schema.upgrade(connection, NOW, "0001")
    engine.dispose()
    assert oncourse(target, "restore", old)[0] == 0
    assert asked(target, "SELECT version_num FROM alembic_version") == [("0001",)]
    await (await Store.open(f"sqlite:///{target}", now=now)).close()
    assert asked(target, "SELECT version_num FROM alembic_version") == [(schema.newest(),)]


async def test_nothing_is_restored_under_a_running_bot(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    oncourse(database, "backup", copy)
    idle = await Store.open(f"sqlite:///{database}", now=now)
    refused = (2, "", f"A bot works with {database}. Stop it, then restore.\n")
    assert oncourse(database, "restore", copy, "--replace") == refused
    await idle.close()
    with writing(database):
        assert oncourse(database, "restore", copy, "--replace") == refused
    assert oncourse(database, "restore", copy, "--replace")[0] == 0


def contents(path: Path) -> bytes:
    """What is in a file."""
    return path.read_bytes()


def lose(database: Path, log: Path, left: bytes) -> None:
    """The database is gone, and its log is still there."""
    database.unlink()
    log.write_bytes(left)


async def test_a_log_left_beside_a_lost_database_spoils_nothing(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    oncourse(database, "backup", copy)
    store = await Store.open(f"sqlite:///{database}", now=now)
    with transacting(store, "TOTHER") as tx:
        furnish_with_tactic(tx)
    log = Path(f"{database}-wal")
    left = contents(log)
    await store.close()
    lose(database, log, left)

    assert oncourse(database, "restore", copy)[0] == 0
    assert asked(database, "SELECT workspace FROM plans") == [("TCAMPFIRE",)]


def test_a_damaged_database_can_be_replaced(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    oncourse(database, "backup", copy)
    database.write_bytes(b"nothing that SQLite would know" * 100)
    assert oncourse(database, "restore", copy, "--replace")[0] == 0
    assert titles(database) == [("List 100 influencers in our niche",)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"no database" * 100, "it is not an SQLite database"),
        (b"", "The database is empty"),
    ],
)
def test_what_is_no_backup_is_not_restored(tmp_path: Path, content: bytes, why: str) -> None:
    target, source = tmp_path / "oncourse.db", tmp_path / "source"
    source.write_bytes(content)
    code, _, said = oncourse(target, "restore", source)
    assert code == 2
    assert why in said
    assert not target.exists()


def test_a_backup_of_a_newer_oncourse_or_of_another_program_is_not_restored(
    database: Path, tmp_path: Path
) -> None:
    target = tmp_path / "new.db"
    with closing(sqlite3.connect(database)) as changed:
        changed.execute("UPDATE alembic_version SET version_num = '9999'")
        changed.commit()
    _, _, said = oncourse(target, "restore", database)
    assert said.startswith("The database was written by a newer Oncourse (revision 9999).")

    strange = tmp_path / "strange.db"
    asked(strange, "CREATE TABLE songs (title)")
    _, _, said = oncourse(target, "restore", strange)
    assert said == "The database belongs to something else. Choose another.\n"
    assert not target.exists()


def test_a_database_in_memory_is_not_kept(tmp_path: Path) -> None:
    assert oncourse(Path(":memory:"), "backup", tmp_path / "copy") == (
        2,
        "",
        "A database in memory cannot be kept. Set DATABASE_URL to one in a file.\n",
    )
