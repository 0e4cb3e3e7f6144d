"""A Slack that fails at random, the same way each time for the same seed."""

from collections.abc import Mapping
from random import Random
from typing import Any

from sandbox import Fault, Sandbox

DELIVERING = ("chat.postMessage", "conversations.open", "conversations.history")
# Without timeouts: those take as long as the bot waits for answers, which is long on a slow machine. To the
# bot, a connection that breaks is the same.
FAULTS = (
    Fault.rate_limited(retry_after=20),
    Fault.server_error(),
    Fault.server_error(503, stored=True),
    Fault.dropped(),
    Fault.dropped(stored=True),
    Fault.refused("internal_error"),
)


class Storm:
    """A rule for `Faults`: of the calls that deliver, each fails with this `chance`, in any of the ways.

    Now and then the connection of Socket Mode breaks besides. `struck` counts both.
    """

    def __init__(self, slack: Sandbox, chance: float, seed: int) -> None:
        self._slack = slack
        self._chance = chance
        self._random = Random(seed)  # noqa: S311 - to be repeatable, not secret
        self.struck = 0

    def __call__(self, method: str, _arguments: Mapping[str, Any]) -> Fault | None:
        """What befalls this call, if anything."""
        if method not in DELIVERING or self._random.random() >= self._chance:
            return None
        self.struck += 1
        if self._random.random() < 0.05:
            self._slack.faults.drop_socket()
        return self._random.choice(FAULTS)
