"""Installations, and OAuth states of those under way. Both hold secrets: no export has them."""

from datetime import datetime

from sqlmodel import Field

from storage.tables.base import STAYS, Row


class InstallationRow(Row, table=True):
    """`storage.installations.Installation`; `sealed` is "" once the app was removed, at `removed_at`.

    `renewing_until` is the end of the lease to refresh the tokens.
    """

    __tablename__ = "installations"
    __table_args__ = STAYS

    name: str
    app: str
    bot: str
    sealed: str
    scopes: str
    installed_at: datetime
    installed_by: str
    expires_at: datetime | None
    renewing_until: datetime | None
    removed_at: datetime | None


class InstallStateRow(Row, table=True):
    """A way into an installation that a browser was given; `workspace` is "", since none is chosen yet.

    Both are SHA-256: of what comes back from Slack, and of what the browser keeps.
    """

    __tablename__ = "install_states"
    __table_args__ = STAYS

    state: str = Field(primary_key=True)
    browser: str
    expires_at: datetime
