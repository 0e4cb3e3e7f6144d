"""Records that can't be read are listed in the message, with a code for the admin."""

from collections.abc import Sequence
from dataclasses import replace

from slack_sdk.models.blocks import Block

from handlers.views.common.blocks import Message, context, escape_short
from handlers.views.common.lines import limit_lines
from planning.records import Unreadable
from planning.tactics import Tactic

MAX_SHOWN = 5
MAX_TITLE = 120
_NUMBERED_NAMES = {"tactics": "Tactic", "goals": "Goal", "history": "History entry"}
_NAMES = {
    "tactics": "A tactic",
    "goals": "A goal",
    "plans": "A plan",
    "company_goals": "A company goal",
    "tactic_owners": "A tactic's owner",
    "ratings": "A rating",
    "readings": "A reading",
    "check_ins": "A check-in",
    "check_in_people": "Someone asked in a check-in",
    "answers": "An answer to a check-in",
    "history": "A history entry",
    "preferences": "Someone's settings",
    "snoozes": "A snooze",
}


def with_unreadable(message: Message, found: Sequence[Unreadable]) -> Message:
    """The message, with the records that can't be read listed at its end."""
    return replace(message, blocks=[*message.blocks, *unreadable_blocks(found)]) if found else message


def with_orphaned_tactics(message: Message, tactics: Sequence[Tactic]) -> Message:
    """The message, with the tactics whose goal can't be read listed at its end."""
    lines = [
        f"⚠ {tactic.number}. {escape_short(tactic.title, MAX_TITLE)}: its goal can't be read"
        for tactic in tactics
    ]
    return replace(message, blocks=[*message.blocks, *_lines(lines)]) if lines else message


def unreadable_blocks(found: Sequence[Unreadable]) -> list[Block]:
    """A line for each of the first records, and how many more there are."""
    return _lines(unreadable_lines(found)) if found else []


def unreadable_lines(found: Sequence[Unreadable]) -> list[str]:
    """A line for each record, as plain text."""
    return [f"⚠ {_name(one)} can't be read. Give your admin this code: {one.code}" for one in found]


def _lines(lines: Sequence[str]) -> list[Block]:
    return [context("\n".join(limit_lines(lines, MAX_SHOWN)))]


def _name(one: Unreadable) -> str:
    if one.number and one.table in _NUMBERED_NAMES:
        return f"{_NUMBERED_NAMES[one.table]} {one.number}"
    return _NAMES.get(one.table, "A record")
