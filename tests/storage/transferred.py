"""Exports as text, out of a store and into one."""

from pathlib import Path
from tempfile import TemporaryDirectory

from storage.engine.store import Store
from storage.transfer.export import export_data, workspaces
from storage.transfer.format import text
from storage.transfer.import_ import import_file
from storage.transfer.reading import opened
from tests.storage.stored import NOW, now
from tests.transactions import reading


def exported(store: Store, *chosen: str) -> str:
    """The export of these workspaces, or of all."""
    with reading(store) as tx:
        return text(export_data(tx, chosen or workspaces(tx)))


def import_text(store: Store, written: str) -> int:
    """Import an export; returns the number of rows. Raises DocumentRefused."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.json"
        path.write_text(written, encoding="utf-8", newline="\n")
        with opened(path, NOW) as file:
            return import_file(store.sync, file, now)
