"""Channels: joined and left by people and by the bot, and given another id."""

from datetime import UTC, datetime, timedelta

from planning.deliveries import Kind
from planning.delivery_payloads import MentionPayload
from storage import cache_versions, channels, deliveries, homes, notices, people, plans
from storage.engine.transactions import Tx

USEFUL_FOR = timedelta(days=1)


def bot_joined(tx: Tx, channel: str, bot: str, event_id: str, now: datetime) -> None:
    """The bot was invited to a channel: say there, once per event, what it can do."""
    change_membership(tx, channel, bot, has_joined=True)
    introduction = deliveries.new_delivery(
        tx,
        Kind.INTRODUCTION,
        channel,
        subject=channel,
        occasion=event_id,
        due_at=now,
        useful_until=now + USEFUL_FOR,
    )
    deliveries.enqueue(tx, introduction)


def answer_mention(tx: Tx, channel: str, person: str, ts: str, thread: str, now: datetime) -> None:
    """Tell a person who mentioned the bot what it can do: once per message (`ts`), in its `thread` if any.

    A mention that led to the bot's invitation is answered by the introduction.
    """
    if deliveries.has_since(tx, Kind.INTRODUCTION, channel, datetime.fromtimestamp(float(ts), UTC)):
        return
    answer = deliveries.new_delivery(
        tx,
        Kind.MENTION,
        channel,
        subject=person,
        occasion=ts,
        due_at=now,
        payload=MentionPayload(person, thread),
        useful_until=now + USEFUL_FOR,
    )
    deliveries.enqueue(tx, answer)


def change_membership(tx: Tx, channel: str, person_id: str, *, has_joined: bool) -> None:
    """Expire what every process has cached of a channel's members, and redraw the Homes that this changes.

    `person_id` is who has joined it or left it, "" for the bot itself, which was taken out.
    """
    is_known = person_id in people.get(tx, [person_id])
    who = person_id if is_known else cache_versions.ITSELF
    cache_versions.changed(tx, cache_versions.MEMBERS, [channel])
    # The bot's own channels are cached under ITSELF, so that its user id isn't needed.
    cache_versions.changed(tx, cache_versions.CHANNELS, {who, cache_versions.ITSELF})
    homes.changed(tx, [person_id])
    plan = plans.open_in(tx, channel)
    if plan and not person_id:
        homes.plan_changed(tx, plan.id)
    if plan and is_known and has_joined:
        notices.mark_reachable(tx, person_id, [plan.id])


def change_channel_id(tx: Tx, old: str, new: str, now: datetime) -> bool:
    """Move a channel's plans to its new id, and expire what is cached of it; False where it has none."""
    cache_versions.changed(tx, cache_versions.MEMBERS, [old, new])
    cache_versions.changed(tx, cache_versions.CHANNELS, [cache_versions.EVERYONE])
    return channels.follow(tx, old, new, now)
