"""Slack's rate limits: after a 429 nobody calls the method in that workspace before its Retry-After."""

from collections.abc import Callable
from datetime import datetime, timedelta


class Limits:
    """One limiter for each workspace and method. Slack limits posting by channel, too, and says so alike."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._limited: dict[tuple[str, str], tuple[datetime, datetime]] = {}

    def pause(self, workspace: str, method: str) -> timedelta | None:
        """How long to wait before the call; None when it may be made now."""
        now = self._now()
        since, free_at = self._limited.get((workspace, method), (now, now))
        return free_at - now if since <= now < free_at else None

    def limited(self, workspace: str, method: str, retry_after: timedelta) -> None:
        """Slack has answered 429; that counts from now on, but not before, should the clock be set back."""
        self._limited[workspace, method] = self._now(), self._now() + retry_after
