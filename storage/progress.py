"""How far something long has come."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Progress = Callable[[float], None]
"""Called with the part that is done, from 0 to 1."""

Step = TypeVar("Step")


def untold(_done: float) -> None:
    """Nobody looks."""


def steps(todo: Sequence[Step], tell: Progress) -> Iterator[Step]:
    """Each of them, telling after each how many are done."""
    for number, step in enumerate(todo, 1):
        yield step
        tell(number / len(todo))


def part(tell: Progress, number: int, of: int) -> Progress:
    """For the part of that number, from 0, of so many."""
    return lambda done: tell((number + done) / of)
