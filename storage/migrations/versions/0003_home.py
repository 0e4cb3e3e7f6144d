"""Homes that are kept fresh, and tactics that remember the message they were made from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """From 0002 to 0003."""
    _homes()
    _home_plans()
    _tactics()


def _homes() -> None:
    op.create_table(
        "homes",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("welcomed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("tactics_from", sa.Integer(), nullable=False),
        sa.Column("plans_from", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_homes")),
    )


def _home_plans() -> None:
    op.create_table(
        "home_plans",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "plan"], ["plans.workspace", "plans.id"], name=op.f("fk_home_plans_plans")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "person"], ["homes.workspace", "homes.person"], name=op.f("fk_home_plans_homes")
        ),
        sa.PrimaryKeyConstraint("workspace", "plan", "person", name=op.f("pk_home_plans")),
    )
    op.create_index("ix_home_plans_person", "home_plans", ["workspace", "person"])


def _tactics() -> None:
    op.add_column("tactics", sa.Column("permalink", sa.String(), nullable=True))
    op.execute("UPDATE tactics SET permalink = ''")
    with op.batch_alter_table("tactics") as batch:
        batch.alter_column("permalink", nullable=False)
