"""Taking in a document: all of it or nothing, and only what can be read again."""

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from planning.errors import PlanningError
from storage.check import note_unreadable
from storage.engine.transactions import GlobalTx, Tx, in_workspace
from storage.readable import unreadable
from storage.transfer.export import TABLES, Document, DocumentRefused, Json, row
from storage.transfer.progress import Progress, ignore_progress, part, steps


def put(tx: GlobalTx, document: Document, tell: Progress = ignore_progress) -> int:
    """Keep all that is in a document that was `read`; gives the number of rows.

    Raises DocumentRefused where something of it is there already, or does not fit together; the transaction
    is then to be undone.
    """
    count = 0
    every = document["workspaces"]
    for number, (workspace, tables) in enumerate(every.items()):
        count += _put_tables(tx, workspace, tables, part(tell, number, len(every)))
        try:
            with in_workspace(tx, workspace) as own:
                _read_again(own, tables)
        except (ValueError, KeyError, TypeError, PlanningError) as wrong:
            raise DocumentRefused(
                f"The rows of {workspace} make no plan ({wrong}): the file was changed. Nothing was taken "
                "in. Take a file that was not changed."
            ) from wrong
    return count


def _put_tables(tx: GlobalTx, workspace: str, tables: Json, tell: Progress) -> int:
    connection = tx.connection()
    count = 0
    for table in steps(TABLES, tell):
        rows = [row(table, workspace, told) for told in tables.get(table.name, ())]
        try:
            if rows:
                connection.execute(insert(table), rows)
        except IntegrityError as clash:
            raise DocumentRefused(
                f"The {table.name} of {workspace} do not fit ({clash.orig}): they are in the database "
                "already, or the file was changed. Nothing was taken in. Choose an empty database."
            ) from clash
        count += len(rows)
    return count


def _read_again(tx: Tx, tables: Json) -> None:
    """Read all that was put as everybody does; raises whatever they would stumble over."""
    note_unreadable(tx, [told["id"] for told in tables.get("plans", ())])
    if lost := unreadable(tx):
        raise ValueError(lost[0].table)
