"""The progress of something long."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Progress = Callable[[float], None]
"""Called with the part that is done, from 0 to 1."""

Step = TypeVar("Step")


def ignore_progress(_done: float) -> None:
    """Ignore the progress."""


def steps(todo: Sequence[Step], report: Progress) -> Iterator[Step]:
    """Each of them, reporting the progress after each."""
    for number, step in enumerate(todo, 1):
        yield step
        report(number / len(todo))


def part(report: Progress, number: int, of: int) -> Progress:
    """For the part of that number, from 0, of so many."""
    return lambda done: report((number + done) / of)
