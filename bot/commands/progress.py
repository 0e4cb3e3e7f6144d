"""A progress bar for long commands, shown only on a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from storage.transfer.progress import Progress

_SHAPE = "{desc} {percentage:3.0f}% |{bar}| {elapsed}"


@contextmanager
def bar(doing: str) -> Iterator[Progress]:
    """A progress bar on standard error; call the yielded function with the progress, from 0 to 1."""
    tqdm.monitor_interval = 0  # disables its thread
    with tqdm(total=1.0, desc=doing, bar_format=_SHAPE, file=sys.stderr, disable=None) as shown:

        def report(done: float) -> None:
            shown.update(done - shown.n)

        yield report
