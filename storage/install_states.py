"""Ways into an installation: each is good once, for one browser, and for a short while."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col

from storage.rows import hashed
from storage.store import Tx
from storage.tables import InstallStateRow

_NO_WORKSPACE = ""  # none is chosen yet


async def open_(tx: Tx, state: str, browser: str, now: datetime, until: datetime) -> None:
    """Let a browser come back with `state` until then; what was never used in time is swept away."""
    await tx.exec(
        delete(InstallStateRow).where(
            col(InstallStateRow.workspace) == _NO_WORKSPACE, col(InstallStateRow.expires_at) <= now
        )
    )
    tx.add(
        InstallStateRow(
            workspace=_NO_WORKSPACE, state=hashed(state), browser=hashed(browser), expires_at=until
        )
    )
    await tx.flush()


async def take(tx: Tx, state: str, browser: str, now: datetime) -> bool:
    """Whether that browser may come back with `state`; it may not once more."""
    taken = await tx.exec(
        delete(InstallStateRow)
        .where(
            col(InstallStateRow.workspace) == _NO_WORKSPACE,
            col(InstallStateRow.state) == hashed(state),
            col(InstallStateRow.browser) == hashed(browser),
            col(InstallStateRow.expires_at) > now,
        )
        .returning(col(InstallStateRow.state))
    )
    return taken.first() is not None
