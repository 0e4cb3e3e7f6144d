"""What the schedule did last, so that it can be undone if the clock was wrong."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """From 0005 to 0007."""
    op.create_table(
        "turns",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind", "subject", name=op.f("pk_turns")),
    )
    op.create_index("ix_turns_at", "turns", ["at"])
