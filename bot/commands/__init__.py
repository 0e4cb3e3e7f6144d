"""The `oncourse` commands beside `run`: a file for each kind of thing they do."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from storage.transfer.format import DocumentRefused

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name


class Parser(argparse.ArgumentParser):
    """Takes no shortened options, and repeats nothing that may be a secret when it refuses."""

    def __init__(self, **described: Any) -> None:
        super().__init__(**described, allow_abbrev=False)

    def error(self, message: str) -> Any:
        """End with 2. What argparse repeats may be a URL, or a piece of one: then it isn't said again.

        What the types of our own arguments say is shown as it is: they repeat only what is `harmless`.
        """
        refusal = sys.exception()
        if refusal and isinstance(refusal.__context__, argparse.ArgumentTypeError):
            super().error(message)
        if "@" in message or "://" in message:
            message = "I can't read these arguments. Put quotes around a URL, and see oncourse --help"
        super().error(message.replace("invalid choice", "no such choice").replace("invalid ", "not a "))


class Once(argparse.Action):
    """Keeps an option's value; a second one is refused, since one of them would get lost."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """The value stands in the command line here."""
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{option_string} is there twice. Use it once")
        setattr(namespace, self.dest, values)


def harmless(typed: str) -> bool:
    """Whether it can be repeated: a URL, or a piece of one, may hold a password."""
    return "://" not in typed and "@" not in typed[1:]


def a_file(typed: str) -> Path:
    """The type of an argument that names a file; SQLite takes only names that are text."""
    if not typed.strip() or not Path(typed).name or any("\ud800" <= letter <= "\udfff" for letter in typed):
        named = f"“{typed}”" if harmless(typed) else "this"
        raise argparse.ArgumentTypeError(f"{named} isn't the name of a file")
    return Path(typed)


def require_confirmation(word: str, what: str) -> None:
    """Go on only once the person has typed `word`; raises DocumentRefused.

    `what` ends the question: "delete everything", after "This can't be undone. Type it to".
    """
    sys.stdout.write(f"This can't be undone. Type {word} to {what}: ")
    sys.stdout.flush()
    if sys.stdin.readline().strip() != word:
        raise DocumentRefused("\nNothing was deleted. Type it exactly as shown, or add --yes.")


def say(words: str) -> None:
    """Tell whoever has typed the command."""
    sys.stdout.write(f"{words}\n")
