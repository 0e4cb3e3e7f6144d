"""Tables and columns by the names that the code has for them; suspended workspaces, imports under way."""

from datetime import UTC, datetime

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0008"
down_revision = "0007"

TABLES = {
    "logbook": "history",
    "feeds": "calendar_feeds",
    "topics": "cache_versions",
    "turns": "schedule_steps",
    "digests": "daily_messages",
}
DUE = {
    "tactics": ("ix_tactics_round", "round_ends_at", ("id",)),
    "plans": ("ix_plans_check_in", "check_in_at", ("id",)),
    "check_ins": ("ix_check_ins_due", "due_at", ("id",)),
    "daily_messages": ("ix_daily_messages_next", "digest_at", ("person",)),
    "deliveries": ("ix_deliveries_next", "next_try_at", ("id",)),
}
"""By table: the index over its due dates, their column, and the primary key after the workspace."""
SUSPENDED_FROM = datetime(4000, 1, 1, tzinfo=UTC)
SUSPENDED_BY = 4000  # years


def upgrade() -> None:
    """From 0007 to 0008."""
    _rename()
    for table, (index, due, keys) in DUE.items():
        _suspend(table, due, keys)
        active = sa.text(f"{due} IS NOT NULL AND suspended_at IS NULL")
        op.create_index(index, table, [due], sqlite_where=active, postgresql_where=active)
    op.create_table(
        "imports",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("started_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("finished_at", sqlmodel.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_imports")),
    )


def _rename() -> None:
    for index, table in (
        ("ix_logbook_subject", "logbook"),
        ("ix_feeds_secret", "feeds"),
        ("ix_turns_at", "turns"),
        ("ix_digests_next", "digests"),
        *((index, table) for table, (index, _, _) in DUE.items() if table != "daily_messages"),
    ):
        op.drop_index(index, table)
    for before, after in TABLES.items():
        op.rename_table(before, after)
    if op.get_bind().dialect.name == "postgresql":  # SQLite has no names for primary keys that are ever used
        for before, after in TABLES.items():
            op.execute(f"ALTER TABLE {after} RENAME CONSTRAINT pk_{before} TO pk_{after}")
    _rename_changed_field()
    op.execute("ALTER TABLE tactics RENAME COLUMN rhythm TO recurrence")
    op.create_index("ix_history_subject", "history", ["workspace", "plan", "subject", "number"])
    op.create_index("ix_calendar_feeds_secret", "calendar_feeds", ["workspace", "secret"], unique=True)
    op.create_index("ix_schedule_steps_at", "schedule_steps", ["at"])


def _rename_changed_field() -> None:
    """In each entry, the field "rhythm" of a tactic is now "recurrence"; text that people typed is quoted.

    SQLite stores JSON as text, and its CAST AS JSON would make a number of it.
    """
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    text, back = ("CAST(changes AS TEXT)", "JSON") if is_postgresql else ("changes", "TEXT")
    renamed = f"""replace({text}, '["rhythm", ', '["recurrence", ')"""
    op.execute(f"UPDATE history SET changes = CAST({renamed} AS {back})")  # noqa: S608 - all of it stands here


def _suspend(table: str, due: str, keys: tuple[str, ...]) -> None:
    """Flag the rows of suspended workspaces, whose due dates were moved by 4,000 years until now."""
    op.add_column(table, sa.Column("suspended_at", sqlmodel.UTCDateTime(), nullable=True))
    at, suspended_at = (sa.column(name, sqlmodel.UTCDateTime()) for name in (due, "suspended_at"))
    key = [sa.column(name, sa.String()) for name in ("workspace", *keys)]
    rows = sa.table(table, *key, at, suspended_at)
    moved = op.get_bind().execute(sa.select(at, *key).where(at >= SUSPENDED_FROM))
    changes = [
        {f"key_{column.name}": value for column, value in zip(key, values, strict=True)}
        | {"before": moment.replace(year=moment.year - SUSPENDED_BY)}
        for moment, *values in moved.all()
    ]
    if changes:
        of_key = [column == sa.bindparam(f"key_{column.name}") for column in key]
        new = {due: sa.bindparam("before"), "suspended_at": _now()}
        op.get_bind().execute(sa.update(rows).where(*of_key).values(new), changes)


def _now() -> datetime:
    """The time of the upgrade, from the code that runs it."""
    config = op.get_context().config
    assert config is not None  # noqa: S101 - migrations run by a command always have one
    now: datetime = config.attributes["now"]
    return now
