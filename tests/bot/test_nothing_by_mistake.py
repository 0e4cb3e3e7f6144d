"""A mistyped command changes nothing and says so; and purging changes ids only, never other words."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON

from bot.installations.token_cipher import TokenCipher, Tokens, new_key
from storage import installations
from storage.engine import schema
from storage.engine.store import Store
from storage.transfer.format import TABLES, kind, text
from storage.transfer.purge import ONE_PERSON, PARTS, PEOPLE, with_ids_replaced
from tests.bot.commands import oncourse_here
from tests.databases import lay
from tests.storage.everything import BRIAN, HAILEY, fill
from tests.storage.stored import OTHER, W, an_installation, now
from tests.transactions import transacting

KEY = "bG9uZyBlbm91Z2ggdG8gYmUgYSBrZXkgb2Ygb3Vycy4="  # a fixed one, since it names a test


def filled(path: Path) -> Path:
    """A database with something of everything, of two workspaces."""
    lay(path)
    asyncio.run(_fill(f"sqlite:///{path}"))
    return path


async def _fill(url: str) -> None:
    store = await Store.open(url, now=now)
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            fill(tx)
            sealed = TokenCipher(KEY).encrypt(workspace, Tokens("xoxe.xoxb-1", "xoxe-1"))
            installations.put(tx, replace(an_installation(workspace), sealed=sealed))
    await store.close()


def rows(path: Path) -> list[str]:
    """All that is kept, the schema too."""
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return filled(tmp_path_factory.mktemp("whole") / "oncourse.db").read_bytes()


@pytest.fixture
def database(whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "oncourse.db"
    path.write_bytes(whole)
    monkeypatch.chdir(tmp_path)
    return path


NOT_A_PERSON = [
    "",
    " ",
    "\t",
    "plan",
    "a",
    "Brian",
    "ubrian",
    f" {BRIAN}",
    f"<@{BRIAN}>",
    "U",
    "UBRIANNE",
    "U0GONE",
]
NOT_A_PERSON += [
    W,
    "CSOCIAL",
    "tactic",
    "gone:1",
    "%",
    "_",
    "*",
    "None",
    "UBRIAN,UHAILEY",
    "List",
    "UBRIAN\n",
]
NOT_A_WORKSPACE = [
    "",
    " ",
    "plan",
    "T",
    W.lower(),
    f"{W} ",
    BRIAN,
    "TNOBODY",
    "%",
    "None",
    f"{W},{OTHER}",
    "Campfire",
]

MISTAKES: list[Sequence[str]] = [
    *(("purge", "--yes", "--person", typed) for typed in NOT_A_PERSON),
    *(("purge", "--yes", "--workspace", typed) for typed in NOT_A_WORKSPACE),
    ("purge", "--yes"),
    ("purge", "--yes", "--person"),
    ("purge", "--yes", BRIAN),
    ("purge", "--yes", "--pers", BRIAN),
    ("purge", "--yes", "--person", BRIAN, "--workspace", W),
    ("purge", "--yes", "--person", BRIAN, "--person", HAILEY),
    ("purge", "--yes", "--workspace", W, "--workspace", OTHER),
    ("purge", "--y", "--person", BRIAN),
    ("purge", "--person", BRIAN),
    *(("import", "file.json", "--workspace", typed) for typed in NOT_A_WORKSPACE),
    *(
        ("import", file)
        for file in ("", " ", ".", "..", "/", "nowhere.json", "oncourse.db", "other.db", "file.json")
    ),
    *(
        ("restore", file, "--replace")
        for file in ("", " ", ".", "..", "/", "nowhere", "file.json", "other.db")
    ),
    ("restore", "whole.backup"),
    ("restore", "whole.backup", "--rep"),
    *(
        ("copy-database", url)
        for url in (
            "",
            " ",
            "plan",
            "whole.backup",
            "sqlite:///whole.backup",
            "sqlite:///nowhere",
            "sqlite:///oncourse.db",
        )
    ),
    *(
        ("copy-database", url)
        for url in ("sqlite://whole.backup", "sqlite:///other.db", "postgres://a:b@c/d", "mysql://a/b")
    ),
    *(
        ("backup", file)
        for file in ("", " ", ".", "\udcff", "/", "oncourse.db", "nowhere/file", "file.json/file")
    ),
    *(("export", file) for file in ("", " ", ".", "/", "oncourse.db", "nowhere/file", "file.json/file")),
    *(("export", "new.json", "--workspace", typed) for typed in NOT_A_WORKSPACE),
    ("rotate-keys",),
    ("rotate-keys", "--forg"),
    ("rotate-keys", "--forget"),
    ("rotate-keys", "--yes"),
    ("rotate-keys", KEY),
]


@pytest.mark.parametrize("typed", MISTAKES, ids=" ".join)
def test_a_mistake_changes_nothing_and_is_told(
    database: Path, typed: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN_KEYS", new_key())
    folder = database.parent
    (folder / "whole.backup").write_bytes(database.read_bytes())
    (folder / "file.json").write_text(
        json.dumps(
            {
                "format": "oncourse",
                "version": 1,
                "revision": schema.newest(),
                "workspaces": {OTHER: {}, W: {"plans": []}},
            }
        )
        if typed[:1] == ("import",) and len(typed) > 2
        else "[]"
    )
    with closing(sqlite3.connect(folder / "other.db")) as other:
        other.execute("CREATE TABLE songs (title)")
    before, files = rows(database), sorted(folder.iterdir())
    code, out, err = oncourse_here(database, *typed)
    assert (code, out if "Type" not in out else "") == (2, "")
    assert err.strip().endswith((".", "workspace", "person", "file", "URL", "required")) or "usage" in err
    assert "Traceback" not in err
    assert (rows(database), sorted(folder.iterdir())) == (before, files)


@pytest.mark.parametrize("typed", ["plan", "", "UBRIANNE", "U0GONE", W])
def test_the_people_that_could_be_meant_are_named(database: Path, typed: str) -> None:
    _, _, said = oncourse_here(database, "purge", "--yes", "--person", typed)
    assert f"“{typed}”" in said
    assert {BRIAN, HAILEY, "UMAYA"} <= set(said.replace(",", " ").replace(".", " ").split())


def test_the_workspaces_that_could_be_meant_are_named(database: Path) -> None:
    for command in (("purge", "--yes"), ("export", "new.json")):
        _, _, said = oncourse_here(database, *command, "--workspace", "TNOBODY")
        assert said.endswith(f"Known ids: {W}, {OTHER}.\n")


def test_of_many_only_some_are_named(database: Path) -> None:
    with closing(sqlite3.connect(database)) as file:
        file.executemany(
            "INSERT INTO readings VALUES ('TCAMPFIRE', 'metric', ?, 1, ?)",
            [(f"20{number:02}-01-01", f"U{number:03}") for number in range(30, 99)],
        )
        file.commit()
    _, _, said = oncourse_here(database, "purge", "--yes", "--person", "plan")
    assert " more." in said
    assert len(said) < 500


WORDS = [
    "ask UBRIAN",
    "UBRIAN",
    "ubrian and UHAILEY",
    "a plan",
    "@UBRIAN",
    "<@UBRIANNE>",
    "<UBRIAN>",
    "https://x.y/UBRIAN",
]


def _in_words(path: Path, words: str) -> None:
    """Put the words wherever a person may have written some."""
    with closing(sqlite3.connect(path)) as file:
        for table, column in (
            ("tactics", "title"),
            ("tactics", "notes"),
            ("goals", "title"),
            ("plans", "name"),
        ):
            file.execute(f"UPDATE {table} SET {column} = ?", (words,))  # noqa: S608
        file.execute("UPDATE tactics SET folded = ?", (words.casefold(),))
        file.execute(
            "UPDATE history SET title = ?, why = ?, changes = ?",
            (words, words, json.dumps([["title", words, words], ["notes", words, ""]])),
        )
        file.execute(
            "UPDATE goals SET metrics = ?",
            (
                json.dumps(
                    [{"id": "metric", "name": words, "unit": words, "baseline": 1, "target": 2, "by": None}]
                ),
            ),
        )
        file.execute("UPDATE people SET name = ?", (words,))
        file.commit()


@pytest.mark.parametrize("words", WORDS)
def test_a_word_that_looks_like_an_id_stays_a_word(database: Path, words: str) -> None:
    _in_words(database, words)
    assert oncourse_here(database, "purge", "--yes", "--person", BRIAN)[0] == 0
    with closing(sqlite3.connect(database)) as file:
        kept = [
            column
            for question in (
                "SELECT title, notes FROM tactics",
                "SELECT title FROM goals",
                "SELECT name FROM plans",
                "SELECT title, why FROM history",
                "SELECT name FROM people",
            )
            for row in file.execute(question)
            for column in row
        ]
        (changes,) = file.execute("SELECT changes FROM history").fetchone()
        (metrics,) = file.execute("SELECT metrics FROM goals").fetchone()
    assert set(kept) == {words}
    assert json.loads(changes) == [["title", words, words], ["notes", words, ""]]
    assert json.loads(metrics)[0]["name"] == words


def test_a_mention_in_words_leads_to_nobody(database: Path) -> None:
    _in_words(database, "ask <@UBRIAN|Brian>, <@UBRIAN> and <@UHAILEY|Hailey>")
    assert oncourse_here(database, "purge", "--yes", "--person", BRIAN)[0] == 0
    left = "\n".join(rows(database))
    assert "brian" not in left.casefold().replace("ubrianne", "")
    assert "<@UHAILEY|Hailey>" in left


# Columns of text and JSON in which no id of a person stands alone: ids of other things, codes, and words.
OTHERS = {
    *(
        "channel",
        "name",
        "zone",
        "previous",
        "title",
        "folded",
        "goal",
        "notes",
        "recurrence",
        "finish",
        "state",
    ),
    *("dropped_because", "permalink", "score", "tactic", "plan", "metric", "company_goal", "marketing_goal"),
    *(
        "metrics",
        "action",
        "changes",
        "why",
        "check_in",
        "course",
        "happened",
        "decision",
        "reason",
        "counts",
    ),
    *("kind", "ts", "error", "note", "secret", "locale", "country", "region", "lead_days", "workspace"),
    *("surface", "source"),
}


def test_of_each_column_it_is_known_whether_it_names_people() -> None:
    told = {
        column.name
        for table in TABLES
        for column in table.columns
        if isinstance(column.type, JSON) or kind(column) is str
    }
    assert told - OTHERS == ONE_PERSON | PEOPLE | PARTS
    assert not OTHERS & (ONE_PERSON | PEOPLE | PARTS)


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [
        ("person", "U1", "X"),
        ("person", "U12", "U12"),
        ("owners", ["U2", "U1"], ["U2", "X"]),
        ("occasion", "plan:U1:U1_error", "plan:X:U1_error"),
        ("title", "U1", "U1"),
        ("title", "<@U1> <@u1|Name> <@U12> U1", "<@X> <@X> <@U12> U1"),
        (
            "changes",
            [["owners", None, ["U1"]], ["title", "U1", "<@U1>"]],
            [["owners", None, ["X"]], ["title", "U1", "<@X>"]],
        ),
        (
            "changes",
            [["finished", ["U1"], []], ["eta", None, 1]],
            [["finished", ["X"], []], ["eta", None, 1]],
        ),
        ("metrics", [{"id": "U1", "name": "<@U1>"}], [{"id": "U1", "name": "<@X>"}]),
        ("score", None, None),
    ],
)
def test_ids_are_replaced_where_ids_stand(column: str, before: Any, after: Any) -> None:
    def replaced(id_: str) -> str:
        return "X" if id_ == "U1" else id_

    assert with_ids_replaced(column, before, replaced) == after


def older(path: Path) -> None:
    """The same database, as an Oncourse before this one has left it."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = DELETE")
        file.execute("UPDATE alembic_version SET version_num = '0001'")
        file.commit()


ASKING: dict[str, Callable[[Path], Sequence[str]]] = {
    "export": lambda folder: ("export", f"{folder}/new.json"),
    "export of one": lambda folder: ("export", f"{folder}/new.json", "--workspace", W),
    "purge": lambda folder: ("purge", "--yes", "--person", BRIAN),
    "import": lambda folder: ("import", f"{folder}/file.json"),
    "rotate-keys": lambda folder: ("rotate-keys",),
    "copy-database": lambda folder: ("copy-database", f"sqlite:///{folder}/whole.db"),
}


@pytest.mark.parametrize("name", ASKING)
def test_only_a_bot_upgrades(database: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN_KEYS", KEY)
    folder = database.parent
    (folder / "whole.db").write_bytes(database.read_bytes())
    nothing = {"format": "oncourse", "version": 1, "revision": schema.newest(), "workspaces": {}}
    (folder / "file.json").write_text(text(nothing))
    older(database)
    before = database.read_bytes(), sorted(folder.iterdir())
    code, out, said = oncourse_here(database, *ASKING[name](folder))
    assert (code, out) == (2, "")
    assert "is at revision 0001" in said
    assert (database.read_bytes(), sorted(folder.iterdir())) == before


def test_a_backup_of_an_older_database_is_older_too(database: Path) -> None:
    older(database)
    before = database.read_bytes()
    assert oncourse_here(database, "backup", "copy")[0] == 0
    assert database.read_bytes() == before
    assert rows(database.with_name("copy")) == rows(database)
