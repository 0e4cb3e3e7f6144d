"""`oncourse export` and `oncourse import`, as an operator types them."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.engine.store import Store
from tests.bot.commands import oncourse, oncourse_here
from tests.databases import lay
from tests.storage.everything import fill
from tests.storage.stored import OTHER, W, now
from tests.transactions import transacting


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    """A database with something of everything, of two workspaces."""
    path = tmp_path / "oncourse.db"
    lay(path)
    store = await Store.open(f"sqlite:///{path}", now=now)
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            fill(tx)
    await store.close()
    return path


def test_what_is_exported_and_imported_is_the_same(database: Path, tmp_path: Path) -> None:
    first, second, other = tmp_path / "first.json", tmp_path / "second.json", tmp_path / "other.db"
    assert oncourse(database, "export", first) == (0, f"Exported to {first}.\n", "")
    code, said, _ = oncourse(other, "import", first)
    assert code == 0
    assert said.startswith("Imported ")
    assert said.endswith(f" rows from {first}.\n")
    oncourse(other, "export", second)
    assert second.read_bytes() == first.read_bytes()
    assert first.stat().st_mode & 0o077 == 0


def test_one_workspace_is_exported_and_nothing_of_another(database: Path, tmp_path: Path) -> None:
    one = tmp_path / "one.json"
    assert oncourse(database, "export", one, "--workspace", OTHER)[0] == 0
    assert set(json.loads(one.read_text())["workspaces"]) == {OTHER}
    assert oncourse(tmp_path / "new.db", "import", one, "--workspace", W) == (
        2,
        "",
        f"The file is of another workspace: {OTHER}. Nothing was taken in.\n",
    )
    assert oncourse(tmp_path / "new.db", "import", one, "--workspace", OTHER)[0] == 0


def test_a_workspace_that_is_not_there_is_named_with_those_that_are(database: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.json"
    assert oncourse(database, "export", nothing, "--workspace", "T0NOBODY") == (
        2,
        "",
        f"I don't know the workspace “T0NOBODY”. Known ids: {W}, {OTHER}.\n",
    )
    assert not nothing.exists()


def test_nothing_is_written_over_and_nothing_taken_in_twice(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "file.json"
    oncourse(database, "export", file)
    kept = file.read_bytes()
    assert oncourse(database, "export", file) == (
        2,
        "",
        f"There's already a file {file}. Choose another name.\n",
    )
    code, _, said = oncourse(database, "import", file)
    assert code == 2
    assert "are in the database already" in said
    assert file.read_bytes() == kept


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "cannot be read: "),
        (b"\xff\xfe", "cannot be read: "),
        (b"number,title\n", "This is not JSON"),
        (b'{"format": "oncourse", "version": 7}', "has version 7 of the format"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_cure(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    file = tmp_path / "file.json"
    if content is not None:
        file.write_bytes(content)
    code, _, said = oncourse(tmp_path / "new.db", "import", file)
    assert code == 2
    assert why in said
    assert not (tmp_path / "new.db").exists()


def test_a_database_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    code, _, said = oncourse(tmp_path / "missing.db", "export", tmp_path / "file.json")
    assert (code, said.startswith("There is no database")) == (2, True)
    assert list(tmp_path.iterdir()) == []


SPOILT = [
    ("tactics", "eta", b"\xff", "id = 'tactic'"),
    ("tactics", "state", "nonsense", "id = 'tactic'"),
    ("tactics", "title", "", "id = 'tactic'"),
    ("goals", "metrics", "{", "id = 'goal'"),
    ("goals", "number", -1, "id = 'goal'"),
    ("plans", "check_in_hour", 99, "id = 'plan'"),
    ("company_goals", "title", b"\xff", "position = 0"),
    ("readings", "value", "nonsense", "metric = 'metric'"),
    ("history", "changes", "{", "number = 1"),
    ("check_ins", "state", "nonsense", "id = 'check-in'"),
    ("answers", "course", "nonsense", "check_in = 'check-in'"),
    (
        "deliveries",
        "state",
        "nonsense",
        "rowid = (SELECT min(rowid) FROM deliveries WHERE workspace = 'TCAMPFIRE')",
    ),
    ("tactic_owners", "position", "nonsense", "tactic = 'tactic' AND person = 'UBRIAN'"),
    ("homes", "note", b"\xff", "person = 'UHAILEY'"),
]


@pytest.mark.parametrize(("table", "column", "value", "row"), SPOILT)
def test_what_was_left_out_is_said_and_the_rest_is_imported(
    database: Path, tmp_path: Path, table: str, column: str, value: object, row: str
) -> None:
    with closing(sqlite3.connect(database)) as file:
        file.execute("PRAGMA ignore_check_constraints = ON")
        spoilt = f"UPDATE {table} SET {column} = ? WHERE workspace = ? AND {row}"  # noqa: S608
        assert file.execute(spoilt, (value, W)).rowcount >= 1
        file.commit()
    first, second, other = tmp_path / "first.json", tmp_path / "second.json", tmp_path / "other.db"
    code, said, _ = oncourse_here(database, "export", first)
    assert code == 0
    assert f"⚠ Left out, since it can't be read: {table} " in said
    assert oncourse_here(other, "import", first)[0] == 0
    assert oncourse_here(other, "export", second) == (0, f"Exported to {second}.\n", "")
    assert second.read_bytes() == first.read_bytes()
    kept = json.loads(first.read_text())["workspaces"]
    assert len(kept[OTHER]["tactics"]) == 3, "another workspace has all it had"
    assert sum(map(len, kept[OTHER].values())) > sum(map(len, kept[W].values()))
