"""Databases by their URLs, and what a person can do about what their drivers raise."""

import sqlite3
from urllib.parse import quote, quote_plus

import psycopg
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage.engine import postgresql, sqlite
from storage.engine.database import Database, DatabaseRefused, DatabaseStatus
from storage.engine.postgresql import Postgresql
from storage.engine.sqlite import Sqlite

_EXAMPLES = 'Write it like "sqlite:///oncourse.db", or "postgresql://user:password@host/database".'


def database_at(url: str) -> Database:
    """The database at `url`, not yet open; raises DatabaseRefused."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # Without the URL itself, which may have a password in it.
        raise DatabaseRefused(f"The database URL is unreadable. {_EXAMPLES}") from None
    match address.drivername:
        case "sqlite" | "sqlite+pysqlite" | "sqlite+aiosqlite":  # the last is of older versions
            return Sqlite.at(address)
        case "postgresql" | "postgresql+psycopg":
            _require_codes(url)
            return Postgresql.at(address)
        case "postgres":
            raise DatabaseRefused("The database's URL begins with postgres://. Write postgresql:// there.")
    raise DatabaseRefused(f'Databases of the kind "{address.drivername}" are not supported. {_EXAMPLES}')


def _require_codes(url: str) -> None:
    """Raise DatabaseRefused for a second @ in the URL: else part of a password passes for a host."""
    if url.count("@") > 1 or "@" in url.partition("://")[2].partition("/")[2]:
        raise DatabaseRefused(
            "The user or the password in the database's URL has a character that is written as a code there: "
            "@ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25."
        )


def passwords(url: str) -> tuple[str, ...]:
    """The database's password, as it is and as it may stand in the URL. Raises DatabaseRefused."""
    secret = database_at(url).address.password
    return tuple({str(secret), quote(str(secret), safe=""), quote_plus(str(secret))}) if secret else ()


def database_status(url: str, *, to_write: bool = True) -> DatabaseStatus:
    """The status of the database at `url`, which is neither created nor upgraded.

    Raises DatabaseRefused when `Store.open` would, or when it stays locked; without `to_write` it may be one
    that cannot be written.
    """
    return database_at(url).status(to_write=to_write)


def advice(error: BaseException) -> str | None:
    """What a person can do about what a database's driver raised; None for anything else."""
    original = error.orig if isinstance(error, DBAPIError) else error
    match original:
        case DatabaseRefused():
            return str(original)
        case sqlite3.Error():
            return sqlite.advice(original)
        case psycopg.Error():
            return postgresql.advice(original)
    return None
