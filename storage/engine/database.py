"""What the kinds of database have in common, and what each does in its own way."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection
from sqlalchemy.engine import URL
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from storage.engine import schema

FileId = tuple[int, int]
"""The device and inode of a file: another file in its place has another one."""

HELD = "Another process is using the database. Try again in a moment, or stop the bot first."
IN_MEMORY = "memory"  # the place of a database that is nowhere else


class DatabaseRefused(Exception):
    """The database cannot be used as it is; the message says why and names the cure."""


@dataclass(frozen=True, slots=True)
class DatabaseStatus:
    """Where a database is, and its revision (None before it is created).

    `path` is its file, and None for one that is in none.
    """

    place: str
    path: Path | None
    revision: str | None
    newest: str

    @property
    def is_current(self) -> bool:
        """Whether it can be read as it is: it is at the newest revision."""
        return self.revision == self.newest


class Database(Protocol):
    """One database of some kind, not yet open."""

    @property
    def kind(self) -> str:
        """What kind it is of."""

    @property
    def place(self) -> str:
        """Where it is, without secrets."""

    @property
    def address(self) -> URL:
        """Where it is, with its driver."""

    @property
    def reading(self) -> str:
        """The statements that begin a transaction that only reads, all of it from one moment."""

    @property
    def claiming(self) -> str:
        """The statements that begin a transaction that only claims rows that are not locked."""

    @property
    def upgrading(self) -> str:
        """The statements that begin the transaction of an upgrade, of which there is one at a time."""

    def writing(self, workspace: str | None) -> str:
        """The statements that begin a transaction that writes, after all others of the workspace.

        For None, it comes after those of every workspace.
        """

    def on_connect(self, connection: Any, record: object) -> None:
        """Make a new connection ready; the driver begins no transaction by itself."""

    def require_place(self) -> None:
        """It can be where it is said to be; raises DatabaseRefused."""

    def require_fit(self, connection: Connection) -> None:
        """What it is set to suits us; raises DatabaseRefused."""

    def refusing(self) -> AbstractContextManager[None]:
        """What only a person can mend becomes DatabaseRefused; what time may mend stays what it is."""

    def file_id(self) -> FileId | None:
        """Which file is at its path; None where there is none, or it is in no file of ours."""

    def compact(self) -> None:
        """Let nothing that was deleted stay in its files; what others just read goes a little later."""

    def back_up(self, revision: str, at: datetime) -> Path | None:
        """Keep a copy of it as it was at `revision`, where that is ours to do; gives its name."""

    def status(self, *, to_write: bool) -> DatabaseStatus:
        """Its status; raises DatabaseRefused, with `to_write` also where it cannot be written."""


def is_passing(error: Exception) -> bool:
    """Whether the database could not be asked at this moment, so that nothing is wrong with what is in it."""
    return isinstance(error, OperationalError | InterfaceError | NoConnection | OSError)


def require_own_tables(revision: str | None, tables: Sequence[str]) -> None:
    """A database of that revision and with those tables is empty or one that this code can go on with.

    Raises DatabaseRefused.
    """
    if revision is None and tables:
        raise DatabaseRefused("The database belongs to something else. Choose another.")
    if revision is not None and not schema.knows(revision):
        raise DatabaseRefused(
            f"The database was written by a newer Oncourse (revision {revision}). "
            "Install that version, or put back the backup from before its upgrade."
        )
