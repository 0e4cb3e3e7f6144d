"""The `oncourse` command as a shell runs it: a process of its own; or within this one, which is faster."""

import io
import os
import subprocess
import sys
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from bot.cli import main

_MAIN = "import sys; from bot.cli import main; sys.exit(main())"


def oncourse(database: Path | str, *arguments: str | Path, typed: str = "") -> tuple[int, str, str]:
    """Run it on a database (a file, or a URL), with what is `typed` to it: exit code, stdout, stderr."""
    environment = {**os.environ, "DATABASE_URL": _url(database)}
    for token in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        environment.pop(token, None)
    ended = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _MAIN, *map(str, arguments)],
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


def oncourse_here(database: Path | str, *arguments: str | Path, typed: str = "") -> tuple[int, str, str]:
    """The same within this process, for a test that is not asynchronous itself."""
    out, err = io.StringIO(), io.StringIO()
    with ExitStack() as meanwhile:
        meanwhile.enter_context(patch.dict(os.environ, {"DATABASE_URL": _url(database)}))
        meanwhile.enter_context(patch("sys.stdin", io.StringIO(typed)))
        meanwhile.enter_context(redirect_stdout(out))
        meanwhile.enter_context(redirect_stderr(err))
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
    return code, out.getvalue(), err.getvalue()


def _url(database: Path | str) -> str:
    return database if isinstance(database, str) else f"sqlite:///{database}"
