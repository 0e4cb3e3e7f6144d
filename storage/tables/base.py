"""What all tables share."""

from typing import Any, ClassVar

from sqlalchemy import Index, MetaData, text
from sqlmodel import Field, SQLModel

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Row(SQLModel):
    """A row of any table: it belongs to one workspace."""

    # Named constraints, because a migration can only change what has a name.
    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)

    workspace: str = Field(primary_key=True)


STAYS = {"info": {"stays": True}}
"""Marks a table or column that stays in its database: no export has it, and no import writes it."""


class VersionedRow(Row):
    """Something people edit: `version` counts its changes, from 1."""

    id: str = Field(primary_key=True)
    version: int


class NumberedRow(VersionedRow):
    """Something that is found by its number in the plan or by words of its title."""

    plan: str
    number: int
    title: str
    folded: str  # the title for searching: without regard to case


def suspended_at() -> Any:
    """The column of a row that has a due date: when the workspace was suspended (`storage.suspension`).

    It stays in its database, too.
    """
    return Field(default=None, sa_column_kwargs={"info": STAYS["info"]})


def due_index(name: str, due: str) -> Index:
    """An index over the rows that fall due; what is suspended doesn't."""
    return partial_index(name, due, where=f"{due} IS NOT NULL AND suspended_at IS NULL")


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the rows for which the condition `where` holds."""
    only = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=only, postgresql_where=only)
