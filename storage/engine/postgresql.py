"""All that is PostgreSQL's own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from storage.engine import schema
from storage.engine.database import HELD, DatabaseRefused, DatabaseStatus, FileId, require_own_tables
from storage.tables import Row

# Timeouts in seconds, for a server that is gone and for a session that was left idle.
_CONNECTING = {"connect_timeout": "5", "keepalives_idle": "30", "tcp_user_timeout": "30000"}
_ON_CONNECT = (
    "SET timezone = 'UTC'; SET lock_timeout = '10s'; SET statement_timeout = '60s'; "
    "SET idle_in_transaction_session_timeout = '60s'"
)
_LOCK_OF_ALL = 0x6F6E636F75727365  # an advisory lock's name in this database: "oncourse" in ASCII

# What a person can do about what the server says. Until it has let us in it gives no codes, only words; those
# of another language are shown as they are.
_ADVICE = {
    "password authentication failed": "the server does not take the password. Fix it in DATABASE_URL",
    "no password supplied": "the server wants a password. Put it into DATABASE_URL",
    "no pg_hba.conf entry": "the server lets nobody in from here so. Add a line to its pg_hba.conf",
    'role ".*" does not exist': "the server does not know the user. Create it there, or fix DATABASE_URL",
    'database ".*" does not exist': "there is no such database. "
    "Create it: createdb --encoding UTF8 --template template0 NAME",
    "starting up|shutting down|recovery mode": "the server starts or stops. Try again in a moment",
    "too many (clients|connections)|remaining connection slots": "all its connections are in use. Raise its "
    "max_connections, or run fewer bots",
    "resolve host|translate host": "no server of that name is known. Fix the host in DATABASE_URL",
    "is the server running|timeout expired": "no server answers there. Start it, or fix the host and port in "
    "DATABASE_URL",
}
_CODES = {
    "42501": "this user may not change it. Let them: GRANT CREATE, USAGE ON SCHEMA public TO the user, who "
    "owns the tables that are there",
    "3F000": "it has no schema to put tables into. Create one: CREATE SCHEMA public",
    "25006": "it can only be read. Name the server that takes writes in DATABASE_URL",
    "53100": "its disk is full. Make room and start again",
}


@dataclass(frozen=True, slots=True)
class Postgresql:
    """A database on a server.

    Writers of one workspace take turns by an advisory lock that ends with the transaction, and share another
    one with all writers, which an upgrade or a writer of everything has alone. Each statement of a writer
    sees what was committed before, so that what the lock was waited for is seen.
    """

    address: URL
    kind = "postgresql"
    claiming = "BEGIN"
    reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    upgrading = (
        "BEGIN; SET LOCAL lock_timeout = '10min'; SET LOCAL statement_timeout = 0; "
        f"SELECT pg_advisory_xact_lock({_LOCK_OF_ALL})"
    )

    @classmethod
    def at(cls, address: URL) -> "Postgresql":
        """The database at the address."""
        return cls(address.set(drivername="postgresql+psycopg", query={**_CONNECTING, **address.query}))

    @property
    def place(self) -> str:
        """Where it is, without secrets."""
        host = self.address.host or self.address.query.get("host") or "this machine"
        port = f":{self.address.port}" if self.address.port else ""
        return f"{self.address.database} at {host}{port}"

    def writing(self, workspace: str | None) -> str:
        """One writes at a time in a workspace."""
        if workspace is None:
            return f"BEGIN; SELECT pg_advisory_xact_lock({_LOCK_OF_ALL})"
        of_workspace = int.from_bytes(sha256(workspace.encode()).digest()[:8], signed=True)
        return (
            f"BEGIN; SELECT pg_advisory_xact_lock_shared({_LOCK_OF_ALL}); "
            f"SELECT pg_advisory_xact_lock({of_workspace})"
        )

    def on_connect(self, connection: Any, _record: object) -> None:
        """Begin nothing by itself, and let nothing take for ever."""
        connection.autocommit = True
        connection.adapters.register_dumper(str, _WithoutNul)
        cursor = connection.cursor()
        cursor.execute(_ON_CONNECT)
        cursor.close()

    def require_place(self) -> None:
        """Only connecting shows it."""

    def require_fit(self, connection: Connection) -> None:
        """It can hold whatever people write; raises DatabaseRefused."""
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise DatabaseRefused(
                f"The database {self.place} is refused: its encoding is {encoding}, which lacks letters that "
                "people write. Create another: createdb --encoding UTF8 --template template0 NAME."
            )

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """What only a person can mend becomes DatabaseRefused; a lock, which time may mend, does not."""
        try:
            yield
        except (DBAPIError, psycopg.Error) as error:
            original = error.orig if isinstance(error, DBAPIError) else error
            if fix := _fix_for(original):
                raise DatabaseRefused(f"The database {self.place} is refused: {fix}.") from error
            raise

    def file_id(self) -> FileId | None:
        """Its files are the server's."""
        return None

    def compact(self) -> None:
        """Nothing that was deleted stays in the files of the tables."""
        engine = create_engine(self.address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with self.refusing(), engine.connect() as connection:
            connection.exec_driver_sql("SET lock_timeout = '10s'")
            for table in Row.metadata.sorted_tables:
                connection.exec_driver_sql(f"VACUUM (FULL) {table.name}")

    def back_up(self, revision: str, at: datetime) -> Path | None:
        """Copies of a server's database are its operator's (docs/operators.md)."""

    def status(self, *, to_write: bool) -> DatabaseStatus:
        """Its status; raises DatabaseRefused."""
        engine = create_engine(self.address, poolclass=NullPool)
        with self.refusing(), engine.connect() as connection:
            self.require_fit(connection)
            revision, tables = schema.revision(connection), schema.tables(connection)
            require_own_tables(revision, tables)
            if to_write:
                _try_to_write(connection, revision)
        return DatabaseStatus(self.place, None, revision, schema.newest())


def _try_to_write(connection: Connection, revision: str | None) -> None:
    """Raises what the server says where this user may not; nothing is kept."""
    connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
    connection.exec_driver_sql(
        "UPDATE alembic_version SET version_num = version_num"
        if revision
        else "CREATE TABLE may_this_user_write ()"
    )
    connection.rollback()


class _WithoutNul(StrDumperUnknown):
    """Dumps text without NUL, which PostgreSQL's text type cannot store."""

    def dump(self, obj: str) -> bytes:
        """As the server takes it."""
        return obj.replace("\0", "").encode()


def advice(error: psycopg.Error) -> str | None:
    """What a person can do about it, wherever it comes from; None where it may be our own fault."""
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return HELD
    if fix := _fix_for(error):
        return f"The database is refused: {fix}."
    if isinstance(error, psycopg.OperationalError):
        return "The database server stopped answering. Check that it's running, then try again."
    return None


def _fix_for(error: BaseException | None) -> str | None:
    """What to do about what the driver raised; None where time may mend it."""
    if not isinstance(error, psycopg.Error):
        return None
    if error.sqlstate:
        return _CODES.get(error.sqlstate)
    message = str(error).strip() or type(error).__name__
    fixes = (fix for words, fix in _ADVICE.items() if re.search(words, message, re.IGNORECASE))
    unquoted = re.sub(
        '".*"', "…", message.splitlines()[0]
    )  # it may be a part of a password that was written wrongly
    return next(fixes, f"{unquoted}. Fix DATABASE_URL, or the server")
