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

_MAX_MARKS = 4  # "> - [ ] *List*"
_BULLET = re.compile(
    r"^(?:>+|[☐☑✅✔□■▢] ?|[•◦▪‣●○∙·\u2013\u2014*-](?=\s)|\[[ xX]?\](?=\s)|:(?:white|heavy)_check_mark:)\s*"
)
_NUMBER = re.compile(r"(?P<number>(?:[0-9]{1,3}[.)]|\([0-9]{1,3}\)|[a-z]\))\s+)(?P<word>[^\W\d_]+)")
_MONTH = re.compile(
    r"jan(?:[uv]\w+)?|feb(?:r\w+)?|fév\w*|m[aä]r(?:ch|z|t|ts|tā|tam)?|apr(?:[ií]l\w*)?|avril"
    r"|ma[iyj]\w{0,2}|j[uū]n(?:[ei]\w*)?|j[uū]l(?:[yi]\w*)?|aug(?:ust\w*)?|sept?(?:em\w+)?"
    r"|o[ck]t(?:ob\w+)?|nov(?:em\w+)?|de[cz](?:em\w+)?|gada",
    re.IGNORECASE,
)
_PAIRS = {
    "“": "”",
    "„": "“",
    "«": "»",
    '"': '"',
    "'": "'",
    "\u2018": "\u2019",
    "*": "*",
    "_": "_",
    "~": "~",
    "`": "`",
}
# Control characters, lone surrogates, and overrides of the writing direction, which would affect the text
# around a title (right-to-left letters don't need them).
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def line(typed: str | None, field: str, limit: int = TITLE_MAX) -> str:
    """`typed` as one line of 1 to `limit` characters; raises EMPTY or TOO_LONG about `field`."""
    clean = " ".join(_visible(typed or "").split())
    if not clean:
        raise PlanningError(Code.EMPTY, field)
    return _within(clean, field, limit)


def title(typed: str | None, field: str) -> str:
    """As `line`, without what a list or a quotation has put around it: "1. List", "- [ ] List", "“List”"."""
    return line(unmarked(typed or ""), field)


def unmarked(typed: str) -> str:
    """`typed` without bullets, numbers, boxes, quotation marks and mrkdwn marks that are around all of it."""
    clean = typed.strip()
    for _ in range(_MAX_MARKS):
        bare = _without_number(_BULLET.sub("", clean, count=1)).strip()
        if len(bare) > 2 and bare[-1] == _PAIRS.get(bare[0]) and not {bare[0], bare[-1]} & set(bare[1:-1]):
            bare = bare[1:-1].strip()
        if bare in ("", clean):
            break
        clean = bare
    return clean


def _without_number(clean: str) -> str:
    """Without its number in a list; "1. februārī" and "1. FC Köln" begin so, too, "1.5 million" doesn't."""
    numbered = _NUMBER.match(clean)
    if numbered is None or _MONTH.fullmatch(numbered["word"]) or _is_acronym(numbered["word"]):
        return clean
    return clean[numbered.end("number") :]


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


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
