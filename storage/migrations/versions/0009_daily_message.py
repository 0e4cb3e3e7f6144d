"""One daily message in the place of requests, nudges and digests; what was done as one in the history."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0009"
down_revision = "0008"

RETIRED = "('rating request', 'check-in request', 'check-in nudge')"


def upgrade() -> None:
    """From 0008 to 0009.

    What asked for a rating or an answer and wasn't sent yet goes: the next daily message asks for it. What
    was sent stays as it is.
    """
    op.create_table(
        "news",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("tactic", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("at", sqlmodel.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "tactic"],
            ["tactics.workspace", "tactics.id"],
            name=op.f("fk_news_tactics"),
        ),
        sa.PrimaryKeyConstraint("workspace", "person", "tactic", "kind", name=op.f("pk_news")),
    )
    op.execute("UPDATE deliveries SET kind = 'daily message' WHERE kind = 'digest'")
    op.execute(f"DELETE FROM deliveries WHERE kind IN {RETIRED} AND state NOT IN ('sent', 'failed')")  # noqa: S608 - all of it stands here
    op.execute(f"UPDATE deliveries SET redraw = 0, next_try_at = NULL WHERE kind IN {RETIRED}")  # noqa: S608 - all of it stands here
    op.add_column("history", sa.Column("batch", sa.Integer(), nullable=True))
    op.execute("UPDATE check_ins SET due_at = closes_at WHERE state = 'open' AND due_at IS NOT NULL")
