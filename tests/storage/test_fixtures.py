"""Exports and databases that earlier revisions left behind, as they really were.

`fixtures/` has both for each revision from 0007 on except the newest: NNNN.json by `oncourse export`, and
NNNN.sql, the dump of an SQLite database. A new migration needs those of the revision before it: run `furnish`
below in TCAMPFIRE and TOTHER, suspend TOTHER, then export and dump.
"""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from planning.deliveries import Kind
from planning.history import Action, Change
from storage import history, tactics
from storage.engine import schema
from storage.engine.store import Store
from storage.engine.transactions import Tx
from storage.suspension import resume
from storage.transfer.export import export_data
from tests.databases import laid_schema
from tests.storage.everything import fill
from tests.storage.stored import NOW, OTHER, W, now
from tests.storage.test_suspension import found_due
from tests.storage.transferred import exported, import_text
from tests.transactions import reading, transacting

FIXTURES = Path(__file__).with_name("fixtures")
FIRST = "0007"
REVISIONS = sorted(
    file.name.partition("_")[0]
    for file in (schema.MIGRATIONS / "versions").glob("[0-9]*.py")
    if FIRST <= file.name.partition("_")[0] < schema.newest()
)


def furnish(tx: Tx) -> None:
    """Write what the fixtures contain."""
    fill(tx)
    history.add(
        tx,
        plan="plan",
        at=NOW,
        person="UBRIAN",
        action=Action.TACTIC_CHANGED,
        subject="t2",
        title="List 100 influencers in our niche",
        changes=(
            Change("recurrence", None, '{"from":"2027-01-05","every":1,"day":30}'),
            Change("notes", "", 'the field ["rhythm", "a", "b"]'),
        ),
        why="",
    )


def without_random_ids(document: dict[str, Any]) -> dict[str, Any]:
    """The document without the ids of deliveries, some of which are random."""
    for tables in document["workspaces"].values():
        tables["deliveries"] = sorted(
            ({**row, "id": ""} for row in tables["deliveries"]), key=itemgetter("kind", "recipient")
        )
    return document


@pytest.fixture
async def expected(store: Store) -> dict[str, Any]:
    """What the fixtures have, by the code of today."""
    for workspace in (W, OTHER):
        with transacting(store, workspace) as tx:
            furnish(tx)
    with reading(store) as tx:
        return as_earlier(without_random_ids(export_data(tx, [W, OTHER])))


def as_earlier(document: dict[str, Any]) -> dict[str, Any]:
    """The document without what no earlier revision had: news, and messages that gather them."""
    for tables in document["workspaces"].values():
        del tables["news"]
        tables["deliveries"] = [row for row in tables["deliveries"] if row["kind"] != Kind.NEW_FOR_YOU]
    return document


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_revision_has_its_fixtures(revision: str) -> None:
    assert (FIXTURES / f"{revision}.json").is_file()
    assert (FIXTURES / f"{revision}.sql").is_file()


@pytest.mark.sqlite
@pytest.mark.parametrize("revision", REVISIONS)
async def test_a_database_of_an_earlier_revision_is_upgraded(
    revision: str, tmp_path: Path, expected: dict[str, Any]
) -> None:
    path = tmp_path / "earlier.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript((FIXTURES / f"{revision}.sql").read_text())
    store = await Store.open(f"sqlite:///{path}", now=now)
    with transacting(store) as tx:
        assert without_random_ids(export_data(tx, [W, OTHER])) == expected
        assert set(found_due(tx)) == {W}
    with transacting(store, OTHER) as tx:
        resume(tx, OTHER)
        assert set(found_due(tx)) == {W, OTHER}
    await store.close()


@pytest.mark.parametrize("revision", REVISIONS)
async def test_an_export_of_an_earlier_revision_is_imported(
    store: Store, revision: str, expected: dict[str, Any]
) -> None:
    with laid_schema():
        empty = await Store.open("sqlite://", now=now)
    import_text(empty, (FIXTURES / f"{revision}.json").read_text())
    assert without_random_ids(json.loads(exported(empty))) == expected
    with reading(empty) as tx:
        assert set(tactics.rounds_due(tx, NOW + timedelta(days=9), 9)) == {(W, "t2"), (OTHER, "t2")}
    await empty.close()
