"""What was done as one is known in the history, so that it is undone as one."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """From 0008 to 0009."""
    op.add_column("history", sa.Column("batch", sa.Integer(), nullable=True))
