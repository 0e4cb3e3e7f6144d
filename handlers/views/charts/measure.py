"""How wide words are drawn, and how they are made to fit, by the bundled font's widths alone."""

import unicodedata
from collections.abc import Iterator

from handlers.views.charts.font_widths import BOLD, RANGES, REGULAR

UNITS = 2048  # of the font's size
UNKNOWN = "\u25af"  # an empty box for what the font lacks
ELLIPSIS = "\u2026"
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_MISSING = "//"
_TO_THE_LEFT = "\u200f"  # invisible: keeps the ellipsis at the end of words written from right to left
_APART = "\u200c"  # invisible: keeps letters from joining, which Persian needs
_FROM_THE_RIGHT = ("R", "AL")
_ABOVE_OR_BELOW = (202, 220, 230)  # Unicode's classes of marks


def _read(digits: str) -> dict[str, int]:
    codes = (code for first, last in RANGES for code in range(first, last + 1))
    pairs = (digits[at : at + 2] for at in range(0, len(digits), 2))
    return {
        chr(code): _DIGITS.index(pair[0]) * 64 + _DIGITS.index(pair[1])
        for code, pair in zip(codes, pairs, strict=True)
        if pair != _MISSING
    } | dict.fromkeys((_APART, _TO_THE_LEFT), 0)


_WIDTHS = {False: _read(REGULAR), True: _read(BOLD)}


def width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide `drawable` words are at most, in the same unit as `size`."""
    return sum(_WIDTHS[bold][character] for character in words) * size / UNITS


def drawable(typed: str) -> str:
    """A person's words as the font can draw them, on one line and without what is invisible.

    What the font lacks (such as emoji) becomes an empty box.
    """
    return " ".join("".join(_drawable(unicodedata.normalize("NFC", typed))).split())


def fit(typed: str, room: float, size: float, *, bold: bool = False) -> str:
    """The words within `room`, with an ellipsis where something is missing."""
    return _cut(drawable(typed), room, size, bold)


def wrap(typed: str, room: float, size: float, *, bold: bool = False, most: int) -> list[str]:
    """The words on up to `most` lines within `room`, with an ellipsis where something is missing."""
    lines: list[str] = []
    left = drawable(typed)
    while left and len(lines) < most - 1:
        line, left = _first_line(left, room, size, bold)
        lines.append(line)
    return [*lines, *([_cut(left, room, size, bold)] if left else [])]


def _drawable(words: str) -> Iterator[str]:
    base, marks = "", 0
    for character in words:
        kind = unicodedata.category(character)
        if kind.startswith("M"):
            if _can_carry(base, character, marks):
                yield character
                marks += 1
        elif character.isspace() or not kind.startswith("C"):
            base, marks = character, 0
            yield _known(character)
        elif character == _APART:
            yield character


def _known(character: str) -> str:
    return " " if character.isspace() else character if character in _WIDTHS[False] else UNKNOWN


def _can_carry(base: str, mark: str, already: int) -> bool:
    """Whether the font can set one more mark on a letter within the line: else it would climb out of it.

    Hebrew and Arabic letters carry two, others one that is above or below, beyond what is a letter by itself.
    """
    if mark not in _WIDTHS[False] or not unicodedata.category(base or " ").startswith("L"):
        return False
    if unicodedata.bidirectional(base) in _FROM_THE_RIGHT:
        return "\u0590" <= mark <= "\u06ff" and already < 2
    is_plain = base in _WIDTHS[False] and not unicodedata.decomposition(base)
    return is_plain and not already and unicodedata.combining(mark) in _ABOVE_OR_BELOW and mark < "\u0370"


def _first_line(words: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    """The words that fit on a line, at least one of them, cut if it must be; and what is left."""
    kept = _fitting(words, room, size, bold)
    if kept == len(words):
        return words, ""
    space = words.rfind(" ", 0, kept + 1)
    cut = space if space > 0 else max(kept, 1)
    return words[:cut].rstrip(), words[cut:].lstrip()


def _cut(words: str, room: float, size: float, bold: bool) -> str:
    if _fitting(words, room, size, bold) == len(words):
        return words
    room -= width(ELLIPSIS, size, bold=bold)
    kept = words[: _fitting(words, room, size, bold)].rstrip()
    return f"{kept}{ELLIPSIS}{_TO_THE_LEFT if _is_from_the_right(words) else ''}"


def _fitting(words: str, room: float, size: float, bold: bool) -> int:
    """How many of the characters fit, never parting a letter from its marks."""
    used, kept = 0.0, 0
    for at, character in enumerate(words):
        used += width(character, size, bold=bold)
        if used > room:
            return kept
        if at + 1 == len(words) or not unicodedata.category(words[at + 1]).startswith("M"):
            kept = at + 1
    return kept


def _is_from_the_right(words: str) -> bool:
    """Whether the first letter is of a script written from right to left."""
    directions = (unicodedata.bidirectional(character) for character in words)
    return next((each in _FROM_THE_RIGHT for each in directions if each in ("L", *_FROM_THE_RIGHT)), False)
