"""Measuring, truncating and wrapping text, by the widths of the bundled font."""

import unicodedata
from collections.abc import Iterator

from handlers.views.charts.font_widths import BOLD, RANGES, REGULAR

UNITS = 2048  # per em
UNKNOWN = "\u25af"  # an empty box for characters that the font lacks
ELLIPSIS = "\u2026"
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_MISSING = "//"
_RIGHT_TO_LEFT_MARK = "\u200f"  # puts the ellipsis after right-to-left text
_NON_JOINER = "\u200c"  # Persian needs it
_RIGHT_TO_LEFT = ("R", "AL")
_COMBINING_CLASSES = (202, 220, 230)  # marks attached below, below and above


def _decode_widths(digits: str) -> dict[str, int]:
    codes = (code for first, last in RANGES for code in range(first, last + 1))
    pairs = (digits[at : at + 2] for at in range(0, len(digits), 2))
    return {
        chr(code): _BASE64.index(pair[0]) * 64 + _BASE64.index(pair[1])
        for code, pair in zip(codes, pairs, strict=True)
        if pair != _MISSING
    } | dict.fromkeys((_NON_JOINER, _RIGHT_TO_LEFT_MARK), 0)


_WIDTHS = {False: _decode_widths(REGULAR), True: _decode_widths(BOLD)}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The maximum width of `drawable` text, in the unit of `size`."""
    return sum(_WIDTHS[bold][character] for character in text) * size / UNITS


def drawable(text: str) -> str:
    """User text as the font can draw it: on one line, without invisible characters.

    A character that the font lacks (such as an emoji) becomes an empty box.
    """
    return " ".join("".join(_drawable(unicodedata.normalize("NFC", text))).split())


def fit(text: str, max_width: float, size: float, *, bold: bool = False) -> str:
    """The text truncated to `max_width`, with an ellipsis if it is cut."""
    return _truncate(drawable(text), max_width, size, bold)


def wrap(text: str, max_width: float, size: float, *, bold: bool = False, max_lines: int) -> list[str]:
    """The text on up to `max_lines` lines of at most `max_width`, with an ellipsis if it is cut."""
    lines: list[str] = []
    rest = drawable(text)
    while rest and len(lines) < max_lines - 1:
        line, rest = _first_line(rest, max_width, size, bold)
        lines.append(line)
    return [*lines, *([_truncate(rest, max_width, size, bold)] if rest else [])]


def _drawable(text: str) -> Iterator[str]:
    base, marks = "", 0
    for character in text:
        kind = unicodedata.category(character)
        if kind.startswith("M"):
            if _can_combine(base, character, marks):
                yield character
                marks += 1
        elif character.isspace() or not kind.startswith("C"):
            base, marks = character, 0
            yield _replace_unknown(character)
        elif character == _NON_JOINER:
            yield character


def _replace_unknown(character: str) -> str:
    return " " if character.isspace() else character if character in _WIDTHS[False] else UNKNOWN


def _can_combine(base: str, mark: str, already: int) -> bool:
    """Whether the font can draw another combining mark on a letter without leaving the line.

    Hebrew and Arabic letters take two marks. Other letters take one, above or below, if they are not
    precomposed.
    """
    if mark not in _WIDTHS[False] or not unicodedata.category(base or " ").startswith("L"):
        return False
    if unicodedata.bidirectional(base) in _RIGHT_TO_LEFT:
        return "\u0590" <= mark <= "\u06ff" and already < 2
    is_plain = base in _WIDTHS[False] and not unicodedata.decomposition(base)
    return is_plain and not already and unicodedata.combining(mark) in _COMBINING_CLASSES and mark < "\u0370"


def _first_line(text: str, max_width: float, size: float, bold: bool) -> tuple[str, str]:
    """The words that fit on a line (at least one, cut if needed), and the rest."""
    length = _fitting_length(text, max_width, size, bold)
    if length == len(text):
        return text, ""
    space = text.rfind(" ", 0, length + 1)
    cut = space if space > 0 else max(length, 1)
    return text[:cut].rstrip(), text[cut:].lstrip()


def _truncate(text: str, max_width: float, size: float, bold: bool) -> str:
    if _fitting_length(text, max_width, size, bold) == len(text):
        return text
    max_width -= width(ELLIPSIS, size, bold=bold)
    beginning = text[: _fitting_length(text, max_width, size, bold)].rstrip()
    return f"{beginning}{ELLIPSIS}{_RIGHT_TO_LEFT_MARK if _is_right_to_left(text) else ''}"


def _fitting_length(text: str, max_width: float, size: float, bold: bool) -> int:
    """How many characters fit, without separating a letter from its combining marks."""
    used, length = 0.0, 0
    for at, character in enumerate(text):
        used += width(character, size, bold=bold)
        if used > max_width:
            return length
        if at + 1 == len(text) or not unicodedata.category(text[at + 1]).startswith("M"):
            length = at + 1
    return length


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter belongs to a right-to-left script."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((each in _RIGHT_TO_LEFT for each in directions if each in ("L", *_RIGHT_TO_LEFT)), False)
