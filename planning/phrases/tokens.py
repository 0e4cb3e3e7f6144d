"""A sentence as tokens, of which some are read and leave it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SEPARATORS = frozenset(",;:()[]-\u2013\u2014.!|/")
_JOINING = frozenset(",;:([-\u2013\u2014|/")
_EDGES = " ,;:-\u2013\u2014|/"
_STOP = re.compile(r"(?<!\.)\.(?: ?\.)?$")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»")
_TOKEN = re.compile(
    r"[0-9]+(?:,[0-9]{3})+(?![0-9])"  # 1,000
    r"|[^\s,;()\[\]\u2013\u2014]*[^\s,;()\[\]\u2013\u2014:.!?]"
    r"|\S"
)


class Token(NamedTuple):
    """A word or a sign, and where in the sentence it is. `fixed` ones are in quotes, and are never read."""

    text: str
    start: int
    end: int
    fixed: bool

    @property
    def is_sign(self) -> bool:
        """Whether it separates words."""
        return self.text in SEPARATORS


@dataclass(slots=True)
class Sentence:
    """The tokens of a `text`, those that have left it (`gone`), and the spans that are named as not read."""

    text: str
    tokens: Sequence[Token]
    gone: set[int] = field(default_factory=set)
    named: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Sentence":
        """The sentence as it was typed, blanks counting as one."""
        plain = " ".join(text.split())
        quoted = [match.span() for match in _QUOTED.finditer(plain)]
        ends = iter([*quoted, (len(plain) + 1, len(plain) + 1)])
        start, end = next(ends)
        tokens = []
        for match in _TOKEN.finditer(plain):
            while match.start() >= end:
                start, end = next(ends)
            tokens.append(Token(match[0], match.start(), match.end(), start <= match.start() < end))
        return cls(plain, tokens)

    def words(self, first: int, last: int) -> str:
        """The words from a token to before another, as one phrase without signs."""
        return " ".join(token.text for token in self.tokens[first:last] if not token.is_sign)

    def take(self, first: int, last: int) -> None:
        """Let tokens leave, with the signs that joined them to what is left."""
        self.gone.update(range(first, last))
        before, opened = first - 1, False
        while before >= 0 and (before in self.gone or self.tokens[before].is_sign):
            sign = self.tokens[before].text
            if before not in self.gone and sign not in _JOINING:
                break
            opened = opened or sign in "(["
            self.gone.add(before)
            before -= 1
        after = last
        while before < 0 and after < len(self.tokens) and self.tokens[after].is_sign:
            self.gone.add(after)
            after += 1
        if after < len(self.tokens) and self.tokens[after].text in (",", *((")", "]") if opened else ())):
            self.gone.add(after)
        ending = range(after, len(self.tokens))
        if all(self.tokens[index].is_sign for index in ending):
            self.gone.update(ending)

    def put_back(self, first: int, last: int) -> None:
        """Undo `take` of these tokens."""
        self.gone.difference_update(range(first, last))

    def name(self, first: int, last: int) -> None:
        """Name tokens as not read; they stay in the sentence."""
        self.named.append((first, last))

    def is_free(self, first: int, last: int) -> bool:
        """Whether none of these tokens has left, is in quotes, or is named already."""
        if any(index in self.gone or self.tokens[index].fixed for index in range(first, last)):
            return False
        return not any(first < end and start < last for start, end in self.named)

    @property
    def title(self) -> str:
        """What is left."""
        if not self.gone:
            return self.text
        parts: list[str] = []
        for index, token in enumerate(self.tokens):
            if index not in self.gone:
                parts += [self._gap_before(index, token) if parts else "", token.text]
        kept = "".join(parts).rstrip(_EDGES)
        return _STOP.sub("", kept.lstrip(_EDGES) if 0 in self.gone else kept).rstrip(_EDGES).strip()

    def _gap_before(self, index: int, token: Token) -> str:
        if index - 1 not in self.gone:
            return self.text[self.tokens[index - 1].end : token.start]
        return "" if token.text in ",;:.!?)]" else " "

    @property
    def not_read(self) -> tuple[str, ...]:
        """What is named as not read, in its order."""
        spans = sorted(self.named)
        return tuple(self.text[self.tokens[first].start : self.tokens[last - 1].end] for first, last in spans)
