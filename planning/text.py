"""Text that people type, made fit to keep: trimmed, on one line where a line is meant, within a length."""

import unicodedata

from planning.errors import Code, PlanningError

NAME_MAX = 80
TITLE_MAX = 300
REASON_MAX = 500
NOTES_MAX = 3000

# Overrides of the writing direction would let one title turn the words around it; right-to-left letters
# themselves need none of these.
_DIRECTION_OVERRIDES = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


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
    """`words` for comparing without regard to case, in any script."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold())


def alike(title: str) -> str:
    """What is equal for titles that a person takes for the same."""
    return folded(" ".join(_visible(title).split()))


def _visible(typed: str) -> str:
    kept = (c for c in typed if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).translate(_DIRECTION_OVERRIDES)


def _within(clean: str, field: str, limit: int) -> str:
    if len(clean) > limit:
        raise PlanningError(Code.TOO_LONG, field, count=len(clean), most=limit)
    return clean
