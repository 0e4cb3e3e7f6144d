"""Tables and columns by the names that the code has for them."""

import sqlalchemy as sa
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


def upgrade() -> None:
    """From 0007 to 0008."""
    for index, table in (
        ("ix_logbook_subject", "logbook"),
        ("ix_feeds_secret", "feeds"),
        ("ix_turns_at", "turns"),
        ("ix_digests_next", "digests"),
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
    due = sa.text("digest_at IS NOT NULL")
    op.create_index(
        "ix_daily_messages_next",
        "daily_messages",
        ["digest_at"],
        sqlite_where=due,
        postgresql_where=due,
    )


def _rename_changed_field() -> None:
    """In each entry, the field "rhythm" of a tactic is now "recurrence"; text that people typed is quoted."""
    changes = sa.column("changes", sa.JSON())
    renamed = sa.func.replace(sa.cast(changes, sa.Text()), '["rhythm", ', '["recurrence", ')
    op.execute(sa.update(sa.table("history", changes)).values(changes=sa.cast(renamed, sa.JSON())))
