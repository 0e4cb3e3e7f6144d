"""What the commands are called here: "/plan", or "/oc-plan" where another app has that name already.

Views write "/plan", as everybody speaks of it, and hand it to `slash`; the prefix is said once, at
registration (docs/decisions/0011-a-command-prefix.md).
"""

import re
from contextvars import ContextVar

NOUNS = ("plan", "goal", "tactic", "checkin")
_NAMED = re.compile(rf"/(?=(?:{'|'.join(NOUNS)})\b)")
_prefix: ContextVar[str] = ContextVar("command_prefix", default="")


def call_commands(prefix: str) -> None:
    """From now on, in what runs here and all it starts, each command's name begins with `prefix`."""
    _prefix.set(prefix)


def slash(words: str) -> str:
    """Our own words with the commands in them as they are called here; a person's words do not belong in."""
    return _NAMED.sub(f"/{_prefix.get()}", words)
