"""Where people see pictures, and pictures at an address of the bot."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """From 0005 to 0006."""
    op.create_table(
        "picture_sightings",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("surface", sa.String(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "surface", name=op.f("pk_picture_sightings")),
    )
    op.create_table(
        "pictures",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "secret", name=op.f("pk_pictures")),
    )
