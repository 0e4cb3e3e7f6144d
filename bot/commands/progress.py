"""The progress of a long command: a bar on a terminal, and nothing where there is no terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from storage.transfer.progress import Progress

_SHAPE = "{desc} {percentage:3.0f}% |{bar}| {elapsed}"


@contextmanager
def bar(doing: str) -> Iterator[Progress]:
    """A bar on standard error; call what it gives with the part that is done, from 0 to 1."""
    tqdm.monitor_interval = 0  # no thread of its own
    with tqdm(total=1.0, desc=doing, bar_format=_SHAPE, file=sys.stderr, disable=None) as shown:

        def tell(done: float) -> None:
            shown.update(done - shown.n)

        yield tell
