"""The schema's revisions, run by Alembic inside this process on a connection it is given.

Alembic takes as long to import as all that a start asks of the database, so only an upgrade does.
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def revision(connection: Connection) -> str | None:
    """The revision the database is at; None for one without a schema of ours."""
    written = table("alembic_version", column("version_num"))
    if not inspect(connection).has_table(written.name):
        return None
    return connection.execute(select(written.c.version_num)).scalar_one_or_none()


def tables(connection: Connection) -> list[str]:
    """The names of all tables, including foreign ones."""
    return inspect(connection).get_table_names()


def newest() -> str:
    """The revision this code is written for."""
    return max(_revisions())


def knows(revision: str) -> bool:
    """Whether this code has the revision, so that it can go on from there."""
    return revision in _revisions()


def upgrade(connection: Connection, now: datetime, to: str = "head") -> None:
    """Bring the database to revision `to`, inside the connection's transaction; the caller commits.

    Migrations that fill in what falls due next ask `now` for it.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes.update(connection=connection, now=now)
    command.upgrade(config, to)


def _revisions() -> set[str]:
    """Each migration's file is named by its revision, in their order: "0001_the_first_tables.py"."""
    return {file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py")}
