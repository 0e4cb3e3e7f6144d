"""Sharing out the lines of a picture among lists that may be longer."""

from collections.abc import Sequence


def shares(sizes: Sequence[int], rows: int) -> tuple[int, ...]:
    """How many of each list's items to show when all together have `rows` lines.

    Short lists are shown whole; of a longer one the last line says how many more there are. What cannot be
    shared evenly goes to the first lists. Every list gets at least one line, even where that is more than
    `rows` in all.
    """
    most = max((most for most in range(1, rows + 1) if _lines(sizes, most) <= rows), default=1)
    left = rows - _lines(sizes, most)
    shown = []
    for size in sizes:
        here = most + 1 if size > most and left > 0 else most
        left -= here - most
        shown.append(size if size <= here else here - 1)
    return tuple(shown)


def and_more(number: int, what: str = "") -> str:
    """What stands for those left out: "and 37 more"."""
    return f"and {number:,} more{f' {what}' if what else ''}"


def _lines(sizes: Sequence[int], most: int) -> int:
    return sum(max(min(size, most), 1) for size in sizes)
