"""Which messages show a change as soon as it is made."""

from collections.abc import Collection

from storage import homes, redraws
from storage.changes.base import Actor
from storage.engine.transactions import Tx


def redraw_clicked(tx: Tx, actor: Actor) -> None:
    """Redraw the direct message of ours that the actor clicked in."""
    if actor.clicked:
        redraws.redraw_at(tx, *actor.clicked)


def redraw_tactic(tx: Tx, actor: Actor, tactic_id: str, owners: Collection[str]) -> None:
    """Redraw what was sent about a tactic, and its owners' newest digests and Homes."""
    redraws.redraw(tx, tactic_id)
    homes.changed(tx, owners)
    for owner in owners:
        redraws.redraw_personal(tx, owner)
    redraw_clicked(tx, actor)
