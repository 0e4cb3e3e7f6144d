"""The notice about how a sentence was parsed, above the form that it fills in."""

from collections.abc import Iterator, Sequence

from handlers.views.common import words
from handlers.views.common.blocks import escape, escape_short, mention
from handlers.views.common.errors import refusal
from planning.phrases import QuickAdd

_MAX_QUOTED = 120


def quick_add_notice(quick: QuickAdd) -> str:
    """The notice as mrkdwn; empty if all of the sentence was read as it stands."""
    return "\n".join(_lines(quick))


def change_notice(quick: QuickAdd, *, has_owners: bool) -> str:
    """The notice above a form that changes a tactic, as mrkdwn; it `has_owners` if it asks for them."""
    not_read = [f"“{escape_short(part, _MAX_QUOTED)}”" for part in quick.not_read]
    not_read += [mention(owner) for owner in quick.owners if not has_owners]
    named = f"Not read: {words.listing(not_read)}." if not_read else ""
    return "\n".join(filter(None, (named, *_readings(quick))))


def _lines(quick: QuickAdd) -> Iterator[str]:
    if quick.refusal:
        yield escape(refusal(quick.refusal))
    elif quick.not_read:
        not_read = _quoted(quick.not_read)
        yield f"Not read: {not_read}. The words are in the title; change there or below what they mean."
    yield from _readings(quick)


def _quoted(parts: Sequence[str]) -> str:
    return words.listing(f"“{escape_short(part, _MAX_QUOTED)}”" for part in parts)


def _readings(quick: QuickAdd) -> Iterator[str]:
    """What was chosen among several readings."""
    if quick.order_read and quick.ordered_date:
        yield f"I read {escape(quick.order_read)} as {words.day(quick.ordered_date)}."
    if quick.is_day_assumed and quick.recurrence:
        yield f"You named no day, so I chose {words.recurrence(quick.recurrence)}."
