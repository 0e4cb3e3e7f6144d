"""The queue of deliveries."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.tables.base import Row, due_index, partial_index, suspended_at


class DeliveryRow(Row, table=True):
    """`planning.deliveries.Delivery`.

    `next_try_at` is when it may be claimed next, None when nothing is to be done. While a process works on
    it, that is the end of the lease. `redraw` is one of `storage.delivery_rows.Redraw`.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("workspace", "kind", "recipient", "occasion"),
        Index("ix_deliveries_subject", "workspace", "subject"),
        Index("ix_deliveries_plan", "workspace", "plan", "due_at"),
        partial_index("ix_deliveries_message", "workspace", "channel", "ts", where="ts <> ''"),
        partial_index("ix_deliveries_failed", "workspace", "due_at", where="state = 'failed'"),
        due_index("ix_deliveries_next", "next_try_at"),
    )

    id: str = Field(primary_key=True)
    kind: str
    recipient: str
    subject: str
    occasion: str
    due_at: datetime
    state: str
    attempts: int
    channel: str
    ts: str
    redraw: int
    error: str
    plan: str
    items: list[str] = Field(sa_column=Column(JSON, nullable=False))
    useful_until: datetime | None
    next_try_at: datetime | None
    suspended_at: datetime | None = suspended_at()
