"""Time speaks: reminders, check-ins, and what tactics really took."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import sqlmodel
from alembic import op

from planning.check_ins import next_check_in

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """From 0001 to 0002."""
    _people()
    _tactics()
    _deliveries()
    _preferences()
    _digests()
    _snoozes()
    _plans()
    _check_ins()
    _check_in_people()
    _answers()


def _people() -> None:
    op.add_column("people", sa.Column("status_until", sqlmodel.UTCDateTime(), nullable=True))
    _add_filled("people", sa.Column("country", sa.String()), "''")
    _add_filled("people", sa.Column("status_away", sa.Boolean()), "FALSE")


def _tactics() -> None:
    op.add_column("tactics", sa.Column("actual_value", sa.Integer(), nullable=True))
    op.add_column("tactics", sa.Column("actual_complexity", sa.Integer(), nullable=True))


def _deliveries() -> None:
    plan = "SELECT plan FROM tactics WHERE workspace = deliveries.workspace AND id = deliveries.subject"
    _add_filled("deliveries", sa.Column("plan", sa.String()), f"COALESCE(({plan}), '')")
    _add_filled("deliveries", sa.Column("items", sa.JSON()), "'[]'")
    op.add_column("deliveries", sa.Column("useful_until", sqlmodel.UTCDateTime(), nullable=True))
    op.create_index("ix_deliveries_plan", "deliveries", ["workspace", "plan", "due_at"])
    _partial_index("ix_deliveries_message", "deliveries", ["workspace", "channel", "ts"], "ts <> ''")
    _partial_index("ix_deliveries_failed", "deliveries", ["workspace", "due_at"], "state = 'failed'")


def _preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("lead_days", sa.JSON(), nullable=False),
        sa.Column("away_from", sa.Date(), nullable=True),
        sa.Column("away_to", sa.Date(), nullable=True),
        sa.Column("country", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_preferences")),
    )


def _digests() -> None:
    """Everybody who owns something open is looked at soon, and then at their hour."""
    digests = op.create_table(
        "digests",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("digest_at", sqlmodel.UTCDateTime(), nullable=True),
        sa.Column("handled", sa.Date(), nullable=True),
        sa.Column("looked", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "person", name=op.f("pk_digests")),
    )
    _partial_index("ix_digests_next", "digests", ["digest_at"], "digest_at IS NOT NULL")
    owners = sa.text(
        "SELECT DISTINCT o.workspace, o.person FROM tactic_owners o"
        " JOIN tactics t ON t.workspace = o.workspace AND t.id = o.tactic AND t.is_open"
        " JOIN plans p ON p.workspace = o.workspace AND p.id = o.plan AND p.closed_at IS NULL"
    )
    found = op.get_bind().execute(owners).all()
    op.bulk_insert(digests, [{"workspace": w, "person": person, "digest_at": _now()} for w, person in found])


def _snoozes() -> None:
    op.create_table(
        "snoozes",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("tactic", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "tactic"], ["tactics.workspace", "tactics.id"], name=op.f("fk_snoozes_tactics")
        ),
        sa.PrimaryKeyConstraint("workspace", "person", "tactic", name=op.f("pk_snoozes")),
    )


def _plans() -> None:
    """Every open plan has its next check-in at its usual hour."""
    op.add_column("plans", sa.Column("check_in_at", sqlmodel.UTCDateTime(), nullable=True))
    _partial_index("ix_plans_check_in", "plans", ["check_in_at"], "check_in_at IS NOT NULL")
    plans = sa.table(
        "plans",
        sa.column("workspace", sa.String()),
        sa.column("id", sa.String()),
        sa.column("zone", sa.String()),
        sa.column("check_in_weekday", sa.Integer()),
        sa.column("check_in_hour", sa.Integer()),
        sa.column("closed_at", sqlmodel.UTCDateTime()),
        sa.column("check_in_at", sqlmodel.UTCDateTime()),
    )
    for plan in op.get_bind().execute(sa.select(plans).where(plans.c.closed_at.is_(None))).all():
        at = next_check_in(plan.check_in_weekday, plan.check_in_hour, ZoneInfo(plan.zone), _now())
        of_id = (plans.c.workspace == plan.workspace, plans.c.id == plan.id)
        op.execute(sa.update(plans).where(*of_id).values(check_in_at=at))


def _check_ins() -> None:
    op.create_table(
        "check_ins",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("nudge_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("closes_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("due_at", sqlmodel.UTCDateTime(), nullable=True),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "plan"], ["plans.workspace", "plans.id"], name=op.f("fk_check_ins_plans")
        ),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_check_ins")),
    )
    op.create_index("ix_check_ins_plan", "check_ins", ["workspace", "plan", "opened_at"])
    _partial_index("ix_check_ins_open", "check_ins", ["workspace", "plan"], "state = 'open'", unique=True)
    _partial_index("ix_check_ins_due", "check_ins", ["due_at"], "due_at IS NOT NULL")


def _check_in_people() -> None:
    op.create_table(
        "check_in_people",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("check_in", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "check_in"],
            ["check_ins.workspace", "check_ins.id"],
            name=op.f("fk_check_in_people_check_ins"),
        ),
        sa.PrimaryKeyConstraint("workspace", "check_in", "person", name=op.f("pk_check_in_people")),
    )
    op.create_index("ix_check_in_people_person", "check_in_people", ["workspace", "person", "state"])


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("check_in", sa.String(), nullable=False),
        sa.Column("tactic", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("new_eta", sa.Date(), nullable=True),
        sa.Column("taker", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "check_in"],
            ["check_ins.workspace", "check_ins.id"],
            name=op.f("fk_answers_check_ins"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "tactic"], ["tactics.workspace", "tactics.id"], name=op.f("fk_answers_tactics")
        ),
        sa.PrimaryKeyConstraint("workspace", "check_in", "tactic", "person", name=op.f("pk_answers")),
    )


def _now() -> datetime:
    """The moment of the upgrade, from whoever runs it."""
    config = op.get_context().config
    assert config is not None  # noqa: S101 - migrations run by a command always have one
    now: datetime = config.attributes["now"]
    return now


def _add_filled(table: str, column: sa.Column[Any], fill: str) -> None:
    """Add a column that no row may lack, with the SQL expression `fill` for the rows that are there."""
    op.add_column(table, column)
    op.execute(f"UPDATE {table} SET {column.name} = {fill}")  # noqa: S608 - all of it stands in this file
    with op.batch_alter_table(table) as batch:
        batch.alter_column(column.name, nullable=False)


def _partial_index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    only = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=only, postgresql_where=only)
