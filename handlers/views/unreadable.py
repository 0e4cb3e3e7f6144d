"""What cannot be read is named where it would stand, so that its admin can be told."""

from collections.abc import Sequence
from dataclasses import replace

from slack_sdk.models.blocks import Block

from handlers.views.blocks import Message, context
from planning.unreadable import Unreadable

SHOWN_MOST = 5
_KINDS = {
    "tactics": "Tactic",
    "goals": "Goal",
    "plans": "A plan",
    "company_goals": "A company goal",
    "tactic_owners": "A tactic's owner",
    "ratings": "A rating",
    "readings": "A reading",
    "check_ins": "A check-in",
    "check_in_people": "Someone asked in a check-in",
    "answers": "An answer to a check-in",
    "logbook": "History entry",
    "preferences": "Someone's settings",
    "snoozes": "A snooze",
}


def with_unreadable(message: Message, found: Sequence[Unreadable]) -> Message:
    """A message that says at its end what of it cannot be read."""
    return replace(message, blocks=[*message.blocks, *unreadable_blocks(found)]) if found else message


def unreadable_blocks(found: Sequence[Unreadable]) -> list[Block]:
    """A line for each of the first, and how many more there are."""
    if not found:
        return []
    lines = [f"⚠ {_named(one)} can't be read. Give your admin this code: {one.code}" for one in found]
    more = [f"and {len(lines) - SHOWN_MOST:,} more"] if len(lines) > SHOWN_MOST else []
    return [context("\n".join([*lines[:SHOWN_MOST], *more]))]


def _named(one: Unreadable) -> str:
    kind = _KINDS.get(one.table, "A record")
    return f"{kind} {one.number}" if one.number and not kind.startswith("A ") else kind
