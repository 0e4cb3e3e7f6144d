"""Where the app is installed, who is about to install it, and calendars that are had by an address."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """From 0003 to 0004."""
    op.create_table(
        "installations",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("app", sa.String(), nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("installed_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("installed_by", sa.String(), nullable=False),
        sa.Column("expires_at", sqlmodel.UTCDateTime(), nullable=True),
        sa.Column("renewing_until", sqlmodel.UTCDateTime(), nullable=True),
        sa.Column("removed_at", sqlmodel.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_installations")),
    )
    op.create_table(
        "install_states",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("expires_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "state", name=op.f("pk_install_states")),
    )
    op.create_table(
        "feeds",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "plan"], ["plans.workspace", "plans.id"], name=op.f("fk_feeds_plans")
        ),
        sa.PrimaryKeyConstraint("workspace", "plan", "person", name=op.f("pk_feeds")),
    )
    op.create_index("ix_feeds_secret", "feeds", ["workspace", "secret"], unique=True)
