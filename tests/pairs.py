"""Which pairs of values a test of two of them takes: every day fewer than `make test-deep`."""

from collections.abc import Sequence
from itertools import cycle, product
from typing import TypeVar

from tests.conftest import IS_DEEP

First = TypeVar("First")
Second = TypeVar("Second")


def pairs(first: Sequence[First], second: Sequence[Second]) -> list[tuple[First, Second]]:
    """Each value in at least one pair, the longer list's values once each; all pairs in a deep run.

    For values that the code under test handles apart from each other.
    """
    if IS_DEEP:
        return list(product(first, second))
    if len(first) >= len(second):
        return list(zip(first, cycle(second), strict=False))
    return list(zip(cycle(first), second, strict=False))
