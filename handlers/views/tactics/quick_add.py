"""The notice about how a sentence was parsed, above the form that it fills in."""

from collections.abc import Iterator

from handlers.views.common import words
from handlers.views.common.blocks import escape, escape_short
from handlers.views.common.errors import refusal
from planning.phrases import QuickAdd

_MAX_QUOTED = 120


def quick_add_notice(quick: QuickAdd) -> str:
    """The notice as mrkdwn; empty if all of the sentence was read as it stands."""
    return "\n".join(_lines(quick))


def _lines(quick: QuickAdd) -> Iterator[str]:
    if quick.refusal:
        yield escape(refusal(quick.refusal))
    elif quick.not_read:
        quoted = words.listing(f"“{escape_short(part, _MAX_QUOTED)}”" for part in quick.not_read)
        yield f"Not read: {quoted}. The words are in the title; change there or below what they mean."
    if quick.order_read and quick.eta:
        yield f"I read {escape(quick.order_read)} as {words.day(quick.eta)}."
    if quick.is_day_assumed and quick.recurrence:
        yield f"You named no day, so I chose {words.recurrence(quick.recurrence)}."
