"""Slack's rate limits, for tests that enable them. Source: methods.json, tiers t1 to t4."""

import math
from collections import defaultdict, deque

_PER_MINUTE = {"t1": 1, "t2": 20, "t3": 50, "t4": 100}


class Rates:
    """Counts the requests of each workspace and method; chat.postMessage allows one a second per channel."""

    def __init__(self) -> None:
        self.enforced = False
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    def wait(self, workspace: str, method: str, tier: str | None, channel: str, now: float) -> int:
        """Seconds (whole) to wait before this call, 0 for none. `now` is in real seconds."""
        if not self.enforced:
            return 0
        if method == "chat.postMessage":
            return self._wait(f"{workspace} {method} {channel}", 1, 1.0, now)
        return self._wait(f"{workspace} {method}", _PER_MINUTE[tier], 60.0, now) if tier in _PER_MINUTE else 0

    def once_a_minute(self, key: str, now: float) -> int:
        """The same for one request a minute, whether rate limits are enforced or not."""
        return self._wait(f"{key} once", 1, 60.0, now)

    def _wait(self, key: str, maximum: int, window: float, now: float) -> int:
        calls = self._calls[key]
        while calls and calls[0] <= now - window:
            calls.popleft()
        if len(calls) >= maximum:
            return max(1, math.ceil(calls[0] + window - now))
        calls.append(now)
        return 0
