"""The `oncourse` command as a shell runs it: a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

_MAIN = "import sys; from bot.cli import main; sys.exit(main())"


def oncourse(database: Path | str, *arguments: str | Path, typed: str = "") -> tuple[int, str, str]:
    """Run it on a database (a file, or a URL), with what is `typed` to it: exit code, stdout, stderr."""
    url = database if isinstance(database, str) else f"sqlite:///{database}"
    environment = {**os.environ, "DATABASE_URL": url}
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
