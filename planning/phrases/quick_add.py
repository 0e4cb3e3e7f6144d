"""A tactic in one sentence, as a slash command brings it: "List 100 influencers <@U1> by 1 February"."""

import re
from dataclasses import dataclass
from datetime import date

from planning.calendar import not_past
from planning.errors import Code, PlanningError
from planning.phrases.dates import find_date, find_day, find_foreign_date
from planning.phrases.markup import MENTION, as_typed
from planning.phrases.recurrence import read_recurrence
from planning.recurrence import Recurrence

_MENTION = re.compile(MENTION)
_MENTIONS = re.compile(rf"{MENTION}(?: ?(?:(?:,|\band\b|&amp;|\+) ?)?{MENTION})*")
_AMOUNT = re.compile(r"[0-9]+\.[0-9]+")  # "by 1.5" says how much, "by 1.5." or "by 1.5.2027" says when
_RHYTHM_STARTS = re.compile(
    r"(?:on|the|every|each|weekly|monthly|quarterly|fortnightly|first|second|third|fourth|last"
    r"|[0-9]+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_MAX_ENDING = 12  # words; the longest rhythm has about ten


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """What a sentence says about a tactic: `title` is plain text, `owners` are user ids in their order."""

    title: str
    owners: tuple[str, ...] = ()
    eta: date | None = None
    recurrence: Recurrence | None = None


def read_quick_add(text: str, today: date) -> QuickAdd:
    """The tactic in `text`: mentions are its owners, a trailing date or rhythm is taken off the title.

    "by 1 February", "on Friday", "on the 30th of every month", "every Monday": an ending is taken off only
    when all of it can be read and a title is left. A leading "by friday:" is read too.
    Raises DATE_PAST or DATE_TOO_FAR ("eta") and RHYTHM_UNREADABLE ("rhythm") for an ending that is readable
    but impossible.
    """
    text = " ".join(text.split())
    owners = tuple(dict.fromkeys(_MENTION.findall(text)))
    words = as_typed(_MENTIONS.sub(" ", text)).split()
    words = words[1:] if words[:1] in ([":"], ["-"], [","]) and owners else words
    return _leading(words, owners, today) or _trailing(words, owners, today)


def _leading(words: list[str], owners: tuple[str, ...], today: date) -> QuickAdd | None:
    head, colon, title = " ".join(words).partition(": ")
    if not colon or not title.strip():
        return None
    eta = _eta(head, today)
    return QuickAdd(title, owners, eta=eta) if eta else None


def _trailing(words: list[str], owners: tuple[str, ...], today: date) -> QuickAdd:
    for start in range(max(1, len(words) - _MAX_ENDING), len(words)):
        title, ending = " ".join(words[:start]), " ".join(words[start:])
        if recurrence := _rhythm(ending, today):
            return QuickAdd(title, owners, recurrence=recurrence)
        if eta := _eta(ending, today):
            return QuickAdd(title, owners, eta=eta)
    return QuickAdd(" ".join(words), owners)


def _rhythm(ending: str, today: date) -> Recurrence | None:
    if not _RHYTHM_STARTS.match(ending):
        return None
    try:
        return read_recurrence(ending, today)
    except PlanningError as refusal:
        if refusal.code is Code.RECURRENCE_NO_DAY:  # "Publish monthly" is a good title
            return None
        raise


def _eta(ending: str, today: date) -> date | None:
    preposition, _, words = ending.partition(" ")
    find = {"by": find_date, "on": find_day}.get(preposition.lower())  # "Report on Q1" is a title
    if find is None or not words or _AMOUNT.fullmatch(words):
        return None
    found = find(words, today) or find_foreign_date(words, today)
    return not_past(found, today) if found else None
