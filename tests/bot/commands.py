"""The `oncourse` command as a shell runs it: a process of its own; or within this one, which is faster."""

import io
import os
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from bot.cli import main
from tests.bot.forked import run_forked


def oncourse(database: Path | str, *arguments: str | Path, typed: str = "") -> tuple[int, str, str]:
    """Run it on a database (a file, or a URL), with what is `typed` to it: exit code, stdout, stderr."""
    environment = {**os.environ, "DATABASE_URL": _url(database)}
    for token in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        environment.pop(token, None)
    return run_forked([str(argument) for argument in arguments], environment, Path.cwd(), typed)


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
