"""The first tables."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From an empty database."""
    _plans()
    _company_goals()
    _goals()
    _readings()
    _tactics()
    _tactic_indexes()
    _tactic_owners()
    _ratings()
    _occurrences()
    _logbook()
    _people()
    _deliveries()


def _plans() -> None:
    op.create_table(
        "plans",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("creator", sa.String(), nullable=False),
        sa.Column("created_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("owners", sa.JSON(), nullable=False),
        sa.Column("rating_days", sa.Integer(), nullable=False),
        sa.Column("check_in_weekday", sa.Integer(), nullable=False),
        sa.Column("check_in_hour", sa.Integer(), nullable=False),
        sa.Column("closed_at", sqlmodel.UTCDateTime(), nullable=True),
        sa.Column("previous", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_plans")),
    )
    op.create_index("ix_plans_closed", "plans", ["workspace", "channel", "closed_at"])
    _partial_index("ix_plans_open", "plans", ["workspace", "channel"], "closed_at IS NULL", unique=True)


def _company_goals() -> None:
    op.create_table(
        "company_goals",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "plan"], ["plans.workspace", "plans.id"], name=op.f("fk_company_goals_plans")
        ),
        sa.PrimaryKeyConstraint("workspace", "plan", "id", name=op.f("pk_company_goals")),
    )


def _goals() -> None:
    op.create_table(
        "goals",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("company_goal", sa.String(), nullable=True),
        sa.Column("marketing_goal", sa.String(), nullable=True),
        sa.Column("created_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("metrics", sa.JSON(), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(company_goal IS NULL) <> (marketing_goal IS NULL)", name=op.f("ck_goals_serves_one")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "plan", "company_goal"],
            ["company_goals.workspace", "company_goals.plan", "company_goals.id"],
            name=op.f("fk_goals_company_goals"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "plan"], ["plans.workspace", "plans.id"], name=op.f("fk_goals_plans")
        ),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_goals")),
        sa.UniqueConstraint("workspace", "plan", "number", name=op.f("uq_goals_workspace_plan_number")),
    )


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("metric", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "metric", "on", name=op.f("pk_readings")),
    )


def _tactics() -> None:
    op.create_table(
        "tactics",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("rate_by", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("eta", sa.Date(), nullable=True),
        sa.Column("rhythm", sa.String(), nullable=True),
        sa.Column("finish", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("finished", sa.JSON(), nullable=False),
        sa.Column("last_done", sa.Date(), nullable=True),
        sa.Column("dropped_because", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("revealed_at", sqlmodel.UTCDateTime(), nullable=True),
        sa.Column("score", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("minus_ratio", sa.Float(), nullable=False),
        sa.Column("minus_value", sa.Float(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("round_ends_at", sqlmodel.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "goal"], ["goals.workspace", "goals.id"], name=op.f("fk_tactics_goals")
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "plan"], ["plans.workspace", "plans.id"], name=op.f("fk_tactics_plans")
        ),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_tactics")),
        sa.UniqueConstraint("workspace", "plan", "number", name=op.f("uq_tactics_workspace_plan_number")),
    )


def _tactic_indexes() -> None:
    op.create_index("ix_tactics_goal", "tactics", ["workspace", "goal", "state"])
    op.create_index(
        "ix_tactics_order",
        "tactics",
        ["workspace", "plan", "is_open", "place", "minus_ratio", "minus_value", "due_on", "number"],
    )
    _partial_index("ix_tactics_round", "tactics", ["round_ends_at"], "round_ends_at IS NOT NULL")


def _tactic_owners() -> None:
    op.create_table(
        "tactic_owners",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("tactic", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "tactic"],
            ["tactics.workspace", "tactics.id"],
            name=op.f("fk_tactic_owners_tactics"),
        ),
        sa.PrimaryKeyConstraint("workspace", "tactic", "person", name=op.f("pk_tactic_owners")),
    )
    op.create_index("ix_tactic_owners_person", "tactic_owners", ["workspace", "person", "plan", "tactic"])


def _ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("tactic", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("complexity", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sqlmodel.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "tactic"], ["tactics.workspace", "tactics.id"], name=op.f("fk_ratings_tactics")
        ),
        sa.PrimaryKeyConstraint("workspace", "tactic", "round", "person", name=op.f("pk_ratings")),
    )


def _occurrences() -> None:
    op.create_table(
        "occurrences",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("tactic", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("done_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "tactic"], ["tactics.workspace", "tactics.id"], name=op.f("fk_occurrences_tactics")
        ),
        sa.PrimaryKeyConstraint("workspace", "tactic", "on", name=op.f("pk_occurrences")),
    )


def _logbook() -> None:
    op.create_table(
        "logbook",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "plan"], ["plans.workspace", "plans.id"], name=op.f("fk_logbook_plans")
        ),
        sa.PrimaryKeyConstraint("workspace", "plan", "number", name=op.f("pk_logbook")),
    )
    op.create_index("ix_logbook_subject", "logbook", ["workspace", "plan", "subject", "number"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("bot", sa.Boolean(), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("stranger", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_people")),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("due_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("redraw", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("next_try_at", sqlmodel.UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "workspace",
            "kind",
            "recipient",
            "occasion",
            name=op.f("uq_deliveries_workspace_kind_recipient_occasion"),
        ),
    )
    _partial_index("ix_deliveries_next", "deliveries", ["next_try_at"], "next_try_at IS NOT NULL")
    op.create_index("ix_deliveries_subject", "deliveries", ["workspace", "subject"])


def _partial_index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    only = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=only, postgresql_where=only)
