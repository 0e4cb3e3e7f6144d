"""Importing the file of an export: all of it or nothing, and only what can be read again.

The rows are first stored in batches under a temporary workspace id, suspended, so that a bot works on beside
them and nothing of them is seen or sent. At the end, one transaction copies them to where they belong. What
an import that was stopped has left behind is deleted by the next import of the same file.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Table, delete, func, insert, literal, select, tuple_, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import col
from sqlmodel import select as select_rows

from planning.errors import PlanningError
from storage import plans
from storage.check import note_unreadable
from storage.due import DUE_COLUMNS
from storage.engine.sync import SyncStore
from storage.engine.transactions import GlobalTx
from storage.readable import unreadable
from storage.tables import ImportRow
from storage.transfer.export import STAGED
from storage.transfer.format import NAMED, TABLES, DocumentRefused, Json, columns_of
from storage.transfer.progress import Progress, ignore_progress
from storage.transfer.reading import ExportFile

BATCH = 1000
"""The rows written in a transaction."""
_DUE_TABLES = frozenset(due.table.name for due in DUE_COLUMNS)
_STAGING = 0.9  # of the whole, by progress


def import_file(
    store: SyncStore, file: ExportFile, now: Callable[[], datetime], progress: Progress = ignore_progress
) -> int:
    """Import a file that was opened; returns the number of rows.

    Raises DocumentRefused where something of it is in the database already or does not fit together, or while
    another file's import is unfinished. Nothing of it is stored then.
    """
    staged = {workspace: f"{STAGED}{file.digest[:12]} {workspace}" for workspace in file.workspaces}
    _clean_up(store, file.digest)
    with store.writing_all() as tx:
        tx.add_all(
            ImportRow(workspace=id_, digest=file.digest, started_at=now(), finished_at=None)
            for id_ in staged.values()
        )
    try:
        _stage(store, file, staged, now(), progress)
        for workspace, id_ in staged.items():
            _require_readable(store, workspace, id_)
        with store.writing_all() as tx:
            _publish(tx, file, staged, now())
    except BaseException:  # Ctrl-C, too
        with suppress(SQLAlchemyError, OSError):  # such as a full disk, which stopped it in the first place
            _clean_up(store, file.digest)
        raise
    _clean_up(store, file.digest)
    progress(1)
    return sum(file.counts.values())


def _clean_up(store: SyncStore, digest: str) -> None:
    """Delete what imports of this file, and finished ones, have left behind; refuse beside any other."""
    with store.reading_all() as tx:
        left = tx.exec(select_rows(ImportRow)).all()
    for one in left:
        if one.digest != digest and one.finished_at is None:
            raise DocumentRefused(
                f"The import of another file, begun at {one.started_at:%Y-%m-%d %H:%M} UTC, isn't finished. "
                "Wait for it, or import that file again. To give it up: "
                f"oncourse purge --workspace '{one.workspace}'"
            )
    for one in left:
        for table in reversed(TABLES):
            while _delete_batch(store, table, one.workspace):
                pass
        with store.writing_all() as tx:
            tx.exec(delete(ImportRow).where(col(ImportRow.workspace) == one.workspace))


def _delete_batch(store: SyncStore, table: Table, workspace: str) -> int:
    key = tuple(table.primary_key.columns)
    some = select(*key).where(table.c.workspace == workspace).limit(BATCH)
    with store.writing(workspace) as tx:
        return tx.connection().execute(delete(table).where(tuple_(*key).in_(some))).rowcount


def _stage(
    store: SyncStore, file: ExportFile, staged: Mapping[str, str], now: datetime, progress: Progress
) -> None:
    """Store the rows under the temporary ids, each batch in a transaction of its own."""
    total, done = sum(file.counts.values()), 0
    for workspace, name, rows in _batches(file):
        suspended = {"suspended_at": now} if name in _DUE_TABLES else {}
        for row in rows:
            row.update(workspace=staged[workspace], **suspended)
        try:
            with store.writing(staged[workspace]) as tx:
                tx.connection().execute(insert(NAMED[name]), rows)
        except IntegrityError as clash:
            raise _misfit(workspace, name, clash) from clash
        done += len(rows)
        progress(done / total * _STAGING)


def _batches(file: ExportFile) -> Iterator[tuple[str, str, list[Json]]]:
    for (workspace, name), rows in groupby(file.rows(), itemgetter(0, 1)):
        while batch := [row for _, _, row in islice(rows, BATCH)]:
            yield workspace, name, batch


def _require_readable(store: SyncStore, workspace: str, staged: str) -> None:
    """Read all rows as the bot does; raises DocumentRefused for whatever it would stumble over."""
    try:
        with store.reading(staged) as tx:
            note_unreadable(tx, plans.ids(tx))
            if lost := unreadable(tx):
                raise ValueError(lost[0].table)
    except (ValueError, KeyError, TypeError, PlanningError) as wrong:
        raise DocumentRefused(
            f"The rows of {workspace} make no plan ({wrong}): the file was changed. Nothing was taken in. "
            "Take a file that was not changed."
        ) from wrong


def _publish(tx: GlobalTx, file: ExportFile, staged: Mapping[str, str], now: datetime) -> None:
    """Copy the rows to their workspaces, where nothing of them is suspended."""
    for workspace, id_ in staged.items():
        for table in TABLES:
            if count := file.counts.get((workspace, table.name)):
                _require_count(tx, table, id_, count)
                try:
                    tx.connection().execute(_copying(table, id_, workspace))
                except IntegrityError as clash:
                    raise _misfit(workspace, table.name, clash) from clash
    of_file = col(ImportRow.workspace).in_(staged.values())
    tx.exec(update(ImportRow).where(of_file).values(finished_at=now))


def _require_count(tx: GlobalTx, table: Table, staged: str, count: int) -> None:
    rows = select(func.count()).select_from(table).where(table.c.workspace == staged)
    if tx.connection().execute(rows).scalar_one() != count:
        raise DocumentRefused(
            "Another import of the same file ran meanwhile. Nothing was taken in. Try again."
        )


def _copying(table: Table, staged: str, workspace: str) -> Any:
    columns = columns_of(table)
    names = ["workspace", *(column.name for column in columns)]
    copied = select(literal(workspace), *columns).where(table.c.workspace == staged)
    return insert(table).from_select(names, copied)


def _misfit(workspace: str, table: str, clash: IntegrityError) -> DocumentRefused:
    return DocumentRefused(
        f"The {table} of {workspace} do not fit ({clash.orig}): they are in the database already, or the "
        "file was changed. Nothing was taken in. Choose an empty database."
    )
