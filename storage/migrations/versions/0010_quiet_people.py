"""Each person's working hours, and the region whose public holidays they keep."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ADDED = (("region", sa.String(), "''"), ("work_from", sa.Integer(), "9"), ("work_to", sa.Integer(), "18"))
"""Each column: its name, its type, and its value for those who have settings already."""


def upgrade() -> None:
    """From 0009 to 0010."""
    for name, of_type, fill in ADDED:
        op.add_column("preferences", sa.Column(name, of_type, nullable=True))
        op.execute(f"UPDATE preferences SET {name} = {fill}")  # noqa: S608 - all of it stands in this file
    with op.batch_alter_table("preferences") as batch:
        for name, _, _ in ADDED:
            batch.alter_column(name, nullable=False)
