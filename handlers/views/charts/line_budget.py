"""Dividing the lines of a picture among lists that may be longer."""

from collections.abc import Sequence


def allocate_lines(sizes: Sequence[int], budget: int) -> tuple[int, ...]:
    """How many items of each list to show so that all lists together take at most `budget` lines.

    Short lists are shown in full; a longer one needs its last line for "and 37 more". Lines that can't be
    shared evenly go to the first lists. Every list gets at least one line, even if that exceeds `budget`.
    """
    limit = max((limit for limit in range(1, budget + 1) if _lines_used(sizes, limit) <= budget), default=1)
    spare = budget - _lines_used(sizes, limit)
    shown = []
    for size in sizes:
        lines = limit + 1 if size > limit and spare > 0 else limit
        spare -= lines - limit
        shown.append(size if size <= lines else lines - 1)
    return tuple(shown)


def and_more(number: int, what: str = "") -> str:
    """The line for the items that are not shown: "and 37 more"."""
    return f"and {number:,} more{f' {what}' if what else ''}"


def _lines_used(sizes: Sequence[int], limit: int) -> int:
    return sum(max(min(size, limit), 1) for size in sizes)
