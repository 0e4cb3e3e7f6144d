"""Transactions in the calling thread, opened by a `with` block."""

from contextlib import AbstractContextManager

from storage.engine.store import Store
from storage.engine.transactions import GlobalTx, Tx

WORKSPACE = "TCAMPFIRE"


def transacting(store: Store, workspace: str = WORKSPACE) -> AbstractContextManager[Tx]:
    """A transaction that writes in one workspace."""
    return store.sync.writing(workspace)


def reading(store: Store, workspace: str = WORKSPACE) -> AbstractContextManager[Tx]:
    """A transaction that only reads in one workspace."""
    return store.sync.reading(workspace)


def claiming(store: Store) -> AbstractContextManager[GlobalTx]:
    """A transaction that only claims."""
    return store.sync.claiming()
