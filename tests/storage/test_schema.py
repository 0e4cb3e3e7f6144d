"""The migrations lead to the tables that the code is written for, and an upgrade risks nothing."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from storage import plans, tactics
from storage.engine import schema
from storage.engine.database import DatabaseRefused
from storage.engine.store import Store
from storage.tables import Row
from tests.storage.stored import NOW, W, a_plan, furnish_with_tactic, now
from tests.transactions import reading, transacting

COPYING = """
with op.batch_alter_table("plans", recreate="always") as batch:
    batch.add_column(sa.Column("motto", sa.String(), server_default="onward", nullable=False))
"""
ADDING = """
op.add_column("plans", sa.Column("motto", sa.String(), nullable=True))
"""
FAILING = """
op.drop_table("ratings")
raise RuntimeError("out of luck")
"""
ORPHANING = """
op.execute("DELETE FROM plans")
"""


def add_migration(folder: Path, body: str) -> Path:
    """The migrations with one more, in a folder of their own."""
    migrations = folder / "100% migrations"
    shutil.copytree(schema.MIGRATIONS, migrations)
    steps = "\n".join(f"    {line}" for line in body.strip().splitlines())
    (migrations / "versions" / "9999_next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '9999'\ndown_revision = {schema.newest()!r}\n"
        f"def upgrade():\n{steps}\n"
    )
    return migrations


async def keep_something(url: str) -> None:
    store = await Store.open(url, now=now)
    with transacting(store) as tx:
        furnish_with_tactic(tx)
    await store.close()


def backups(folder: Path) -> list[Path]:
    return list(folder.glob("*.backup"))


def names_in(file: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT name FROM plans").fetchall()


def test_migrations_are_named_by_their_revisions() -> None:
    scripts = ScriptDirectory(str(schema.MIGRATIONS))
    assert scripts.get_current_head() == schema.newest()
    for script in scripts.walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")
        assert schema.knows(script.revision)


def test_the_migrations_lead_to_the_tables(bare_database: str) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return list(compare_metadata(context, Row.metadata))

    engine = create_engine(bare_database)
    with engine.connect() as connection:
        assert len(differences(connection)) > len(Row.metadata.tables)
        schema.upgrade(connection, NOW)
        assert differences(connection) == []
        migrated = named_constraints(connection)
        connection.commit()
        Row.metadata.drop_all(connection)
        Row.metadata.create_all(connection)
        assert named_constraints(connection) == migrated
    engine.dispose()


def named_constraints(connection: Connection) -> dict[str, object]:
    """What a comparison by Alembic leaves out: primary keys, checks, the conditions of indexes."""
    inspector = inspect(connection)
    indexes = text(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename NOT LIKE 'pg_%'"
        " AND tablename <> 'alembic_version'"
        if connection.dialect.name == "postgresql"
        else "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    )
    # SQLite keeps a primary key's name when its table is renamed.
    is_sqlite = connection.dialect.name == "sqlite"
    return {"indexes": set(connection.execute(indexes).all())} | {
        table: (
            {**inspector.get_pk_constraint(table), **({"name": ""} if is_sqlite else {})},
            inspector.get_check_constraints(table),
        )
        for table in Row.metadata.tables
    }


def test_every_key_and_reference_starts_with_the_workspace() -> None:
    for table in Row.metadata.tables.values():
        assert next(iter(table.primary_key.columns)).name == "workspace"
        for constraint in table.foreign_key_constraints:
            assert constraint.column_keys[0] == "workspace"
            assert constraint.elements[0].target_fullname.endswith(".workspace")


@pytest.mark.sqlite
async def test_a_fresh_database_and_one_up_to_date_need_no_backup(bare_database: str, tmp_path: Path) -> None:
    await keep_something(bare_database)
    await (await Store.open(bare_database, now=now)).close()
    assert not backups(tmp_path)


@pytest.mark.sqlite
async def test_an_upgrade_keeps_everything_and_leaves_a_backup(
    bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep_something(bare_database)
    before = schema.newest()
    monkeypatch.setattr(schema, "MIGRATIONS", add_migration(tmp_path, COPYING))
    store = await Store.open(bare_database, now=now)
    with reading(store, W) as tx:
        assert plans.get(tx, "plan") == a_plan()
        assert (tactics.get(tx, "tactic")).plan == "plan"
    await store.close()
    with closing(sqlite3.connect(tmp_path / "oncourse.db")) as upgraded:
        assert upgraded.execute("SELECT motto FROM plans").fetchall() == [("onward",)]
    assert names_in(tmp_path / f"oncourse.db.{before}.backup") == [("Campfire 2027",)]


@pytest.mark.sqlite
async def test_foreign_keys_are_kept_again_after_an_upgrade(
    bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep_something(bare_database)
    monkeypatch.setattr(schema, "MIGRATIONS", add_migration(tmp_path, COPYING))
    store = await Store.open(bare_database, now=now)
    with reading(store) as tx:
        connection = tx.connection()
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    await store.close()


@pytest.mark.sqlite
async def test_an_earlier_backup_is_not_written_over(
    bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep_something(bare_database)
    earlier = tmp_path / f"oncourse.db.{schema.newest()}.backup"
    earlier.write_text("precious")
    before = schema.newest()
    monkeypatch.setattr(schema, "MIGRATIONS", add_migration(tmp_path, COPYING))
    await (await Store.open(bare_database, now=now)).close()
    assert earlier.read_text() == "precious"
    later = tmp_path / f"oncourse.db.{before}.{NOW:%Y%m%dT%H%M%S%f}.backup"
    assert names_in(later) == [("Campfire 2027",)]


@pytest.mark.parametrize(
    ("body", "error"),
    [(FAILING, RuntimeError), (ORPHANING, (DatabaseRefused, IntegrityError))],
    ids=["failing", "orphaning"],
)
async def test_an_upgrade_that_goes_wrong_is_undone(
    bare_database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    error: type[Exception] | tuple[type[Exception], ...],
) -> None:
    await keep_something(bare_database)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", add_migration(tmp_path, body))
        with pytest.raises(error):
            await Store.open(bare_database, now=now)
    store = await Store.open(bare_database, now=now)
    with reading(store, W) as tx:
        assert plans.get(tx, "plan") == a_plan()
    await store.close()


async def test_a_database_of_a_newer_version_is_refused(
    bare_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(schema, "MIGRATIONS", add_migration(tmp_path, ADDING))
        await keep_something(bare_database)
    with pytest.raises(DatabaseRefused, match=r"newer Oncourse \(revision 9999\)"):
        await Store.open(bare_database, now=now)
