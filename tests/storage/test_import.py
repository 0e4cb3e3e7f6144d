"""Imports that are stopped, run beside others, or take the export of an earlier revision."""

import json
from typing import Any

import pytest
from sqlalchemy import insert

from storage import check_ins, plans, tactics
from storage.engine import schema
from storage.engine.store import Store
from storage.transfer import export, import_
from storage.transfer.format import TABLES, DocumentRefused
from tests.databases import laid_schema
from tests.storage.everything import fill
from tests.storage.stored import OTHER, W, a_plan, now
from tests.storage.test_suspension import found_due
from tests.storage.test_upgrades import KEPT_AT_0001
from tests.storage.transferred import exported, import_text
from tests.transactions import reading, transacting


class Killed(BaseException):
    """The process ends here, without cleaning up."""


async def opened(path: str = "") -> Store:
    with laid_schema():
        return await Store.open(f"sqlite://{path}", now=now)


async def an_export(*workspaces: str) -> str:
    """An export of workspaces with something of everything."""
    store = await opened()
    for workspace in workspaces:
        with transacting(store, workspace) as tx:
            fill(tx)
    written = exported(store)
    await store.close()
    return written


@pytest.mark.parametrize("where", ["_require_readable", "_publish", "insert"])
async def test_a_stopped_import_is_unseen_and_started_over(
    store: Store, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    written = await an_export(W, OTHER)

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        if where == "insert":  # with some of the rows stored
            inserts = iter([insert] * 5)
            patched.setattr(import_, where, lambda table: next(inserts, killed)(table))
        else:
            patched.setattr(import_, where, killed)
        patched.setattr(import_, "suppress", lambda *_: pytest.raises(Killed))
        patched.setattr(import_, "_delete_batch", killed)
        with pytest.raises(Killed):
            import_text(store, written)
    with transacting(store) as tx:
        assert export.workspaces(tx) == ()
        assert plans.ids(tx) == ()
        assert found_due(tx) == []
    other = await an_export(W)
    with pytest.raises(DocumentRefused, match=r"another file, begun at 2027-01-04 09:00 UTC, isn't finished"):
        import_text(store, other)
    import_text(store, written)
    assert exported(store) == written
    with transacting(store) as tx:
        assert set(found_due(tx)) == {W, OTHER}


async def test_nothing_temporary_is_left(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_, "BATCH", 1)
    written = await an_export(W)
    import_text(store, written)
    with pytest.raises(DocumentRefused, match="are in the database already"):
        import_text(store, written)
    with reading(store) as tx:
        for table in TABLES:
            found = tx.connection().execute(table.select()).mappings()
            assert {row["workspace"] for row in found} <= {W}, table.name
    assert exported(store) == written


async def test_another_layout_of_the_same_file_is_imported(store: Store) -> None:
    written = await an_export(W, OTHER)
    import_text(store, json.dumps(json.loads(written), sort_keys=True, indent=1))
    assert exported(store) == written


def at_0001(**changed: Any) -> dict[str, Any]:
    """An export as 0001 would have written it."""
    whole: dict[str, Any] = {
        "plans": {"previous": None},
        "goals": {"marketing_goal": None},
        "tactics": dict.fromkeys(
            ("eta", "rhythm", "last_done", "revealed_at", "score", "round_ends_at"), None
        ),
        "people": {},
    }
    tables = {
        name: [_as_json({**whole.get(name, {}), **row}) for row in rows]
        for name, rows in KEPT_AT_0001.items()
    }
    return {"format": "oncourse", "version": 1, "revision": "0001", "workspaces": {W: {**tables, **changed}}}


def _as_json(row: dict[str, object]) -> dict[str, object]:
    return {name: _value(value) for name, value in row.items()}


def _value(value: object) -> object:
    match value:
        case str() if value.endswith(" 09:00:00.000000"):
            return f"{value[:10]}T09:00:00+00:00"
        case str() if value.startswith("["):
            return json.loads(value)
    return value


async def test_an_export_of_the_first_revision_is_imported(store: Store) -> None:
    import_text(store, json.dumps(at_0001()))
    with reading(store, W) as tx:
        assert plans.get(tx, "plan") == a_plan(channel="Cplan")
        assert tactics.get(tx, "tactic").owners == ("UMAYA", "UBRIAN")
        assert check_ins.next_of(tx, "plan") is not None


@pytest.mark.parametrize(
    "changed",
    [{"plans": [{"id": "plan"}]}, {"colours": []}, {"people": [{"id": 1}]}, {"plans": []}],
)
async def test_an_earlier_export_that_was_changed_is_refused(store: Store, changed: dict[str, Any]) -> None:
    with pytest.raises(DocumentRefused, match="can't be upgraded from revision 0001"):
        import_text(store, json.dumps(at_0001(**changed)))
    assert exported(store, W) == exported(await opened(), W)


@pytest.mark.parametrize("revision", [f"{number:04}" for number in range(1, 7)])
async def test_an_empty_export_of_any_revision_is_imported(store: Store, revision: str) -> None:
    assert schema.knows(revision)
    empty = {"format": "oncourse", "version": 1, "revision": revision, "workspaces": {}}
    assert import_text(store, json.dumps(empty)) == 0
