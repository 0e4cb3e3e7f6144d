"""Databases on a server that cannot be used: why, and what a person can do about it."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy.engine import make_url

from storage.engine.database import DatabaseRefused
from storage.engine.store import Store
from storage.engine.urls import database_at, database_status
from tests import postgresql
from tests.storage.stored import now
from tests.storage.test_engine_postgresql import plain

pytestmark = pytest.mark.postgresql


async def test_a_database_that_lacks_letters_is_refused() -> None:
    with postgresql.bare("TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'") as url:
        with pytest.raises(DatabaseRefused, match="its encoding is LATIN1"):
            await Store.open(url, now=now)
        with pytest.raises(DatabaseRefused, match="its encoding is LATIN1"):
            database_status(url)


async def test_a_database_of_something_else_is_refused(bare_database: str) -> None:
    with psycopg.connect(plain(bare_database)) as other:
        other.execute("CREATE TABLE diary (day text)")
    with pytest.raises(DatabaseRefused, match="belongs to something else"):
        await Store.open(bare_database, now=now)


async def test_a_database_that_can_only_be_read_is_refused(bare_database: str) -> None:
    name = make_url(bare_database).database
    with psycopg.connect(plain(bare_database)) as other:
        other.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with pytest.raises(DatabaseRefused, match="it can only be read"):
        await Store.open(bare_database, now=now)


def test_how_a_database_stands(bare_database: str, database: str) -> None:
    before, after = database_status(bare_database), database_status(database)
    assert (before.revision, before.path) == (None, None)
    assert after.revision == after.newest
    assert str(make_url(database).database) in after.place
    with psycopg.connect(plain(bare_database)) as looking:
        assert looking.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (
            0,
        )


SECRET = "hunter2-🔥"  # noqa: S105 - of a server that lives for these tests


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    """The folder of a server that asks its users for their password."""
    with postgresql.guarded({"anna": SECRET}) as folder:
        yield folder


@pytest.mark.parametrize(
    ("address", "cure"),
    [
        ("anna:wrong@/postgres?host={folder}", "does not take the password. Fix it in DATABASE_URL"),
        ("anna@/postgres?host={folder}", "wants a password. Put it into DATABASE_URL"),
        ("anna:{secret}@/nothing?host={folder}", "there is no such database. Create it: createdb"),
        ("bert:{secret}@/postgres?host={folder}", "lets nobody in from here so"),
        ("anna:{secret}@/postgres?host={folder}", "this user may not change it. Let them: GRANT CREATE"),
        ("anna:{secret}@127.0.0.1:1/postgres", "no server answers there. Start it"),
        ("anna:{secret}@/postgres?host=/nowhere", "no server answers there. Start it"),
        ("anna:{secret}@no.such.host.invalid/postgres", "no server of that name is known"),
        ("anna:{secret}@/postgres?host={folder}&sslmode=bogus", "invalid sslmode value"),
        ("anna:{secret}@/postgres?host={folder}&foo=bar", "invalid connection option …"),
        ("anna:{secret}@db:port/postgres", "The database URL is unreadable"),
    ],
)
async def test_what_keeps_it_from_being_used_is_told_with_its_cure(
    guarded: str, address: str, cure: str
) -> None:
    url = "postgresql://" + address.format(folder=guarded, secret=SECRET)
    with pytest.raises(DatabaseRefused) as opening:
        await Store.open(url, now=now)
    with pytest.raises(DatabaseRefused) as looking:
        database_status(url)
    for refused in (str(opening.value), str(looking.value)):
        assert cure in refused
        assert SECRET not in refused
        assert "wrong" not in refused


@pytest.mark.parametrize(
    ("said", "cure"),
    [
        ("FATAL:  the database system is starting up", "Try again in a moment"),
        ("FATAL:  the database system is shutting down", "Try again in a moment"),
        ("FATAL:  sorry, too many clients already", "Raise its max_connections"),
        ('FATAL:  too many connections for role "anna"', "Raise its max_connections"),
        ("FATAL:  remaining connection slots are reserved for roles with", "Raise its max_connections"),
        ('FATAL:  role "anna" does not exist', "does not know the user"),
        ("connection timeout expired", "no server answers there"),
        (
            "FATAL:  Passwort-Authentifizierung fehlgeschlagen",
            "Passwort-Authentifizierung fehlgeschlagen. Fix",
        ),
    ],
)
def test_what_a_server_says_is_told_with_its_cure(said: str, cure: str) -> None:
    with pytest.raises(DatabaseRefused) as told, database_at("postgresql://u:p@db/plans").refusing():
        raise psycopg.OperationalError(said)
    assert str(told.value).startswith("The database plans at db is refused: ")
    assert cure in str(told.value)
