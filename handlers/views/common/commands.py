"""What the commands are called here: "/plan", or "/oc-plan" where another app has that name already.

Views pass words that name a command to `slash`, which puts a mark before the name. What sends the words puts
the prefix in its place (docs/decisions/0011-a-command-prefix.md).
"""

import re
from dataclasses import dataclass
from typing import Any

NOUNS = ("plan", "goal", "tactic", "checkin")
PREFIX_MARK = "\ue000"  # in Unicode's private use area, so that it isn't on any keyboard
_NAMED = re.compile(rf"/(?=(?:{'|'.join(NOUNS)})\b)")


def slash(words: str) -> str:
    """Our own words with a mark at each command, where the prefix belongs; never a person's words."""
    return _NAMED.sub(f"/{PREFIX_MARK}", words)


@dataclass(frozen=True, slots=True)
class CommandNames:
    """The names of the commands, each with this prefix."""

    prefix: str = ""

    def in_words(self, words: str) -> str:
        """Words of a view with the commands as they are called here."""
        return words.replace(PREFIX_MARK, self.prefix) if PREFIX_MARK in words else words

    def in_json(self, part: Any) -> Any:
        """The same in all strings of a JSON value."""
        if isinstance(part, str):
            return self.in_words(part)
        if isinstance(part, dict):
            return {name: self.in_json(value) for name, value in part.items()}
        if isinstance(part, list | tuple):
            return [self.in_json(value) for value in part]
        return part
