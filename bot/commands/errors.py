"""Error messages of failed commands: one sentence, with what to do."""

import errno
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from bot.config import SettingsRefused
from bot.logs import code_locations
from bot.slack_client import SlackRefused
from storage.engine.urls import advice
from storage.transfer.format import DocumentRefused

REFUSED, BUG, STOPPED, OUTPUT_CLOSED = 2, 70, 130, 141
"""Exit codes: argparse's, EX_SOFTWARE, and those of shells for SIGINT and SIGPIPE."""
REFUSALS = (SettingsRefused, DocumentRefused, SlackRefused)
_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_TOO_MANY = (errno.EMFILE, errno.ENFILE)


def run_guarded(do: Callable[[], int]) -> int:
    """Run a command and return its exit code; if it fails, print an error message on standard error.

    A bug is shown by its type and code locations: its message may hold a person's words, or a secret.
    """
    _write_anything(sys.stdout)
    try:
        try:
            with _sigterm_as_ctrl_c():
                code = do()
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return _said(STOPPED, "Stopped. Nothing was left half done. Run it again to finish.")
    except BrokenPipeError:
        _write_nowhere(sys.stdout)
        return OUTPUT_CLOSED
    except Exception as error:  # noqa: BLE001 - the top level of every command
        _write_nowhere_if_full(error)
        if words := sentence(error):
            return _said(REFUSED, words)
        return _said(
            BUG,
            "Something in Oncourse broke. Please report this: "
            f"{type(error).__name__} at {code_locations(error)}",
        )
    return code


@contextmanager
def _sigterm_as_ctrl_c() -> Iterator[None]:
    """Treat SIGTERM like Ctrl-C, even where SIGINT is ignored, as after a shell's `&`."""

    def end(number: int, frame: FrameType | None) -> None:
        on_ctrl_c = signal.getsignal(signal.SIGINT)
        if not callable(on_ctrl_c):
            raise KeyboardInterrupt
        on_ctrl_c(number, frame)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def sentence(error: BaseException) -> str | None:
    """The error message; None for a bug."""
    if isinstance(error, REFUSALS):
        return str(error)
    if words := advice(error):
        return words
    if isinstance(error, MemoryError):
        return "There isn't enough memory for this. Give it more, or stop something else."
    return _of_system(error) if isinstance(error, OSError) else None


def _of_system(error: OSError) -> str | None:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in _FULL:
        return f"The disk is full{where}. Make room, then try again."
    if error.errno in _FORBIDDEN:
        return f"This user isn't allowed to do that{where}: {error.strerror}. Give it read and write access."
    if error.errno in _TOO_MANY:
        return "Too many files are open. Raise the limit (ulimit -n), then try again."
    if error.filename and error.strerror:
        return f"{error.filename} can't be used: {error.strerror}. Choose another, or fix it."
    return None


def _said(code: int, words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return code


def _write_anything(stream: TextIO) -> None:
    """Escape file names that aren't valid text, rather than raise."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def _write_nowhere_if_full(error: Exception) -> None:
    """Discard buffered output if the disk is full: Python would retry, and fail, at exit."""
    if isinstance(error, OSError) and error.errno in _FULL and error.filename is None:
        _write_nowhere(sys.stdout)


def _write_nowhere(stream: TextIO) -> None:
    """Redirect the stream to /dev/null, if it is a file."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
