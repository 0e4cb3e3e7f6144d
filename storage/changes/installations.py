"""The app is installed in a workspace, and its tokens are refreshed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from planning.deliveries import Delivery, Kind
from planning.delivery_payloads import ReinstallPayload
from storage import deliveries, installations
from storage.engine.transactions import Tx
from storage.installations import Installation


def install(tx: Tx, installation: Installation, now: datetime) -> None:
    """Save where the app was installed, and enqueue a welcome for the person who installed it."""
    installations.put(tx, installation)
    deliveries.enqueue(tx, _welcome(tx, installation, now))


def save_tokens(
    tx: Tx,
    installation: Installation,
    sealed: str,
    expires_at: datetime | None,
    is_resealed: Callable[[Installation], bool],
) -> None:
    """Save refreshed tokens, unless they have changed meanwhile.

    They are saved, too, if `is_resealed` says that only their encryption key has changed.
    """
    if installations.renewed(tx, installation, sealed, expires_at):
        return
    found = installations.get(tx, tx.workspace)
    if found and is_resealed(found):
        installations.renewed(tx, found, sealed, expires_at)


def request_reinstall(
    tx: Tx, installation: Installation, install_url: str, now: datetime, pause: timedelta
) -> None:
    """Ask the person who installed the app to do so again, and refresh no tokens for the `pause`."""
    installations.postpone(tx, installation, now + pause)
    if installation.expires_at is not None:
        payload = ReinstallPayload(install_url, installation.expires_at)
        deliveries.enqueue(tx, _reinstall_request(tx, installation, payload, now))


def _welcome(tx: Tx, installation: Installation, now: datetime) -> Delivery:
    return deliveries.new_delivery(
        tx,
        Kind.WELCOME,
        installation.installed_by,
        subject=installation.installed_by,
        occasion="welcome",  # once, however often it is installed
        due_at=now,
        useful_until=now + timedelta(days=1),
    )


def _reinstall_request(
    tx: Tx, installation: Installation, payload: ReinstallPayload, now: datetime
) -> Delivery:
    return deliveries.new_delivery(
        tx,
        Kind.REINSTALL,
        installation.installed_by,
        subject=installation.installed_by,
        occasion=installation.installed_at.isoformat(),
        due_at=now,
        payload=payload,
        useful_until=payload.expires_at,
    )
