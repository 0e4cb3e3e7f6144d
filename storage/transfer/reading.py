"""Reading the file of an export, line by line; one of another layout or revision is rewritten first."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from storage.engine import schema
from storage.readable import unreadable
from storage.transfer import export
from storage.transfer.earlier import upgraded
from storage.transfer.format import (
    FORMAT,
    NAMED,
    VERSION,
    Document,
    DocumentRefused,
    Json,
    header,
    imported_row,
    text,
)


class _OtherLayout(Exception):
    """The file isn't laid out as `storage.transfer.format` does."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file each of whose rows fits its table: `counts` are the rows by (workspace, table).

    `digest` is the SHA-256 of the file that was opened. `path` is that one, or what it was rewritten to.
    """

    path: Path
    digest: str
    workspaces: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    def rows(self) -> Iterator[tuple[str, str, Json]]:
        """(workspace, table, row for the database) of each row, parents before children."""
        for workspace, name, row in _lines(self.path):
            if name:
                yield workspace, name, imported_row(NAMED[name], workspace, row)


@contextmanager
def opened(path: Path, now: datetime) -> Iterator[ExportFile]:
    """The file at `path`, validated, of this revision or an earlier one.

    Raises DocumentRefused.
    """
    with TemporaryDirectory(prefix="oncourse-") as folder:
        try:
            file = _opened(path, Path(folder), now)
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it isn't text"
            raise DocumentRefused(f"{path} cannot be read: {why}. Name a file of oncourse export.") from error
        yield file


def _opened(path: Path, folder: Path, now: datetime) -> ExportFile:
    digest = _digest(path)
    try:
        return _validated(path, digest)
    except _OtherLayout:
        return _validated(_rewritten(path, folder, now), digest)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _validated(path: Path, digest: str) -> ExportFile:
    counts: Counter[tuple[str, str]] = Counter()
    workspaces: dict[str, None] = {}
    for workspace, name, row in _lines(path):
        workspaces[workspace] = None
        if name:
            counts[workspace, name] += 1
            try:
                imported_row(NAMED[name], workspace, row)
            except ValueError as wrong:
                raise DocumentRefused(
                    f"{workspace}, {name}, row {counts[workspace, name]}: {wrong}. Take a file that was not "
                    "changed."
                ) from None
    return ExportFile(path, digest, tuple(workspaces), counts)


def _lines(path: Path) -> Iterator[tuple[str, str, Any]]:
    """(workspace, table, row as in the file) of each row, and (workspace, "", None) of each workspace."""
    with path.open(encoding="utf-8", newline="\n") as file:
        if file.readline() != f"{header(schema.newest())}\n":
            raise _OtherLayout
        lines = (line.rstrip(",\n") for line in file)
        for line in lines:
            if line == "}}" and not file.readline():
                return
            workspace = _opening(line, "{")
            yield workspace, "", None
            for name in _tables(lines):
                for row in _until("]", lines):
                    yield workspace, name, _decoded(row)
    raise _OtherLayout


def _tables(lines: Iterator[str]) -> Iterator[str]:
    """The names of a workspace's tables, each of which is one of ours and in our order."""
    order = list(NAMED)
    for line in _until("}", lines):
        name = _opening(line, "[")
        if name not in order:
            raise _OtherLayout
        order = order[order.index(name) + 1 :]
        yield name


def _until(end: str, lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line == end:
            return
        yield line
    raise _OtherLayout


def _opening(line: str, bracket: str) -> str:
    if not line.endswith(f'": {bracket}'):
        raise _OtherLayout
    return str(_decoded(line[: -len(f": {bracket}")]))


def _decoded(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise _OtherLayout from None


def _rewritten(path: Path, folder: Path, now: datetime) -> Path:
    """The file in our layout and of our revision; raises DocumentRefused."""
    document, target = _whole(path.read_bytes().decode()), folder / "export.json"
    with target.open("w", encoding="utf-8", newline="\n") as file:
        if document["revision"] == schema.newest():
            file.write(text(document))
            return target
        with upgraded(document, folder, now) as store, store.reading_all() as tx:
            export.write(tx, tuple(document["workspaces"]), file)
            if lost := unreadable(tx):
                raise ValueError(lost[0].table)
    return target


def _whole(written: str) -> Document:
    """The document of a file; raises DocumentRefused for one that this version can't import."""
    try:
        document = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise DocumentRefused(f"This is not JSON ({error}). Choose a file of oncourse export.") from None
    match document:
        case {"format": "oncourse", "version": version} if version != VERSION:
            raise DocumentRefused(
                f"The file has version {version!r} of the format, and this Oncourse knows version {VERSION}. "
                "Install the Oncourse that wrote it."
            )
        case {"format": "oncourse", "revision": revision} if not schema.knows(str(revision)):
            raise DocumentRefused(
                f"The file was written at revision {revision!r} of the database by a newer Oncourse, and "
                f"this one is at {schema.newest()}. Nothing was imported. Install the Oncourse that wrote it."
            )
        case {"format": "oncourse", "revision": str(revision), "version": _, "workspaces": dict(found)}:
            for workspace, tables in found.items():
                _require_tables(workspace, tables, revision)
            return {"format": FORMAT, "version": VERSION, "revision": revision, "workspaces": found}
    raise DocumentRefused("This is no file of oncourse export. Choose another.")


def _require_tables(workspace: str, tables: Any, revision: str) -> None:
    is_ours = revision == schema.newest()
    if not isinstance(tables, dict) or (is_ours and not tables.keys() <= NAMED.keys()):
        raise DocumentRefused(f"The file holds tables of {workspace} that are unknown. It was changed.")
    for name, rows in tables.items():
        if not isinstance(rows, list):
            raise DocumentRefused(f"{workspace}, {name}: this is no list. The file was changed.")
