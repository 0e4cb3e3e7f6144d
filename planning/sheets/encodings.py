"""Detect the encoding of a file and decode it without loss.

A byte order mark or valid UTF-8 decides. Most bytes are valid in several of the older code pages: one is used
only if its text is a hundred times likelier than any other's, by the letters of its languages, and
charset-normalizer accepts it too. Otherwise we ask the person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from planning.errors import Code, PlanningError
from planning.sheets.alphabets import likelihood

MAX_BYTES = 500_000
_UNICODE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_USUAL = (
    *("cp1252", "cp1250", "cp1257", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "mac_roman"),
    *("cp932", "gb18030", "big5", "cp949"),
)
_RARE = (
    *("cp850", "cp852", "cp775", "cp866", "iso8859_2", "iso8859_5", "koi8_r"),
    *("mac_latin2", "mac_cyrillic", "mac_greek", "euc_jp"),
)
"""Code pages that are rare today: ten times less likely a priori."""
ENCODINGS = (*_UNICODE, *_USUAL, *_RARE)
"""All supported encodings, by Python's name."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before UTF-16, whose mark is a prefix of it
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_BINARY_SIGNATURES = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"),  # workbooks
    *(b"%PDF-", b"{\\rtf", b"\x89PNG", b"\x1f\x8b"),
)
_OLDER = (*_USUAL, *_RARE)
_RARER = 1.0  # decimal logarithm, as all below
_PLAIN = 1.3  # the cost of an ASCII character, which can be part of another character
_MEANINGLESS = re.compile("[\x7f-\x9f\ue000-\uf8ff]")  # Python's characters for undefined bytes
_MAX_SAMPLE = 4096
_MAX_GUESSES = 4
_MAX_WORDS = 5
_MIN_LEAD = 2.0  # a hundred times likelier than the next
_READABLE = -2.5  # per non-ASCII byte; below it, no encoding fits
_MAX_MESS = 0.35  # by charset-normalizer's measure, whose default is 0.2 for longer texts


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and its encoding; "" if it is all ASCII."""

    text: str
    encoding: str = ""

    @property
    def sample(self) -> str:
        """A few words that would look wrong in a wrong encoding."""
        return sample_of(self.text)


@dataclass(frozen=True, slots=True)
class AmbiguousEncoding:
    """The encoding is uncertain: `guesses` are the likeliest ones, each with a few decoded words."""

    guesses: tuple[tuple[str, str], ...]


def decode(content: bytes, encoding: str = "", field: str = "file") -> Decoded | AmbiguousEncoding:
    """Decode a file, with the `encoding` that a person chose or else the detected one.

    Raises SHEET_TOO_LARGE, SHEET_NOT_TEXT, or ENCODING_WRONG if the chosen one can't decode it, all about
    `field`.
    """
    if len(content) > MAX_BYTES:
        raise PlanningError(Code.SHEET_TOO_LARGE, field, most=MAX_BYTES // 1000)
    if content.removeprefix(_MARKS[0][0]).startswith(_BINARY_SIGNATURES):
        raise PlanningError(Code.SHEET_NOT_TEXT, field)
    if encoding:
        return _chosen(content, encoding, field)
    if content.isascii() and 0 not in content:
        return Decoded(content.decode("ascii"))
    if text := next(_unicode(content), None):
        return text
    return _guess(content)


def sample_of(text: str) -> str:
    """A few of the words with non-ASCII letters, each once."""
    beyond = (
        word.strip('",;|') for word in text.replace(",", " ").replace(";", " ").split() if not word.isascii()
    )
    return " ".join(list(dict.fromkeys(beyond))[:_MAX_WORDS])


def _chosen(content: bytes, encoding: str, field: str) -> Decoded:
    text = _strictly(content, encoding) if encoding in ENCODINGS else None
    if text is None:
        raise PlanningError(Code.ENCODING_WRONG, field)
    return Decoded(text, encoding)


def _unicode(content: bytes) -> Iterator[Decoded]:
    """The file decoded as Unicode; the first result is right, if there is any."""
    marked = [codec for mark, codec in _MARKS if content.startswith(mark)]
    for codec in marked or _without_mark(content):
        if (text := _strictly(content, codec)) is not None:
            yield Decoded(text, "" if text.isascii() else codec)


def _without_mark(content: bytes) -> tuple[str, ...]:
    """The Unicode encodings to try, by the share of NUL bytes.

    In UTF-16, half of the bytes of Latin letters are NUL, in UTF-32 at least half of all; UTF-16 never
    decodes as UTF-32.
    """
    nulls = content.count(0)
    wide = "utf-16-le" if content[1::2].count(0) * 2 >= nulls else "utf-16-be"
    if not nulls:
        return ("utf-8",)
    if nulls * 2 >= len(content):
        return ("utf-32-le", "utf-32-be", wide)
    return (wide,) if nulls * 8 > len(content) else ("utf-8", wide)


def _strictly(content: bytes, codec: str) -> str | None:
    """The decoded text without its mark; None if a byte is invalid."""
    mark = next((mark for mark, marked in _MARKS if marked == codec), b"")
    try:
        text = content.removeprefix(mark).decode(codec)
    except UnicodeDecodeError:
        return None
    return None if codec in _OLDER and _MEANINGLESS.search(text) else text


def _guess(content: bytes) -> Decoded | AmbiguousEncoding:
    """Decode with an older code page if one is certain."""
    sample = _sample_lines(content)
    ranked = _ranked(content, sample)
    if ranked and _is_certain(ranked, sample):
        return Decoded(ranked[0].text, ranked[0].codec)
    return AmbiguousEncoding(tuple((one.codec, sample_of(one.sample)) for one in ranked[:_MAX_GUESSES]))


class _Reading(NamedTuple):
    """A file decoded with one code page; a higher score is likelier."""

    score: float
    fit: float
    codec: str
    sample: str
    text: str


def _ranked(content: bytes, sample: bytes) -> list[_Reading]:
    """The distinct readings, the likeliest first."""
    best: dict[str, _Reading] = {}
    for codec in _OLDER:
        if (text := _strictly(content, codec)) is not None:
            said = sample.decode(codec, "ignore")  # it may be cut inside a character
            fit, plain = likelihood(said), sum(one.isascii() for one in said)
            score = fit - _PLAIN * plain - _RARER * (codec in _RARE)
            reading = _Reading(score, fit, codec, said, text)
            best[text] = max(best.get(text, reading), reading, key=attrgetter("score"))
    return sorted(best.values(), key=attrgetter("score"), reverse=True)


def _is_certain(ranked: Sequence[_Reading], sample: bytes) -> bool:
    first, *others = ranked
    readable = first.fit > _READABLE * sum(byte > 127 for byte in sample)
    ahead = all(first.score - other.score >= _MIN_LEAD for other in others[:1])
    return readable and ahead and _is_clean(sample, first.codec)


def _is_clean(sample: bytes, codec: str) -> bool:
    """Whether charset-normalizer accepts it too."""
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    return bool(
        from_bytes(
            sample,
            cp_isolation=[codec],
            threshold=_MAX_MESS,
            preemptive_behaviour=False,
            enable_fallback=False,
        )
    )


def _sample_lines(content: bytes) -> bytes:
    """The first lines with non-ASCII bytes."""
    lines = (line for line in content.splitlines(keepends=True) if not line.isascii())
    return b"".join(islice(lines, _MAX_SAMPLE))[:_MAX_SAMPLE]
