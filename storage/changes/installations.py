"""The app is installed in a workspace, and its tokens are renewed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from planning.deliveries import Delivery, Kind
from storage import deliveries, installations
from storage.engine.transactions import Tx
from storage.installations import Installation


def install(tx: Tx, installation: Installation, now: datetime) -> None:
    """Save where the app was installed, and enqueue a welcome for the person who installed it."""
    installations.put(tx, installation)
    deliveries.enqueue(tx, _welcome(installation, now))


def save_tokens(
    tx: Tx,
    installation: Installation,
    sealed: str,
    expires_at: datetime | None,
    is_resealed: Callable[[Installation], bool],
) -> None:
    """Replace the tokens by renewed ones, unless they have changed meanwhile.

    They are replaced, too, where `is_resealed` says that they are still the same, sealed with another key.
    """
    if installations.renewed(tx, installation, sealed, expires_at):
        return
    found = installations.get(tx, tx.workspace)
    if found and is_resealed(found):
        installations.renewed(tx, found, sealed, expires_at)


def ask_to_reinstall(
    tx: Tx, installation: Installation, install_url: str, now: datetime, pause: timedelta
) -> None:
    """Ask the person who installed the app to do so again, and let nobody renew its tokens for a while."""
    installations.postpone(tx, installation, now + pause)
    deliveries.enqueue(tx, _reinstall_request(installation, install_url, now))


def _welcome(installation: Installation, now: datetime) -> Delivery:
    return Delivery(
        id=str(uuid4()),
        workspace=installation.workspace,
        kind=Kind.WELCOME,
        recipient=installation.installed_by,
        subject=installation.installed_by,
        occasion="welcome",  # once, however often it is installed
        due_at=now,
        useful_until=now + timedelta(days=1),
    )


def _reinstall_request(installation: Installation, install_url: str, now: datetime) -> Delivery:
    return Delivery(
        id=str(uuid4()),
        workspace=installation.workspace,
        kind=Kind.REINSTALL,
        recipient=installation.installed_by,
        subject=installation.installed_by,
        occasion=installation.installed_at.isoformat(),
        due_at=now,
        items=(install_url, str(installation.expires_at)),
        useful_until=installation.expires_at,
    )
