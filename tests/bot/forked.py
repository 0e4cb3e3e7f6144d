"""`oncourse` in a process of its own, forked by a server that has imported everything before.

So a command starts at once, where Python would take seconds to read its modules anew.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli import main

FORKING = get_context("forkserver")
FORKING.set_forkserver_preload([__name__])
STREAMS = ("stdin", "stdout", "stderr")

Ended = tuple[int, str, str]
"""A command's exit code, standard output and standard error."""


def run_forked(arguments: Sequence[str], environment: Mapping[str, str], folder: Path, typed: str) -> Ended:
    """Run `oncourse` in `folder`, with nothing but this environment and what is `typed` to it."""
    with TemporaryDirectory() as streams:
        for stream in STREAMS:
            (Path(streams) / stream).write_text(typed if stream == "stdin" else "", newline="")
        process = FORKING.Process(target=_run, args=(arguments, dict(environment), folder, Path(streams)))
        process.start()
        process.join()
        out, err = ((Path(streams) / stream).read_text() for stream in STREAMS[1:])
        return process.exitcode or 0, out, err


def _run(arguments: Sequence[str], environment: dict[str, str], folder: Path, streams: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    with ExitStack() as opened:
        for number, stream in enumerate(STREAMS):
            mode = "r" if stream == "stdin" else "w"
            file = opened.enter_context((streams / stream).open(mode))
            os.dup2(file.fileno(), number)
            setattr(sys, stream, file)
        sys.argv = ["oncourse", *arguments]
        sys.exit(main())
