"""What `/tactic move` and `/tactic assign` say: which tactic, and its new date or owners."""

import re
from dataclasses import replace

from planning.errors import Code, PlanningError
from planning.phrases.dates import read_date
from planning.phrases.markup import to_plain_text
from planning.phrases.quick_add import read_quick_add
from planning.phrases.values import QuickAdd, Speaker

_NUMBERED = re.compile(r"(?P<which>#?[0-9]{1,6})\s+(?:(?:to|until|by|on)\s+)?(?P<rest>\S.*)", re.DOTALL)
_ASSIGN = "assign to"


def split_move(typed: str, speaker: Speaker) -> tuple[str, str]:
    """A tactic's number or words, and the words of its date: "3 to 12 March", "Call press to friday"."""
    numbered = _NUMBERED.fullmatch(typed.strip())
    if numbered and _is_whole(read_quick_add(numbered["rest"], speaker)):
        return numbered["which"], numbered["rest"]
    which, separator, when = typed.rpartition(" to ")
    if separator:
        return which, when
    found = read_quick_add(typed, speaker)
    if (found.eta or found.recurrence) and found.title:
        return found.title, typed.strip().removeprefix(found.title).strip()
    return (numbered["which"], numbered["rest"]) if numbered else (typed, "")


def read_when(words: str, speaker: Speaker) -> QuickAdd:
    """The date or recurrence in `words`; what else is in them is named as not read.

    Raises DATE_PAST, DATE_TOO_FAR or DATE_UNREADABLE about "eta", RECURRENCE_UNREADABLE about "rhythm".
    """
    found = read_quick_add(words, speaker)
    if found.refusal:
        raise found.refusal
    if not (found.eta or found.recurrence):
        return QuickAdd("", eta=read_date(to_plain_text(words), speaker.today, speaker.month_first))
    left = (found.title,) if found.title and not found.not_read else found.not_read
    return replace(found, title="", not_read=left)


def read_assign(typed: str, speaker: Speaker) -> tuple[str, QuickAdd]:
    """A tactic's number or words, and its new owners and date: "6 @brian by 1 April".

    Raises the refusal of a date that can't be taken.
    """
    numbered = _NUMBERED.fullmatch(typed.strip())
    if numbered:
        found = read_quick_add(f"{_ASSIGN} {numbered['rest']}", speaker)
        if _is_whole(found):
            return numbered["which"], _accepted(found)
    found = read_quick_add(typed, speaker)
    return found.title.removesuffix(" to").removeprefix(f"{_ASSIGN} "), _accepted(found)


def _is_whole(found: QuickAdd) -> bool:
    """Whether all of the words were read or are named."""
    named = {*" ".join(found.not_read).split(), *_ASSIGN.split()}
    return found.refusal is not None or not set(found.title.split()) - named


def _accepted(found: QuickAdd) -> QuickAdd:
    if found.refusal and found.refusal.code in (Code.DATE_PAST, Code.DATE_UNREADABLE):
        raise PlanningError(found.refusal.code, "eta", **found.refusal.values)
    return found
