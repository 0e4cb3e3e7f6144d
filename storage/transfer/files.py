"""Files that only this user may read, and that are complete or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from storage.engine.database import DatabaseRefused

_BESIDE = ("", "-journal", "-wal", "-shm")  # what SQLite keeps beside a database belongs to that one alone


class FileTaken(DatabaseRefused):
    """There is a file of that name already."""


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """An empty file to fill, which is renamed to `target` once the block has ended without an error.

    It never replaces a file. Until then it has a temporary name, so that a crash leaves nothing unfinished
    under this one. Raises DatabaseRefused.
    """
    _require_free(target)
    with partial_file(target) as partial:
        yield partial
        flush_to_disk(partial)
        _give_name(partial, target)


@contextmanager
def partial_file(target: Path) -> Iterator[Path]:
    """An empty file beside `target`, for this user alone, which is gone afterwards unless it was renamed."""
    try:
        descriptor, made = mkstemp(prefix=f".{target.name}.", suffix=".partial", dir=target.parent)
    except OSError as error:
        raise DatabaseRefused(f"{target} can't be written: {error.strerror}. Choose another.") from error
    os.close(descriptor)
    try:
        yield Path(made)
    finally:
        for beside in _BESIDE:
            Path(made + beside).unlink(missing_ok=True)


def make_private(path: Path) -> None:
    """Make an empty file that only this user may read, where there is none."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, mode=0o600))


def flush_to_disk(path: Path) -> None:
    """Flush the file to the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def rename_with_log(path: Path, to: Path) -> None:
    """Give a database another name, with what is beside it; the old one is its own until it is replaced."""
    for beside in _BESIDE[1:]:
        part = path.with_name(path.name + beside)
        if part.exists():
            part.rename(to.with_name(to.name + beside))
    if path.exists():
        try:
            os.link(path, to)
        except OSError:  # a file system without links
            path.rename(to)


def _require_free(target: Path) -> None:
    if os.path.lexists(target):
        raise FileTaken(f"There's already a file {target}. Choose another name.")


def _give_name(partial: Path, target: Path) -> None:
    """A link fails if the name was taken in the meantime; a file system without links is checked before."""
    try:
        os.link(partial, target)
    except OSError:
        _require_free(target)
        partial.rename(target)
