"""The `oncourse` commands other than `run`, and what they share."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from storage.transfer.format import DocumentRefused

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name


class Parser(argparse.ArgumentParser):
    """An argument parser without abbreviations, whose errors repeat nothing that may be a secret."""

    def __init__(self, **described: Any) -> None:
        super().__init__(**described, allow_abbrev=False)

    def error(self, message: str) -> Any:
        """Exit with 2. If argparse's message quotes what may be a URL, replace it by a generic one.

        Messages of our own argument types are shown as they are: they check `is_safe_to_print`.
        """
        refusal = sys.exception()
        if refusal and isinstance(refusal.__context__, argparse.ArgumentTypeError):
            super().error(message)
        if "@" in message or "://" in message:
            message = "I can't read these arguments. Put quotes around a URL, and see oncourse --help"
        super().error(message.replace("invalid choice", "no such choice").replace("invalid ", "not a "))


class Once(argparse.Action):
    """Stores an option's value, and refuses a second one."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Store the value; errors if there is one already."""
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{option_string} is there twice. Use it once")
        setattr(namespace, self.dest, values)


def is_safe_to_print(typed: str) -> bool:
    """Whether it can't be part of a URL, which may hold a password."""
    return "://" not in typed and "@" not in typed[1:]


def a_file(typed: str) -> Path:
    """An argparse type for a file's path; SQLite only accepts names that are valid text."""
    if not typed.strip() or not Path(typed).name or any("\ud800" <= letter <= "\udfff" for letter in typed):
        named = f"“{typed}”" if is_safe_to_print(typed) else "this"
        raise argparse.ArgumentTypeError(f"{named} isn't the name of a file")
    return Path(typed)


def require_confirmation(word: str, what: str) -> None:
    """Ask the person to type `word` to confirm; raises DocumentRefused for anything else.

    `what` completes the question, such as "delete everything".
    """
    sys.stdout.write(f"This can't be undone. Type {word} to {what}: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip() != word:
        raise DocumentRefused("\nNothing was deleted. Type it exactly as shown, or add --yes.")


def say(words: str) -> None:
    """Print a line to standard output."""
    sys.stdout.write(f"{words}\n")
