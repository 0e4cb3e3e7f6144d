"""What a transaction is to the functions that are run in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import String, bindparam
from sqlmodel import Session

GlobalTx = Session
"""A transaction that serves all workspaces at once."""

WORKSPACE = bindparam("tx_workspace", type_=String())
"""The workspace of the transaction, in statements that are built once, at import (`Tx.bound`).

Its name is that of no column: an UPDATE would set a column to a parameter that is called like it.
"""


class Tx(Session):
    """A transaction in one workspace."""

    def __init__(self, *args: Any, workspace: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace

    def bound(self, **values: Any) -> dict[str, Any]:
        """The parameters of a statement built at import: these `values`, and the workspace."""
        return {"tx_workspace": self.workspace, **values}


@contextmanager
def in_workspace(tx: GlobalTx, workspace: str) -> Iterator[Tx]:
    """Do a part of `tx` as a transaction of one workspace: on the same connection, kept or undone with it."""
    with Tx(bind=tx.connection(), expire_on_commit=False, info=tx.info, workspace=workspace) as own:
        yield own
        own.flush()
