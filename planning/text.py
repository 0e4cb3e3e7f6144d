"""Clean up and validate text that people type."""

import re
import unicodedata

from planning.errors import Code, PlanningError

NAME_MAX = 80
TITLE_MAX = 300
REASON_MAX = 500
NOTES_MAX = 3000

_FOLDED_AT_ONCE = 1000
"""Characters: unicodedata.normalize takes quadratic time for combining marks without letters."""

# Control characters, lone surrogates, and overrides of the writing direction, which would affect the text
# around a title (right-to-left letters don't need them).
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def line(typed: str | None, field: str, limit: int = TITLE_MAX) -> str:
    """`typed` as one line of 1 to `limit` characters; raises EMPTY or TOO_LONG about `field`."""
    clean = " ".join(_visible(typed or "").split())
    if not clean:
        raise PlanningError(Code.EMPTY, field)
    return _within(clean, field, limit)


def optional_line(typed: str | None, field: str, limit: int = REASON_MAX) -> str:
    """`typed` as one line of 0 to `limit` characters; raises TOO_LONG about `field`."""
    return _within(" ".join(_visible(typed or "").split()), field, limit)


def paragraphs(typed: str | None, field: str, limit: int = NOTES_MAX) -> str:
    """`typed` with its line breaks, trimmed, of 0 to `limit` characters; raises TOO_LONG about `field`."""
    return _within(_visible(typed or "").strip(), field, limit)


def lines(typed: str | None, field: str, most: int, limit: int = TITLE_MAX) -> tuple[str, ...]:
    """The lines of `typed` that are not blank, at most `most`; raises TOO_MANY or TOO_LONG about `field`."""
    kept = tuple(line(part, field, limit) for part in (typed or "").splitlines() if _visible(part).strip())
    if len(kept) > most:
        raise PlanningError(Code.TOO_MANY, field, count=len(kept), most=most)
    return kept


def folded(words: str) -> str:
    """`words` for comparison without regard to case, in any script."""
    if words.isascii():
        return words.casefold()
    return "".join(
        _folded(words[start : start + _FOLDED_AT_ONCE]) for start in range(0, len(words), _FOLDED_AT_ONCE)
    )


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold())


def alike(title: str) -> str:
    """A key that is equal for titles that look the same to people."""
    return folded(" ".join(_visible(title).split()))


def _visible(typed: str) -> str:
    return _INVISIBLE.sub("", typed)


def _within(clean: str, field: str, limit: int) -> str:
    if len(clean) > limit:
        raise PlanningError(Code.TOO_LONG, field, count=len(clean), most=limit)
    return clean
