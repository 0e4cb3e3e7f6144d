"""Where the app is installed: its encrypted tokens, and the lease of the process that refreshes them.

Tokens are updated by compare-and-set, so that processes that refresh, re-encrypt or delete them at the same
time don't undo each other's updates.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, update
from sqlmodel import col, select

from storage import rows
from storage.engine.transactions import GlobalTx
from storage.rows import rows_of
from storage.suspension import resume, suspend
from storage.tables import InstallationRow

MAX_RENEWAL = timedelta(hours=2)  # a longer lease comes from a wrong clock


@dataclass(frozen=True, slots=True)
class Installation:
    """The app in a workspace: `app` and `bot` are its ids there, `scopes` what it may do.

    `sealed` holds the tokens. They are good until `expires_at`, without one for ever.
    """

    workspace: str
    name: str
    app: str
    bot: str
    sealed: str = field(repr=False)
    scopes: str
    installed_at: datetime
    installed_by: str
    expires_at: datetime | None


def put(tx: GlobalTx, installation: Installation) -> None:
    """The app was installed, perhaps once more: the tokens before are forgotten, the workspace is resumed."""
    rows.put(
        tx,
        InstallationRow(
            workspace=installation.workspace,
            name=installation.name,
            app=installation.app,
            bot=installation.bot,
            sealed=installation.sealed,
            scopes=installation.scopes,
            installed_at=installation.installed_at,
            installed_by=installation.installed_by,
            expires_at=installation.expires_at,
            renewing_until=None,
            removed_at=None,
        ),
    )
    resume(tx, installation.workspace)


def get(tx: GlobalTx, workspace: str) -> Installation | None:
    """The app in the workspace; None where it is not."""
    row = tx.exec(rows_of(InstallationRow, workspace, _IS_THERE)).one_or_none()
    return _installation(row) if row else None


def everywhere(tx: GlobalTx) -> tuple[Installation, ...]:
    """The app in each workspace where it is."""
    rows = tx.exec(select(InstallationRow).where(_IS_THERE).order_by(col(InstallationRow.workspace)))
    return tuple(_installation(row) for row in rows)


def may_renew(tx: GlobalTx, installation: Installation, now: datetime, lease: timedelta) -> bool:
    """Acquire the lease to refresh these tokens; False if another process holds it."""
    until = col(InstallationRow.renewing_until)
    idle = or_(until.is_(None), until <= now, until > now + MAX_RENEWAL)
    return _change(tx, installation, idle, renewing_until=now + lease)


def reseal(tx: GlobalTx, installation: Installation, sealed: str) -> bool:
    """Put other words for the same tokens in their place; False when they have changed meanwhile."""
    return _change(tx, installation, sealed=sealed)


def renewed(tx: GlobalTx, installation: Installation, sealed: str, expires_at: datetime | None) -> bool:
    """Put new tokens in the place of the old ones; False when they have changed meanwhile."""
    return _change(tx, installation, sealed=sealed, expires_at=expires_at, renewing_until=None)


def postpone(tx: GlobalTx, installation: Installation, until: datetime) -> None:
    """Refresh no tokens before then."""
    _change(tx, installation, renewing_until=until)


def lost(tx: GlobalTx, installation: Installation, now: datetime) -> bool:
    """The tokens are good no more: as removed; False when they have changed meanwhile."""
    is_lost = _change(tx, installation, sealed="", removed_at=now)
    if is_lost:
        suspend(tx, installation.workspace, now)
    return is_lost


def removed(tx: GlobalTx, workspace: str, at: datetime) -> bool:
    """The app was removed at that moment; False for one that is not there, or was installed again since.

    The tokens are forgotten, and the workspace is suspended. What is stored of it stays.
    """
    installation = get(tx, workspace)
    if installation is None or at < installation.installed_at.replace(microsecond=0):
        return False
    return lost(tx, installation, at)


def installers(tx: GlobalTx, workspace: str) -> Sequence[str]:
    """Who has installed the app in a workspace."""
    theirs = select(InstallationRow.installed_by).where(col(InstallationRow.workspace) == workspace)
    return tx.exec(theirs).all()


def forget_who(tx: GlobalTx, workspace: str, person: str, name: str) -> int:
    """Rename the person who installed the app to `name`, if it was them; returns the number of rows."""
    theirs = (col(InstallationRow.workspace) == workspace, col(InstallationRow.installed_by) == person)
    changed = tx.exec(
        update(InstallationRow)
        .where(*theirs)
        .values(installed_by=name)
        .execution_options(synchronize_session=False)
    )
    return changed.rowcount


_IS_THERE = col(InstallationRow.sealed) != ""


def _change(
    tx: GlobalTx, installation: Installation, *criteria: ColumnElement[bool], **values: object
) -> bool:
    """Change the row, unless its tokens are others by now."""
    of_tokens = (
        col(InstallationRow.workspace) == installation.workspace,
        col(InstallationRow.sealed) == installation.sealed,
    )
    changed = tx.exec(
        update(InstallationRow)
        .where(*of_tokens, *criteria)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)


def _installation(row: InstallationRow) -> Installation:
    return Installation(
        workspace=row.workspace,
        name=row.name,
        app=row.app,
        bot=row.bot,
        sealed=row.sealed,
        scopes=row.scopes,
        installed_at=row.installed_at,
        installed_by=row.installed_by,
        expires_at=row.expires_at,
    )
