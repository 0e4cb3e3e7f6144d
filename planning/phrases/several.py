"""Several tactics named by their numbers, and a rating in one line."""

import re
from dataclasses import dataclass

from planning.errors import Code, PlanningError

MAX_SEVERAL = 50
_MAX_TEXT = 400
_RANGE = re.compile(r"([0-9]) ?(?:-|\u2013|\.\.|to) ?#?([0-9])")
_JOINED = re.compile(r"[\s,;&+]+(?:and[\s,]+)?")
_NUMBERS = re.compile(r"#?([0-9]{1,6})(?:-([0-9]{1,6}))?")
_NUMBER = r"[0-9]{1,3}"
_BY_NUMBER = re.compile(
    rf"(?P<which>#?[0-9]{{1,6}})[\s:,]+(?:value |v ?)?(?P<value>{_NUMBER})"
    rf"[\s,/]+(?:and )?(?:complexity |c ?)?(?P<complexity>{_NUMBER})(?:[\s,:.]+(?P<reason>\D.*))?",
    re.DOTALL | re.IGNORECASE,
)
_BY_TITLE = re.compile(
    rf"(?P<value>{_NUMBER})[\s,/]+(?:and )?(?:complexity |c ?)?(?P<complexity>{_NUMBER})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RatingWords:
    """A tactic's number or words of its title, and how a person rates it, 1-5 each."""

    which: str
    value: int
    complexity: int
    reason: str = ""


def read_several(text: str) -> tuple[int, ...]:
    """The numbers in "2, 3", "2 and 3", "#2 #3" or "2-4", each once; () for a single one or anything else.

    Raises TOO_MANY.
    """
    joined = _RANGE.sub(r"\1-\2", " ".join(text.lower().split())) if len(text) <= _MAX_TEXT else ""
    parts = [_NUMBERS.fullmatch(part) for part in _JOINED.split(joined)]
    found: dict[int, None] = {}
    for part in parts:
        if part is None:
            return ()
        first, last = int(part[1]), int(part[2] or part[1])
        if last < first:
            return ()
        if last - first >= MAX_SEVERAL:
            raise PlanningError(Code.TOO_MANY, count=last - first + 1, most=MAX_SEVERAL)
        found |= dict.fromkeys(range(first, last + 1))
    if len(found) > MAX_SEVERAL:
        raise PlanningError(Code.TOO_MANY, count=len(found), most=MAX_SEVERAL)
    return tuple(found) if len(found) > 1 else ()


def read_rating(text: str) -> RatingWords | None:
    """The rating in "6 5 2", "6: value 5, complexity 2" or "List influencers 5/2"; None if there is none.

    Raises OUT_OF_RANGE about "value" or "complexity".
    """
    words = " ".join(text.split())[:_MAX_TEXT]
    if rated := _BY_NUMBER.fullmatch(words):
        which, reason = rated["which"], rated["reason"] or ""
    else:
        which, _, last = words.rpartition(" ")
        which, last = (which, last) if "/" in last else _two_last(words)
        rated, reason = _BY_TITLE.fullmatch(last), ""
    if rated is None or not which:
        return None
    value, complexity = int(rated["value"]), int(rated["complexity"])
    for field, number in (("value", value), ("complexity", complexity)):
        if not 1 <= number <= 5:
            raise PlanningError(Code.OUT_OF_RANGE, field, least=1, most=5)
    return RatingWords(which, value, complexity, reason)


def _two_last(words: str) -> tuple[str, str]:
    """The words before the last two, and these."""
    parts = words.split()
    return " ".join(parts[:-2]), " ".join(parts[-2:])
