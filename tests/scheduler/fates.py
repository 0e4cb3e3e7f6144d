"""Slack answering oddly, to each recipient in another way: once, or for a while."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox import Fault, Sandbox
from sandbox.odd_responses import (
    ambiguous_responses,
    odd_responses,
    rate_limits,
    responses_without_json,
    temporary_errors,
)


@dataclass(frozen=True, slots=True)
class Fate:
    """What one recipient's calls meet with: the first of them, or all `until` a moment."""

    name: str
    fault: Fault
    until: datetime | None


def fates(until: datetime, *, limits: bool = False) -> list[Fate]:
    """All kinds of odd answers, each once and until that moment, with the work done and not."""
    undone = (
        rate_limits()
        if limits
        else {**responses_without_json(), **ambiguous_responses(), **temporary_errors()}
    )
    done = {} if limits else odd_responses(stored=True)
    kinds = list(undone.items()) + [(f"{name}, but done", fault) for name, fault in done.items()]
    once = [Fate(f"{name}, once", fault, None) for name, fault in kinds]
    return once + [Fate(f"{name}, for a while", fault, until) for name, fault in kinds]


def some_fates(until: datetime, *, limits: bool = False) -> list[Fate]:
    """The same, each kind in one way: every second until that moment, every second pair done."""
    whole = {fate.name: fate for fate in fates(until, limits=limits)}
    kinds = dict.fromkeys(name.split(", once")[0] for name in whole if name.endswith(", once"))
    plain = [kind for kind in kinds if not kind.endswith(", but done")]
    chosen = []
    for number, kind in enumerate(plain):
        done = ", but done" if number % 4 > 1 and f"{kind}, but done" in kinds else ""
        chosen.append(whole[f"{kind}{done}, {('once', 'for a while')[number % 2]}"])
    return chosen


@dataclass(slots=True)
class Fates:
    """A rule for `Faults`: the calls of `method` that are about a recipient meet with that one's fate.

    With `unanswered`, the first message to each was posted, or not, without an answer.
    """

    slack: Sandbox
    method: str
    of: Mapping[str, Fate]
    unanswered: bool = False
    met: set[str] = field(default_factory=set)
    _lost: set[str] = field(default_factory=set)

    def __call__(self, method: str, arguments: Mapping[str, Any]) -> Fault | None:
        """What befalls this call, if anything."""
        recipient = self._recipient(arguments)
        if recipient not in self.of:
            return None
        if self.unanswered and method == "chat.postMessage" and recipient not in self._lost:
            self._lost.add(recipient)
            return Fault.dropped(stored=len(self._lost) % 2 == 0)
        return self._met(recipient) if method == self.method else None

    def _met(self, recipient: str) -> Fault | None:
        fate = self.of[recipient]
        is_over = recipient in self.met if fate.until is None else self.slack.clock.now() >= fate.until
        self.met.add(recipient)
        return None if is_over else fate.fault

    def _recipient(self, arguments: Mapping[str, Any]) -> str:
        """The person or channel that a call is about; a direct message is about the other person in it."""
        for name in ("channel", "users", "user", "user_id"):
            if about := str(arguments.get(name, "")):
                place = self.slack.workspace.channels.get(about)
                if place is None or place.kind != "im":
                    return about
                return self.slack.workspace.other_member(place, self.slack.bot_user_id)
        return ""
