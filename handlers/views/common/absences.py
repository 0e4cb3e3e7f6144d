"""Who is away, and until when."""

from collections.abc import Iterator, Mapping, Sequence

from handlers.views.common.blocks import escape_short, mention
from handlers.views.common.words import count, day
from planning.quiet import Absence

MAX_PEOPLE = 10
MAX_NAME = 80


def warnings(absences: Mapping[str, Absence]) -> Iterator[str]:
    """A warning for each owner (id) who is away, for a screen that only its reader sees."""
    shown = list(absences.items())[:MAX_PEOPLE]
    yield from (f"⚠ {_away(mention(person), absence)}." for person, absence in shown)
    if (more := len(absences) - MAX_PEOPLE) > 0:
        yield f"⚠ {count(more, 'more owner is', 'more owners are')} away."


def lines(absences: Sequence[tuple[str, Absence]]) -> Iterator[str]:
    """A line for each person (name) who is away: in a channel, a mention would notify them."""
    shown = absences[:MAX_PEOPLE]
    yield from (f"{_away(escape_short(name, MAX_NAME), absence)}." for name, absence in shown)
    if (more := len(absences) - MAX_PEOPLE) > 0:
        yield f"{count(more, 'more owner is', 'more owners are')} away."


def _away(who: str, absence: Absence) -> str:
    """ "Brian is away until Monday 8 February 2027", where the end is known; `who` is mrkdwn."""
    return f"{who} is away until {day(absence.back_on)}" if absence.back_on else f"{who} is away"
