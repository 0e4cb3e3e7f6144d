"""Ways into an installation: each is good once, for one browser, and for a short while."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, not_
from sqlmodel import col

from storage.engine.transactions import GlobalTx
from storage.rows import hashed
from storage.tables import InstallStateRow

_NO_WORKSPACE = ""  # none is chosen yet
_MAX_TTL = timedelta(minutes=20)  # a longer one was issued while the clock was ahead


def open_(tx: GlobalTx, state: str, browser: str, now: datetime, until: datetime) -> None:
    """Let a browser come back with `state` until then; what was never used in time is swept away."""
    tx.exec(
        delete(InstallStateRow).where(
            col(InstallStateRow.workspace) == _NO_WORKSPACE, not_(and_(*_is_good(now)))
        )
    )
    tx.add(
        InstallStateRow(
            workspace=_NO_WORKSPACE, state=hashed(state), browser=hashed(browser), expires_at=until
        )
    )
    tx.flush()


def take(tx: GlobalTx, state: str, browser: str, now: datetime) -> bool:
    """Whether that browser may come back with `state`; it may not once more."""
    taken = tx.exec(
        delete(InstallStateRow)
        .where(
            col(InstallStateRow.workspace) == _NO_WORKSPACE,
            col(InstallStateRow.state) == hashed(state),
            col(InstallStateRow.browser) == hashed(browser),
            *_is_good(now),
        )
        .returning(col(InstallStateRow.state))
    )
    return taken.first() is not None


def _is_good(now: datetime) -> tuple[ColumnElement[bool], ...]:
    expires_at = col(InstallStateRow.expires_at)
    return (expires_at > now, expires_at <= now + _MAX_TTL)
