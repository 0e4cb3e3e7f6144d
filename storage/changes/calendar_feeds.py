"""Calendar feeds: their address is given to a person, and revoked."""

from storage import feeds
from storage.changes.actor import Actor
from storage.engine.transactions import Tx
from storage.feeds import Feed


def give_feed(tx: Tx, actor: Actor, plan_id: str, secret: str) -> None:
    """Let the actor fetch a plan's calendar by `secret`, which replaces the one they had."""
    feeds.put(tx, tx.workspace, Feed(plan_id, actor.person.id), secret)


def revoke_feed(tx: Tx, actor: Actor, plan_id: str) -> None:
    """Let nobody fetch the plan's calendar by the actor's secret any more."""
    feeds.drop(tx, tx.workspace, Feed(plan_id, actor.person.id))
