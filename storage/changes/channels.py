"""Channels: joined and left by people and by the bot, and given another id."""

from datetime import datetime

from storage import channels, homes, notices, people, plans, topics
from storage.engine.transactions import Tx


def change_membership(tx: Tx, channel: str, person_id: str, *, has_joined: bool) -> None:
    """Expire what every process has cached of a channel's members, and redraw the Homes that this changes.

    `person_id` is who has joined it or left it, "" for the bot itself, which was taken out.
    """
    is_known = person_id in people.get(tx, tx.workspace, [person_id])
    who = person_id if is_known else topics.ITSELF
    topics.changed(tx, tx.workspace, topics.MEMBERS, [channel])
    # Which person the bot is, nobody needs to know.
    topics.changed(tx, tx.workspace, topics.CHANNELS, {who, topics.ITSELF})
    homes.changed(tx, tx.workspace, [person_id])
    plan = plans.open_in(tx, tx.workspace, channel)
    if plan and not person_id:
        homes.plan_changed(tx, tx.workspace, plan.id)
    if plan and is_known and has_joined:
        notices.came_back(tx, tx.workspace, person_id, [plan.id])


def change_channel_id(tx: Tx, old: str, new: str, now: datetime) -> bool:
    """Move a channel's plans to its new id, and expire what is cached of it; False where it has none."""
    topics.changed(tx, tx.workspace, topics.MEMBERS, [old, new])
    topics.changed(tx, tx.workspace, topics.CHANNELS, [topics.EVERYONE])
    return channels.follow(tx, tx.workspace, old, new, now)
