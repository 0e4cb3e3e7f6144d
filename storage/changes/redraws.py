"""Which messages show a change as soon as it is made."""

from collections.abc import Collection

from storage import homes, redraws
from storage.changes.base import Actor
from storage.engine.transactions import Tx


def redraw_clicked(tx: Tx, actor: Actor) -> None:
    """Redraw the direct message of ours that the actor clicked in."""
    if actor.clicked:
        redraws.redraw_at(tx, *actor.clicked)


def redraw_owners(tx: Tx, actor: Actor, owners: Collection[str]) -> None:
    """Redraw what shows a tactic that was changed: its owners' newest personal messages and Homes."""
    homes.changed(tx, owners)
    for owner in owners:
        redraws.redraw_personal(tx, owner)
    redraw_clicked(tx, actor)
