"""The schema's revisions, run by Alembic inside this process on a connection it is given."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

MIGRATIONS = Path(__file__).with_name("migrations")


def revision(connection: Connection) -> str | None:
    """The revision the database is at; None for one without a schema of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def tables(connection: Connection) -> list[str]:
    """The names of all its tables, whoever made them."""
    return inspect(connection).get_table_names()


def newest() -> str | None:
    """The revision this code is written for."""
    return _scripts().get_current_head()


def knows(revision: str) -> bool:
    """Whether this code has the revision, so that it can go on from there."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def upgrade(connection: Connection, now: datetime, to: str = "head") -> None:
    """Bring the database to revision `to`, inside the connection's transaction; the caller commits.

    Migrations that fill in what falls due next ask `now` for it.
    """
    config = _config()
    config.attributes.update(connection=connection, now=now)
    command.upgrade(config, to)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
