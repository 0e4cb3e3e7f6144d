"""A long command shows on a terminal how far it has come, and nowhere else."""

import os
import pty
import subprocess
import termios
from pathlib import Path

import pytest

from bot.commands.progress import bar
from tests.bot.commands import oncourse_here
from tests.bot.processes import ONCOURSE, ROOT
from tests.bot.test_nothing_by_mistake import database, whole
from tests.storage.everything import BRIAN

__all__ = ["database", "whole"]

LONG = [
    (("backup", "copy"), "Backing up"),
    (("restore", "whole.backup", "--replace"), "Restoring"),
    (("export", "new.json"), "Exporting"),
    (("purge", "--yes", "--person", BRIAN), "Purging"),
    (("copy-database", "sqlite:///whole.backup"), "Copying"),
    (("import", "file.json"), "Importing"),
]


@pytest.mark.parametrize(("typed", "doing"), LONG)
def test_a_bar_is_on_the_terminal_alone(database: Path, typed: tuple[str, ...], doing: str) -> None:
    folder = database.parent
    (folder / "whole.backup").write_bytes(database.read_bytes())
    assert oncourse_here(database, "export", folder / "file.json") == (
        0,
        f"Exported to {folder}/file.json.\n",
        "",
    )
    used = folder / "empty.db" if typed[0] in ("copy-database", "import") else database
    terminal, end = pty.openpty()
    termios.tcsetwinsize(end, (24, 80))
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*ONCOURSE, *typed],
        env={**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{used}"},
        stdout=subprocess.PIPE,
        stderr=end,
    )
    os.close(end)
    shown = _all_of(terminal)
    out, _ = process.communicate()
    assert process.returncode == 0
    assert doing in shown
    assert "100%" in shown
    assert doing.encode() not in out


def _all_of(terminal: int) -> str:
    """What is written there until nobody has it open any more, which Linux calls an error."""
    shown = b""
    try:
        while piece := os.read(terminal, 4096):
            shown += piece
    except OSError:
        pass
    os.close(terminal)
    return shown.decode()


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with bar("Waiting") as tell:
        for done in (0.0, 0.5, 1.0):
            tell(done)
    assert capsys.readouterr() == ("", "")
