"""Slack's rate limits: after a 429 nobody calls the method in that workspace before its Retry-After."""

from collections.abc import Callable
from datetime import datetime, timedelta


class Limits:
    """One limiter for each workspace and method. Slack limits posting by channel, too, and says so alike."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._free_at: dict[tuple[str, str], datetime] = {}

    def pause(self, workspace: str, method: str) -> timedelta | None:
        """How long to wait before the call; None when it may be made now."""
        free_at = self._free_at.get((workspace, method))
        if free_at is None or free_at <= self._now():
            return None
        return free_at - self._now()

    def limited(self, workspace: str, method: str, retry_after: timedelta) -> None:
        """Slack has answered 429."""
        self._free_at[workspace, method] = self._now() + retry_after
