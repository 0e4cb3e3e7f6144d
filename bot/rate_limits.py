"""Slack's rate limits: after a 429, pause a method in that workspace until its Retry-After."""

from collections.abc import Callable
from datetime import datetime, timedelta


class RateLimits:
    """Pauses by workspace and method. Slack limits posts by channel too, with the same 429."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._paused: dict[tuple[str, str], tuple[datetime, datetime]] = {}

    def pause(self, workspace: str, method: str) -> timedelta | None:
        """How long to wait before the next call; None if it can be made now."""
        now = self._now()
        since, free_at = self._paused.get((workspace, method), (now, now))
        return free_at - now if since <= now < free_at else None

    def record(self, workspace: str, method: str, retry_after: timedelta) -> None:
        """Record a 429. If the clock is set back before this moment, the pause no longer counts."""
        self._paused[workspace, method] = self._now(), self._now() + retry_after
