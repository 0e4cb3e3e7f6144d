"""Sharing out lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.charts.line_budget import allocate_lines


@pytest.mark.parametrize(
    ("sizes", "rows", "shown"),
    [
        ([], 5, ()),
        ([3, 2], 5, (3, 2)),
        ([3, 3], 5, (3, 1)),
        ([100, 2, 100], 10, (3, 2, 3)),
        ([100, 2, 100], 11, (4, 2, 3)),
        ([0, 100], 5, (0, 3)),
        ([9, 9, 9], 2, (0, 0, 0)),
    ],
)
def test_short_lists_are_whole_and_long_ones_share_the_rest(
    sizes: list[int], rows: int, shown: tuple[int, ...]
) -> None:
    assert allocate_lines(sizes, rows) == shown


@given(st.lists(st.integers(0, 300), max_size=20), st.integers(1, 40))
def test_no_more_lines_than_there_are(sizes: list[int], rows: int) -> None:
    shown = allocate_lines(sizes, rows)
    lines = [max(kept + (kept < size), 1) for kept, size in zip(shown, sizes, strict=True)]
    assert sum(lines) <= max(rows, len(sizes))
    if sum(max(size, 1) for size in sizes) <= rows:
        assert shown == tuple(sizes)
